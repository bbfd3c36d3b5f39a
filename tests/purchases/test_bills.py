"""Purchases against their bills: whole documents rather than rows, and received rather than ordered quantities."""

from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from close.store.warehouse import Landing
from tests.bridge.slips import Row, accounts, ledger, line, reconciliation, valuation
from tests.given.landings import landing, purchase, settings, supplier_credit
from tests.purchases.orders import billed, causes, each_billed, listed, on_stock, owed, unexplained
from tests.reports.golden import AFTER, BEFORE, INSIDE, Ask

ADDED_UP = [  # the lines of a bill of 50.00, and the cause with its amount, if there is one
    ((30, 20), None),
    ((30, 45), ("P09", Decimal(25))),
    ((50, "0.01"), ("S24", Decimal("0.01"))),
    ((50, 50), ("P09", Decimal(50))),
]


def test_lines_of_one_bill_are_added_up(ask: Ask) -> None:
    bills = [(*map(on_stock, nets), owed(-sum(Decimal(str(net)) for net in nets))) for nets, _ in ADDED_UP]
    found = causes(ask, *each_billed(bills))
    assert found == {f"PO-{n}": cause for n, (_, cause) in enumerate(ADDED_UP, 1) if cause}


TWICE = [
    ((on_stock(50), on_stock(50), owed(-50), owed(-50)), "P10"),
    ((on_stock(50), on_stock(50)), "P10"),
    ((on_stock(50), on_stock(51, "PO-1 again | PO-1")), "P10"),
    ((on_stock(30), on_stock(25, "second part | PO-1")), "P09"),
    ((on_stock(50), on_stock(3, "freight | PO-1")), "P09"),
    ((on_stock(80), owed(-50), owed(50), owed(-80)), "P09"),
]


def test_a_bill_is_there_twice_where_one_of_two_documents_is_too_many(ask: Ask) -> None:
    found = causes(ask, *each_billed([lines for lines, _ in TWICE]))
    assert {ref: cause for ref, (cause, _) in found.items()} == {
        f"PO-{n}": cause for n, (_, cause) in enumerate(TWICE, 1)
    }


def test_a_bill_keyed_over_four_lines_is_one_finding(ask: Ask) -> None:
    keyed = [on_stock(net, "T-77", contact="Elm Ltd") for net in (10, 20, 15, 5)]
    found = ask("findings", *billed(on_stock(50, "T-77 | PO-1"), *keyed, supplier_inv_no="T-77"))
    assert [(row["cause_id"], row["ref"], row["amount"]) for row in found] == [("P10", "PO-1", Decimal(50))]


def test_the_story_shows_the_bill_entered_by_hand_and_the_synced_one(ask: Ask) -> None:
    keyed = [on_stock(net, "T-77", contact="Elm Ltd") for net in (30, 20)]
    story = ask("document_story", *billed(on_stock(50, "T-77 | PO-1"), *keyed, supplier_inv_no="T-77"))
    entries = [
        (row["known_as"], row["amount"], row["state"]) for row in story if row["step_code"] == "story_ledger|inventory"
    ]
    assert sorted(entries) == [("T-77", 20, "keyed"), ("T-77", 30, "keyed"), ("T-77 | PO-1", 50, "ok")]
    assert all(row["_landing"] and row["_line"] for row in story)


def test_the_story_of_a_duplicate_shows_the_other_order(ask: Ask) -> None:
    story = ask(
        "document_story",
        *billed(on_stock(50, "T-77 | PO-1"), supplier_inv_no="T-77"),
        landing(
            "purchase_documents",
            [
                purchase("PO-1", supplier_inv_no="T-77"),
                purchase("PO-2", supplier_inv_no="T-77", move_date=None, qty_moved=0),
            ],
        ),
    )
    twins = {(row["ref"], row["known_as"], row["about_code"]) for row in story if row["step_code"] == "story_twin"}
    assert twins == {("PO-1", "PO-2", "repeated_by"), ("PO-2", "PO-1", "repeats")}


def test_the_story_says_which_ledger_lacks_a_bill_that_is_dated_later_there(ask: Ask) -> None:
    bill = {
        "kind": "bill",
        "number": "T-77",
        "key_1": "PO-1",
        "document_date": AFTER,
        "status": "AUTHORISED",
        "total": 50,
    }
    exports = billed(on_stock(50, "T-78 | PO-2"), supplier_inv_no="T-77")

    def find_absence(*more: Landing) -> tuple[str, str]:
        (row,) = [row for row in ask("document_story", *exports, *more) if row["step_code"] == "story_no_entry"]
        return row["about"], row["state"]

    assert find_absence() == ("not in the ledger up to March 2026: no entry names it", "missing")
    there = "not in the ledger up to March 2026, because its date there is later"
    assert find_absence(landing("ledger_documents", [bill])) == (there, "other_month")


def test_a_bill_of_two_lines_for_a_purged_order_is_one_void(ask: Ask) -> None:
    lines = [on_stock(50), owed(-50), on_stock(20, "X-9 | PO-9"), on_stock(5, "X-9 | PO-9")]
    prefixes = landing("settings_prefixes", [{"kind": "purchase_order", "prefix": "PO-"}])
    assert causes(ask, prefixes, *billed(*lines)) == {"PO-9": ("P23", Decimal(25))}


KEYED = [  # whether the reconciliation lists the order, its columns, and the cause with both legs
    (True, {}, None),
    (True, {"move_date": None, "qty_moved": 0}, ("P02", Decimal(-50), Decimal(0))),
    (False, {}, ("P06", Decimal(50), Decimal(-50))),
]


def test_a_bill_keyed_for_an_order_that_was_not_synced_is_its_bill(ask: Ask) -> None:
    cases = dict(enumerate(product(("DO_NOT_IMPORT", "NOT_IMPORTED"), KEYED), 1))
    orders = [
        purchase(f"PO-{n}", status=status, supplier_inv_no=f"T-7{n}", **columns)
        for n, (status, (_, columns, _)) in cases.items()
    ]
    bills = [on_stock(net, f"T-7{n}", contact="Elm Ltd") for n in cases for net in (20, 30)]
    entries = [listed(f"PO-{n}") for n, (_, (is_listed, *_)) in cases.items() if is_listed]
    received = sum(50 for row in orders if row["move_date"])
    books = *reconciliation(0, 50 * len(entries), *entries), ledger(*bills), valuation(received)
    package = settings("2026-03", package="xero")
    found = ask("findings", accounts(), package, landing("purchase_documents", orders), *books)
    assert {row["ref"]: (row["cause_id"], row["leg1_amount"], row["leg2_amount"]) for row in found} == {
        f"PO-{n}": cause for n, (_, (*_, cause)) in cases.items() if cause
    }
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
        ([order(1, 50), order(2, 50)], [bill(50), bill(50)], []),  # equal amounts: each has a bill
        ([order(1, 50), order(2, 70, "Ash & Co")], [bill(75, "Ash & Co"), bill(50)], [("P09", 2, -5)]),
        ([order(1, 50), order(2, 70)], [bill(50), bill(75)], [("P09", 2, -5)]),  # the only one left
        ([order(1, 50), order(2, 70)], [bill(50), bill(50), bill(70)], [("P10", 1, -50)]),
        ([order(1, 50), order(2, 70, on=BEFORE)], [bill(55), bill(75, on=BEFORE)], [("P09", 1, -5), ("P09", 2, -5)]),
        ([order(n, 50 + n) for n in (1, 2, 3)], [bill(51), bill(52), bill(53)], []),
    ],
)
def test_bills_with_equal_cut_references_are_matched(
    ask: Ask, orders: list[Row], bills: list[Row], expected: list[tuple[str, int, int]]
) -> None:
    entries = [listed(row["ref_key"], row["purchases_total"]) for row in orders]
    total = sum(row["purchases_total"] for row in orders)
    quickbooks = settings("2026-03", package="quickbooks", upload_state=None)
    books = *reconciliation(0, total, *entries), ledger(*bills), valuation(total)
    found = ask("findings", accounts(), quickbooks, landing("purchase_documents", orders), *books)
    named_causes = [row for row in found if row["cause_id"] not in ("G06", "P24")]
    assert sorted((row["cause_id"], int(row["ref"][-1]), row["leg2_amount"]) for row in named_causes) == expected


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
        ((60, -60, -60), []),  # the list does not show any payments
        ((0, None, None), []),
    ],
)
def test_a_supplier_credit_that_is_not_applied(ask: Ask, due: tuple[object, ...], expected: list[object]) -> None:
    orders = landing("purchase_documents", [purchase("PO-1"), supplier_credit("SCR-1"), supplier_credit("SCR-2")])
    totals = {"PO-1": 60, "SCR-1": -60, "SCR-2": -60}
    rows = [bill_listed(ref, total, amount_due=open_) for (ref, total), open_ in zip(totals.items(), due, strict=True)]
    found = ask("findings", accounts(), orders, landing("ledger_documents", rows))
    assert [(row["cause_id"], row["ref"], row["amount"]) for row in found if row["cause_id"] == "P22"] == expected
