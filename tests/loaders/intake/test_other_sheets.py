"""Rows of a report on a second sheet without headers are not lost: the workbook is refused."""

import io
from collections.abc import Sequence

import pytest
import xlsxwriter

from loaders import read
from loaders.intake.other_sheets import RowsElsewhere
from tests.loaders.exports import HEADERS, SALES, folder, print_cell

REPORT = [[*HEADERS], *[[print_cell(value, grouped=False) for value in row] for row in SALES]]


def write(other: Sequence[Sequence[str]], hidden: bool = False) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        for name, rows in (("Report", REPORT), ("More", other)):
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        if hidden:
            sheet.hide()
    return target.getvalue()


def test_rows_on_a_second_sheet_are_refused() -> None:
    with pytest.raises(RowsElsewhere, match='The sheet "More" has rows like those of the report on the sheet "Report"'):
        read("2027-09.xlsx", write(REPORT[2:]), folder=folder())


@pytest.mark.parametrize(
    "other",
    [
        [],
        [["Notes"], ["K-1 was checked", "by", "Mia"]],
        [["Customer", "Sales"], ["Acme", "1000.00"]],
        [["Acme", "K-1", "x", "y", "z", "", "", "1", "2", "3"]],
    ],
)
def test_other_sheets_are_left_out(other: list[list[str]]) -> None:
    assert read("2027-09.xlsx", write(other), folder=folder()).card.rows == len(SALES)


def test_a_hidden_sheet_is_left_out() -> None:
    assert read("2027-09.xlsx", write(REPORT[2:], hidden=True), folder=folder()).card.rows == len(SALES)
