"""A line of an export, read again from the original bytes under the file's own headings."""

import io

import pytest
import xlsxwriter

from close.errors import Refused
from loaders.intake.original_lines import read_original_line

STOCK = [["Product Code", "SOH", "Stock Value"], ["A", 2, 10.5], ["B", 3, 0.25]]


def csv(text: str) -> bytes:
    return text.encode()


def workbook() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet("Notes").write_row(0, 0, ["see the other sheet"])
        sheet = book.add_worksheet("Stock")
        for number, row in enumerate([["Historic Stock Valuations"], [], *STOCK]):
            sheet.write_row(number, 0, row)
    return target.getvalue()


def test_a_csv_line_is_returned_with_its_headings() -> None:
    content = csv("Historic Stock Valuations\n\nProduct Code;SOH;Stock Value\nA;2;1.234,50\nB;3;-\n")
    lines = read_original_line(content, 4)
    assert lines.headings == ("Product Code", "SOH", "Stock Value")
    assert lines.rows == (("A", "2", "1.234,50"),)
    assert read_original_line(content, 5).rows == (("B", "3", None),)


def test_a_line_is_a_line_of_the_file_where_cells_hold_line_ends() -> None:
    content = csv('Product Code,SOH,Stock Value\n"A\nlong",2,10\nB,3,11\n')
    assert read_original_line(content, 4).rows == (("B", "3", "11"),)


def test_workbook_line_names_its_sheet() -> None:
    lines = read_original_line(workbook(), 5)
    assert lines.sheet == "Stock"
    assert lines.rows[0][0] == "B"


def test_json_document_has_a_row_for_each_of_its_lines() -> None:
    order = (
        '{"reference": "SO-%d", "dispatchedDate": null, "invoiceDate": null, "lineItems": '
        '[{"code": "A", "qty": 1, "qtyShipped": 1}, {"code": "B", "qty": 2.50, "qtyShipped": 0}]}'
    )
    lines = read_original_line(csv(f"[{order % 1}, {order % 2}]"), 2)
    index = lines.headings.index("reference")
    assert [row[index] for row in lines.rows] == ["SO-2", "SO-2"]
    assert "2.50" in lines.rows[1]


@pytest.mark.parametrize("line", [0, 1, 99])
def test_headings_and_lines_beyond_the_end_are_not_rows(line: int) -> None:
    assert read_original_line(csv("Product Code,SOH,Stock Value\nA,2,10\n"), line).rows == ()


@pytest.mark.parametrize("content", [b"", b"no table", b"%PDF-1.7", b"[{]"])
def test_what_cannot_be_read_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        read_original_line(content, 2)


def test_a_line_is_read_from_the_sheet_that_it_landed_from() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for name, code in (("East", "A"), ("West", "Z")):
            sheet = book.add_worksheet(name)
            for number, row in enumerate([STOCK[0], [code, 1, 2]]):
                sheet.write_row(number, 0, row)
    assert read_original_line(target.getvalue(), 2, "West").rows == (("Z", "1", "2"),)
    assert read_original_line(target.getvalue(), 2, "East").rows == (("A", "1", "2"),)
