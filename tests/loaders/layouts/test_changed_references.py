"""References that Excel has replaced are no longer those of documents. Some are refused, and others are remarked on."""

import io
from datetime import date

import pytest
import xlsxwriter

from close.errors import Refused
from loaders import read
from loaders.layouts.faults import BadCells
from tests.loaders.exports import folder
from tests.loaders.ledger.reports import state, xero

STOCK = "Product Code,SOH,Stock Value\r\nA-1,2,10.00\r\n{code},3,20.00\r\n{other},1,5.00\r\nGrand Total,6,35.00\r\n"


def read_stock(code: str, other: str = "C-3") -> list[str]:
    found = read("a.csv", STOCK.format(code=code, other=other).encode(), folder=folder())
    return [check.detail for check in found.card.checks if check.label == "References"]


@pytest.mark.parametrize("code", ["9.31234E+12", "9.3E+12", "1E+05", "#N/A", "#REF!", "#NAME?", "#BEZUG!", "########"])
def test_products_whose_code_is_lost_are_not_added_together(code: str) -> None:
    with pytest.raises(BadCells, match=r"Line 3, Product Code: .* is not a reference, but what Excel made of one"):
        read_stock(code, code)


@pytest.mark.parametrize("code", ["9E12", "1.5E-3", "#12", "#NEW", "E+05", "N/A", "MAR-1", "5-Markers"])
def test_codes_that_only_look_alike_are_kept(code: str) -> None:
    assert read_stock(code) == []


def test_a_code_that_became_a_day_is_remarked() -> None:
    assert read_stock("01-Mar") == [
        'Excel seems to have changed "01-Mar" (line 3): upload the export without opening it in Excel'
    ]


def test_a_code_that_is_a_day_in_a_workbook_is_remarked() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["Product Code", "SOH", "Stock Value"])
        sheet.write_row(1, 0, ["A-1", 2, 10])
        sheet.write_datetime(2, 0, date(2027, 3, 1), workbook.add_format({"num_format": "d-mmm"}))
        sheet.write_row(2, 1, [3, 20])
    (check,) = [c for c in read("a.xlsx", target.getvalue(), folder=folder()).card.checks if c.label == "References"]
    assert "(line 3)" in check.detail


@pytest.mark.parametrize("reference", ["1.23457E+12", "#N/A", "01-Mar"])
def test_a_ledger_lands_with_a_remark_because_its_amounts_are_right(reference: str) -> None:
    rows = [
        ["Stock"],
        ["12 May 2027", "Payable Invoice", "Kelp", reference, "5.00", "", "5.00"],
        ["Total Stock", "", "", "", "5.00"],
    ]
    assert state(xero(*rows), "References") == "not proven"


def test_no_supplier_invoice_is_matched_by_a_number_that_excel_shortened() -> None:
    head = "Order Ref,Supplier Inv No,Full Received / Completed Date,Invoice / Supplier Credit Note Date,Qty Ordered,"
    text = f"{head}Qty Received,Product Total,Total (Incl)\r\nPO-1,1.23457E+11,01/09/2027,13/09/2027,1,1,5.00,5.00\r\n"
    with pytest.raises(Refused, match="Line 2, Supplier Inv No"):
        read("a.csv", text.encode(), folder=folder())
