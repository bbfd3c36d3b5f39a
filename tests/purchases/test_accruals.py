"""Accruals of received orders, and their reversals."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from close.rules.reasons import reasons, say
from close.store.warehouse import Landing
from tests.bridge.slips import Row, accounts, ledger, line, reconciliation, valuation
from tests.given.landings import landing, purchase, sale
from tests.purchases.orders import unexplained
from tests.reports.golden import BEFORE, INSIDE, Ask

RECEIVED = {"acct_date": None, "status": "NOT_IMPORTED"}


ORDER = {"ref": "PO-1", "contact": "Elm Ltd", "move_date": date(2026, 3, 10), "acct_date": date(2026, 4, 2)}
NARRATION = say("narration_not_booked", ORDER, "2026-03")
NARRATIONS = [say(code, ORDER, "2026-03") for code in reasons("2026-03") if code.startswith("narration_")]


def accrued(net: object, text: str, reference: str = "#101", on: date = INSIDE, account: str = "inventory") -> Row:
    return line(account, reference, net, on, "journal", description=text)


def received(*lines: Row) -> tuple[Landing, ...]:
    """Return an order of 50.00 for each two lines, received but not billed."""
    count = len(lines) // 2
    orders = landing("purchase_documents", [purchase(f"PO-{n}", **RECEIVED) for n in range(1, count + 1)])
    return accounts(), orders, *reconciliation(0, 0), ledger(*lines), valuation(50 * count)


NAMED = [  # the texts and references of journals that name an order
    (f"Accruals March 2026: Received, not billed - {NARRATION}", "#101"),
    (NARRATION, "ACC-20260331-1-1"),
    (NARRATION, "ACC-2603A12-7F3C9A1"),
    *((narration, "J-{}") for narration in NARRATIONS),
    ("PO-1 Elm Ltd: moved 2026-03-10, booked no date", "J-{}"),  # as earlier versions wrote it
]
UNNAMED = [("Accruals March 2026: Received, not billed", "#102"), ("", "ACC-20260331-2-1")]


def test_an_accrual_of_our_own_is_meant(ask: Ask) -> None:
    journals = [(text.replace("PO-1", f"PO-{n}"), ref.format(n)) for n, (text, ref) in enumerate(NAMED + UNNAMED, 1)]
    sides = (("inventory", 50), ("payable", -50))
    lines = [accrued(net, text, ref, account=account) for text, ref in journals for account, net in sides]
    found = Counter((row["cause_id"], row["ref"], row["kind"]) for row in ask("findings", *received(*lines)))
    assert found == Counter(
        [
            *(("P01", f"PO-{n}", "timing") for n in range(1, len(journals) + 1)),
            *(("G12", f"PO-{n}", "info") for n in range(1, len(NAMED) + 1)),
            ("G12", "Accruals", "info"),  # of both journals
        ]
    )
    assert unexplained(ask) == {0}
    meant = {(row["leg"], row["amount"]) for row in ask("bridge") if row["cause_id"] == "G12"}
    assert meant == {("sohr_to_gl", -50 * len(journals))}
    assert [row["ref"] for row in ask("step_exceptions") if row["step"] == "SY3"] == []
    assert ask("ledger_only") == []
    assert {row["pile"] for row in ask("ledger_match")} == {"matched"}


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ([], {("G13", Decimal(50))}),
        ([accrued(-50, f"Reversal of {NARRATION}")], set()),
        ([accrued(-50, f"Reversal of {NARRATION}"), accrued(50, NARRATION, "#102")], {("G12", Decimal(50))}),
        ([accrued(50, NARRATION, "#102")], {("G12", Decimal(50)), ("G13", Decimal(50))}),
    ],
)
def test_its_reversal_cancels_an_accrual(ask: Ask, later: list[Row], expected: set[tuple[str, Decimal]]) -> None:
    old = landing(
        "purchase_documents", [purchase("PO-1", created_date=BEFORE, move_date=BEFORE, **RECEIVED)], "2026-02"
    )
    february = old, *reconciliation(0, 0, period="2026-02"), ledger(accrued(50, NARRATION, on=BEFORE), period="2026-02")
    now = landing("purchase_documents", [purchase("PO-1", created_date=BEFORE, move_date=BEFORE, **RECEIVED)])
    march = now, *reconciliation(0, 0), ledger(*later, inventory=50), valuation(50)
    found = {(row["cause_id"], row["amount"]) for row in ask("findings", accounts(), *february, *march)}
    assert found == {("P01", Decimal(50)), *expected}
    assert unexplained(ask) == {0}


def test_an_accrued_sale_is_neither_an_invoice_nor_a_cogs_journal(ask: Ask) -> None:
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


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"qty_moved": 1}, "narration_in_part"),
        ({"acct_date": date(2026, 4, 2)}, "narration_of_both"),
        ({"acct_date": None, "status": "NOT_IMPORTED"}, "narration_not_booked"),
    ],
)
def test_a_narration_says_why_an_order_is_accrued(ask: Ask, columns: Row, expected: str) -> None:
    rows = ask("accruals", accounts(), landing("purchase_documents", [purchase("PO-1", **columns)]))
    assert {row["narration_code"] for row in rows} == {expected}
