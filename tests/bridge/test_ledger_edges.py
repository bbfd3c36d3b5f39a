"""Ledger entries at the limits of their matching: odd numbers, late dates, missing sources, cut references."""

from decimal import Decimal
from pathlib import Path

import pytest

from close.store.warehouse import Landing
from tests.bridge.ledger import MATCHES
from tests.bridge.slips import accounts, ledger, line, reconciliation, valuation
from tests.given.landings import adjustment, landing, purchase, sale, settings
from tests.reports.golden import AFTER, INSIDE, Ask


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(tmp_path)


def causes(ask: Ask, *landings: Landing) -> dict[str, tuple[str, Decimal]]:
    rows = [row for row in ask("findings", *landings) if row["cause_id"] not in MATCHES]
    return {row["ref"]: (row["cause_id"], row["amount"]) for row in rows}


def bridge(ask: Ask, *landings: Landing, report: str = "bridge") -> dict[tuple[str, str], Decimal]:
    return {(row.get("leg", ""), row["cause_id"]): row["amount"] for row in ask(report, *landings) if row["amount"]}


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


def test_a_third_party_posting_for_many_orders_is_not_void(ask: Ask) -> None:
    posted = ledger(line("revenue", "INV-1 | A2X-1", -20, INSIDE))
    orders = landing("sales_documents", [sale(ref, status="DO_NOT_IMPORT") for ref in ("S-1", "S-2")])
    stated = settings("2026-03", third_party_sales_poster=True)
    assert causes(ask, accounts(), stated, orders, posted) == {}
    assert bridge(ask, report="revenue_bridge") == {}
    assert ask("ledger_only") == []


def test_a_cut_reference_of_another_amount_is_the_one_of_its_day_and_contact(ask: Ask) -> None:
    rows = [sale("ORD-2026-1", customer="Oak Ltd"), sale("ORD-2026-2", customer="Ash & Co"), sale("ORD-2026-3")]
    cut = "INV-500001 | ORD-2026"
    lines = [
        line("revenue", cut, -9, INSIDE, contact="Oak Ltd"),
        line("revenue", cut, -9, INSIDE, contact="Ash & Co"),  # one of two by Ash & Co, without evidence which one
    ]
    quickbooks = settings("2026-03", package="quickbooks", upload_state=None)
    found = causes(ask, accounts(), quickbooks, landing("sales_documents", rows), ledger(*lines))
    assert found["ORD-2026-1"] == ("S20", Decimal(1))
    assert found["ORD-2026-2"][0] == found["ORD-2026-3"][0] == "S22"


def test_entries_without_a_source_follow_their_accounts(ask: Ask) -> None:
    """Land a plain sheet without errors: date, account, reference, debit, credit."""
    omni = [
        landing("sales_documents", [sale("S-1")]),
        landing("purchase_documents", [purchase("PO-1", landing_costs=5, purchases_total=55)]),
        landing("stock_adjustments", [adjustment("A-1")]),
        landing(
            "cogs_entries",
            [
                {
                    "doc_type": "SO",
                    "order_ref": "S-1",
                    "ref_key": "S-1",
                    "acct_date": INSIDE,
                    "status": "IMPORTED",
                    "cogs": 6,
                }
            ],
        ),
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
        line("inventory", "77", 50, INSIDE, contact="Oak Ltd"),  # a different supplier's
    ]
    stated = settings("2026-03", package="none", upload_state=None)
    sides = [*reconciliation(0, 50, entry), valuation(50), ledger(*bills)]
    found = bridge(ask, accounts(), stated, landing("purchase_documents", rows), *sides)
    assert found == {("sohr_to_gl", "P23"): Decimal(-50), ("sohr_to_gl", "G02"): Decimal(-50)}


def test_periodic_bills_are_compared_through_payables(ask: Ask) -> None:
    """Bill a purchase of 60 with tax. The bills' expense account has no role, and a count moved the stock account."""
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


def test_a_settlement_on_the_same_day_is_not_another_amount(ask: Ask) -> None:
    """Land a plain sheet: an invoice paid at once under its own reference, and a credit note offset in a pair."""
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
        line("inventory", "INV PO-3 | PO-3 | PO-1", 50, INSIDE),  # only the first of the two it mentions
    ]
    sides = [*reconciliation(0, 135, *listed), valuation(135), ledger(*bills)]
    found = bridge(ask, accounts(), landing("purchase_documents", rows), *sides)
    assert found == {("sohr_to_gl", "S24"): Decimal("-0.01")}  # rounding is listed, not hidden
