"""Broken copies of good files: each refusal states the error, where it is, and what to do."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from close.errors import Refused
from close.store.warehouse import Settings
from loaders import LOADERS, read
from loaders.cells.amounts import MixedDecimals
from loaders.cells.converted_days import ConvertedDays
from loaders.cells.days import AmbiguousDates
from loaders.files.delimited import DamagedQuotes, FixedWidths
from loaders.files.formats import EmptyFile, open_sheets
from loaders.files.json_lists import NotAList
from loaders.files.texts import CutText, NotText
from loaders.files.workbooks import ProtectedWorkbook
from loaders.intake.periods import PeriodsDisagree, PeriodUnknown, WrongMonth
from loaders.layouts.description import Expectations
from loaders.layouts.faults import BadCells
from loaders.layouts.grids import RaggedRow
from loaders.layouts.keys import DuplicateKey
from loaders.layouts.recognition import ClaimedTwice, ColumnTwice, Unrecognised, WrappedHeaders, recognise
from loaders.layouts.sections import BrokenBalance
from loaders.layouts.stated_organisation import OtherOrganisation
from loaders.layouts.table_rows import StrayRow
from loaders.layouts.totals import CutOff, NoLineEnd, TotalsDiffer
from tests.loaders.exports import HEADERS, SALES, SETTINGS, folder, sales_csv, write_xlsx
from tests.loaders.golden import FOLDER, SAMPLES

SALES_TEXT = sales_csv().decode()
LINES = SALES_TEXT.splitlines()
HEADER, FIRST, TOTAL = LINES[0], LINES[1], LINES[-1]
SOHR = (SAMPLES / "reconciliation/sections.csv").read_text()
FLAT = (SAMPLES / "reconciliation/flat.csv").read_text()


def refuse(kind: type[Refused], content: bytes | str, **how) -> str:
    with pytest.raises(kind) as caught:
        read("a.csv", content.encode() if isinstance(content, str) else content, folder=how.get("folder", folder()))
    assert type(caught.value) is kind
    return str(caught.value)


def change(old: str, new: str, text: str = SALES_TEXT) -> str:
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"1,150.00"', "n/a", 'Line 2, Sales (Incl): "n/a" is not an amount.'),
        ('"1,150.00"', "1e3", 'Line 2, Sales (Incl): "1e3" is not an amount.'),
        ('"1,150.00"', "1_150", 'Line 2, Sales (Incl): "1_150" is not an amount.'),
        ('"1,150.00"', "inf", 'Line 2, Sales (Incl): "inf" is not an amount.'),
        ('"1,150.00"', '"1,15.00"', 'Line 2, Sales (Incl): "1,15.00" is not an amount.'),
        ('"1,150.00"', "999999999999999", 'Line 2, Sales (Incl): "999999999999999" is not an amount.'),
        ("02/09/2027", "31/09/2027", 'Line 2, Full Dispatched / Completed Date: "31/09/2027" is not a date.'),
        ("13/09/2027", "46054", 'Line 2, Invoice / Credit Note Date: "46054" is not a date.'),
        ("Not Imported Yet", "Pending", 'Line 3, Invoice Status: "Pending" is not an accounting status.'),
        (",2.5,", ",two,", 'Line 3, Qty Dispatched: "two" is not a quantity.'),
    ],
)
def test_bad_cell_is_named(old: str, new: str, message: str) -> None:
    remedy = "Correct this cell where the report comes from, and export it again."
    assert refuse(BadCells, change(old, new)) == f"{message}\n{remedy}"


def test_ten_bad_cells_are_shown_and_the_rest_counted() -> None:
    rows = [(*SALES[0][:1], f"K-{number}", *SALES[0][2:5], "Lost", *SALES[0][6:]) for number in range(25)]
    message = refuse(BadCells, sales_csv(rows)).splitlines()
    assert len(message) == 12
    assert message[9:11] == ['Line 11, Invoice Status: "Lost" is not an accounting status.', "and 15 more cells."]


def test_dates_of_two_orders_are_ambiguous_without_settings() -> None:
    text = SALES_TEXT
    for day in ("13/09/2027", "27/09/2027", "30/09/2027"):
        text = change(day, "10/09/2027", text)
    message = refuse(AmbiguousDates, text, folder=folder(None))
    assert message.startswith('Line 2, Created Date: "01/09/2027" can be read day-first or month-first')
    assert 'date_order = "day-first"' in message


def test_a_workbook_in_which_excel_has_exchanged_days_and_months_is_refused() -> None:
    rows = [tuple(_open_in_america(value) for value in row) for row in SALES]
    message = refuse(ConvertedDays, write_xlsx([HEADERS, *rows]))
    assert message.startswith('Line 3, Full Dispatched / Completed Date: "27/09/2027" is text, "2027-02-09')


def _open_in_america(value: object) -> object:
    """Return a British day as American Excel understands it: another day if it can be one, or else text."""
    if not isinstance(value, date):
        return value
    return value.replace(month=value.day, day=value.month) if value.day <= 12 else f"{value:%d/%m/%Y}"


def test_amounts_of_two_marks_are_refused() -> None:
    message = refuse(MixedDecimals, change("34.50", '"34,50"'))
    assert 'decimal point (line 3 "2.5")' in message
    assert 'decimal comma (line 3 "34,50")' in message


@pytest.mark.parametrize(
    ("text", "where"),
    [(SALES_TEXT + 'x,"12.00', 6), (change("Café Noir", '"Café" Noir'), 3), (change("Café Noir", '"Café Noir'), 3)],
)
def test_damaged_quotes_name_the_line(text: str, where: int) -> None:
    assert refuse(DamagedQuotes, text).startswith(f"Line {where}: a quoted cell")


def test_row_without_all_cells_is_refused() -> None:
    short = change(FIRST, FIRST.rsplit(",", 1)[0])
    assert refuse(RaggedRow, short).startswith("Line 2 has 12 cells where the header row has 13: a separator")
    assert "Line 2 has 14 cells" in refuse(RaggedRow, change(FIRST, FIRST + ",x"))
    assert "cut off at line 4" in refuse(RaggedRow, "\r\n".join(LINES[:4])[:-6])


@pytest.mark.parametrize("row", [",,Somebody,,,,,1,1,5.00,0.00,5.00,5.00", ",K-9" + "," * 11])
def test_a_row_of_unknown_kind_is_refused(row: str) -> None:
    message = refuse(StrayRow, change(FIRST, f"{FIRST}\r\n{row}"))
    assert message.startswith("Line 3 (")
    assert "neither a row with Order Ref and values nor a total" in message


def test_a_repeated_document_is_refused() -> None:
    message = refuse(DuplicateKey, change("K-2", "k-1 "))
    assert message.startswith("Lines 2 and 3 are both Order Ref K-1.")


def test_total_that_differs_is_refused() -> None:
    assert refuse(TotalsDiffer, change("34.50", "34.60")) == (
        "Line 5, Sales (Incl): the file states a total of -50.25, but its rows add up to -50.15 (difference 0.10).\n"
        "The file is incomplete or was edited. Export it again."
    )


@pytest.mark.parametrize(
    ("refusal", "text", "why"),
    [
        (NoLineEnd, "\r\n".join(LINES[:4]), "line 4, its last, has no line end and there is no grand total"),
        (
            CutOff,
            "\r\n".join([*LINES[:4], f"30/09/2027,{',' * 11}", ""]),
            "line 5, its last, is a heading without rows",
        ),
    ],
)
def test_file_that_lost_its_end_is_refused(refusal: type[Refused], text: str, why: str) -> None:
    assert why in refuse(refusal, text)


def test_file_without_the_grand_total_that_there_was_before_is_refused() -> None:
    page = recognise(open_sheets(sales_csv(total=False)), LOADERS)[0]
    with pytest.raises(CutOff, match="no grand total, and the export before it had one"):
        page.loader.layout(page, Expectations(SETTINGS, lambda dataset: dataset == "sales_documents"))


def test_unknown_columns_name_the_nearest_report() -> None:
    message = refuse(Unrecognised, change("Qty Ordered", "Units", change("Sales Tax,Sales", "Sales Tax,Net")))
    assert 'Line 1 is closest to "Sales orders and credit notes", but lacks "Qty Ordered", "Sales".' in message
    assert "No row of this file contains the headers" in refuse(Unrecognised, "a,b\n1,2\n")


def test_headers_in_two_lines_are_named() -> None:
    first, second = (",".join(parts) for parts in zip(*(h.rpartition(" ")[::2] for h in HEADERS), strict=True))
    message = refuse(WrappedHeaders, change(HEADER, f"{first}\r\n{second}"))
    assert message.startswith("The headers of this file are spread over lines 1 and 2. Write each header in one cell")


def test_two_claims_name_both_loaders() -> None:
    sales = next(loader for loader in LOADERS if loader.name == "omni.sales")
    twin = replace(sales, name="other.sales", title="Sales of another system")
    with pytest.raises(ClaimedTwice, match=r"omni.sales.*Sales of another system.*other.sales"):
        recognise(open_sheets(sales_csv()), (*LOADERS, twin))


def test_sales_report_with_cogs_is_still_a_sales_report() -> None:
    lines = [f"{line},{cell}" for line, cell in zip(LINES, ["COGS", "400.25", "", "-0.50", ""], strict=True)]
    assert read("a.csv", "\r\n".join([*lines, ""]).encode(), folder=folder()).landing.loader == "omni.sales"


def test_a_repeated_column_is_refused() -> None:
    message = refuse(ColumnTwice, change("Customer", "Sales Tax"))
    assert message.startswith('Line 1: two columns are called "Sales Tax".')


def test_files_that_are_not_tables_are_refused() -> None:
    assert "empty" in refuse(EmptyFile, b"\xef\xbb\xbf\r\n")
    assert "has a password" in refuse(ProtectedWorkbook, bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600))
    for content in (b"%PDF-1.7\n", b"\x89PNG\r\n", bytes(range(256)) * 9, b"a,b\x81\xff\n", b"PK\x03\x04"):
        assert "CSV" in refuse(NotText, content)
    assert "in the middle of a character" in refuse(CutText, "Café".encode()[:-1])
    assert "complete list" in refuse(NotAList, '[{"reference": "A"}')
    assert "complete list" in refuse(NotAList, '{"reference": "A"}')


def test_an_office_document_is_not_an_archive() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as document:
        document.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refuse(NotText, target.getvalue())


def test_period_must_be_known_and_undisputed() -> None:
    assert "--period 2026-03" in refuse(PeriodUnknown, SALES_TEXT, folder=type(folder())())
    message = refuse(PeriodsDisagree, SOHR, folder=folder(FOLDER.settings, "2027-08"))
    assert message.startswith(
        'its own line "For the period September 1 2027 to September 30 2027" says 2027-09, '
        "but organisation.toml says 2027-08."
    )


def test_file_of_another_month_is_refused() -> None:
    rows = [(*SALES[0][:1], f"K-{number}", *SALES[0][2:]) for number in range(11, 20)]
    content = sales_csv([*rows, SALES[1]])
    assert read("a.csv", content, folder=folder()).landing.period == "2027-09"
    message = refuse(WrongMonth, content, folder=folder(period="2027-10"))
    assert message.startswith("This file is meant for 2027-10, but 19 of its dates are in 2027-09 and 0 in 2027-10.")


def test_file_of_another_organisation_is_refused() -> None:
    message = refuse(OtherOrganisation, SOHR, folder=folder(Settings(name="Kelp", date_order="month-first")))
    assert message.startswith('This file is for "Alder & Finch Ltd", but the selected organisation is "Kelp".')
    spelt = Settings(name="ALDER and Finch, Ltd.", date_order="month-first")
    assert read("a.csv", SOHR.encode(), folder=folder(spelt)).landing.period == "2027-09"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"1,005.77",,"11,500.00"', '"1,005.76",,"11,500.00"', "Line 9: the file states a balance of 11,500.00"),
        (',B-4,Dye Works,09/13/2027,"1,005.77",,"11,500.00"\n', "", "Line 11: the file states a balance of 11,566.18"),
    ],
)
def test_running_balance_is_proven(old: str, new: str, message: str) -> None:
    text = change(old, new, SOHR).replace('Total Purchases,,,,"1,500.00"', "Total Purchases,,,,")
    assert message in refuse(BrokenBalance, text, folder=FOLDER)


@pytest.mark.parametrize(
    ("text", "old", "new", "message"),
    [
        (SOHR, "66.18,,", "66.17,,", "Line 13, Total Landed Costs: the file states a total of 66.18, but its rows"),
        (SOHR, "Total Adjustments,,,,,5.00", "Total Adjustments,,,,5.00,", "Line 20, Total Adjustments"),
        (FLAT, "502.20", "502.30", "Line 7, Total (credit): the file states a total of 509.23, but its rows"),
        (FLAT, "Closing Balance,,10000.00", "Closing Balance,,9000.00", "Line 8, Closing balance: the file states"),
    ],
)  # fmt: skip
def test_section_totals_and_closing_are_proven(text: str, old: str, new: str, message: str) -> None:
    assert message in refuse(TotalsDiffer, change(old, new, text), folder=FOLDER)


def test_sections_without_their_frame_are_refused() -> None:
    for label in ("Opening Balance,", "Closing Balance,"):
        lines = [line for line in SOHR.splitlines(keepends=True) if not line.startswith(label)]
        assert "opening and one closing balance" in refuse(CutOff, "".join(lines), folder=FOLDER)
    bare = change(",B-1,Wool Mill,09/06/2027,494.23,", ",B-1,Wool Mill,09/06/2027,,", SOHR)
    assert "Line 8" in refuse(StrayRow, bare, folder=FOLDER)
    assert "Line 7" in refuse(StrayRow, change("Purchases,,,,,,\n", "", SOHR), folder=FOLDER)


def test_no_two_loaders_leave_a_file_to_each_other() -> None:
    """Check this because otherwise no loader would claim the file."""
    leaves = {loader.name: set(loader.yields_to) for loader in LOADERS}
    assert not [(one, other) for one in leaves for other in leaves[one] if one in leaves.get(other, ())]


@pytest.mark.parametrize("headers", ["Date,Reference,Notes", "Order Ref,SOH", "Name,Type,Status"])
def test_a_report_is_named_only_if_the_columns_are_near_it(headers: str) -> None:
    assert "the headers of a known report" in refuse(Unrecognised, f"{headers}\na,b,c\n")
    assert 'Line 3 is closest to "Historic' in refuse(Unrecognised, "Stock\n\nProduct Code,SOH\nA,1\n")


def test_columns_of_fixed_widths_are_refused_with_the_way_to_separate_them() -> None:
    printed = """                     ACME TRADING LTD
DATE       ACCOUNT    DESCRIPTION              REF            DEBIT      CREDIT
13/05/2027 1200       STOCK RECEIVED           PO-1        1,150.00
14/05/2027 2100       SUPPLIER INVOICE         PO-1                    1,150.00
"""
    with pytest.raises(FixedWidths, match="choose Fixed width as the delimiter"):
        read("ledger.txt", printed.encode(), folder=folder())
