"""Payments that are not in a batch are listed by day, branch and method, with last month's number of days to batch."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from close.signing.answers import answer
from close.store.warehouse import Landing, Warehouse
from tests.given.landings import landing, sale, settings

PERIOD, BEFORE = "2026-03", "2026-02"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings(BEFORE, uses_pos=True)], "ada")
    return warehouse


def paid(ref: str, day: date, amount: int, batch: str | None = None, method: str = "Cash") -> dict[str, object]:
    return {
        "order_ref": ref,
        "ref_key": ref,
        "payment_date": day,
        "source": "POS",
        "branch": "Keswick",
        "method": method,
        "amount": Decimal(amount),
        "batch_reference": batch,
    }


def till(ref: str, day: date, acct: date | None) -> dict[str, object]:
    return sale(ref, move_date=day, acct_date=acct, status="DO_NOT_IMPORT" if acct else "NOT_IMPORTED")


def land(warehouse: Warehouse, period: str, sales: list, payments: list, lag: int = 5) -> None:
    files: list[Landing] = [landing("sales_documents", sales, period, lag=lag)]
    warehouse.land([*files, landing("payments", payments, period, lag=lag)], "ada")


def days(warehouse: Warehouse) -> list[tuple]:
    names = ("payment_date", "method", "payments", "amount", "days_waiting", "habit_days", "is_overdue")
    return [
        tuple(row[name] for name in names) for row in answer(warehouse, "registers_by_day", PERIOD).table.to_pylist()
    ]


def test_what_waits_is_added_up_by_day_and_method(warehouse: Warehouse) -> None:
    day = date(2026, 3, 10)
    sales = [till(ref, day, None) for ref in ("POS-1", "POS-2", "POS-3", "POS-4")]
    payments = [paid("POS-1", day, 10), paid("POS-2", day, 20), paid("POS-3", day, 5, method="Card")]
    land(warehouse, PERIOD, sales, [*payments, paid("POS-4", day, 7, "BATCH-1")])
    assert days(warehouse) == [
        (day, "Card", 1, Decimal("5.00"), 21, None, "Y"),
        (day, "Cash", 2, Decimal("30.00"), 21, None, "Y"),
    ]


def test_last_months_habit_decides_what_is_overdue(warehouse: Warehouse) -> None:
    sold = [date(2026, 2, day) for day in (2, 3, 4)]
    sales = [till(f"POS-{n}", day, date(2026, 2, day.day + 4)) for n, day in enumerate(sold)]
    land(warehouse, BEFORE, sales, [paid(f"POS-{n}", day, 10, f"BATCH-{n}") for n, day in enumerate(sold)])
    early, late = date(2026, 3, 26), date(2026, 3, 28)
    land(
        warehouse,
        PERIOD,
        [till("POS-8", early, None), till("POS-9", late, None)],
        [paid("POS-8", early, 10), paid("POS-9", late, 10)],
    )
    assert [(row[0], row[4], row[5], row[6]) for row in days(warehouse)] == [(early, 5, 4, "Y"), (late, 3, 4, "N")]


def test_ages_count_to_the_day_of_the_export(warehouse: Warehouse) -> None:
    day = date(2026, 3, 10)
    land(warehouse, PERIOD, [till("POS-1", day, None)], [paid("POS-1", day, 10)], lag=-18)  # taken on 13 March
    assert [row[4] for row in days(warehouse)] == [3]


def test_a_void_sale_is_never_an_exception(warehouse: Warehouse) -> None:
    day = date(2026, 3, 10)
    land(warehouse, PERIOD, [{**till("POS-1", day, None), "is_void": True}], [paid("POS-1", day, 10)])
    assert days(warehouse) == []
