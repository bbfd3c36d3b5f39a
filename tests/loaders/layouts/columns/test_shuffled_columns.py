"""A column that was sorted without the others is refused, because its amounts belong to other rows."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from loaders import read
from loaders.layouts.doubts.columns.shuffled_columns import ShuffledColumn
from tests.loaders.exports import SALES, Row, folder, sales_csv

INCL, TAX, SALE = 9, 10, 11


def list_rows(count: int = 12) -> list[Row]:
    rows = []
    for number in range(1, count + 1):
        amount = Decimal(number * 37 % 101)
        amounts = (amount * Decimal("1.15"), amount * Decimal("0.15"), amount)
        rows.append((*SALES[0][:1], f"K-{number}", *SALES[0][2:INCL], *amounts, Decimal(5)))
    return rows


def sort_alone(rows: list[Row], column: int, count: int) -> list[Row]:
    """Sort the cells of one column in the first rows."""
    cells = sorted(Decimal(str(row[column])) for row in rows[:count])
    moved = [(*row[:column], cell, *row[column + 1 :]) for row, cell in zip(rows, cells, strict=False)]
    return [*moved, *rows[count:]]


@pytest.mark.parametrize("column", [INCL, TAX, SALE])
@pytest.mark.parametrize("count", [4, 12])
@pytest.mark.parametrize("total", [True, False])
def test_a_column_sorted_alone_is_refused(column: int, count: int, total: bool) -> None:
    with pytest.raises(ShuffledColumn) as refused:
        read("a.csv", sales_csv(sort_alone(list_rows(), column, count), total=total), folder=folder())
    assert str(refused.value).startswith("In all rows together, Sales (Incl) is Sales plus Sales Tax, but not in "), (
        refused.value
    )


def add_to(amounts: list[str]) -> Callable[[list[Row]], list[Row]]:
    """Return a function that adds amounts to the totals with tax of the first rows."""

    def change(rows: list[Row]) -> list[Row]:
        pairs = zip(rows, [*amounts, *["0"] * len(rows)], strict=False)
        return [(*row[:INCL], Decimal(str(row[INCL])) + Decimal(more), *row[INCL + 1 :]) for row, more in pairs]

    return change


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: sorted(rows, key=lambda row: str(row[INCL])),
        add_to(["5.00"] * 6),
        add_to(["5.00", "-5.00"]),
        add_to(["0.03", "-0.03"] * 5),
    ],
    ids=["whole rows sorted", "freight in some", "two that cancel out", "rounded"],
)
def test_other_rows_are_read(change: Callable[[list[Row]], list[Row]]) -> None:
    read("a.csv", sales_csv(change(list_rows())), folder=folder())
