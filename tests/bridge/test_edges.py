"""Causes at the edges of their conditions: documents without an amount yet, booked late, or with an unclear line."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from close.store.warehouse import Landing
from tests.bridge.ledger import MATCHES
from tests.bridge.slips import accounts, ledger, line, reconciliation, valuation
from tests.given.landings import adjustment, landing, purchase, sale, settings, supplier_credit
from tests.reports.golden import AFTER, BEFORE, INSIDE, Ask, asking

ZERO = Decimal(0)


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return asking(tmp_path)


def causes(ask: Ask, *landings: Landing) -> dict[str, tuple[str, Decimal]]:
    rows = [row for row in ask("findings", *landings) if row["cause_id"] not in MATCHES]
    return {row["ref"]: (row["cause_id"], row["amount"]) for row in rows}


def bridge(ask: Ask, *landings: Landing, report: str = "bridge") -> dict[tuple[str, str], Decimal]:
    return {(row.get("leg", ""), row["cause_id"]): row["amount"] for row in ask(report, *landings) if row["amount"]}


def test_what_has_no_effect_yet_is_found_all_the_same(ask: Ask) -> None:
    nothing = {"move_date": None, "qty_moved": 0}
    purchases = [
        purchase("PO-1", supplier_inv_no=None, status="NOT_IMPORTED", **nothing),
        purchase("PO-2", status="ERROR", **nothing),
        supplier_credit("V-1", supplier_inv_no=None, status="NOT_IMPORTED", **nothing),
    ]
    sales = [
        sale("W-1", source="Web store", move_date=None, acct_date=None, qty_moved=0, status="NOT_IMPORTED"),
        sale("S-1", move_date=AFTER, qty_moved=1),  # becomes short after the month end: by then it has not moved
        sale("S-2", sales=0, sales_tax=0, sales_incl=0, status="NOT_IMPORTED"),
    ]
    paid = [{"ref_key": "W-1", "order_ref": "W-1", "source": "Web store", "payment_date": INSIDE}]
    found = causes(
        ask,
        landing("purchase_documents", purchases),
        landing("sales_documents", sales),
        landing("stock_adjustments", [adjustment("A-1", move_date=None)]),
        landing("payments", paid),
    )
    assert found == {
        "PO-1": ("P05", Decimal(50)),
        "PO-2": ("P06", Decimal(50)),
        "V-1": ("P21", Decimal(50)),
        "W-1": ("S16", Decimal(10)),
        "S-1": ("S02", Decimal(6)),
        "S-2": ("S28", Decimal(6)),
        "A-1": ("A02", Decimal(8)),
    }


def test_what_was_ordered_after_the_month_end_had_not_come_by_then(ask: Ask) -> None:
    undated = {"move_date": None, "acct_date": None, "status": "NOT_IMPORTED", "qty_moved": 2}
    rows = [purchase("PO-1", **undated), purchase("PO-2", created_date=AFTER, **undated)]
    assert causes(ask, landing("purchase_documents", rows)) == {"PO-1": ("P04", Decimal(20))}
    assert [row["ref"] for row in ask("step_exceptions") if row["step"] == "X2"] == ["PO-1"]


def test_what_was_synced_after_its_month_was_exported_is_in_both_openings(ask: Ask) -> None:
    """Correct February in March: the files of neither month show it, and there is no difference."""
    old = {"created_date": BEFORE, "move_date": BEFORE, "acct_date": BEFORE}
    then = {"status": "NOT_IMPORTED"}
    february = [
        accounts(),
        landing("purchase_documents", [purchase("PO-1", **{**old, **then})], "2026-02"),
        landing(
            "sales_documents", [sale("S-0", **old, cost=100, sales=300), sale("S-1", **{**old, **then})], "2026-02"
        ),
        landing("stock_adjustments", [adjustment("A-1", **{**old, "acct_date": None})], "2026-02"),
        landing("cogs_entries", [cogs("S-0", 100), cogs("S-1", None)], "2026-02"),
        ledger(*journal(100, BEFORE), line("revenue", "S-0", -300, BEFORE), period="2026-02"),
        *reconciliation(0, -100, period="2026-02"),
        valuation(-48, "2026-02"),
    ]
    march = [
        landing("purchase_documents", [purchase("PO-1", **old)]),
        landing("sales_documents", [sale("S-1", **old)]),
        landing("stock_adjustments", [adjustment("A-1", **old)]),
        landing("cogs_entries", [cogs("S-9", 6, INSIDE)]),
        ledger(*journal(6, INSIDE), inventory=-48),
        *reconciliation(-48, -54),
        valuation(-54),
    ]
    assert bridge(ask, *february, *march) == {}
    assert causes(ask) == {}
    assert {row["ref"] for row in ask("step_exceptions")} == set()


def cogs(ref: str, amount: int | None, on: date = BEFORE) -> dict[str, object]:
    return {"doc_type": "SO", "order_ref": ref, "ref_key": ref, "acct_date": on, "status": "IMPORTED", "cogs": amount}


def journal(amount: int, on: date) -> list[dict[str, object]]:
    return [line("inventory", "COGS", -amount, on, "journal"), line("cogs", "COGS", amount, on)]


def test_a_supplier_number_like_another_order_names_its_own(ask: Ask) -> None:
    rows = [purchase("PO-1"), purchase("PO-2", supplier_inv_no="PO-1")]
    bills = [line("inventory", "INV PO-1 | PO-1", 50, INSIDE), line("inventory", "PO-1 | PO-2", 50, INSIDE)]
    listed = [
        {"section": "purchase_orders", "reference": ref, "ref_key": ref, "entry_date": INSIDE, "debit": 50}
        for ref in ("PO-1", "PO-2")
    ]
    sides = [*reconciliation(0, 100, *listed), ledger(*bills), valuation(100)]
    assert bridge(ask, accounts(), landing("purchase_documents", rows), *sides) == {}


def test_an_invoice_that_the_list_dates_later_is_not_void(ask: Ask) -> None:
    later = {"kind": "sales_invoice", "number": "INV-7 | S-1", "key_1": "INV-7", "key_2": "S-1", "status": "AUTHORISED"}
    listed = landing("ledger_documents", [{**later, "document_date": AFTER}])
    assert causes(ask, accounts(), landing("sales_documents", [sale("S-1")]), ledger(), listed) == {
        "S-1": ("S21", Decimal(10))
    }


def test_a_bill_that_the_list_dates_later_is_not_void(ask: Ask) -> None:
    later = {"kind": "bill", "number": "INV PO-1 | PO-1", "key_1": "INV PO-1", "key_2": "PO-1", "status": "PAID"}
    entry = {"section": "purchase_orders", "reference": "PO-1", "ref_key": "PO-1", "entry_date": INSIDE, "debit": 50}
    sides = [*reconciliation(0, 50, entry), ledger(), valuation(50)]
    listed = landing("ledger_documents", [{**later, "document_date": AFTER}])
    found = bridge(ask, accounts(), landing("purchase_documents", [purchase("PO-1")]), *sides, listed)
    assert found == {("sohr_to_gl", "S21"): Decimal(50)}


def test_what_a_third_party_posts_for_many_orders_is_no_void(ask: Ask) -> None:
    posted = ledger(line("revenue", "INV-1 | A2X-1", -20, INSIDE))
    orders = landing("sales_documents", [sale(ref, status="DO_NOT_IMPORT") for ref in ("S-1", "S-2")])
    told = settings("2026-03", third_party_sales_poster=True)
    assert causes(ask, accounts(), told, orders, posted) == {}
    assert bridge(ask, report="revenue_bridge") == {}
    assert ask("ledger_only") == []


def test_a_cut_reference_of_another_amount_is_the_one_of_its_day_and_contact(ask: Ask) -> None:
    rows = [sale("ORD-2026-1", customer="Oak Ltd"), sale("ORD-2026-2", customer="Ash & Co"), sale("ORD-2026-3")]
    cut = "INV-500001 | ORD-2026"
    lines = [
        line("revenue", cut, -9, INSIDE, contact="Oak Ltd"),
        line("revenue", cut, -9, INSIDE, contact="Ash & Co"),  # one of two by Ash & Co, with no evidence which
    ]
    quickbooks = settings("2026-03", package="quickbooks", upload_state=None)
    found = causes(ask, accounts(), quickbooks, landing("sales_documents", rows), ledger(*lines))
    assert found["ORD-2026-1"] == ("S20", Decimal(1))
    assert found["ORD-2026-2"][0] == found["ORD-2026-3"][0] == "S22"


def test_entries_without_a_source_are_what_their_accounts_say(ask: Ask) -> None:
    """A plain sheet without errors: date, account, reference, debit, credit."""
    omni = [
        landing("sales_documents", [sale("S-1")]),
        landing("purchase_documents", [purchase("PO-1", landing_costs=5, purchases_total=55)]),
        landing("stock_adjustments", [adjustment("A-1")]),
        landing("cogs_entries", [cogs("S-1", 6, INSIDE)]),
    ]
    listed = [
        {"section": section, "reference": ref, "ref_key": ref, "entry_date": INSIDE, "debit": debit}
        for section, ref, debit in (
            ("purchase_orders", "PO-1", 50),
            ("additional_costs", "PO-1", 5),
            ("stock_adjustments", "A-1", 8),
        )
    ]
    sides = {
        "INV-1 | S-1": {"revenue": -10, "receivable": 12},
        "Paid S-1": {"receivable": -12},
        "INV PO-1 | PO-1": {"inventory": 50, "payable": -60},
        "LC | PO-1": {"inventory": 5, "landed_costs": -5},
        "A-1": {"inventory": 8, "adjustments": -8},
        "Cost of March": {"inventory": -6, "cogs": 6},
    }
    rows = [line(account, ref, net, INSIDE, "other") for ref, nets in sides.items() for account, net in nets.items()]
    assert bridge(ask, accounts(), *omni, *reconciliation(0, 57, *listed), valuation(57), ledger(*rows)) == {}
    assert causes(ask) == {}
    assert ask("ledger_only") == []


def test_without_an_integration_a_bill_goes_by_the_number_of_the_supplier(ask: Ask) -> None:
    rows = [
        purchase("PO-1", supplier_inv_no="77"),
        purchase("PO-2", supplier_inv_no="78", po_status="Void", is_void=True),
    ]
    entry = {"section": "purchase_orders", "reference": "PO-1", "ref_key": "PO-1", "entry_date": INSIDE, "debit": 50}
    bills = [
        line("inventory", "77", 50, INSIDE, contact="Elm Ltd"),
        line("inventory", "78", 50, INSIDE, description="Elm Ltd; boards"),
        line("inventory", "77", 50, INSIDE, contact="Oak Ltd"),  # another supplier's
    ]
    told = settings("2026-03", package="none", upload_state=None)
    sides = [*reconciliation(0, 50, entry), valuation(50), ledger(*bills)]
    found = bridge(ask, accounts(), told, landing("purchase_documents", rows), *sides)
    assert found == {("sohr_to_gl", "P23"): Decimal(-50), ("sohr_to_gl", "G02"): Decimal(-50)}


def test_periodic_bills_are_compared_through_payables(ask: Ask) -> None:
    """A purchase of 60 with tax. The expense account of bills has no role, and a count moved the stock account."""
    bills = [
        line("payable", "INV PO-1 | PO-1", -60, INSIDE),
        line("payable", "INV PO-2 | PO-2", -63, INSIDE),
        line("payable", "INV PO-3 | PO-3", -60, INSIDE),
        line("payable", "INV PO-3", -60, INSIDE, contact="Elm Ltd"),
        line("payable", "INV PO-4 | PO-4", -60, INSIDE),
        line("payable", "Rent", -500, INSIDE, contact="Ash & Co"),
        line("inventory", "#9", 200, INSIDE, "journal"),
    ]
    void = {"kind": "bill", "number": "INV PO-5 | PO-5", "key_1": "INV PO-5", "key_2": "PO-5", "status": "VOIDED"}
    rows = [purchase(f"PO-{n}", landing_costs=5, purchases_total=55) for n in (1, 2, 3, 5)]
    rows.append(purchase("PO-4", po_status="Void", is_void=True))
    found = causes(
        ask,
        accounts(),
        settings("2026-03", inventory_method="periodic"),
        landing("purchase_documents", rows),
        landing("ledger_documents", [{**void, "document_date": INSIDE}]),
        ledger(*bills),
    )
    assert {ref: cause for ref, (cause, _) in found.items()} == {
        "PO-2": "P09",
        "PO-3": "P10",
        "PO-4": "P23",
        "PO-5": "P23",
    }
    assert found["PO-2"] == ("P09", Decimal(3))
    assert {row["ref"] for row in ask("step_exceptions") if row["step"] == "SY1"} == set()
    assert ask("ledger_only") == []


def test_a_periodic_company_syncs_without_a_reconciliation(ask: Ask) -> None:
    omni = [landing("sales_documents", [sale("S-1")]), landing("purchase_documents", [purchase("PO-1")])]
    rows = ask("checklist", settings("2026-03", inventory_method="periodic"), *omni)
    assert {row["step"]: row["exception_count"] for row in rows}["SY1"] == 0


def test_what_is_settled_on_its_own_day_is_no_other_amount(ask: Ask) -> None:
    """A plain sheet: an invoice paid at once under its own reference, and a credit note set against it in a pair."""
    omni = [
        landing("sales_documents", [sale("S-1"), sale("C-1", doc_type="CN", sales=-10, sales_incl=-12)]),
        landing("purchase_documents", [purchase("PO-1")]),
    ]
    nets = (
        ("S-1", "revenue", (-10,)),
        ("S-1", "receivable", (12, -12)),
        ("C-1", "revenue", (10,)),
        ("C-1", "receivable", (-12, 12, -12)),
        ("INV PO-1 | PO-1", "inventory", (50,)),
        ("INV PO-1 | PO-1", "payable", (60, -60)),
    )
    rows = [line(account, ref, net, INSIDE, "other") for ref, account, amounts in nets for net in amounts]
    found = causes(ask, accounts(), *omni, ledger(*rows))
    assert not {cause for cause, _ in found.values()} & {"S20", "S25", "P09", "P10"}


def test_a_bill_of_two_purchase_orders_is_both(ask: Ask) -> None:
    rows = [purchase("PO-1"), purchase("PO-2", purchases_total=35, landing_costs=5), purchase("PO-3")]
    listed = [
        {"section": section, "reference": ref, "ref_key": ref, "entry_date": INSIDE, "debit": debit}
        for section, ref, debit in (
            *(("purchase_orders", "PO-1", 50), ("purchase_orders", "PO-2", 30), ("purchase_orders", "PO-3", 50)),
            ("additional_costs", "PO-2", 5),
        )
    ]
    bills = [
        line("inventory", "INV 9 | PO-1 | PO-2", Decimal("80.01"), INSIDE),
        line("inventory", "LC | PO-2", 5, INSIDE, "journal"),
        line("inventory", "INV PO-3 | PO-3 | PO-1", 50, INSIDE),  # one of both only: the first it names
    ]
    sides = [*reconciliation(0, 135, *listed), valuation(135), ledger(*bills)]
    found = bridge(ask, accounts(), landing("purchase_documents", rows), *sides)
    assert found == {("sohr_to_gl", "S24"): Decimal("-0.01")}  # rounding is listed, not hidden
