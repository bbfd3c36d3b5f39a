"""Purchases against their bills: whole documents rather than rows, and received rather than ordered quantities."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from close.store.warehouse import Landing
from tests.bridge.slips import Row, accounts, ledger, line, reconciliation, valuation
from tests.given.landings import landing, purchase, sale, settings, supplier_credit
from tests.reports.golden import BEFORE, INSIDE, Ask, asking


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return asking(tmp_path)


def causes(ask: Ask, *landings: Landing) -> dict[str, tuple[str, Decimal]]:
    return {row["ref"]: (row["cause_id"], row["amount"]) for row in ask("findings", *landings)}


def rest(*lacking: str) -> list[Landing]:
    """The other exports of the month, without rows. Without them a leg cannot show an unexplained amount."""
    return [landing(name, []) for name in lacking or ("sales_documents", "stock_adjustments", "cogs_entries")]


def unexplained(ask: Ask, *lacking: str) -> set[Decimal]:
    return {row["amount"] for row in ask("bridge", *rest(*lacking)) if row["cause_id"] == "unexplained"}


def listed(ref: str, debit: int = 50) -> Row:
    return {
        "section": "purchase_orders", "reference": ref, "ref_key": ref, "entry_date": INSIDE, "debit": Decimal(debit),
    }  # fmt: skip


def billed(*lines: Row, **columns: Any) -> tuple[Landing, ...]:
    """PO-1 of 50.00 as Omni and the reconciliation have it, and the ledger with these lines."""
    order = landing("purchase_documents", [purchase("PO-1", **columns)])
    return accounts(), order, *reconciliation(0, 50, listed("PO-1")), ledger(*lines), valuation(50)


def on_stock(net: object, reference: str = "INV PO-1 | PO-1", **columns: Any) -> Row:
    return line("inventory", reference, net, INSIDE, **columns)


def owed(net: object, reference: str = "INV PO-1 | PO-1", **columns: Any) -> Row:
    return line("payable", reference, net, INSIDE, **columns)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((30, 20), {}),
        ((30, 45), {"PO-1": ("P09", Decimal(25))}),
        ((50, "0.01"), {"PO-1": ("S24", Decimal("0.01"))}),
        ((50, 50), {"PO-1": ("P09", Decimal(50))}),
    ],
)
def test_lines_of_one_bill_are_added_up(ask: Ask, amounts: tuple[object, ...], expected: dict[str, object]) -> None:
    total = sum(Decimal(str(amount)) for amount in amounts)
    assert causes(ask, *billed(*map(on_stock, amounts), owed(-total))) == expected


@pytest.mark.parametrize(
    ("lines", "cause"),
    [
        ((on_stock(50), on_stock(50), owed(-50), owed(-50)), "P10"),
        ((on_stock(50), on_stock(50)), "P10"),
        ((on_stock(50), on_stock(51, "PO-1 again | PO-1")), "P10"),
        ((on_stock(30), on_stock(25, "second part | PO-1")), "P09"),
        ((on_stock(50), on_stock(3, "freight | PO-1")), "P09"),
        ((on_stock(80), owed(-50), owed(50), owed(-80)), "P09"),
    ],
)
def test_a_bill_is_there_twice_where_one_of_two_documents_is_too_many(
    ask: Ask, lines: tuple[Row, ...], cause: str
) -> None:
    assert {found for found, _ in causes(ask, *billed(*lines)).values()} == {cause}


def test_a_bill_keyed_over_four_lines_is_one_finding(ask: Ask) -> None:
    keyed = [on_stock(net, "T-77", contact="Elm Ltd") for net in (10, 20, 15, 5)]
    found = ask("findings", *billed(on_stock(50, "T-77 | PO-1"), *keyed, supplier_inv_no="T-77"))
    assert [(row["cause_id"], row["ref"], row["amount"]) for row in found] == [("P10", "PO-1", Decimal(50))]


def test_a_bill_of_two_lines_for_a_purged_order_is_one_void(ask: Ask) -> None:
    lines = [on_stock(50), owed(-50), on_stock(20, "X-9 | PO-9"), on_stock(5, "X-9 | PO-9")]
    prefixes = landing("settings_prefixes", [{"kind": "purchase_order", "prefix": "PO-"}])
    assert causes(ask, prefixes, *billed(*lines)) == {"PO-9": ("P23", Decimal(25))}


RECEIVED = {"acct_date": None, "status": "NOT_IMPORTED"}
SAID = "PO-1 Elm Ltd: moved 2026-03-10, booked no date"


def accrued(net: object, text: str, reference: str = "#101", on: date = INSIDE, account: str = "inventory") -> Row:
    return line(account, reference, net, on, "journal", description=text)


def received(*lines: Row) -> tuple[Landing, ...]:
    """PO-1 of 50.00, received and not billed."""
    order = landing("purchase_documents", [purchase("PO-1", **RECEIVED)])
    return accounts(), order, *reconciliation(0, 0), ledger(*lines), valuation(50)


@pytest.mark.parametrize(
    ("text", "reference", "ref"),
    [
        (f"Accruals March 2026: Received, not billed - {SAID}", "#101", "PO-1"),
        (SAID, "ACC-20260331-1-1", "PO-1"),
        (SAID, "J-7", "PO-1"),
        ("Accruals March 2026: Received, not billed", "#101", "Accruals"),
        ("", "ACC-20260331-2-1", "Accruals"),
    ],
)
def test_an_accrual_of_our_own_is_meant(ask: Ask, text: str, reference: str, ref: str) -> None:
    journal = accrued(50, text, reference), accrued(-50, text, reference, account="payable")
    found = {(row["cause_id"], row["ref"], row["kind"]) for row in ask("findings", *received(*journal))}
    assert found == {("P01", "PO-1", "timing"), ("G12", ref, "info")}
    assert unexplained(ask) == {0}
    assert {(row["leg"], row["amount"]) for row in ask("bridge") if row["cause_id"] == "G12"} == {("sohr_to_gl", -50)}
    assert [row["ref"] for row in ask("step_exceptions") if row["step"] == "SY3"] == []
    assert ask("ledger_only") == []
    assert {row["pile"] for row in ask("ledger_match")} == {"matched"}


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ([], {("G13", Decimal(50))}),
        ([accrued(-50, f"Reversal of {SAID}")], set()),
        ([accrued(-50, f"Reversal of {SAID}"), accrued(50, SAID, "#102")], {("G12", Decimal(50))}),
        ([accrued(50, SAID, "#102")], {("G12", Decimal(50)), ("G13", Decimal(50))}),
    ],
)
def test_its_reversal_cancels_an_accrual(ask: Ask, later: list[Row], expected: set[tuple[str, Decimal]]) -> None:
    old = landing(
        "purchase_documents", [purchase("PO-1", created_date=BEFORE, move_date=BEFORE, **RECEIVED)], "2026-02"
    )
    february = old, *reconciliation(0, 0, period="2026-02"), ledger(accrued(50, SAID, on=BEFORE), period="2026-02")
    now = landing("purchase_documents", [purchase("PO-1", created_date=BEFORE, move_date=BEFORE, **RECEIVED)])
    march = now, *reconciliation(0, 0), ledger(*later, inventory=50), valuation(50)
    found = {(row["cause_id"], row["amount"]) for row in ask("findings", accounts(), *february, *march)}
    assert found == {("P01", Decimal(50)), *expected}
    assert unexplained(ask) == {0}


def test_an_accrued_sale_is_no_invoice_and_no_cogs_journal(ask: Ask) -> None:
    text = "Accruals March 2026: Dispatched, not invoiced - SO-1 Ash: moved 2026-03-10, booked no date"
    sides = [("inventory", -6), ("cogs", 6), ("revenue", -10), ("receivable", 10)]
    journal = [accrued(net, text, account=account) for account, net in sides]
    order = landing("sales_documents", [sale("SO-1", acct_date=None, status="NOT_IMPORTED")])
    found = ask("findings", accounts(), order, *reconciliation(0, 0), ledger(*journal), valuation(-6))
    assert {(row["cause_id"], row["leg2_amount"], row["revenue_amount"]) for row in found} == {
        ("S01", 0, 0),
        ("G12", Decimal(6), Decimal(-10)),
    }
    assert unexplained(ask, "purchase_documents", "stock_adjustments", "cogs_entries") == {0}


def test_accruals_follow_quantities(ask: Ask) -> None:
    part = {"qty_ordered": 10, "qty_moved": 6, "move_date": None, "purchases_total": 100}
    orders = [
        purchase("PO-1", **part),
        purchase("PO-2", **{**part, **RECEIVED}),
        purchase("PO-3", **{**part, "qty_moved": 12, "move_date": INSIDE}),
        purchase("PO-4", **{**part, "status": "NOT_IMPORTED"}),
        purchase("PO-5", **{**part, **RECEIVED, "qty_moved": 0}),
    ]
    rows = ask("accruals", landing("purchase_documents", orders))
    found = {(row["ref"], row["quadrant_code"], row["debit"], row["role"]) for row in rows if row["debit"]}
    assert found == {
        ("PO-1", "billed_not_received", Decimal(40), "goods_in_transit"),
        ("PO-2", "received_not_billed", Decimal(60), "inventory"),
        ("PO-3", "received_not_billed", Decimal(20), "inventory"),
    }


@pytest.mark.parametrize(("moved", "open_amount"), [(0, 50), (-2, 30)])
def test_a_supplier_credit_without_its_goods_is_named(ask: Ask, moved: int, open_amount: int) -> None:
    credit = landing("purchase_documents", [supplier_credit("SCR-1", qty_moved=moved)])
    entry = {**listed("SCR-1", 0), "section": "supplier_credit_notes", "credit": Decimal(50), "debit": None}
    books = *reconciliation(0, -50, entry), ledger(on_stock(-50, "X | SCR-1", kind="bill_credit"))
    found = ask("findings", accounts(), credit, *books, valuation(open_amount - 50))
    assert [(row["cause_id"], row["leg1_amount"]) for row in found] == [("P20", Decimal(open_amount))]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("PO-1-A", {"PO-1-A": ("P02", Decimal(50))}),
        ("PO-1-A-A", {"PO-1-A-A": ("P02", Decimal(50))}),
        ("PO-2", {"PO-2": ("P24", Decimal(50))}),
    ],
)
def test_a_back_order_shares_the_number_of_its_order(ask: Ask, second: str, expected: dict[str, object]) -> None:
    same = {"supplier_inv_no": "SI-1"}
    orders = [purchase("PO-1", **same), purchase(second, **same, move_date=None, qty_moved=0)]
    bills = [on_stock(50, f"SI-1 | {ref}") for ref in ("PO-1", second)]
    books = *reconciliation(0, 100, listed("PO-1"), listed(second)), ledger(*bills), valuation(50)
    assert causes(ask, accounts(), landing("purchase_documents", orders), *books) == expected
    twice = {row["order_ref"]: row["ps8"] for row in ask("purchases_and_credits")}
    assert set(twice.values()) == {"Y" if second == "PO-2" else "N"}


@pytest.mark.parametrize(
    ("listed_value", "billed_value", "expected", "due"),
    [
        (60, 60, {("P25", "PO-1-A", Decimal(40), Decimal(0))}, {"PO-1-A"}),
        (60, 100, {("P25", "PO-1-A", Decimal(40), Decimal(0)), ("P09", "PO-1", Decimal(0), Decimal(-40))}, set()),
        (100, 100, set(), set()),
    ],
)
def test_a_back_order_that_inherited_imported(
    ask: Ask, listed_value: int, billed_value: int, expected: set[object], due: set[str]
) -> None:
    """PO-1 of 60.00 and its back order of 40.00, both received. The bill of the original may include both."""
    orders = [
        purchase("PO-1", purchases_total=60, total_incl=72),
        purchase("PO-1-A", purchases_total=40, total_incl=48, acct_date=None, supplier_inv_no=None),
    ]
    books = *reconciliation(0, listed_value, listed("PO-1", listed_value)), ledger(on_stock(billed_value))
    found = ask("findings", accounts(), landing("purchase_documents", orders), *books, valuation(100))
    assert {(row["cause_id"], row["ref"], row["leg1_amount"], row["leg2_amount"]) for row in found} == expected
    assert unexplained(ask) == {0}
    assert {row["ref"] for row in ask("accruals")} == due


@pytest.mark.parametrize("status", ["DO_NOT_IMPORT", "NOT_IMPORTED"])
@pytest.mark.parametrize(
    ("entries", "columns", "expected"),
    [
        ([listed("PO-1")], {}, set()),
        ([listed("PO-1")], {"move_date": None, "qty_moved": 0}, {("P02", Decimal(-50), Decimal(0))}),
        ([], {}, {("P06", Decimal(50), Decimal(-50))}),
    ],
)
def test_a_bill_keyed_for_an_order_that_was_not_synced_is_its_bill(
    ask: Ask, status: str, entries: list[Row], columns: dict[str, object], expected: set[object]
) -> None:
    order = landing("purchase_documents", [purchase("PO-1", status=status, supplier_inv_no="T-77", **columns)])
    bill = [on_stock(net, "T-77", contact="Elm Ltd") for net in (20, 30)]
    total = 50 * len(entries)
    books = *reconciliation(0, total, *entries), ledger(*bill), valuation(0 if columns else 50)
    package = settings("2026-03", package="xero")
    found = ask("findings", accounts(), package, order, *books)
    assert {(row["cause_id"], row["leg1_amount"], row["leg2_amount"]) for row in found} == expected
    assert unexplained(ask) == {0}


LONG = "INV-2026-77"
CUT = f"{LONG} | PO-1000000001"[:21]


def bill(net: int, contact: str = "Elm Ltd", on: date = INSIDE) -> Row:
    return line("inventory", CUT, net, on, contact=contact)


def order(nth: int, value: int, supplier: str = "Elm Ltd", on: date = INSIDE) -> Row:
    amounts = {"purchases_total": value, "total_incl": value}
    dates = {"move_date": on, "acct_date": on}
    return purchase(f"PO-100000000{nth}", supplier_inv_no=LONG, supplier=supplier, **amounts, **dates)


@pytest.mark.parametrize(
    ("orders", "bills", "expected"),
    [
        ([order(1, 50), order(2, 70)], [bill(70), bill(50)], []),  # of the amount
        ([order(1, 50), order(2, 70)], [bill(40), bill(30), bill(50)], []),  # over two lines
        ([order(1, 50), order(2, 50)], [bill(50), bill(50)], []),  # alike: each has one
        ([order(1, 50), order(2, 70, "Ash & Co")], [bill(75, "Ash & Co"), bill(50)], [("P09", 2, -5)]),
        ([order(1, 50), order(2, 70)], [bill(50), bill(75)], [("P09", 2, -5)]),  # the only one left
        ([order(1, 50), order(2, 70)], [bill(50), bill(50), bill(70)], [("P10", 1, -50)]),
        ([order(1, 50), order(2, 70, on=BEFORE)], [bill(55), bill(75, on=BEFORE)], [("P09", 1, -5), ("P09", 2, -5)]),
        ([order(n, 50 + n) for n in (1, 2, 3)], [bill(51), bill(52), bill(53)], []),
    ],
)
def test_bills_that_are_cut_alike_are_told_apart(
    ask: Ask, orders: list[Row], bills: list[Row], expected: list[tuple[str, int, int]]
) -> None:
    entries = [listed(row["ref_key"], row["purchases_total"]) for row in orders]
    total = sum(row["purchases_total"] for row in orders)
    quickbooks = settings("2026-03", package="quickbooks", upload_state=None)
    books = *reconciliation(0, total, *entries), ledger(*bills), valuation(total)
    found = ask("findings", accounts(), quickbooks, landing("purchase_documents", orders), *books)
    named = [row for row in found if row["cause_id"] not in ("G06", "P24")]
    assert sorted((row["cause_id"], int(row["ref"][-1]), row["leg2_amount"]) for row in named) == expected


def bill_listed(ref: str, total: int, **columns: Any) -> Row:
    kind = "bill_credit" if total < 0 else "bill"
    row = {"kind": kind, "number": f"X | {ref}", "key_1": "X", "key_2": ref, "document_date": INSIDE, "status": "PAID"}
    return {**row, "total": Decimal(total), **columns}


@pytest.mark.parametrize(
    ("listed_tax", "listed_total", "cause"),
    [(10, 60, "P18"), (0, 60, "P09"), (10, 70, "P09"), (None, 60, "P09")],
)
def test_tax_inside_the_cost_is_known_from_both_tax_totals(
    ask: Ask, listed_tax: int | None, listed_total: int, cause: str
) -> None:
    order = landing("purchase_documents", [purchase("PO-1", purchases_total=60, total_incl=60, total_tax=0)])
    rows = landing("ledger_documents", [bill_listed("PO-1", listed_total, tax_total=listed_tax)])
    books = *reconciliation(0, 60, listed("PO-1", 60)), ledger(on_stock(50), owed(-60)), valuation(60)
    found = causes(ask, accounts(), order, rows, *books)
    assert found == {"PO-1": (cause, Decimal(10))}
    assert [row["ref"] for row in ask("step_exceptions") if row["step"] == "SY3"] == ["PO-1"]


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ((0, -25, 0), [("P22", "SCR-1", Decimal(25))]),
        ((60, -60, -60), []),  # the list shows no payments at all
        ((0, None, None), []),
    ],
)
def test_a_supplier_credit_that_is_not_applied(ask: Ask, due: tuple[object, ...], expected: list[object]) -> None:
    orders = landing("purchase_documents", [purchase("PO-1"), supplier_credit("SCR-1"), supplier_credit("SCR-2")])
    totals = {"PO-1": 60, "SCR-1": -60, "SCR-2": -60}
    rows = [bill_listed(ref, total, amount_due=open_) for (ref, total), open_ in zip(totals.items(), due, strict=True)]
    found = ask("findings", accounts(), orders, landing("ledger_documents", rows))
    assert [(row["cause_id"], row["ref"], row["amount"]) for row in found if row["cause_id"] == "P22"] == expected
