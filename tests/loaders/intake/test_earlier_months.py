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
