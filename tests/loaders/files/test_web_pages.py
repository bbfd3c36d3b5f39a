"""Web pages and XML workbooks that carry the name of a workbook are recognised by their content and read whole."""

import time
from contextlib import suppress

import pytest

from close.errors import Refused
from loaders import read
from loaders.files.formats import open_sheets
from loaders.files.sheets import LostValues
from loaders.files.spreadsheet_xml import DamagedXml
from loaders.files.web_pages import DamagedPage, NoTable
from tests.loaders.exports import HEADERS, SALES, folder, print_cell, rows_of, sales_csv, total_row

EXCEL = "urn:schemas-microsoft-com:office:spreadsheet"


def page(rows: str, before: str = "") -> bytes:
    return f"<html><head><title>Report</title></head><body>{before}<table>{rows}</table></body></html>".encode()


def cells(*texts: str, tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{text}</{tag}>" for text in texts) + "</tr>"


def sales_page() -> bytes:
    rows = [[print_cell(value).replace("&", "&amp;") for value in row] for row in (*SALES, total_row())]
    return page("<thead>" + cells(*HEADERS, tag="th") + "</thead>" + "".join(cells(*row) for row in rows))


def list_rows(content: bytes) -> list[tuple[int, tuple[str | None, ...]]]:
    (sheet,) = open_sheets(content)
    return [(sheet.line(index), sheet.row(index)) for index in range(sheet.rows)]


def book(rows: str) -> bytes:
    sheet = f'<Worksheet ss:Name="Stock"><Table>{rows}</Table></Worksheet>'
    head = f'<?xml version="1.0"?><Workbook xmlns="{EXCEL}" xmlns:ss="{EXCEL}">'
    return f"{head}{sheet}</Workbook>".encode()


def cell(text: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell{more}><Data ss:Type="{kind}">{text}</Data></Cell>'


STOCK = "<Row>" + cell("Product Code") + cell("SOH") + cell("Stock Value") + "</Row>"


def test_page_named_as_a_workbook_lands_the_rows_of_the_csv() -> None:
    landing = read("sales.xls", sales_page(), folder=folder()).landing
    assert landing.reading["format"] == "html"
    assert rows_of(landing).drop(["_line"]) == rows_of(read("sales.csv", sales_csv(), folder=folder()).landing).drop(
        ["_line"]
    )


def test_every_cut_of_a_page_is_refused_or_whole() -> None:
    content, whole = sales_page(), list_rows(sales_page())
    for size in range(200, len(content), 61):
        try:
            read = list_rows(content[:size])
        except Refused:
            continue
        assert read == whole


def test_titles_line_breaks_and_merged_cells_are_where_excel_shows_them() -> None:
    head = '<tr><th rowspan="2">Ref</th><th colspan="2">March</th></tr>' + cells("Sales", "Cost", tag="th")
    body = cells('K<br>1<span style="display:none">key</span>', "5", "-")
    assert list_rows(
        page(head + body, "<h2>Stock <b>report</b></h2>Teal &amp; Co<br>March 2027<style>b{}</style>")
    ) == [
        (1, ("Stock report", None, None)),
        (2, ("Teal & Co", None, None)),
        (3, ("March 2027", None, None)),
        (4, ("Ref", "March", None)),
        (5, (None, "Sales", "Cost")),
        (6, ("K 1", "5", None)),
    ]


def test_full_number_behind_a_rounded_one_is_read() -> None:
    row = '<tr><td x:num="1234.567">$1,235</td><td sdval="46091">10/03/2026</td><td x:num="7">007</td></tr>'
    assert list_rows(page(row)) == [(1, ("1234.567", "10/03/2026", "007"))]


def test_table_inside_a_cell_is_read_once() -> None:
    inner = "<table>" + cells("A", "1") + cells("B", "2") + "</table>"
    assert [row for _, row in list_rows(page(f"<tr><td>Title{inner}</td></tr>"))] == [
        ("Title", None), ("A", "1"), ("B", "2"),
    ]  # fmt: skip


def test_sign_in_page_says_so() -> None:
    with pytest.raises(NoTable, match="Sign in"):
        open_sheets(b"<!DOCTYPE html><html><body><form>Password</form></body></html>")


@pytest.mark.parametrize("rows", ["<tr>" + "<td>x" * 2000, cells("A") + "<td>B</td>"])
def test_damaged_page_is_refused(rows: str) -> None:
    with pytest.raises(DamagedPage):
        open_sheets(page(rows))


def test_xml_workbook_keeps_its_rows_and_columns() -> None:
    row = f'<Row ss:Index="4">{cell("A")}{cell("2.5", "Number")}{cell("10.25", "Number")}</Row>'
    skipped = f"<Row>{cell('B')}{cell('7', 'Number', more=' ss:Index=' + chr(34) + '3' + chr(34))}</Row>"
    landing = read("stock.xls", book(STOCK + row + skipped), folder=folder()).landing
    rows = rows_of(landing).select(["product_code", "soh", "stock_value", "_line"]).to_pylist()
    assert [tuple(None if value is None else str(value) for value in row.values()) for row in rows] == [
        ("A", "2.5000", "10.2500", "4"),
        ("B", None, "7.0000", "5"),
    ]
    assert landing.reading["sheet"] == "Stock"


def test_failed_formula_of_an_xml_workbook_is_refused() -> None:
    with pytest.raises(LostValues, match="R2C3"):
        read("a.xls", book(STOCK + f"<Row>{cell('A')}{cell('2')}{cell('#N/A', 'Error')}</Row>"), folder=folder())


@pytest.mark.parametrize("content", [book(STOCK)[:-20], book(STOCK + '<Row ss:Index="1"></Row>')])
def test_damaged_xml_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(DamagedXml):
        open_sheets(content)


@pytest.mark.parametrize(
    "text", ["<!--" * 200_000, "<script>" * 200_000, "<style" + " " * 900_000, "<td style='" * 100_000]
)
def test_markup_without_an_end_is_searched_once(text: str) -> None:
    began = time.process_time()
    with suppress(Refused):
        open_sheets(f"<html><table><tr><td>a</td></tr></table>{text}".encode())
    assert time.process_time() - began < 1


def test_what_a_browser_does_not_show_is_left_out() -> None:
    unread = "<!-- <table><tr> --><script>'<td>'</SCRIPT ><style>td {}</style>"
    (sheet,) = open_sheets(f"<html>{unread}<table><tr><td>a{unread}</td></tr></table>{unread}</html>".encode())
    assert sheet.row(0) == ("a",)
