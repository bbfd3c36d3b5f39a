"""Flux: the changes since last month on handmade and simulated companies, their drafts, and their explanations."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from close.archive.month_story import tell_month
from close.signing.answers import answer
from close.signing.explanations import UnknownChange, explain_change
from close.signing.pins import NothingToSign, pin_subject
from close.store.audit_log import AuditLog, Draft, EmptyNote
from close.store.authority.people import NotAllowed
from close.store.seals import MONTH, SEALED, Sealed
from close.store.warehouse import Warehouse
from tests.given.landings import landing, purchase, sale, settings
from tests.given.named import appoint, rule

FEBRUARY, MARCH, APRIL = "2026-02", "2026-03", "2026-04"
BILLS, STOCK = "timing:Purchases:moved_only", "balances:hsv"
Row = dict[str, Any]


def valuation(amount: int) -> Row:
    return {"product_code": "A", "option": "", "branch": "Main", "soh": 1, "stock_value": amount}


def received(ref: str, total: int = 50, **columns: object) -> Row:
    unbilled = {"acct_date": None, "supplier_inv_no": None, "status": "NOT_IMPORTED"}
    return purchase(ref, **{**unbilled, "purchases_total": total, "product_total": total, **columns})


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """Land a delivery without a bill in February, and a much larger one in March. The stock rises by half."""
    warehouse = Warehouse(tmp_path, "Ash & Co")
    early = received("P-1", move_date=date(2026, 2, 10))
    months = {
        FEBRUARY: ([early], 100, [sale("S-0")]),
        MARCH: ([early, received("P-2", 5000)], 150, [sale("S-1"), sale("S-2")]),
    }
    exports = [
        export
        for period, (orders, stock, sales) in months.items()
        for export in (
            landing("purchase_documents", orders, period),
            landing("stock_valuation_lines", [valuation(stock)], period),
            landing("sales_documents", sales, period),
        )
    ]
    warehouse.land([settings(), *exports], "ada")
    return warehouse


def flux(warehouse: Warehouse, period: str = MARCH) -> dict[str, Row]:
    return {row["item"]: row for row in answer(warehouse, "flux", period).table.to_pylist()}


def test_a_change_is_this_month_less_last_month_and_needs_both_thresholds(warehouse: Warehouse) -> None:
    rows = flux(warehouse)
    bills, stock = rows[BILLS], rows[STOCK]
    assert (bills["amount"], bills["last_month"], bills["change"]) == (5050, 50, 5000)
    assert (bills["change_percent"], bills["average"], bills["average_months"]) == (10000, 50, 1)
    assert (bills["above"], bills["state"]) == ("Y", "to_explain")
    assert (stock["change"], stock["change_percent"], stock["above"], stock["state"]) == (50, 50, "N", None)
    rule(warehouse, flux_amount=Decimal(50), flux_percent=Decimal(50))
    assert flux(warehouse)[STOCK]["above"] == "Y"
    rule(warehouse, flux_percent=Decimal("50.01"))
    assert flux(warehouse)[STOCK]["above"] == "N"
    rule(warehouse, flux_amount=Decimal(0), materiality=Decimal(6000))
    assert flux(warehouse)[BILLS]["above"] == "N"
    assert flux(warehouse)[BILLS]["_amount_limit"] == 6000


def test_a_draft_tells_the_document_behind_a_change(warehouse: Warehouse) -> None:
    assert flux(warehouse)[BILLS]["draft"] == (
        "Purchases: moved, not booked rose by 5,000.00 (10,000.00%) to 5,050.00. "
        "One document makes up the whole change: P-2, Elm Ltd, 5,000.00. "
        "Of the 2 documents, one was already open last month."
    )


@pytest.mark.parametrize(
    ("others", "said"),
    [
        (-40, "The document that contributes most is P-2, Elm Ltd, with 5,000.00. Others partly offset it. "),
        (4, "One document makes up 99% of the change: P-2, Elm Ltd, 5,000.00. "),
        (0, "One document makes up the whole change: P-2, Elm Ltd, 5,000.00. "),
    ],
)
def test_a_share_of_a_change_is_never_rounded_up_to_the_whole(warehouse: Warehouse, others: int, said: str) -> None:
    orders = [received("P-1", 50 + others, move_date=date(2026, 2, 10)), received("P-2", 5000)]
    warehouse.land([landing("purchase_documents", orders, MARCH, name="again.csv")], "ada")
    assert said in flux(warehouse)[BILLS]["draft"]


def test_a_document_that_is_no_longer_open_is_told_in_plain_words(warehouse: Warehouse) -> None:
    booked = purchase("P-1", move_date=date(2026, 2, 10), purchases_total=50, product_total=50)
    warehouse.land([landing("purchase_documents", [booked, received("P-2", 5000)], MARCH, name="again.csv")], "ada")
    assert "One document that was open last month is not open any more." in flux(warehouse)[BILLS]["draft"]


def test_what_a_month_lacks_is_blank_and_not_zero(warehouse: Warehouse) -> None:
    rows = flux(warehouse)
    assert rows["balances:gl_inventory"]["amount"] is None
    assert rows["balances:gl_inventory"]["above"] is None
    assert rows["balances:gl_inventory"]["draft"].startswith("How Ledger stock account changed is unknown")
    assert not [item for item in rows if item.startswith("timing:Adjustments")]
    received_not_billed = rows["hsv_to_sohr:P01"]
    assert (received_not_billed["amount"], received_not_billed["last_month"]) == (5050, 50)
    assert (received_not_billed["change"], received_not_billed["average"]) == (None, None)
    warehouse.land([landing("stock_valuation_lines", [valuation(90)], "2026-05")], "ada")
    stock = flux(warehouse, "2026-05")[STOCK]
    assert (stock["amount"], stock["last_month"], stock["change"], stock["above"]) == (90, None, None, None)
    assert (stock["average"], stock["average_months"]) == (125, 2)
    assert flux(warehouse, "2026-05")[BILLS]["amount"] is None


def test_the_first_month_has_nothing_to_compare_with(warehouse: Warehouse) -> None:
    stock = flux(warehouse, FEBRUARY)[STOCK]
    assert (stock["amount"], stock["change"], stock["average"], stock["average_months"]) == (100, None, None, 0)


def test_an_explanation_is_recorded_and_proposed_next_month(warehouse: Warehouse) -> None:
    event = explain_change(warehouse, MARCH, BILLS, "ada", " The container of P-2 came early. ")
    assert (event.kind, event.subject, event.amount) == ("change_explained", BILLS, Decimal("5000.00"))
    row = flux(warehouse)[BILLS]
    assert (row["state"], row["explanation"], row["explained_by"]) == (
        "explained",
        "The container of P-2 came early.",
        "ada",
    )
    assert "The container of P-2 came early. (ada)" in tell_month(warehouse, MARCH).to_markdown()
    explain_change(warehouse, MARCH, BILLS, "ben", "P-2 came early.")
    orders = [received("P-1"), received("P-2", 5000), received("P-3", 9000)]
    warehouse.land([landing("purchase_documents", orders, APRIL)], "ada")
    april = flux(warehouse, APRIL)[BILLS]
    assert (april["state"], april["last_explanation"], april["last_explained_by"]) == (
        "to_explain",
        "P-2 came early.",
        "ben",
    )


def test_a_saved_draft_has_its_name_once_in_the_story(warehouse: Warehouse) -> None:
    explain_change(warehouse, MARCH, BILLS, "ada", flux(warehouse)[BILLS]["draft"])
    told = tell_month(warehouse, MARCH).to_markdown()
    assert told.count("Purchases: moved, not booked") == 1
    assert "Of the 2 documents, one was already open last month. (ada)" in told


def test_another_change_has_to_be_explained_again(warehouse: Warehouse) -> None:
    explain_change(warehouse, MARCH, BILLS, "ada", "P-2 came early.")
    warehouse.land([landing("purchase_documents", [received("P-2", 6000)], MARCH, name="again.csv")], "ada")
    row = flux(warehouse)[BILLS]
    assert (row["state"], row["explanation"]) == ("to_explain", "P-2 came early.")
    assert row["reopened"] == "It was explained by ada at a change of 5,000.00. It is now 6,000.00."


def test_only_what_is_compared_is_explained_by_those_who_may(warehouse: Warehouse) -> None:
    with pytest.raises(UnknownChange, match=r'"balances:cash" is not compared in 2026-03'):
        explain_change(warehouse, MARCH, "balances:cash", "ada", "x")
    with pytest.raises(EmptyNote):
        explain_change(warehouse, MARCH, BILLS, "ada", " ")
    appoint(warehouse, ("administrator", "root"), ("viewer", "vic"))
    with pytest.raises(NotAllowed, match="vic has the role viewer and may not comment"):
        explain_change(warehouse, MARCH, BILLS, "vic", "x")
    AuditLog(warehouse).record(Draft("root", SEALED, MARCH, MONTH))
    with pytest.raises(Sealed):
        explain_change(warehouse, MARCH, BILLS, "root", "x")


def test_flux_is_not_signed_because_it_compares_other_months(warehouse: Warehouse) -> None:
    with pytest.raises(NothingToSign):
        pin_subject(warehouse, MARCH, "flux")
