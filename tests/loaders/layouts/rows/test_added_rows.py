"""Rows that somebody added below a report are refused, although they are no sums of others."""

import pytest

from loaders import read
from loaders.layouts.doubts.added_rows import AddedRow
from tests.loaders.exports import folder

SOLD = (
    "Order Ref,Customer,Full Dispatched / Completed Date,Invoice / Credit Note Date,Invoice Status,Qty Ordered,"
    "Qty Dispatched,Sales (Incl),Sales,Cost"
)
STOCK = "Product Code,Product Name,SOH,Stock Value"
ADJUSTED = "Reference,Reason,Completed Date,Accounting Adjustment Date,Qty Adjusted,Total"
SALES = [f"K-{n},Acme,13/09/2027,{n}/09/2027,Imported,1,1,{n}.30,{n}.00,5.25" for n in range(14, 24)]
GOODS = [f"P-{n},Lamp {n},{n},{n * 3}.20" for n in range(1, 11)]
CHANGES = [f"ADJ-{n},count,{n}/09/2027,{n}/09/2027,{n},{n * 3}.20" for n in range(14, 24)]


def load(headers: str, rows: list[str]) -> int:
    return read("2027-09.csv", "\n".join([headers, *rows, ""]).encode(), folder=folder()).card.rows


@pytest.mark.parametrize(
    ("headers", "rows", "said"),
    [
        (
            SOLD,
            [*SALES, "Average,,,,,1,1,18.80,18.50,5.25"],
            '"Average") has amounts but no Customer and no Invoice Status',
        ),
        (
            SOLD,
            [*SALES, "Per Xero,,,,,,,,185.50,", "Difference,,,,,,,,0.50,"],
            '"Per Xero") has amounts but no Customer',
        ),
        (
            SOLD,
            [*SALES[:4], "K 9,,,,,,,,7.00,", *SALES[4:]],
            '"K 9") has amounts but no Customer and no Invoice Status',
        ),
        (
            STOCK,
            [*GOODS, "Provision,,,-100.00"],
            '"Provision") has amounts but no Product Name, which every other row has',
        ),
        (ADJUSTED, [*CHANGES, "Per GL,,,,,900.00"], '"Per GL") has amounts but no Reason'),
    ],
)
def test_an_added_row_is_refused(headers: str, rows: list[str], said: str) -> None:
    with pytest.raises(AddedRow) as refused:
        load(headers, rows)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("headers", "rows"),
    [
        (SOLD, [*SALES, "K-9,Acme,,,Not Imported,1,0,7.00,6.00,"]),
        (STOCK, [*GOODS, "FREIGHT,Freight,1,5.00"]),
        (STOCK, [*GOODS, "P-99,,1,5.00"]),
        (STOCK, [*GOODS, "LAMP,Lamp,1,2.00", "SHADE,,1,5.00"]),
        (ADJUSTED.replace("Reason,", ""), [*(row.replace("count,", "") for row in CHANGES), "ADJ-99,,,1,5.00"]),
        (SOLD, [*SALES[:3], "Freight,,,,,,,,7.00,"]),
    ],
)
def test_other_rows_are_data(headers: str, rows: list[str]) -> None:
    assert load(headers, rows) == len(rows)
