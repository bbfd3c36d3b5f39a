"""Headers repeated on each page are left out if the file proves that all its rows are from one export."""

import pytest

from close.errors import Refused
from close.store.warehouse import Landing
from loaders import Folder, read
from loaders.layouts.grids import SecondHeader
from loaders.layouts.totals import CutOff
from tests.loaders.exports import folder, rows_of, sales_csv
from tests.loaders.golden import FOLDER, SAMPLES

HEADER, FIRST, *OTHERS, TOTAL = sales_csv().decode().splitlines()
SECTIONS = (SAMPLES / "reconciliation/sections.csv").read_text().splitlines()


def land(lines: list[str], where: Folder) -> Landing:
    return read("a.csv", "\r\n".join([*lines, ""]).encode(), folder=where).landing


def refuse(kind: type[Refused], lines: list[str], where: Folder) -> str:
    with pytest.raises(kind) as caught:
        land(lines, where)
    return str(caught.value)


def test_grand_total_proves_the_rows_of_all_pages() -> None:
    plain = land([HEADER, FIRST, *OTHERS, TOTAL], folder())
    pages = land([HEADER, FIRST, HEADER, *OTHERS, TOTAL], folder())
    assert rows_of(pages, lines=False) == rows_of(plain, lines=False)
    assert pages.totals == plain.totals
    assert TOTAL.startswith("Grand Total")


@pytest.mark.parametrize(
    ("above", "below"),
    [("Carried forward", "Brought forward"), ("Übertrag", "Übertrag"), ("Suma y sigue", "Suma anterior")],
)
def test_sums_carried_to_the_next_page_are_no_rows(above: str, below: str) -> None:
    carried = "," * 9 + "1150.00,,,"
    pages = [HEADER, FIRST, f"{above}{carried}", HEADER, f"{below}{carried}", *OTHERS, TOTAL]
    assert rows_of(land(pages, folder()), lines=False) == rows_of(
        land([HEADER, FIRST, *OTHERS, TOTAL], folder()), lines=False
    )


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        ([HEADER, FIRST, HEADER, *OTHERS], 3),
        ([HEADER, FIRST, *OTHERS, TOTAL, HEADER, FIRST, *OTHERS, TOTAL], 6),
        ([HEADER, FIRST, *OTHERS, TOTAL, HEADER], 6),
        ([HEADER, FIRST, HEADER.replace("Sales,Cost", "Cost,Sales"), *OTHERS, TOTAL], 3),
    ],
)
def test_headers_of_several_exports_are_refused(lines: list[str], where: int) -> None:
    assert refuse(SecondHeader, lines, folder()).startswith(f"Line {where} repeats the headers, and no total")


def test_pivot_that_prints_labels_once_is_refused_because_pages_repeat_them() -> None:
    header = "Invoice Date,Order Ref,Accounting Invoice Status,Sales,COGS"
    rows = ["13/09/2027,K-1,Imported,9,5", ",K-2,Imported,9,5"]
    pages = [header, *rows, header, "13/09/2027,K-3,Imported,9,5", "Grand Total,,,27,15"]
    refuse(SecondHeader, pages, folder())


def test_balances_prove_the_rows_of_all_pages() -> None:
    header = next(number for number, line in enumerate(SECTIONS) if line.startswith("Section,"))
    pages = [*SECTIONS[: header + 4], SECTIONS[header], *SECTIONS[header + 4 :]]
    plain, printed = (
        land(lines, FOLDER).tables["stock_reconciliation_entries"].drop_columns("_line") for lines in (SECTIONS, pages)
    )
    assert printed == plain
    refuse(CutOff, [*SECTIONS, *SECTIONS[header:]], FOLDER)
