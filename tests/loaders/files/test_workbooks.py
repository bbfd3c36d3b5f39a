"""Workbooks are read in a separate process, and refused if their values cannot be trusted."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
import xlsxwriter

from close.errors import Refused
from loaders import read
from loaders.files.archives import SuspiciousArchive
from loaders.files.formats import open_sheets
from loaders.files.sheets import LostValues, Uncalculated
from loaders.files.workbooks import UnreadableWorkbook
from loaders.layouts.recognition import HiddenReport, SeveralReports
from tests.loaders.exports import folder, rows_of
from tests.loaders.files.workbook_formats import write_ods, write_xlsb

STOCK: list[list] = [["Product Code", "SOH", "Stock Value"], ["A", 2, 10.1], ["B", 3, 0.1199999999]]


def write(*sheets: list[list], formula: str = "", hidden: tuple[int, ...] = ()) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        for place, rows in enumerate(sheets):
            sheet = workbook.add_worksheet()
            if place in hidden:
                sheet.hide()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if formula:
                sheet.write_formula("C2", formula, None, "#DIV/0!")
    return target.getvalue()


def rewrite(content: bytes, part: str, text: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, text if name == part else old.read(name))
    return target.getvalue()


def test_the_sheet_that_holds_a_report_is_read() -> None:
    landing = read("a.xlsx", write([["Notes"], ["see next sheet"]], STOCK, []), folder=folder()).landing
    assert landing.reading["sheet"] == "Sheet2"
    assert [str(value) for value in rows_of(landing)["stock_value"].to_pylist()] == ["10.1000", "0.1200"]


def test_several_reports_in_one_workbook_are_refused() -> None:
    with pytest.raises(SeveralReports, match='"Sheet1", "Sheet2"'):
        read("a.xlsx", write(STOCK, STOCK), folder=folder())


def test_hidden_sheets_are_not_read() -> None:
    landing = read("a.xlsx", write(STOCK, STOCK, hidden=(1,)), folder=folder()).landing
    assert landing.reading["sheet"] == "Sheet1"
    with pytest.raises(HiddenReport, match='hidden sheet "Sheet2"'):
        read("a.xlsx", write([["Notes"]], STOCK, hidden=(1,)), folder=folder())


@pytest.mark.parametrize("write_book", [write_xlsb, write_ods])
def test_other_workbooks_land_the_same_rows(write_book: Callable[..., bytes]) -> None:
    head = ["Invoice Date", "Order Ref", "Accounting Invoice Status", "Sales", "COGS"]
    rows = [["COGS Breakdown"], [None], [None], head, [date(2027, 9, 2), "K-1", "Imported", 1234.56, 0.1], [None]]
    content = write_book([["Notes"]], [*rows, ["13/09/2027", "00630", "Imported", 7, 3.25]])
    landed = rows_of(read("a.csv", content, folder=folder()).landing)
    assert [str(day) for day in landed["acct_date"].to_pylist()] == ["2027-09-02", "2027-09-13"]
    assert landed["order_ref"].to_pylist() == ["K-1", "00630"]
    assert [str(amount) for amount in landed["sales"].to_pylist()] == ["1234.5600", "7.0000"]
    assert landed["_line"].to_pylist() == [5, 7]


@pytest.mark.parametrize("write_book", [write_xlsb, write_ods])
def test_failed_formulas_of_other_workbooks_are_refused(write_book: Callable[..., bytes]) -> None:
    with pytest.raises(LostValues, match=": C3"):
        read("a.ods", write_book([*STOCK[:2], ["B", 1, "#DIV/0!"]]), folder=folder())


def test_failed_formula_is_refused_with_its_cell() -> None:
    with pytest.raises(LostValues, match="C2"):
        read("a.xlsx", write(STOCK, formula="=1/0"), folder=folder())


def write_formulas(*rows: list) -> bytes:
    """Write a workbook as a program that does not calculate: a text that begins with = is a formula without a value."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Stock")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if str(cell).startswith("="):
                    sheet.write_formula(number, column, cell, None, "")
                else:
                    sheet.write(number, column, cell)
    return target.getvalue()


def test_a_formula_that_was_never_calculated_is_no_blank() -> None:
    with pytest.raises(Uncalculated, match='Cell C3 of sheet "Stock" has a formula that was never calculated'):
        read("a.xlsx", write_formulas(*STOCK[:2], ["B", 3, "=B3*2"], ["Grand Total", 5, 10.1]), folder=folder())


def test_a_total_may_be_a_formula_that_was_never_calculated() -> None:
    landing = read("a.xlsx", write_formulas(*STOCK, ["Grand Total", 5, "=SUM(C2:C3)"]), folder=folder()).landing
    assert [str(value) for value in rows_of(landing)["stock_value"].to_pylist()] == ["10.1000", "0.1200"]


def test_a_formula_whose_value_is_a_blank_text_is_calculated() -> None:
    content = write_formulas(*STOCK[:2], ["B", 3, '=""'])
    text = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    stated = text.replace(b'<c r="C3">', b'<c r="C3" t="str">')
    landing = read("a.xlsx", rewrite(content, "xl/worksheets/sheet1.xml", stated), folder=folder()).landing
    assert rows_of(landing)["stock_value"].to_pylist()[1] is None


def test_cell_at_the_far_corner_ends_only_the_child() -> None:
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    content = rewrite(write(STOCK), "xl/worksheets/sheet1.xml", sheet + cells + b"</sheetData></worksheet>")
    with pytest.raises(UnreadableWorkbook, match="damaged, or far larger"):
        open_sheets(content)


def test_bomb_is_not_opened() -> None:
    with pytest.raises(SuspiciousArchive, match="too large when unpacked"):
        open_sheets(rewrite(write(STOCK), "xl/worksheets/sheet1.xml", bytes(30_000_000)))


def test_damaged_part_is_refused() -> None:
    with pytest.raises(Refused):
        open_sheets(rewrite(write(STOCK), "xl/workbook.xml", b"<workbook"))
