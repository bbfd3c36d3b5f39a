"""Each control account on a company whose right answer was worked out on paper."""

from decimal import Decimal

import pytest

from close.store.warehouse import Landing
from close.work.authority import acts
from tests.bridge.slips import accounts, ledger, line, reconciliation
from tests.controls.sides import billed, entry, money, side, state
from tests.given.landings import Row, credit, landing, purchase, sale, settings
from tests.reports.golden import BEFORE, INSIDE, Ask

PAID = {"kind": "payment"}


def invoiced(ref: str, net: object, gross: object, kind: str = "") -> list[Row]:
    signed = -Decimal(str(net))
    return [line("revenue", ref, signed, INSIDE, kind), line("receivable", ref, gross, INSIDE, kind)]


def sales(*rows: Row) -> Landing:
    return landing("sales_documents", rows)


def test_receivables(ask: Ask) -> None:
    """12 synced and paid, 12 not synced, a credit of 12, 5 keyed by hand, and 12 of last month that arrives now."""
    orders = sales(sale("S-1"), sale("S-2", status="NOT_IMPORTED"), credit("C-1", sales_reference="S-1"))
    late = landing("sales_documents", [sale("S-0", acct_date=BEFORE, move_date=BEFORE)], "2026-02")
    books = ledger(
        *invoiced("S-0", 10, 12),
        *invoiced("S-1", 10, 12),
        *invoiced("C-1", -10, -12, kind="sales_credit"),
        *invoiced("Shelf rent", 5, 5),
        line("receivable", "S-1", -12, INSIDE, **PAID),
    )
    rows = ask("control_accounts", settings(upload_state="authorised"), accounts(), late, orders, books)
    assert side(rows, "receivable", "balance") == money(
        opening=0, documents=12, sales_invoice=5, payment=-12, closing=5
    )
    omni = money(omni_receivable=12, sales_invoice=5, payment=-12, dated_earlier=12, adjusted=17)
    assert side(rows, "receivable", "omni") == omni
    assert side(rows, "receivable", "ledger") == {**money(ledger=5, adjusted=17), "cause|S05": Decimal(12)}
    assert state(rows, "receivable") == (0, "agrees")


def test_cost_of_goods_sold(ask: Ask) -> None:
    """Omni's COGS is 100 and the journal is 90, with an adjustment of 7 and a manual journal of 3 on the account."""
    cogs = landing("cogs_entries", [cost("S-1", 60), cost("S-2", 40)])
    journal = {"kind": "journal", "description": "COGS March 2026"}
    books = ledger(
        line("cogs", "COGS 2026-03", 90, INSIDE, **journal),
        line("inventory", "COGS 2026-03", -90, INSIDE, **journal),
        line("cogs", "AJ-1", 7, INSIDE, "journal"),
        line("inventory", "AJ-1", -7, INSIDE, "journal"),
        line("cogs", "Accountant", 3, INSIDE, "journal", description="Year end"),
        line("adjustments", "Accountant", -3, INSIDE, "journal", description="Year end"),
    )
    lost = {"reference": "AJ-1", "ref_key": "AJ-1", "move_date": INSIDE, "acct_date": INSIDE, "qty": -1, "total": -7}
    given = sales(sale("S-1", cost=60), sale("S-2", cost=40)), landing("stock_adjustments", [lost])
    rows = ask("control_accounts", settings(), accounts(), *given, cogs, books)
    assert side(rows, "cogs", "omni") == money(omni_cogs=100, adjustment=7, journal=3, adjusted=110)
    assert side(rows, "cogs", "ledger") == {**money(ledger=100, adjusted=110), "cause|S11": Decimal(10)}
    assert state(rows, "cogs") == (0, "agrees")


def cost(ref: str, amount: object) -> Row:
    sold = {"doc_type": "SO", "order_ref": ref, "ref_key": ref, "acct_date": INSIDE, "status": "IMPORTED"}
    return {**sold, "sales": 10, "cogs": amount, "gross_profit": 10 - Decimal(str(amount))}


def test_landed_costs(ask: Ask) -> None:
    """30 synced and billed by the carrier at 32, and 8 that were never synced."""
    orders = [
        purchase("PO-1", landing_costs=30, purchases_total=80),
        purchase("PO-2", landing_costs=8, purchases_total=58),
    ]
    listed = [entry("purchase_orders", ref, 50) for ref in ("PO-1", "PO-2")]
    books = ledger(
        *billed("INV 1 | PO-1", 50, 60),
        *billed("INV 2 | PO-2", 50, 60),
        line("inventory", "LC | PO-1", 30, INSIDE, "journal"),
        line("landed_costs", "LC | PO-1", -30, INSIDE, "journal"),
        line("landed_costs", "TF-77", 32, INSIDE, "bill"),
        line("payable", "TF-77", -32, INSIDE, "bill"),
    )
    both = reconciliation(0, 130, *listed, entry("additional_costs", "PO-1", 30))
    rows = ask("control_accounts", settings(), accounts(), landing("purchase_documents", orders), books, *both)
    assert side(rows, "landed_costs", "omni") == money(omni_landed_costs=-38, carrier_bill=32, adjusted=-6)
    assert side(rows, "landed_costs", "ledger") == {**money(ledger=2, adjusted=-6), "cause|P11": Decimal(-8)}
    assert state(rows, "landed_costs") == (0, "agrees")


def paid(ref: str, amount: object, on: object = INSIDE, **columns: object) -> Row:
    return {"order_ref": ref, "ref_key": ref, "payment_date": on, "source": "Backend", "amount": amount, **columns}


def held(ref: str, amount: object, kind: str = "sales_invoice") -> list[Row]:
    signed = Decimal(str(amount))
    return [line("deposits", ref, -signed, INSIDE, kind), line("receivable", ref, signed, INSIDE, kind)]


def test_deposits(ask: Ask) -> None:
    """5 taken, 3 of last month that the invoice should have used but did not, and 20 taken through a till."""
    waits = {"move_date": None, "acct_date": None, "status": "NOT_IMPORTED", "qty_moved": 0}
    orders = sales(sale("S-1", **waits), sale("S-2"), sale("S-3", **waits))
    payments = [paid("S-1", 5), paid("S-2", 3, BEFORE), paid("S-3", 20, source="POS", batch_reference="B-1")]
    earlier = ledger(
        line("deposits", "DEP | S-2", -3, BEFORE, "sales_invoice"),
        line("receivable", "DEP | S-2", 3, BEFORE, "sales_invoice"),
        period="2026-02",
    )
    books = ledger(*held("DEP | S-1", 5), *invoiced("INV 9 | S-2", 10, 12))
    given = orders, landing("payments", payments), earlier, books
    rows = ask("control_accounts", settings(), accounts(), *given)
    assert side(rows, "deposits", "omni") == money(omni_deposits=2, adjusted=2)
    assert side(rows, "deposits", "ledger") == {**money(ledger=5, adjusted=2), "cause|S27": Decimal(-3)}
    assert state(rows, "deposits") == (0, "agrees")
    assert side(rows, "receivable", "omni")["deposit"] == 5  # the invoice for a deposit is not the order's


def short(ask: Ask) -> list[Row]:
    """Return the rows of a company whose ledger moves by 1.50 that is on none of its lines, out of 13.50."""
    books = ledger(*invoiced("S-1", 10, 12))
    (at,) = [at for at, row in enumerate(books.tables["ledger_balances"].to_pylist()) if row["account"] == "receivable"]
    rows = books.tables["ledger_balances"].to_pylist()
    rows[at] |= {"debits": Decimal("13.50"), "closing": Decimal("13.50")}
    table = type(books.tables["ledger_balances"]).from_pylist(rows, books.tables["ledger_balances"].schema)
    tables = {**books.tables, "ledger_balances": table}
    changed = type(books)(**{**vars(books), "tables": tables, "content": b"short"})
    return ask("control_accounts", settings(), accounts(), sales(sale("S-1")), changed)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({}, "differs"),
        ({"receivable_tolerance": "1.49"}, "differs"),
        ({"receivable_tolerance": "1.50"}, "within tolerance"),
        ({"receivable_tolerance_percent": "12.00"}, "within tolerance"),  # of 13.50
        ({"receivable_tolerance_percent": "11.00"}, "differs"),
        ({"receivable_tolerance": "1.50", "receivable_tolerance_percent": "11.00"}, "differs"),  # the smaller applies
        ({"payable_tolerance": "99.00"}, "differs"),
    ],
)
def test_a_residual_is_within_tolerance_but_never_zero(ask: Ask, rules: dict[str, str], said: str) -> None:
    for name, limit in rules.items():
        acts.set_rule(ask.warehouse, "root", name, Decimal(limit), "agreed")
    assert state(short(ask), "receivable") == (Decimal("-1.50"), said)
