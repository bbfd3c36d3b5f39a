"""The fix plan sends every document to a screen of its own kind."""

from close.rules.answers import run_model
from close.rules.reasons import Reason, find_action
from tests.rules.companies.conftest import Landed

# Words in a screen or filter that are wrong for a kind of document. Wrong costs of sales come from purchase orders.
FOREIGN = {
    "SO": ("Purchases", "Credit Notes", "Bills"),
    "CN": ("Purchases", "Sales Orders", "Bills"),
    "PO": ("Sales", "Business > Invoices", "Credit Notes", "POS"),
    "SCN": ("Sales", "Business > Invoices", "Purchase Orders", "POS"),
}
ELSEWHERE = {"S10"}


def find_foreign(doc_type: str, reason: Reason) -> list[str]:
    place = f"{reason.screen} / {reason.status_filter}"
    return [word for word in FOREIGN.get(doc_type, ()) if word in place]


def test_the_date_and_the_deposit_of_a_purchase_are_corrected_under_purchases() -> None:
    assert find_foreign("PO", find_action("S21", "PO", "2026-03")) == []
    assert find_foreign("SCN", find_action("S27", "SCN", "2026-03")) == []
    assert find_foreign("PO", find_action("S21", "SO", "2026-03")) == ["Sales"]


def test_no_document_is_sent_to_a_screen_of_another_kind(company: Landed) -> None:
    period = company.months[-1]
    items = run_model(company.warehouse, "work_items", period).to_pylist()
    pairs = {(code, row["doc_type"]) for row in items for code in row["causes"].split(", ") if code not in ELSEWHERE}
    assert pairs
    wrong = {(code, kind, *find_foreign(kind, find_action(code, kind, period))) for code, kind in pairs}
    assert not {found for found in wrong if len(found) > 2}, wrong
