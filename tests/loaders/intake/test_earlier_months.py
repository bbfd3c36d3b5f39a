"""A file that repeats the month before, or has nothing in common with it, is remarked once it has landed."""

from pathlib import Path

import pytest

from close.store.warehouse import Warehouse
from loaders import land

STOCK = "Product Code,SOH,Stock Value\r\n{rows}\r\nGrand Total,21,{total}.00\r\n"
BOUGHT = (
    "Order Ref,Supplier,Supplier Inv No,Full Received / Completed Date,Invoice / Supplier Credit Note Date,"
    "Qty Ordered,Qty Received,Product Total,Total (Incl)\r\n{rows}\r\n"
)


def write_stock(prefix: str = "A", value: int = 10) -> str:
    rows = [f"{prefix}-{number},{number},{value}.00" for number in range(1, 7)]
    return STOCK.format(rows="\r\n".join(rows), total=6 * value)


def write_purchases(supplier: str, month: str) -> str:
    rows = [f"PO-{month}{n},{supplier} {n},B{n},01/{month}/2027,13/{month}/2027,1,1,5.00,5.00" for n in range(1, 7)]
    return BOUGHT.format(rows="\r\n".join(rows))


def find_remarks(folder: Path, august: str, september: str) -> list[tuple[str, str]]:
    """Land a file for two months, and return the remarks on the second."""
    warehouse = Warehouse(folder, "kelp")
    for period, text in (("2027-08", august), ("2027-09", september)):
        (card,) = land([("", f"export {period}.csv", text.encode())], warehouse, who="Mia")
        assert card.status == "landed", card.problems
    return [(check.label, check.detail) for check in card.checks if check.label != "Complete"]


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_the_stock_of_the_month_before_is_remarked(end: str, tmp_path: Path) -> None:
    ((label, detail),) = find_remarks(tmp_path, write_stock(), write_stock().replace("\r\n", end))
    assert label == "Month"
    assert detail.startswith("every product has the same stock and value as in the month before.")


def test_the_next_stock_of_the_same_company_needs_no_remark(tmp_path: Path) -> None:
    assert find_remarks(tmp_path, write_stock(), write_stock(value=11)) == []


@pytest.mark.parametrize(
    ("august", "september", "noun"),
    [
        (write_stock(), write_stock("B"), "product"),
        (write_purchases("Kiln", "08"), write_purchases("Loom", "09"), "supplier"),
    ],
)
def test_the_export_of_another_company_is_remarked(august: str, september: str, noun: str, tmp_path: Path) -> None:
    ((label, detail),) = find_remarks(tmp_path, august, september)
    assert label == "Organisation"
    assert detail.startswith(f"it has no {noun} in common with the export for the month before.")


def test_one_supplier_in_common_is_enough(tmp_path: Path) -> None:
    september = write_purchases("Loom", "09").replace("Loom 3", "Kiln 3")
    assert find_remarks(tmp_path, write_purchases("Kiln", "08"), september) == []


def write_branches(*branches: str, value: int = 10) -> str:
    rows = [f"A-{number},{branch},1,{value}.00" for branch in branches for number in range(20)]
    total = f"Grand Total,,{len(rows)},{len(rows) * value}.00"
    return "\r\n".join(["Product Code,Branch,SOH,Stock Value", *rows, total, ""])


def test_a_branch_that_the_month_before_has_is_missed(tmp_path: Path) -> None:
    ((label, detail),) = find_remarks(tmp_path, write_branches("Leeds", "York"), write_branches("Leeds", value=11))
    assert label == "Whole report"
    assert detail.startswith('it has no row of the branch "York", which the export for the month before has.')


@pytest.mark.parametrize(
    ("august", "september"),
    [
        (write_branches("Leeds"), write_branches("Leeds", "York")),
        (write_branches("Leeds", "York"), write_branches("York", "Leeds", value=11)),
        (write_branches("Leeds", "York"), write_branches("", value=11)),
        (write_branches("Leeds").replace("A-1,Leeds", "A-1,York"), write_branches("Leeds", value=11)),
    ],
)
def test_other_branches_need_no_remark(august: str, september: str, tmp_path: Path) -> None:
    assert find_remarks(tmp_path, august, september) == []


def test_a_month_may_consist_of_a_file_for_each_branch(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "kelp")
    sales = "Order Ref,Branch,Full Dispatched / Completed Date,Invoice / Credit Note Date,Invoice Status,Qty Ordered,"
    sales += "Qty Dispatched,Sales (Incl),Sales,Cost"
    for period, branches in (("2027-08", ["Leeds,York"]), ("2027-09", ["Leeds", "York"])):
        files = []
        for number, listed in enumerate(branches):
            day = f"13/{period[5:]}/2027"
            rows = [
                f"SO-{day[3:5]}{branch}{n},{branch},{day},{day},Imported,1,1,5.00,5.00,1.00"
                for branch in listed.split(",")
                for n in range(20)
            ]
            files.append(("", f"{number} {period}.csv", "\r\n".join([sales, *rows, ""]).encode()))
        cards = land(files, warehouse, who="Mia")
    assert [card.status for card in cards] == ["landed", "landed"]
    assert {check.label for card in cards for check in card.checks} == {"Complete"}


@pytest.mark.parametrize(("kept", "remarks"), [(30, 0), (15, 0), (14, 1)])
def test_half_of_the_products_are_missed(kept: int, remarks: int, tmp_path: Path) -> None:
    rows = [f"A-{number},2,{number}.25" for number in range(30)]
    whole, half = ("\r\n".join(["Product Code,SOH,Stock Value", *rows[:count], ""]) for count in (30, kept))
    found = find_remarks(tmp_path, whole, half.replace("A-1,2,", "A-1,3,"))
    assert len(found) == remarks
    for label, detail in found:
        assert label == "Whole report"
        assert detail.startswith("it lacks 16 of the 30 products that were in stock in the month before.")
