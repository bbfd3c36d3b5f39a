"""Labels that a pivot prints once are carried down, real blanks stay blank, and ambiguous ones are refused."""

import io

import pytest
import xlsxwriter

from close.errors import Refused
from close.store.warehouse import Settings
from loaders import read
from loaders.intake.exports import PendingLanding
from loaders.layouts.outer_labels import AmbiguousLabel, MissingLabel
from loaders.layouts.table_rows import StrayRow
from loaders.layouts.totals import TotalsDiffer
from tests.loaders.exports import folder

COGS = "Invoice Date,Order Ref,Accounting Invoice Status,Sales,COGS"
KIWI = Settings(name="Kelp", date_order="day-first")


def load(*lines: str) -> PendingLanding:
    return read("a.csv", "\n".join([*lines, ""]).encode(), folder=folder(KIWI))


def column(pending: PendingLanding, name: str) -> list[str]:
    (table,) = pending.landing.tables.values()
    return [str(value) if value is not None else "" for value in table[name].to_pylist()]


def notes(pending: PendingLanding) -> list[str]:
    return [check.detail for check in pending.card.checks if check.label == "Labels"]


def refuse(kind: type[Refused], *lines: str) -> str:
    with pytest.raises(kind) as caught:
        load(*lines)
    return str(caught.value)


def test_a_date_printed_once_is_carried_and_remarked() -> None:
    pending = load(
        COGS, "02/09/2027,K-1,Imported,10.00,5.00", ",K-2,Imported,10.00,5.00", "03/09/2027,K-3,Imported,1,1"
    )
    assert column(pending, "acct_date") == ["2027-09-02", "2027-09-02", "2027-09-03"]
    assert notes(pending) == ["Invoice Date is printed once per group and was filled down to 1 row"]


@pytest.mark.parametrize(
    "rows",
    [
        ["02/09/2027,K-1,Imported,9,5", "02/09/2027,K-2,Imported,9,5", ",K-3,Not Imported Yet,9,"],
        ["02/09/2027,K-1,Imported,9,5", ",K-3,Not Imported Yet,9,", "03/09/2027,K-2,Imported,9,5"],
        ["02/09/2027,K-1,Imported,9,5", ",K-3,Do Not Import,9,", "02/09/2027,K-2,Imported,9,5"],
    ],
)
def test_orders_without_an_invoice_date_stay_undated(rows: list[str]) -> None:
    pending = load(COGS, *rows)
    assert dict(zip(column(pending, "order_ref"), column(pending, "acct_date"), strict=True))["K-3"] == ""
    assert not notes(pending)


def test_group_without_date_that_comes_first_stays_undated() -> None:
    rows = [",K-9,Not Imported Yet,9,", "02/09/2027,K-1,Imported,9,5", ",K-2,Imported,9,5", ",K-3,Not Imported Yet,9,"]
    assert column(load(COGS, *rows), "acct_date") == ["", "2027-09-02", "2027-09-02", "2027-09-02"]


def test_blank_that_may_be_the_last_group_is_refused() -> None:
    rows = ["02/09/2027,K-1,Imported,9,5", ",K-2,Imported,9,5", ",K-3,Not Imported Yet,9,"]
    message = refuse(AmbiguousLabel, COGS, *rows)
    assert message.startswith('Line 4, Invoice Date: the blank for K-3 can mean "02/09')
    assert "repeat labels on every row" in message
    closed = [*rows, "02/09/2027 Total,,,27.00,10.00", ",K-4,Not Imported Yet,9,"]
    assert column(load(COGS, *closed), "acct_date") == ["2027-09-02", "2027-09-02", "2027-09-02", ""]


def test_imported_order_without_date_is_refused_where_labels_repeat() -> None:
    rows = ["02/09/2027,K-1,Imported,9,5", "02/09/2027,K-2,Imported,9,5", ",K-3,Imported,9,5"]
    message = refuse(MissingLabel, COGS, *rows)
    assert message.startswith(
        'Line 4, Invoice Date: the cell for K-3 is blank, although Accounting Invoice Status is "Imp'
    )
    right = "Order Ref,Invoice Date,Accounting Invoice Status,Sales,COGS"
    assert "Line 3" in refuse(MissingLabel, right, "K-1,02/09/2027,Imported,9,5", "K-2,,Imported,9,5")
    assert "Line 2" in refuse(MissingLabel, COGS, ",K-1,Imported,9,5", "02/09/2027,K-2,Imported,9,5")


def test_a_status_printed_once_next_to_repeated_dates() -> None:
    head = "Accounting Invoice Status,Invoice Date,Order Ref,Sales,COGS"
    rows = ["Error,,K-0,9,", "Imported,02/09/2027,K-1,9,5", ",02/09/2027,K-2,9,5", ",03/09/2027,K-3,9,5"]
    pending = load(head, *rows)
    assert column(pending, "status") == ["ERROR", "IMPORTED", "IMPORTED", "IMPORTED"]
    assert column(pending, "acct_date")[0] == ""


def test_subtotal_decides_and_is_proven() -> None:
    rows = ["02/09/2027,K-1,Imported,9.00,5.00", ",K-2,Not Imported Yet,4.00,", "02/09/2027 Total,,,13.00,5.00"]
    pending = load(COGS, *rows)
    assert column(pending, "acct_date") == ["2027-09-02", "2027-09-02"]
    wrong = [*rows[:2], "02/09/2027 Total,,,14.00,5.00", "Grand Total,,,13.00,5.00"]
    assert "Line 4, Sales: the file states a total of 14.00, but its rows add up to 13.00" in refuse(
        TotalsDiffer, COGS, *wrong
    )


def test_a_total_after_its_label_is_not_an_order() -> None:
    rows = ["02/09/2027,K-1,Imported,9,5", ",K-2,Imported,4,2", "02/09/2027,Total,,13,7", "Grand Total,,,13,7"]
    assert column(load(COGS, *rows), "order_ref") == ["K-1", "K-2"]


def test_payments_by_method_and_date() -> None:
    head = "Zahlart;Payment Method;Payment Date;Order Ref;Amount;Batch Reference"
    rows = [
        "A;Card;01.09.2027;K-1;1.100,50;",
        ";;;K-2;50,00;B-1",
        ";;13.09.2027;K-3;50,00;",
        "B;Cash;01.09.2027;K-1;3,25;",
    ]
    pending = load(head, *rows, ";;13.09.2027;K-7;3,25;", "Grand Total;;;;1.207,00;")
    assert column(pending, "method") == ["Card", "Card", "Card", "Cash", "Cash"]
    assert column(pending, "payment_date") == [f"2027-09-{day}" for day in ("01", "01", "13", "01", "13")]
    assert column(pending, "batch_reference") == ["", "B-1", "", "", ""]
    assert len(notes(pending)) == 2


def test_payments_in_no_batch_are_not_given_one() -> None:
    head = "Batch Reference,Payment Date,Order Ref,Amount"
    rows = ["B-1,01/09/2027,K-1,5", ",02/09/2027,K-2,5", "B-2,03/09/2027,K-3,5"]
    assert 'the blank for K-2 can mean "B-1"' in refuse(AmbiguousLabel, head, *rows)
    pending = load(head, *rows, "B-2,03/09/2027,K-4,5")
    assert column(pending, "batch_reference") == ["B-1", "", "B-2", "B-2"]
    once = [head, "B-1,01/09/2027,K-1,5", ",,K-2,5", ",02/09/2027,K-3,5"]
    assert "K-3" in refuse(AmbiguousLabel, *once)


def test_merged_cells_of_a_workbook() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        sheet, days = workbook.add_worksheet(), workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["Branch", *COGS.split(",")])
        refs = [("K-1", "Imported"), ("K-2", "Imported"), ("K-3", "Not Imported Yet"), ("K-4", "Imported")]
        for row, (ref, status) in enumerate(refs, 1):
            sheet.write_row(row, 2, [ref, status, 9, 5])
        sheet.merge_range(1, 0, 4, 0, "Otago")
        sheet.merge_range(1, 1, 3, 1, 46632, days)
        sheet.write_number(4, 1, 46633, days)
        sheet.write_row(5, 0, ["Otago Total", "", "", "", 36, 20])
    pending = read("a.xlsx", target.getvalue(), folder=folder(KIWI))
    assert column(pending, "acct_date") == ["2027-09-02", "2027-09-02", "2027-09-02", "2027-09-03"]


def test_a_label_for_rows_without_a_value_is_not_carried_further() -> None:
    rows = ["02/09/2027,K-1,Imported,9,5", ",K-2,Error,4,2", "(blank),K-3,Not Imported Yet,1,", ",K-4,Error,1,"]
    assert column(load(COGS, *rows), "acct_date") == ["2027-09-02", "2027-09-02", "", ""]
    assert "Line 2" in refuse(MissingLabel, COGS, "(Blank),K-1,Imported,9,5", "02/09/2027,K-2,Imported,9,5")


def test_a_blank_of_a_pivot_is_no_batch_reference() -> None:
    head = "Payment Date,Order Ref,Payment Method,Amount,Batch Reference"
    assert column(load(head, "01/09/2027,K-1,Card,5.00,(blank)"), "batch_reference") == [""]


def test_a_subtotal_without_a_name_is_not_an_order() -> None:
    rows = ["02/09/2027,K-1,Imported,9,5", "02/09/2027,K-2,Imported,4,2", ",Subtotal,,13,7"]
    assert column(load(COGS, *rows), "order_ref") == ["K-1", "K-2"]
    assert "Line 4, Sales" in refuse(TotalsDiffer, COGS, rows[0], rows[1], ",Sub-total,,14,7")


def test_the_total_of_the_last_group_is_not_the_total_of_the_file() -> None:
    rows = [
        "02/09/2027,K-1,Imported,9,5",
        "02/09/2027,Total,,9,5",
        "03/09/2027,K-2,Imported,4,2",
        "03/09/2027,Total,,4,2",
    ]
    pending = load(COGS, *rows)
    assert column(pending, "order_ref") == ["K-1", "K-2"]
    assert {check.state for check in pending.card.checks if check.label == "Complete"} == {"not proven"}


def test_a_category_printed_once_is_carried_only_if_subtotals_close_it() -> None:
    head = "Category,Product Code,SOH,Stock Value"
    rows = ["Yarn,A,2,5.00", ",B,0,0.00", "Needles,C,1,3.00"]
    assert 'the blank for B can mean "Yarn"' in refuse(AmbiguousLabel, head, *rows, "Grand Total,,3,8.00")
    closed = [*rows[:2], "Yarn Total,,2,5.00", rows[2], "Needles Total,,1,3.00", "Grand Total,,3,8.00"]
    assert column(load(head, *closed), "category") == ["Yarn", "Yarn", "Needles"]


SALES = "Order Ref,Invoice Status,Qty Ordered,Qty Dispatched,Sales (Incl),Sales,Cost"
ORDERED = "2,2,120,100,40"


@pytest.mark.parametrize(
    ("labels", "other", "status"),
    [
        ("Branch,Full Dispatched / Completed Date", "Invoice Date", "Imported"),
        ("Full Dispatched / Completed Date,Invoice Date", "Branch", "Not Imported Yet"),
        ("Customer,Full Dispatched / Completed Date", "Invoice Date", "Imported"),
    ],
)
def test_subtotals_of_an_outer_column_do_not_fill_an_inner_one(labels: str, other: str, status: str) -> None:
    outer, inner = labels.split(",")
    first = "05/09/2027" if "Date" in outer else "Leeds"
    head, end = f"{labels},{SALES},{other}", f"{ORDERED},06/09/2027"
    rows = [f"{first},05/09/2027,SO-1,Imported,{end}", f",06/09/2027,SO-2,Imported,{end}", f",,SO-3,{status},{end}"]
    total = f"{first} Total,,,,6,6,360,300,120,"
    message = refuse(AmbiguousLabel, head, *rows, total)
    assert message.startswith(f'Line 4, {inner}: the blank for SO-3 can mean "06/09/2027"')
    closed = [",05/09/2027 Total,,,2,2,120,100,40,", ",06/09/2027 Total,,,4,4,240,200,80,"]
    proven = [rows[0], closed[0], *rows[1:], closed[1], total]
    assert column(load(head, *proven), "move_date" if "Disp" in inner else "acct_date")[2] == "2027-09-06"


ADJUSTMENTS = "Completed Date,Reference,Created Date,Accounting Adjustment Date,Status,Total"
OPEN = ["05/09/2027,A-1,01/09/2027,05/09/2027,Completed,10.00", ",A-2,02/09/2027,,Completed,5.00"]


def test_blank_in_a_column_of_any_values_is_refused_without_evidence() -> None:
    message = refuse(AmbiguousLabel, ADJUSTMENTS, *OPEN, "Grand Total,,,,,15.00")
    assert message.startswith('Line 3, Completed Date: the blank for A-2 can mean "05/09/2027"')


def test_subtotal_proves_that_a_column_of_any_values_prints_labels_once() -> None:
    pending = load(ADJUSTMENTS, *OPEN, "05/09/2027 Total,,,,,15.00")
    assert column(pending, "move_date") == ["2027-09-05", "2027-09-05"]


def test_repeated_labels_show_that_other_columns_have_real_blanks() -> None:
    pending = load(f"Branch,{ADJUSTMENTS}", *(f"Kiel,{row}" for row in OPEN))
    assert column(pending, "move_date") == ["2027-09-05", ""]


@pytest.mark.parametrize("name", ["Total EUR", "Seats total", "Sub-total for Kiel"])
def test_total_in_the_column_of_references_is_no_document(name: str) -> None:
    headers, row = (
        "Reference,Branch,Completed Date,Accounting Adjustment Date,Total",
        "A-1,Kiel,15/09/2027,15/09/2027,10.00",
    )
    for total in (f"{name},,,,10.00", f"{name},Kiel,,,10.00"):
        assert refuse(StrayRow, headers, row, total).startswith(f'Line 3 ("{name}") is neither')


def test_total_in_the_column_of_products_is_no_product() -> None:
    headers, row = "Product Code,Product Name,SOH,Stock Value", "C-1,Chair,1,10.00"
    assert refuse(StrayRow, headers, row, "Total seats,,1,10.00").startswith('Line 3 ("Total seats")')
    assert column(load(headers, row, "TOTAL-KIT,Kit,1,5.00"), "product_code") == ["C-1", "TOTAL-KIT"]
