"""Evidence from a different account, list or date: accounts without a role, older orders, adjustments."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from close.store.warehouse import Landing
from tests.bridge.slips import Row, accounts, ledger, line, lists, reconciliation, valuation
from tests.given.landings import adjustment, landing, purchase, sale, settings
from tests.reports.golden import AFTER, BEFORE, INSIDE, Ask

Found = list[tuple[str, str, Decimal, Decimal, Decimal]]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    ask = Ask(tmp_path)
    ask.land(accounts())
    return ask


def listed(section: str, ref: str, net: object, on: date = INSIDE) -> Row:
    net = Decimal(str(net))
    sides = {"debit": max(net, Decimal(0)), "credit": max(-net, Decimal(0))}
    return {"section": section, "reference": ref, "ref_key": ref.upper(), "entry_date": on, **sides}


def found(ask: Ask, *landings: Landing, period: str = "2026-03") -> Found:
    """Return the cause, the document, both legs and the effect on the revenue bridge."""
    rows = ask("findings", *landings, period=period)
    effects = ("leg1_amount", "leg2_amount", "revenue_amount")
    return sorted((row["cause_id"], row["ref"], *(row[effect] for effect in effects)) for row in rows)


def bill(ref: str, goods: object, tax: object, account: str = "inventory") -> list[Row]:
    """Return a supplier's bill, with the goods on an account and the tax on one without a role."""
    text = f"INV {ref} | {ref}"
    total = Decimal(str(goods)) + Decimal(str(tax))
    lines = [line(account, text, goods, INSIDE, "bill"), line("VAT", text, tax, INSIDE, "bill")]
    return [*lines, line("payable", text, -total, INSIDE)]


def test_a_bill_and_an_invoice_on_accounts_without_a_role_are_named(ask: Ask) -> None:
    orders = [purchase(ref) for ref in ("PO-1", "PO-2", "PO-3")]
    booked = [*bill("PO-1", 50, 10), *bill("PO-2", 50, 10), *bill("PO-3", 50, 10, "Raw materials")]
    online = [
        line("Sales online", "INV-7 | S-1", -10, INSIDE, "sales_invoice"),
        line("receivable", "INV-7 | S-1", 12, INSIDE),
    ]
    sides = [*reconciliation(0, 150, *(listed("purchase_orders", f"PO-{n}", 50) for n in (1, 2, 3))), valuation(150)]
    documents = [landing("purchase_documents", orders), landing("sales_documents", [sale("S-1")])]
    assert found(ask, *documents, *sides, ledger(*booked, *online)) == [
        ("G03", "PO-3", Decimal(0), Decimal(50), Decimal(0)),
        ("G03", "S-1", Decimal(0), Decimal(0), Decimal(10)),
    ]
    assert [row for row in ask("step_exceptions") if row["step"] == "SY3"] == []


def test_a_part_of_a_sale_on_an_account_without_a_role_is_named(ask: Ask) -> None:
    text = "INV-7 | S-1"
    freight = line("Freight income", text, -3, INSIDE, "sales_invoice")
    lines = [line("revenue", text, -7, INSIDE), freight, line("receivable", text, 12, INSIDE)]
    wanted = [("G03", "S-1", Decimal(0), Decimal(0), Decimal(3))]
    assert found(ask, landing("sales_documents", [sale("S-1")]), ledger(*lines)) == wanted


def test_tax_next_to_an_edited_bill_is_not_a_posting_elsewhere(ask: Ask) -> None:
    sides = [*reconciliation(0, 50, listed("purchase_orders", "PO-1", 50)), valuation(50)]
    booked = bill("PO-1", 40, 10)  # the price was entered including tax
    wanted = [("P09", "PO-1", Decimal(0), Decimal(10), Decimal(0))]
    assert found(ask, landing("purchase_documents", [purchase("PO-1")]), *sides, ledger(*booked)) == wanted


def test_what_reconciliation_and_ledger_hold_ties_out(ask: Ask) -> None:
    """Post landed cost for last year's order and for a transfer, and bill an older order now."""
    entries = [
        listed("additional_costs", "PO-55", 50),
        listed("additional_costs", "BT-1", 30),
        listed("purchase_orders", "PO-7", 20),
        listed("stock_adjustments", "ADJ-9", -4),
    ]
    lines = [
        line("inventory", "LC | PO-55", 50, INSIDE, "journal"),
        line("inventory", "LC | BT-1", 30, INSIDE, "bill"),
        line("inventory", "77 | PO-7", 20, INSIDE),
        line("inventory", "ADJ-9", -4, INSIDE, "journal"),
    ]
    sides = [*reconciliation(0, 96, *entries), valuation(96)]
    waiting = purchase("PO-1", status="NOT_IMPORTED", acct_date=None)
    found(ask, landing("purchase_documents", [waiting]), *sides)
    assert [row for row in found(ask, ledger(*lines)) if row[1] != "PO-1"] == []
    assert ask("ledger_only") == []
    assert [row for row in found(ask, ledger(*lines[1:])) if row[1] != "PO-1"] == [
        ("P11", "PO-55", Decimal(0), Decimal(50), Decimal(0))
    ]


def adjusted(ask: Ask, rows: list[Row], entries: list[Row], *lines: Row) -> dict[str, tuple[str, Decimal, Decimal]]:
    sides = [*reconciliation(0, 0, *entries), ledger(*lines), valuation(0)]
    rows_found = found(ask, landing("stock_adjustments", rows), *sides)
    return {ref: (cause, leg1, leg2) for cause, ref, leg1, leg2, _ in rows_found}


APART = [
    adjustment("A-1", acct_date=None),
    adjustment("A-2", acct_date=AFTER),
    adjustment("A-3", move_date=AFTER),
]


def test_where_the_reconciliation_goes_by_the_completed_date_the_books_follow(ask: Ask) -> None:
    by_completed = [listed("stock_adjustments", ref, 8) for ref in ("A-1", "A-2")]
    assert adjusted(ask, APART, by_completed, line("inventory", "A-3", 8, INSIDE, "journal")) == {
        "A-1": ("A01", Decimal(0), Decimal(8)),
        "A-2": ("A02", Decimal(0), Decimal(8)),
        "A-3": ("A02", Decimal(0), Decimal(-8)),
    }


def test_where_the_reconciliation_goes_by_the_accounting_date_stock_comes_first(ask: Ask) -> None:
    by_accounting = [listed("stock_adjustments", "A-3", 8)]
    assert adjusted(ask, APART, by_accounting, line("inventory", "A-3", 8, INSIDE, "journal")) == {
        "A-1": ("A01", Decimal(8), Decimal(0)),
        "A-2": ("A02", Decimal(8), Decimal(0)),
        "A-3": ("A02", Decimal(-8), Decimal(0)),
    }


def test_an_adjustment_never_dated_is_found_whatever_has_landed(ask: Ask) -> None:
    assert found(ask, landing("stock_adjustments", APART[:1]))[0][:2] == ("A01", "A-1")


def test_an_adjustment_of_a_month_without_reconciliation_follows_the_known_date(ask: Ask) -> None:
    """March is listed by completed date, so the missing list for February contained A-4."""
    rows = [*APART[:2], adjustment("A-4", move_date=BEFORE)]
    entries = [listed("stock_adjustments", ref, 8) for ref in ("A-1", "A-2")]
    kinds = adjusted(ask, rows, entries, line("inventory", "A-4", 8, INSIDE, "journal"))
    assert "A-4" not in kinds


BY_HAND = [
    adjustment("A-1", acct_date=None),
    adjustment("A-2", acct_date=None, total=-20, qty=-2),
    adjustment("A-3", acct_date=None, total=5, qty=1),
]
LISTED_BY_HAND = [listed("stock_adjustments", ref, net) for ref, net in (("A-1", 8), ("A-2", -20), ("A-3", 5))]


@pytest.mark.parametrize(
    "nets", [(-7,), (-10, 3), (13, -20)], ids=["one amount", "two lines", "a journal for each side"]
)
def test_one_journal_posts_all_adjustments_of_the_month(ask: Ask, nets: tuple[int, ...]) -> None:
    names = ["MJ-1"] * 2 if sum(nets) == -7 and nets[0] != 13 else ["MJ-1", "MJ-2"]
    lines = [line("inventory", name, net, INSIDE, "journal") for name, net in zip(names, nets, strict=False)]
    assert adjusted(ask, BY_HAND, LISTED_BY_HAND, *lines) == {}
    assert ask("ledger_only") == []


def test_a_journal_next_to_posted_adjustments_is_a_manual_one(ask: Ask) -> None:
    lines = [line("inventory", ref, net, INSIDE, "journal") for ref, net in (("A-1", 8), ("A-2", -20), ("A-3", 5))]
    again = line("inventory", "MJ-1", -7, INSIDE, "journal")
    ask.land(*lists()[:1])
    assert adjusted(ask, BY_HAND, LISTED_BY_HAND, *lines, again)["MJ-1"] == ("G01", Decimal(0), Decimal(7))


def test_a_cut_reference_needs_no_action(ask: Ask) -> None:
    order = "ORDER-2026-0000000001"  # with the number in front, QuickBooks keeps only the start
    quickbooks = settings("2026-02", package="quickbooks", upload_state=None)
    old = {"created_date": BEFORE, "move_date": BEFORE, "acct_date": BEFORE}
    cut = line("revenue", f"INV-7 | {order}"[:21], -10, BEFORE)
    ask.land(quickbooks, landing("sales_documents", [sale(order, **old)], "2026-02"), ledger(cut, period="2026-02"))
    (row,) = ask("findings", period="2026-02")
    assert (row["cause_id"], row["kind"], row["amount"]) == ("G06", "info", Decimal(0))
    assert ask("worklist", period="2026-02") == []
    assert ask("findings", ledger()) == []


def test_a_ledger_without_balances_opens_where_the_month_before_closed(ask: Ask) -> None:
    def silent(period: str, on: date, net: int) -> Landing:
        listing = ledger(line("inventory", "MJ", net, on, "journal"), period=period)
        table = listing.tables["ledger_balances"]
        for name in ("opening", "closing"):
            blank = pa.nulls(len(table), table.schema.field(name).type)
            table = table.set_column(table.schema.get_field_index(name), name, blank)
        return replace(listing, tables={**listing.tables, "ledger_balances": table})

    entries = ledger(line("inventory", "MJ", 7, date(2026, 1, 10), "journal"), period="2026-01", inventory=100)
    (row,) = ask("balances", entries, silent("2026-03", INSIDE, 5))
    assert row["gl_inventory"] is None  # February's movements are unknown
    (row,) = ask("balances", silent("2026-02", BEFORE, -20))
    assert (row["gl_inventory_opening"], row["gl_inventory"]) == (Decimal(87), Decimal(92))
