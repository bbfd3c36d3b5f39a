"""Damaged and hostile files land completely or are refused with a sentence, in seconds and within limits of memory.

`python -m tests.loaders.fuzz` goes on for as long as wanted, with files that these tests do not have.
"""

import io
import struct
import time
import zipfile
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from close.errors import Refused
from close.store.warehouse import Warehouse
from loaders import DroppedFile, land, read
from loaders.files.archives import SuspiciousArchive, UnreadableArchive, unpack
from loaders.files.delimited import LongCell, WideRow
from loaders.files.formats import open_sheets
from loaders.files.json_lists import NotAList
from loaders.files.workbooks import OversizedWorkbook, UnreadableWorkbook
from loaders.intake.organisation import BadSettings, read_organisation
from loaders.layouts.description import LongPreamble
from loaders.uploads.dropped_files import list_organisations
from tests.dressing.styles import Style
from tests.dressing.subjects import Subject, list_subjects
from tests.dressing.tailor import Page, tailor
from tests.dressing.writing import write_page
from tests.loaders.exports import folder, sales_csv
from tests.loaders.files.test_workbooks import STOCK, rewrite, write
from tests.loaders.fuzz.inputs import make_input
from tests.loaders.fuzz.outcomes import find_fault

PLAIN = Style(day="%Y-%m-%d")
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
UNPROVEN = {"SalesInvoices", "Bills", "Stock Movements"}  # these exports state no total
GOOD = b'name = "Kelp"\nperiod = "2027-09"\n'


@pytest.mark.parametrize("first", range(0, 200, 20))
def test_damaged_files_land_completely_or_are_refused(tmp_path: Path, first: int) -> None:
    faults = [
        (number, fault)
        for number in range(first, first + 20)
        if (fault := find_fault(make_input(number, workbooks=False), tmp_path / str(number)))
    ]
    assert faults == []


def test_a_damaged_workbook_is_refused_or_read(tmp_path: Path) -> None:
    workbooks = [damaged for number in range(400) if (damaged := make_input(number)).name.endswith("xlsx")][:4]
    assert [find_fault(damaged, tmp_path / str(damaged.number)) for damaged in workbooks] == [""] * 4


@pytest.mark.parametrize("name", [name for name in list_subjects() if name.partition(" ")[2] not in UNPROVEN])
def test_an_altered_amount_is_noticed(name: str) -> None:
    subject = list_subjects()[name]
    page, random = tailor(subject, PLAIN, Random(0)), Random(name)
    for row, column in random.sample(_list_proven(subject, page), 3):
        rows = [list(cells) for cells in page.rows]
        amount = rows[row][column]
        assert isinstance(amount, Decimal)
        rows[row][column] = amount + random.choice((Decimal("0.01"), Decimal(-1), Decimal(1000)))
        with pytest.raises(Refused, match=r"(?i)\blines? \d+|trial balance|debits"):
            read("a.csv", write_page(replace(page, rows=rows), PLAIN), folder=subject.folder)


def _list_proven(subject: Subject, page: Page) -> list[tuple[int, int]]:
    """Return the cells with amounts that land and that the totals or balances of the file prove."""
    proven = {"debit", "credit", "amount"} if not subject.is_table else {*subject.loader.columns}
    numeric = [(p, kind) for p, kind in enumerate(page.kinds) if kind and kind.numeric]
    columns = [p for p, kind in numeric if subject.columns[p] in proven and (kind.summed or not subject.is_table)]
    rows = range(page.header + 1, len(page.rows))
    return [(row, p) for row in rows for p in columns if isinstance(page.rows[row][p], Decimal)]


@pytest.mark.parametrize(
    ("text", "words"),
    [("[{\"a\": 1e300000000}]", "the number 1e300000000 is out of range"), ("[" * 5000, "nested too deeply"),
     ('[{"a": -1E+99999999999999999999}]', "out of range"), ('{"a":' * 100_000, "nested too deeply")],
)  # fmt: skip
def test_a_json_number_or_depth_is_refused_before_it_expands(text: str, words: str) -> None:
    with pytest.raises(NotAList, match=words):
        open_sheets(text.encode())


@pytest.mark.parametrize(
    ("text", "words"),
    [("materiality = 1e999999", "1e999999 is out of range"), ("a = " + "[" * 5000, "nested too deeply"),
     ("past_months = " + "9" * 9999, "thousands of digits"), ("past_months = 0x" + "f" * 90_000, "thousands of char"),
     ("a." * 40_000 + "a = 1", "over 10 parts"), ('"=".' + "a." * 40_000 + "a = 1", r"parts \(at line 3\)"),
     ("a = {" + "a." * 40_000 + "a = 1}", "over 10 parts"), ("a = 1\n" * 200_000, "far larger")],
)  # fmt: skip
def test_hostile_settings_are_refused_and_hold_up_no_other_file(tmp_path: Path, text: str, words: str) -> None:
    content = GOOD + text.encode()
    with pytest.raises(BadSettings, match=words):
        read_organisation(content)
    drop = [DroppedFile("a", "organisation.toml", content), DroppedFile("b", "organisation.toml", GOOD)]
    assert [card.status for card in land(drop, Warehouse(tmp_path, "Kelp"))] == ["refused", "landed"]
    assert list_organisations(drop) == {"Kelp"}


@pytest.mark.parametrize("text", ["x" * 500_000, "a.b " * 200_000, "'" * 500_000, "a" + " " * 500_000, '\\"' * 200_000])
def test_long_texts_in_settings_are_searched_in_no_time(text: str) -> None:
    began = time.process_time()
    with pytest.raises(BadSettings):
        read_organisation(f"name = {text}".encode())
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"a," * 5_000_000, WideRow), (b"Ref,SOH\n" + b"," * 999 + b"\n" + b"a,b\n" * 100_000, WideRow),
     (b"x" * 2_000_000, LongCell), (b'"' + b"x" * 2_000_000, LongCell)],
)  # fmt: skip
def test_a_row_that_no_export_has_is_refused(content: bytes, kind: type[Refused]) -> None:
    with pytest.raises(kind, match=r"^Line \d+ has "):
        open_sheets(content)


def test_text_above_the_headers_is_searched_quickly_or_refused() -> None:
    began = time.process_time()
    with pytest.raises(LongPreamble, match=r"above the headers in line 2 has over 20,000 characters"):
        read("a.csv", b'"' + b"x " * 60_000 + b'"\n' + sales_csv(), folder=folder())
    for word in ("-", "  ", "2026-", "page 1 ", "as at ", "1,"):
        with suppress(Refused):
            read("a.csv", b'"a' + word.encode() * (19_000 // len(word)) + b'!"\n' + sales_csv(), folder=folder())
    assert time.process_time() - began < 5


def test_millions_of_blank_lines_are_skipped() -> None:
    (sheet,) = open_sheets(b"\n" * 6_000_000 + b"Ref,SOH\r\n")
    assert sheet.line(0) == 6_000_001


def test_a_workbook_that_expands_is_refused() -> None:
    wide = SHEET.format('<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="XFD3"><v>1</v></c></row>')
    with pytest.raises(OversizedWorkbook, match="over 500 columns"):
        open_sheets(rewrite(write(STOCK), "xl/worksheets/sheet1.xml", wide.encode()))
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 20_001))
    shared = "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>{}</t></si></sst>"
    text = "".join(Random(1).choices("abcdefghijklmnop", k=32_000))
    content = rewrite(write(STOCK), "xl/worksheets/sheet1.xml", SHEET.format(cells).encode())
    with pytest.raises(UnreadableWorkbook, match="far larger than an export"):
        open_sheets(rewrite(content, "xl/sharedStrings.xml", shared.format(text).encode()))


def test_a_zip_bomb_is_refused_by_its_stated_sizes() -> None:
    content = bytearray(_zip(*[(f"{number}.csv", b"Ref,SOH\n" * 50) for number in range(199)]))
    for at in (at for at in range(len(content)) if content[at : at + 4] == b"PK\x01\x02"):
        content[at + 24 : at + 28] = struct.pack("<L", 500_000_000)
    with pytest.raises(SuspiciousArchive, match=r"99,500 MB in 199 parts"):
        unpack(bytes(content))


def test_a_zip_file_inside_a_zip_file_is_not_followed() -> None:
    inner = _zip(("organisation.toml", GOOD))
    assert list_organisations([DroppedFile("", "a.zip", _zip(("b.zip", inner), ("x.csv", b"Ref,SOH\n")))]) == set()
    assert list_organisations([DroppedFile("", "b.zip", inner)]) == {"Kelp"}


def test_a_zip_file_with_a_password_says_so() -> None:
    content = bytearray(_zip(("a.csv", b"Ref,SOH\n")))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableArchive, match="it has a password"):
        unpack(bytes(content))


def _zip(*files: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return target.getvalue()
