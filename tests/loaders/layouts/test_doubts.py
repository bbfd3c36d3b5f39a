"""Rows that are no data of the report: totals in the key column, and the stock of several days."""

import pytest

from loaders import read
from loaders.layouts.doubts.stacked_days import SeveralDays
from loaders.layouts.doubts.summed_rows import TotalAmongRows
from loaders.layouts.totals import TotalsDiffer
from tests.loaders.exports import folder, rows_of

ORDERS = (
    "Created Date,Order Ref,Customer,Full Dispatched / Completed Date,Invoice / Credit Note Date,Invoice Status,"
    "Qty Ordered,Qty Dispatched,Sales (Incl),Sales Tax,Sales,Cost"
)
ORDER = "15/09/2027,SO-{},Acme,05/09/2027,05/09/2027,Imported,{},{},{}.00,20.00,100.00,40.00"
COGS = "Invoice Date,Order Ref,Accounting Invoice Status,Sales,COGS,Gross Profit"
STOCK = "Category,Product Code,Product Name,SOH,Stock Value"


def land(*lines: str) -> int:
    return rows_of(read("2027-09.csv", "\n".join([*lines, ""]).encode(), folder=folder()).landing).num_rows


@pytest.mark.parametrize(
    "total",
    [
        ",Grand Total,,30/09/2027,30/09/2027,,4,4,240.00,40.00,200.00,80.00",
        ",Suma,,,,,4,4,240.00,40.00,200.00,80.00",
        ",2 orders,,,,,4,4,240.00,40.00,200.00,80.00",
        ",合計,,,,,4,4,240.00,40.00,200.00,80.00",
        "30/09/2027,Hepsi,,,,,4,4,240.00,40.00,200.00,80.00",  # a word that nobody knows, in a key without a digit
        "30/09/2027,SEP-27,,,,,,,240.00,40.00,200.00,",
    ],
)
def test_a_total_in_the_key_column_is_refused(total: str) -> None:
    rows = (ORDER.format(1, 2, 2, 120), ORDER.format(2, 2, 2, 120))
    label = total.split(",")[1]
    with pytest.raises(TotalAmongRows, match=rf'Line 4 \("{label}"\) equals the sum of lines 2 to 3'):
        land(ORDERS, *rows, total)
    with pytest.raises(TotalAmongRows, match=rf'Line 2 \("{label}"\) equals the sum of lines 3 to 4'):
        land(ORDERS, total, *rows)


@pytest.mark.parametrize("word", ["Summe", "Gesamtergebnis", "Eindtotaal"])
def test_a_total_in_another_language_is_compared_and_not_counted(word: str) -> None:
    rows = (ORDER.format(1, 2, 2, 120), ORDER.format(2, 2, 2, 120))
    assert land(ORDERS, *rows, f",{word},,,,,4,4,240.00,40.00,200.00,80.00") == 2
    with pytest.raises(TotalsDiffer):
        land(ORDERS, *rows, f",{word},,,,,4,4,250.00,40.00,200.00,80.00")


def test_a_dated_total_of_costs_and_the_totals_of_groups_are_refused() -> None:
    rows = ("06/09/2027,SO-1,Imported,100,40,60", "07/09/2027,SO-2,Imported,100,40,60")
    with pytest.raises(TotalAmongRows, match='Line 4 \\("September total"\\)'):
        land(COGS, *rows, "30/09/2027,September total,,200,80,120")
    with pytest.raises(TotalAmongRows, match='Line 3 \\("A total"\\) equals line 2 '):
        land(STOCK, "A,K1,Kettle,5,50.00", "A,A total,,5,50.00", "B,K2,Mug,2,22.00", "B,B total,,2,22.00")


def test_rows_that_only_happen_to_equal_others_land() -> None:
    twice = (ORDER.format(1, 2, 2, 120), ORDER.format(2, 2, 2, 120))
    sum_of_both = "02/09/2027,SO-3,Total Care Ltd,,05/09/2027,Imported,4,4,240.00,40.00,200.00,80.00"
    assert (land(ORDERS, *twice), land(ORDERS, *twice, sum_of_both)) == (2, 3)
    assert land(STOCK, "A,K1,Kettle,5,50.00", "A,TOTAL-KIT,Box,5,50.00", "A,K3,Mug,10,90.00") == 3


@pytest.mark.parametrize(
    ("header", "one", "other"), [("As at", "31/08/2027", "30/09/2027"), ("Month", "Aug 2027", "2027-09")]
)
def test_the_stock_of_several_days_is_not_added_together(header: str, one: str, other: str) -> None:
    stock = ("A,K1,Kettle,5,50.00", "B,K2,Mug,2,22.00", "B,K3,Pot,2,24.00")
    stacked = [*(f"{one},{row}" for row in stock), *(f"{other},{row}".replace(",2,", ",1,") for row in stock[:2])]
    with pytest.raises(SeveralDays, match=f'"{header}" has "{one}" in line 2 and "{other}" in line 5'):
        land(f"{header},{STOCK}", *stacked)
    with pytest.raises(SeveralDays, match=f'"{header}" has "{one}" in line 2 and "{other}" in line 5'):
        land(f"{header},{STOCK}", stacked[0], *(row[row.index(",") :] for row in stacked[1:3]), *stacked[3:])
    assert land(f"{header},{STOCK}", *stacked[3:]) == 2


def test_the_batches_of_a_product_are_added_together() -> None:
    rows = ("31/08/2027,A,K1,Kettle,5,50.00", "30/09/2027,A,K1,Kettle,1,10.00", "31/12/2027,A,K2,Mug,2,20.00")
    assert land(f"Expiry date,{STOCK}", *rows) == land(f"Counted,{STOCK}", *rows, "31/01/2028,A,K2,Mug,1,9.00") == 2
