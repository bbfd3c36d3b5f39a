"""Cross-casts: a row whose amounts do not add up is named, although the total of every column is right."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from close.store.warehouse import Warehouse
from loaders import Card, land
from tests.loaders.exports import SALES, Row, sales_csv

INCL = 9  # the column of the total with tax


def upload(tmp_path, rows: Sequence[Row]) -> Card:
    (card,) = land([("", "sales.csv", sales_csv(rows))], Warehouse(tmp_path, "Kelp"), "2027-09")
    return card


def list_rows(count: int, off: Sequence[str]) -> list[Row]:
    """Return sales like the first one, of which the first have totals with tax that are off by these amounts."""
    first = SALES[0]
    rows = [(first[0], f"K-{number}", *first[2:]) for number in range(10, 10 + count)]
    for at, amount in enumerate(off):
        row = rows[at]
        rows[at] = (*row[:INCL], Decimal(str(row[INCL])) + Decimal(amount), *row[INCL + 1 :])
    return rows


def find(card: Card, label: str):
    return next((check for check in card.checks if check.label == label), None)


def test_a_row_that_does_not_add_up_is_named_with_its_amounts(tmp_path) -> None:
    card = upload(tmp_path, list_rows(12, ["10.00"]))
    check = find(card, "Rows")
    assert check is not None
    assert check.state == "not proven"
    assert check.detail == (
        "cannot tell which amount is right: line 2 (K-10): Sales 1,000.00 plus Sales Tax 150.00 is 1,150.00, but "
        "Sales (Incl) 1,160.00 differs by 10.00. The other 11 rows agree to within 0.05"
    )
    complete = find(card, "Complete")
    assert complete is not None
    assert complete.state == "not proven"


@pytest.mark.parametrize("off", [[], ["0.05"], ["0.05", "-0.04", "0.03"]])
def test_roundings_are_not_named(tmp_path, off: Sequence[str]) -> None:
    card = upload(tmp_path, list_rows(12, off))
    assert find(card, "Rows") is None
    complete = find(card, "Complete")
    assert complete is not None
    assert complete.state == "passed"


@pytest.mark.parametrize(("count", "off"), [(12, ["10.00"] * 4), (3, ["10.00"])])
def test_columns_that_often_do_not_add_up_say_nothing_about_a_row(tmp_path, count: int, off: Sequence[str]) -> None:
    assert find(upload(tmp_path, list_rows(count, off)), "Rows") is None


def find_same(tmp_path, alike: int, rows: int):
    """Return the remark on sales of which some have the total with tax as the amount without it."""
    listed = [(*row[:11], row[INCL], *row[12:]) if at < alike else row for at, row in enumerate(list_rows(rows, []))]
    return find(upload(tmp_path, listed), "Columns")


@pytest.mark.parametrize(("alike", "rows"), [(12, 12), (7, 12)])
def test_a_total_with_tax_that_is_the_amount_without_it_is_remarked(tmp_path, alike: int, rows: int) -> None:
    check = find_same(tmp_path, alike, rows)
    assert check is not None
    assert check.detail == (
        f"Sales (Incl) and Sales are the same in {alike} of {rows} rows with an amount in Sales Tax. Make sure that "
        "one is with tax and the other without it"
    )


@pytest.mark.parametrize(("alike", "rows"), [(6, 12), (2, 3)])
def test_a_few_totals_without_their_tax_are_not_remarked(tmp_path, alike: int, rows: int) -> None:
    assert find_same(tmp_path, alike, rows) is None


@pytest.mark.parametrize(("rate", "rows"), [("15", 12), ("0.15", 12)])
def test_columns_that_mostly_do_not_add_up_are_remarked(tmp_path, rate: str, rows: int) -> None:
    listed = [(*row[:10], Decimal(rate), *row[11:]) for row in list_rows(rows, [])]
    check = find(upload(tmp_path, listed), "Columns")
    assert check is not None
    assert check.detail.startswith("Sales (Incl) is not Sales plus Sales Tax in 12 of 12 rows, the first in line 2.")
