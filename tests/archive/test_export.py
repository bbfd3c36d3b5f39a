"""Downloads: equal values in every format, the same bytes every time, and no formulas."""

import csv
import io
import json
import zipfile
from datetime import date, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

import fastexcel
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from close.archive import export

EXACT = Decimal("12345678901234.5678")
TABLE = pa.table(
    {
        "ref": ["S-1", "=1+1", None],
        "value": pa.array([EXACT, Decimal("-0.10"), None], pa.decimal128(18, 4)),
        "day": pa.array([date(2026, 3, 31), None, date(1999, 1, 2)]),
        "moment": pa.array([datetime(2026, 3, 31, 23, 59), None, None], pa.timestamp("us")),  # noqa: DTZ001 - UTC
        "count": pa.array([3, 0, None], pa.int32()),
        "flag": [True, None, False],
    }
)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\n=1", "\uff1d1", "=HYPERLINK(1)"]


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def cells(content: bytes) -> list[dict[str, object]]:
    return fastexcel.read_excel(content).load_sheet(0, dtypes="string").to_arrow().to_pylist()


def test_csv_is_plain() -> None:
    first, second, third = rows(export.write(TABLE, "csv"))
    assert (first["value"], first["day"], first["count"]) == ("12345678901234.5678", "2026-03-31", "3")
    assert (second["ref"], second["value"], second["flag"]) == ("'=1+1", "-0.1000", "")
    assert (third["ref"], third["value"], third["day"]) == ("", "", "1999-01-02")


def test_json_is_exact() -> None:
    first, second, third = json.loads(export.write(TABLE, "json"))
    assert (first["value"], first["day"], first["count"]) == ("12345678901234.5678", "2026-03-31", 3)
    assert (second["ref"], second["flag"], third["value"]) == ("=1+1", None, None)


def test_parquet_is_the_table() -> None:
    assert pq.read_table(io.BytesIO(export.write(TABLE, "parquet"))).equals(TABLE)


def test_xlsx_holds_what_a_spreadsheet_can_hold() -> None:
    first, second, third = cells(export.write(TABLE, "xlsx", {"value": "Stock value"}))
    assert list(first) == ["ref", "Stock value", "day", "moment", "count", "flag"]
    assert (first["ref"], second["ref"], third["ref"]) == ("S-1", "=1+1", None)
    assert Decimal(str(second["Stock value"])) == Decimal("-0.1")
    assert str(first["day"]).startswith("2026-03-31")


def test_xlsx_numbers_are_numbers() -> None:
    sheet = ET.fromstring(zipfile.ZipFile(io.BytesIO(export.write(TABLE, "xlsx"))).read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own
    space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    found = {cell.get("r"): cell for cell in sheet.iterfind(".//x:c", space)}
    assert [found[name].get("t") for name in ("A2", "B2", "E2")] == ["s", None, None]  # text, then numbers
    assert not sheet.findall(".//x:f", space)  # no formula anywhere


@pytest.mark.parametrize("file_format", export.FORMATS)
def test_twice_is_the_same_bytes(file_format: str) -> None:
    assert export.write(TABLE, file_format) == export.write(TABLE, file_format)


@pytest.mark.parametrize("file_format", export.FORMATS)
def test_an_empty_answer_still_has_its_columns(file_format: str) -> None:
    content = export.write(TABLE.slice(0, 0), file_format)
    if file_format == "csv":
        assert content == b"ref,value,day,moment,count,flag\n"
    elif file_format == "json":
        assert json.loads(content) == []
    elif file_format == "parquet":
        assert pq.read_schema(io.BytesIO(content)).names == TABLE.column_names
    else:
        assert fastexcel.read_excel(content).load_sheet(0, header_row=None).to_arrow().num_columns == 6


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_neutralised(text: str) -> None:
    table = pa.table({"text": [text], "amount": pa.array([Decimal(-1)], pa.decimal128(4, 2))})
    (row,) = rows(export.write(table, "csv"))
    assert row["text"].startswith(f"'{text[0]}")
    assert row["amount"] == "-1.00"


@pytest.mark.parametrize("start", FORMULAS)
@pytest.mark.parametrize("split", [";", "\t", "\r", "\n", "\r\n"])
def test_nor_is_a_part_a_formula_where_excel_splits_at_semicolons(split: str, start: str) -> None:
    table = pa.table({"text": [f'Ash, "the" Co{split}{start}'], "note": [f"x{split}y;{start}"]})
    lines = export.write(table, "csv").decode().splitlines()
    cells = [cell.lstrip('"') for line in lines for cell in line.replace("\t", ";").split(";")]
    assert not [cell for cell in cells if cell.startswith(export.FORMULA_STARTS)]


def test_a_text_with_semicolons_stays_as_it_is() -> None:
    table = pa.table({"text": ["S-1; S-2;x = 1; -5"]})
    assert rows(export.write(table, "csv")) == [{"text": "S-1; S-2;x = 1; -5"}]


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.decimals(-(10**9), 10**9, places=4)), max_size=4
    )
)
def test_any_text_and_amount_come_back_from_csv(lines: list[tuple[str, Decimal]]) -> None:
    amounts = pa.array([amount for _, amount in lines], pa.decimal128(18, 4))
    found = rows(
        export.write(pa.table({"text": pa.array([text for text, _ in lines], pa.string()), "n": amounts}), "csv")
    )
    assert [(row["text"], Decimal(row["n"])) for row in found] == [(export.neutralise_parts(t), n) for t, n in lines]
    assert not [row["text"] for row in found if row["text"].startswith(export.FORMULA_STARTS)]
