"""A file that states a table thousands of times its own size is refused early, whatever its format."""

import io
import time
import zipfile

import pytest

from close.errors import Refused
from loaders.files.archives import SuspiciousArchive, UnreadableArchive, measure_unpacked, unpack
from loaders.files.formats import open_sheets
from loaders.files.json_lists import NotAList
from loaders.files.room import OversizedTable, cut_rows
from loaders.files.spreadsheet_xml import DamagedXml
from loaders.files.web_pages import DamagedPage

EXCEL = "urn:schemas-microsoft-com:office:spreadsheet"


def book(rows: str) -> str:
    table = f'<Worksheet ss:Name="a"><Table>{rows}</Table></Worksheet>'
    return f'<?xml version="1.0"?><Workbook xmlns="{EXCEL}" xmlns:ss="{EXCEL}">{table}</Workbook>'


def page(rows: str) -> str:
    return f"<html><body><table>{rows}</table></body></html>"


FIELDS = ",".join(f'"f{number}": 1' for number in range(499))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (book('<Row><Cell ss:MergeAcross="16383"/></Row>' * 9_000), DamagedXml),
        (book('<Row><Cell ss:MergeAcross="499"/></Row>' * 60_000), OversizedTable),
        (page('<tr><td colspan="999">a</td></tr>' * 20_000), OversizedTable),
        (page("<tr>" + '<td colspan="999">a</td>' * 60_000 + "</tr>"), DamagedPage),
        (f"[{{{FIELDS}}}" + ',{"f1":1}' * 50_000 + "]", OversizedTable),
        ('[{"note": "' + "x" * 900_000 + '", "lines": [{"a": 1}' + ',{"a": 1}' * 20_000 + "]}]", OversizedTable),
        ("[" + f'{{"s": 1, "{"n" * 3_000}": ' * 400 + "1" + "}" * 400 + "]", NotAList),
        (("a\n" * 1_990 + "," * 499 + "\n") * 30, OversizedTable),
    ],
    ids=["merged in XML", "blank XML", "merged", "one row", "fields", "repeated text", "names", "ragged"],
)
def test_an_expanding_file_is_refused(text: str, kind: type[Refused]) -> None:
    with pytest.raises(kind):
        open_sheets(text.encode())


def test_a_table_in_a_table_is_read_once() -> None:
    inside = "<table><tr><td>Ref</td><td>SOH</td></tr></table>"
    for _ in range(20):
        inside = f"<table><tr><td>a{inside}</td></tr></table>"
    (sheet,) = open_sheets(f"<html><body>{inside}</body></html>".encode())
    assert [sheet.row(index)[0] for index in range(sheet.rows)] == [*"a" * 20, "Ref"]


def test_what_an_export_repeats_is_read() -> None:
    document = ",".join(f'"field{number}": "{"x" * 20}"' for number in range(100))
    lines = ",".join('{"code": "A-1", "qty": 1.00, "unitPrice": 12.50}' for _ in range(50))
    documents = [f'{{{document}, "lines": [{lines}]}}'] * 200
    (sheet,) = open_sheets(f"[{','.join(documents)}]".encode())
    assert sheet.rows == 1 + 200 * 50


def test_rows_are_cut_by_cells_and_characters() -> None:
    wide = [(number, ["x"] * 500) for number in range(5_000)]
    assert [len(part) for part in cut_rows(wide)] == [2_097, 2_097, 806]
    assert [len(part) for part in cut_rows([(1, ["x" * 10**7]), (2, ["x" * 10**7]), (3, [])])] == [1, 2]
    assert [len(part) for part in cut_rows([(1, [])] * 10_001)] == [10_000, 1]


def test_a_zip_file_is_expanded_only_as_far_as_it_states() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.csv", bytes(10**7))
    with pytest.raises(UnreadableArchive, match=r'"a\.csv" in it is not compressed as in usual zip files'):
        unpack(target.getvalue())


def test_an_endless_list_of_members_is_not_read() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.csv", b"Ref,SOH\n")
        archive.filelist *= 30_000
    content, began = target.getvalue(), time.process_time()
    with pytest.raises(SuspiciousArchive):
        unpack(content)
    assert measure_unpacked(content) == len(content)
    assert time.process_time() - began < 0.5


def test_only_so_much_is_unpacked_as_is_asked_for() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("organisation.toml", b"a" * 1_000)
        archive.writestr("large.csv", b"a" * 9_000)
    assert [name for _, name, _ in unpack(target.getvalue(), ".toml", 1_000)] == ["organisation.toml"]
    with pytest.raises(SuspiciousArchive):
        unpack(target.getvalue(), ".toml", 999)
