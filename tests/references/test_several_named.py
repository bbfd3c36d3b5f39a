"""A serial or supplier number that equals a different document's reference: the entry goes to the right one."""

from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path

import pyarrow as pa
import pytest

from close.store.datasets import KEYS
from close.store.warehouse import Landing
from loaders.ledger.layouts.match_keys import add_keys
from tests.bridge.ledger import MATCHES
from tests.bridge.slips import Row, accounts, ledger, line, reconciliation, valuation
from tests.given.landings import credit, landing, purchase, sale, settings
from tests.given.variants import spread
from tests.reports.golden import INSIDE, Ask

ORDERS = range(1001, 1011)
LAST_FIRST, FIRST_FIRST = "{serial} | {order}", "{order} | {serial}"
WRITTEN = (LAST_FIRST, FIRST_FIRST, "{serial} / {order}")
JOINTS = ("{} | {}", "{} / {}", "{}/{}", "{}, {}", "{} & {}")


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(tmp_path)


def causes(ask: Ask, *landings: Landing, report: str = "findings") -> dict[str, tuple[str, Decimal]]:
    rows = [row for row in ask(report, *landings) if row["cause_id"] not in MATCHES]
    assert len({row["ref"] for row in rows}) == len(rows)
    return {row["ref"]: (row["cause_id"], row["amount"]) for row in rows}


def day(order: int) -> date:
    return INSIDE.replace(day=order - 998)


def worth(order: int) -> Decimal:
    return Decimal(100 + 11 * (order - 1001))


def keyed(row: Row) -> Row:
    """Return a line with the keys that a file's loader gives it."""
    texts = {name: pa.array([row.get(name)], pa.string()) for name in ("reference", "number", "description")}
    keys = add_keys(texts)
    return {**row, **{name: keys[name][0].as_py() for name in KEYS}}


def sold(order: int, on: date | None = None, **columns: object) -> Row:
    on, net = on or day(order), worth(order)
    amounts = {"sales": net, "sales_tax": net / 10, "sales_incl": net + net / 10, "customer": f"Customer {order}"}
    return sale(str(order), move_date=on, acct_date=on, **{**amounts, **columns})


def invoiced(order: int, written: str, ahead: int, edited: int | None = None, told: Row | None = None) -> list[Row]:
    """Return the lines of an entry. Its serial is `ahead` of its order's number."""
    reference = written.format(serial=order + ahead, order=order)
    net = worth(order) if edited is None else Decimal(edited)
    columns: Row = {"contact": f"Customer {order}", **(told or {})}
    lines = [line("revenue", reference, -net, day(order)), line("receivable", reference, net + net / 10, day(order))]
    return [keyed({**row, **columns}) for row in lines]


def books(*entries: list[Row], orders: list[Row] | None = None) -> list[Landing]:
    made = orders or [sold(order) for order in ORDERS]
    return [accounts(), landing("sales_documents", made), ledger(*[row for rows in entries for row in rows])]


@pytest.mark.parametrize(("written", "ahead"), spread([*product((*WRITTEN, "{serial}, {order}"), (2, 8, -2))], 4))
def test_serials_among_the_numbers_of_orders_accuse_none(ask: Ask, written: str, ahead: int) -> None:
    assert causes(ask, *books(*(invoiced(order, written, ahead) for order in ORDERS))) == {}
    assert ask("ledger_only") == []


@pytest.mark.parametrize(("written", "ahead"), spread([*product(WRITTEN, (2, 8))], 3))
def test_an_order_voided_in_the_ledger_stays_the_only_one(ask: Ask, written: str, ahead: int) -> None:
    entries = [invoiced(order, written, ahead) for order in ORDERS if order != 1009]
    assert causes(ask, settings("2026-03", upload_state="authorised"), *books(*entries)) == {
        "1009": ("S22", Decimal(188))
    }


@pytest.mark.parametrize("number", [LAST_FIRST, FIRST_FIRST])
def test_the_list_of_invoices_voids_the_order_that_it_is_for(ask: Ask, number: str) -> None:
    entries = [invoiced(order, number, 2) for order in ORDERS if order not in (1003, 1005)]
    listed = [
        {
            "kind": "sales_invoice",
            "number": number.format(serial=order + 2, order=order),
            "document_date": day(order),
            "total": worth(order) + worth(order) / 10 if order != 1005 else 0,
            "contact": f"Customer {order}",
            "status": "VOIDED" if order == 1005 else "DRAFT" if order == 1003 else "AUTHORISED",
        }
        for order in ORDERS
    ]
    found = causes(ask, *books(*entries), landing("ledger_documents", [keyed(row) for row in listed]))
    assert found == {"1005": ("S22", Decimal(144)), "1003": ("S19", Decimal(122))}


@pytest.mark.parametrize(
    ("written", "told"), spread([*product(WRITTEN, ({}, {"contact": None}, {"entry_date": INSIDE}))], 3)
)
def test_an_edited_entry_is_matched_by_contact_and_day_or_by_habit(ask: Ask, written: str, told: Row) -> None:
    entries = [invoiced(order, written, 2) for order in ORDERS if order != 1005]
    edited = invoiced(1005, written, 2, 130, told)
    found = causes(ask, *books(*entries, edited))
    assert found.pop("1005") in (("S20", Decimal(14)), ("S21", Decimal(144)))
    assert found == {}


def test_habit_decides_between_equal_contacts_and_days(ask: Ask) -> None:
    alike = {"contact": "Walk-in", "entry_date": INSIDE}
    entries = [invoiced(order, LAST_FIRST, 2, told=alike) for order in ORDERS if order != 1004]
    edited = invoiced(1004, LAST_FIRST, 2, 120, alike)
    orders = [sold(order, INSIDE, customer="Walk-in") for order in ORDERS]
    assert causes(ask, *books(*entries, edited, orders=orders)) == {"1004": ("S20", Decimal(13))}


def test_two_that_are_merged_stay_each_ones_share(ask: Ask) -> None:
    entries = [
        line("revenue", "1001 | 1003", -222, day(1001), contact="Customer 1001"),
        line("receivable", "1001 | 1003", "244.2", day(1001), "sales_invoice", contact="Customer 1001"),
    ]
    rest = [invoiced(order, LAST_FIRST, 8) for order in ORDERS if order not in (1001, 1003)]
    orders = [sold(order, day(1001) if order == 1003 else None) for order in ORDERS]
    assert causes(ask, *books([keyed(row) for row in entries], *rest, orders=orders)) == {}


def test_a_credit_of_a_whole_order_is_the_credit(ask: Ask) -> None:
    orders = [sold(1001), credit("1002", sales=-100, sales_tax=-10, sales_incl=-110, sales_reference="1001")]
    texts = {"contact": "Ash & Co"}
    credited = [
        line("revenue", "1001 | 1002", 100, INSIDE, "sales_credit", **texts),
        line("receivable", "1001 | 1002", -110, INSIDE, "sales_credit", **texts),
    ]
    entries = [invoiced(1001, "INV-1 | {order}", 0), credited]
    assert causes(ask, *books(*entries, orders=orders)) == {}


def bought(lines: int, joint: str, shift: int) -> list[Landing]:
    """Return bills under the numbers of a supplier that uses the same numbering as Omni, each with some lines."""
    numbers = range(101, 107)
    rows = [
        purchase(
            f"PO-{n}",
            supplier_inv_no=f"PO-{n + shift}",
            purchases_total=n,
            product_total=n,
            total_incl=n,
            move_date=INSIDE,
        )
        for n in numbers
    ]
    cents = [[Decimal(n) / lines] * lines for n in numbers]
    bills = [
        keyed(line("inventory", joint.format(f"PO-{n + shift}", f"PO-{n}"), part, INSIDE, description="Elm Ltd"))
        for n, parts in zip(numbers, cents, strict=True)
        for part in parts
    ]
    listed = [
        {"section": "purchase_orders", "reference": f"PO-{n}", "ref_key": f"PO-{n}", "entry_date": INSIDE, "debit": n}
        for n in numbers
    ]
    total = sum(numbers)
    purchases = landing("purchase_documents", rows)
    return [accounts(), purchases, *reconciliation(0, total, *listed), ledger(*bills), valuation(total)]


@pytest.mark.parametrize(("joint", "lines", "shift"), spread([*product(JOINTS, (1, 2), (2, -1))], 5))
def test_a_suppliers_number_like_another_order_names_its_own(ask: Ask, joint: str, lines: int, shift: int) -> None:
    assert causes(ask, *bought(lines, joint, shift)) == {}
    assert [row for row in ask("bridge") if row["amount"] and row["cause_id"]] == []
