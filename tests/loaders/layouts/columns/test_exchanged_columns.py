"""Reports with two headers exchanged: the other amounts of the same rows show it."""

import pytest

from loaders import read
from loaders.layouts.doubts.columns.exchanged_columns import ColumnsExchanged
from tests.loaders.exports import folder

SALES = "Created Date,Order Ref,Customer,Full Dispatched / Completed Date,Invoice / Credit Note Date,Invoice Status,Qty Ordered,Qty Dispatched,"  # noqa: E501
SOLD = "15/09/2027,{},Acme,16/09/2027,17/09/2027,Imported,{},{},"
COGS = "Invoice Date,Order Ref,Accounting Invoice Status,Sales,COGS,Gross Profit,GP%"
PURCHASES = "Created Date,Order Ref,Supplier,Supplier Inv No,Full Received / Completed Date,Invoice / Supplier Credit Note Date,PO Status,Qty Ordered,Qty Received,"  # noqa: E501
BOUGHT = "15/09/2027,PO-{},Acme,I-{},16/09/2027,17/09/2027,Approved,5,5,"


def checks(*lines: str) -> dict[str, str]:
    card = read("2027-09.csv", "\n".join([*lines, ""]).encode(), folder=folder()).card
    return {check.label: check.detail for check in card.checks}


def sales(headers: str, *amounts: str) -> dict[str, str]:
    rows = (SOLD.format(f"K-{number}", 2, 2) + text for number, text in enumerate(amounts))
    return checks(SALES + headers, *rows)


@pytest.mark.parametrize(
    ("headers", "pair"),
    [
        ("Sales,Sales Tax,Sales (Incl),Cost", '"Sales (Incl)" and "Sales"'),
        ("Sales Tax,Sales (Incl),Sales,Cost", '"Sales (Incl)" and "Sales Tax"'),
        ("Sales (Incl),Sales,Sales Tax,Cost", '"Sales" and "Sales Tax"'),
    ],
)
def test_amounts_with_and_without_tax_under_the_wrong_headers_are_refused(headers: str, pair: str) -> None:
    amounts = ("115.00,15.00,100.00,40.00", "20.00,0.00,20.00,7.00", "-23.00,-3.00,-20.00,-9.00")
    assert "Columns" not in sales("Sales (Incl),Sales Tax,Sales,Cost", *amounts)
    with pytest.raises(ColumnsExchanged, match=rf"The headers {pair.replace('(', '.').replace(')', '.')} seem to be"):
        sales(headers, *amounts)


def test_without_the_tax_the_larger_amount_includes_it() -> None:
    amounts = ("115.00,100.00,40.00", "20.00,20.00,7.00", "57.50,50.00,9.00")
    assert "Columns" not in sales("Sales (Incl),Sales,Cost", *amounts)
    remark = sales("Sales,Sales (Incl),Cost", *amounts)["Columns"]
    assert remark.startswith("Sales is more than Sales (Incl) in 2 of 2 rows that show it")


def test_an_amount_in_another_currency_is_no_exchange() -> None:
    assert "Columns" not in sales("Sales (Incl),Sales,Cost", "100.00,162.00,40.00", "50.00,81.00,7.00")
    assert "Columns" not in sales("Sales (Incl),Sales Tax,Sales,Cost", "100.00,13.04,108.00,40.00")
    assert "Columns" not in sales("Sales (Incl),Sales Tax,Sales,Cost", "15000.00,1957.00,108.00,40.00")


@pytest.mark.parametrize(
    "headers",
    [
        COGS.replace("Sales,COGS", "COGS,Sales"),
        COGS.replace("COGS,Gross Profit", "Gross Profit,COGS"),
        COGS.replace("Sales,COGS,Gross Profit", "Gross Profit,COGS,Sales"),
    ],
)
def test_cost_and_sales_under_the_wrong_headers_are_refused(headers: str) -> None:
    rows = ("17/09/2027,K-1,Imported,100.00,40.00,60.00,60.0", "17/09/2027,K-2,Imported,50.00,55.00,-5.00,-10.0")
    fractions = ("17/09/2027,K-1,Imported,100.00,40.00,60.00,0.60", "17/09/2027,K-2,Imported,50.00,35.00,15.00,0.3")
    assert "Columns" not in checks(COGS, *rows) | checks(COGS, *fractions)
    for listed in (rows, fractions):
        with pytest.raises(ColumnsExchanged):
            checks(headers, *listed)


def test_purchases_with_totals_exchanged_are_refused() -> None:
    headers = "Purchases Total,Landing Costs,Product Total,Total Tax,Total (Incl)"
    rows = [BOUGHT.format(number, number) + "110.00,10.00,100.00,15.00,115.00" for number in range(3)]
    checks(PURCHASES + headers, *rows)
    for one, other in (("Product Total", "Total (Incl)"), ("Purchases Total", "Product Total")):
        swapped = headers.replace(one, "*").replace(other, one).replace("*", other)
        with pytest.raises(ColumnsExchanged):
            checks(PURCHASES + swapped, *rows)


def test_quantities_that_may_be_exchanged_are_remarked_on() -> None:
    rows = [SOLD.format(f"K-{n}", moved, 4) + "115.00,15.00,100.00,40.00" for n, moved in enumerate((4, 3, 0, 4))]
    remark = checks(SALES + "Sales (Incl),Sales Tax,Sales,Cost", *rows)["Columns"]
    assert remark.startswith("Qty Dispatched is more than Qty Ordered in 2 of 2 rows that show it")
    assert "Columns" not in checks(SALES + "Sales (Incl),Sales Tax,Sales,Cost", *rows[:2])


def test_amounts_that_may_be_quantities_are_remarked_on() -> None:
    rows = ("Bags,A-1,x,33,6.96,42.57", "Bags,A-2,x,21,4.85,17.43", "Bags,A-3,x,1.5,2.00,6.84")
    headers = "Category,Product Code,Product Name,SOH,Stock Value,Retail Value"
    assert "Columns" not in checks(headers, *rows)
    remark = checks("Category,Product Code,Product Name,Stock Value,SOH,Retail Value", *rows)["Columns"]
    assert remark.startswith("SOH has decimals and Stock Value has none in 2 of 3 rows that show it")


DAYS = "Created Date,Order Ref,Customer,Full Dispatched / Completed Date,Invoice / Credit Note Date,Invoice Status,Qty Ordered,Qty Dispatched,Sales (Incl),Sales,Cost"  # noqa: E501
DATED = "{},K-{},Acme,{},{},{},5,{},115.00,100.00,40.00"


def exchange(one: str, other: str) -> str:
    return DAYS.replace(one, "*").replace(other, one).replace("*", other)


def test_days_in_an_implausible_order_are_remarked_on() -> None:
    rows = [
        DATED.format(f"{n + 2}/09/2027", n, f"{n + 5}/09/2027", f"{n + 8}/09/2027", "Imported", 5) for n in range(6)
    ]
    odd = DATED.format("12/09/2027", 9, "10/09/2027", "13/09/2027", "Imported", 5)
    assert "Columns" not in checks(DAYS, *rows, odd)
    remark = checks(exchange("Created Date", "Full Dispatched / Completed Date"), *rows, odd)["Columns"]
    where = "in 6 of 7 rows that show it, the first of them in line 2. The file cannot tell which is which"
    assert remark.startswith(f"Created Date is later than Full Dispatched / Completed Date {where}")
    text = "\n".join([exchange("Created Date", "Invoice / Credit Note Date"), *rows, ""])
    card = read("2027-09.csv", text.encode(), folder=folder()).card
    assert any(check.detail.startswith("Created Date is later than Invoice / Credit") for check in card.checks)


def test_days_that_contradict_status_and_quantities_are_remarked_on() -> None:
    rows = [DATED.format("13/09/2027", n, "", f"{n + 18}/09/2027", "Imported", 0) for n in range(4)]
    rows += [DATED.format("13/09/2027", n + 4, f"{n + 15}/09/2027", "", "Not Imported Yet", 5) for n in range(4)]
    assert "Columns" not in checks(DAYS, *rows)
    remark = checks(exchange("Full Dispatched / Completed Date", "Invoice / Credit Note Date"), *rows)["Columns"]
    assert "contradict the status and the quantities in 8 of 8 rows that show it" in remark
