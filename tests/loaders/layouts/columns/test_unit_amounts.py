"""A value of one unit is not read as that of all units if another column shows that it is one."""

import pytest

from loaders import read
from loaders.layouts.doubts.columns.unit_amounts import PerUnit
from tests.loaders.exports import folder

ROWS = [(4, "2.51", "10.03"), (10, "1.33", "13.33"), (1, "5.00", "5.00"), (0, "9.00", "0.00"), (3, "1.00", "3.00")]


def write(headers: str, rows: list[tuple[int, str, str]]) -> bytes:
    lines = [f"A-{number},{','.join(map(str, row))}" for number, row in enumerate(rows)]
    return "\n".join([headers, *lines, ""]).encode()


def test_a_value_of_one_unit_is_refused() -> None:
    with pytest.raises(PerUnit) as refused:
        read("2027-09.csv", write("Code,SOH,Value,Total", ROWS), folder=folder())
    assert str(refused.value) == (
        '"Total" is SOH times "Value" in 3 rows, the first in line 2, so "Value" seems to be the value of one unit. '
        'Rename "Total" to Stock Value and remove "Value", or map the columns.'
    )


@pytest.mark.parametrize(
    ("headers", "rows"),
    [
        ("Code,SOH,Unit Cost,Stock Value", ROWS),
        ("Code,SOH,Value,Weight", [*ROWS[:1], (10, "1.33", "7.00"), (3, "1.00", "8.00")]),
        ("Code,SOH,Value,Check", [(1, "5.00", "5.00"), (1, "6.00", "6.00"), (4, "8.00", "2.00")]),
    ],
)
def test_other_columns_show_no_value_of_one_unit(headers: str, rows: list[tuple[int, str, str]]) -> None:
    read("2027-09.csv", write(headers, rows), folder=folder())
