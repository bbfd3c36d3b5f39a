"""Tables as csv, json, parquet and xlsx files. Text that a spreadsheet would run as a formula is escaped."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

FORMATS = ("csv", "json", "parquet", "xlsx")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # wide ones in Japanese
# Excel splits a csv at semicolons where a comma marks decimals. A quote within a part is then no quote.
_PARTS = re.compile(f"([;\\t\\r\\n])(?=[{re.escape(''.join(FORMULA_STARTS))}])")
CREATED = datetime(2000, 1, 1, tzinfo=UTC)
WIDEST = 60
LONGEST_NAME = 31


def neutralise(text: str) -> str:
    """Prefix text with an apostrophe if a spreadsheet would read it as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def neutralise_parts(text: str) -> str:
    """Neutralise a text and its parts after semicolons, tabs and new lines, where a spreadsheet may split a csv."""
    return _PARTS.sub(r"\1'", neutralise(text))


def write(table: pa.Table, file_format: str, labels: dict[str, str] | None = None, caution: str = "") -> bytes:
    """Write a table in one of FORMATS. `labels` become the headings in xlsx. Other formats keep the column names.

    A caution has a sheet of its own in xlsx, before the table. The name of any other file has to say it (`name_file`).
    """
    writers = {"csv": _csv, "json": _json, "parquet": _parquet}
    return writers[file_format](table) if file_format in writers else _xlsx(table, labels or {}, caution)


def name_file(name: str, suffix: str, caution: str) -> str:
    """Return the name of a file, which says if the file is incomplete."""
    return f"{name}{', incomplete' if caution else ''}.{suffix}"


def _csv(table: pa.Table) -> bytes:
    lines: list[str] = []
    writer = csv.writer(
        SimpleNamespace(write=lines.append)
    )  # csv quotes a cell with a carriage return or a line feed only if its line terminator contains both
    writer.writerow(table.column_names)
    for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
        writer.writerow([_text(value) for value in row])
    return "".join(line.removesuffix("\r\n") + "\n" for line in lines).encode()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return neutralise_parts(value) if isinstance(value, str) else str(value)


def _json(table: pa.Table) -> bytes:
    return json.dumps(table.to_pylist(), default=str, indent=1).encode()


def _parquet(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata(None), sink, compression="zstd")
    return sink.getvalue().to_pybytes()


def _xlsx(table: pa.Table, labels: dict[str, str], caution: str) -> bytes:
    return write_book({"Report": BookSheet(table, labels)}, caution)


@dataclass(frozen=True)
class BookSheet:
    """A table as a sheet, with the labels of its columns. Those in `sums` get a total, as a formula."""

    table: pa.Table
    labels: Mapping[str, str]
    sums: Sequence[str] = ()


def write_book(sheets: Mapping[str, BookSheet], caution: str = "") -> bytes:
    """Write several labelled tables to one xlsx file, one sheet each, after a sheet with the caution, if there is one.

    Sheet names are truncated to Excel's limit.
    """
    notes = {"Incomplete": BookSheet(pa.table({"note": [caution]}), {"note": "Note"})} if caution else {}
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "in_memory": True})
    book.set_properties({"created": CREATED})
    formats = {kind: book.add_format(style) for kind, style in STYLES.items()}
    for name, content in {**notes, **sheets}.items():
        _write_sheet(book.add_worksheet(name[:LONGEST_NAME]), content, formats)
    book.close()
    return target.getvalue()


def _write_sheet(sheet: xlsxwriter.worksheet.Worksheet, content: BookSheet, formats: dict[str, object]) -> None:
    table, labels = content.table, content.labels
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(table.column_names):
        width = min(WIDEST, max(len(labels.get(name, name)), 12))
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, labels.get(name, name), formats["head"])
    for line, row in enumerate(zip(*(column.to_pylist() for column in table.columns), strict=True), 1):
        for column, value in enumerate(row):
            _write_cell(sheet, line, column, value, formats)
    sheet.autofilter(0, 0, max(table.num_rows, 1), max(table.num_columns - 1, 0))
    for name in content.sums if table.num_rows else ():
        _write_sum(sheet, table, name, formats)


def _write_sum(sheet: xlsxwriter.worksheet.Worksheet, table: pa.Table, name: str, formats: dict[str, object]) -> None:
    """Write the total of a column below it, with its value, because not every program calculates on opening."""
    column, line = table.column_names.index(name), table.num_rows + 1
    cells = f"{xl_rowcol_to_cell(1, column)}:{xl_rowcol_to_cell(table.num_rows, column)}"
    sheet.write_string(line, 0, "Total", formats["head"])
    sheet.write_formula(line, column, f"=SUM({cells})", formats["total"], pc.sum(table[name]).as_py() or 0)


STYLES = {
    "head": {"bold": True, "bottom": 1},
    "money": {"num_format": "#,##0.00;-#,##0.00"},
    "total": {"num_format": "#,##0.00;-#,##0.00", "bold": True, "top": 1},
    "day": {"num_format": "yyyy-mm-dd"},
}


def _write_cell(
    sheet: xlsxwriter.worksheet.Worksheet, line: int, column: int, value: object, formats: dict[str, object]
) -> None:
    if value is None:
        return
    if isinstance(value, Decimal):
        sheet.write_number(line, column, value, formats["money"])
    elif isinstance(value, bool | str):
        sheet.write_string(line, column, str(value))
    elif isinstance(value, int):
        sheet.write_number(line, column, value)
    elif isinstance(value, datetime | date):
        sheet.write_datetime(line, column, value, formats["day"])
    else:
        sheet.write_string(line, column, str(value))
