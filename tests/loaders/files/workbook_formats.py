"""Binary and OpenDocument workbooks written by hand, with the least that a program writes into them."""

import io
import struct
import zipfile
from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ERROR = "#DIV/0!"


def write_ods(*sheets: Sequence[Sequence[object]], name: str = "Sheet") -> bytes:
    """Return an OpenDocument workbook."""
    tables = "".join(
        f'<table:table table:name="{name}{number}">{"".join(map(_write_ods_row, rows))}</table:table>'
        for number, rows in enumerate(sheets, 1)
    )
    spaces = " ".join(f'xmlns:{prefix}="{_OFFICE}:{prefix}:1.0"' for prefix in ("office", "table", "text"))
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return _zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<?xml version="1.0"?><office:document-content {spaces}>{body}</office:document-content>',
            "META-INF/manifest.xml": '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        }
    )


def _write_ods_row(row: Sequence[object]) -> str:
    return f"<table:table-row>{''.join(map(_write_ods_cell, row))}</table:table-row>"


def _write_ods_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if value == _ERROR:  # as Excel writes a failed formula
        kind, shown = 'office:value-type="float" office:value="0"', _ERROR
    elif isinstance(value, date):
        kind, shown = f'office:value-type="date" office:date-value="{value}"', f"{value:%d/%m/%y}"
    elif isinstance(value, (int, float)):
        kind, shown = f'office:value-type="float" office:value="{value}"', f"{value:,.0f}"
    else:
        kind, shown = 'office:value-type="string"', escape(str(value))
    return f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>"


def write_xlsb(*sheets: Sequence[Sequence[object]]) -> bytes:
    """Return a binary workbook, in which days are numbers with a date format."""
    numbers = range(1, len(sheets) + 1)
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{number}.bin"/>'
        for number in numbers
    )
    links += f'<Relationship Id="rId99" Type="{_RELATIONS}/styles" Target="styles.bin"/>'
    book = b"".join(
        _record(156, struct.pack("<II", 0, number) + _text(f"rId{number}") + _text(f"Sheet{number}"))
        for number in numbers
    )
    return _zip(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
            "xl/workbook.bin": _record(131) + _record(143) + book + _record(144) + _record(132),
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
            "xl/styles.bin": _write_styles(),
            **{
                f"xl/worksheets/sheet{number}.bin": _write_sheet(rows)
                for number, rows in zip(numbers, sheets, strict=True)
            },
        }
    )


def _write_styles() -> bytes:
    """Return two cell formats: general, and the date format 14."""
    formats = b"".join(_record(47, struct.pack("<HHHHHBBI", 0, number, 0, 0, 0, 0, 0, 0)) for number in (0, 14))
    return _record(278) + _record(617, struct.pack("<I", 2)) + formats + _record(618) + _record(279)


def _write_sheet(rows: Sequence[Sequence[object]]) -> bytes:
    width = max(map(len, rows), default=1)
    size = struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, width - 1)
    body = b"".join(
        _record(0, struct.pack("<I", number) + bytes(21)) + b"".join(_write_cells(row))
        for number, row in enumerate(rows)
    )
    return _record(129) + _record(148, size) + _record(145) + body + _record(146) + _record(130)


def _write_cells(row: Sequence[object]) -> list[bytes]:
    return [_write_cell(column, value) for column, value in enumerate(row) if value is not None]


def _write_cell(column: int, value: object) -> bytes:
    is_day = isinstance(value, date)
    place = struct.pack("<II", column, int(is_day))
    if isinstance(value, date):
        return _record(5, place + struct.pack("<d", (value - date(1899, 12, 30)).days))
    if value == _ERROR:
        return _record(3, place + b"\x07")
    if isinstance(value, (int, float)):
        return _record(5, place + struct.pack("<d", value))
    return _record(6, place + _text(str(value)))


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, body: bytes = b"") -> bytes:
    return _number(kind) + _number(len(body)) + body


def _number(value: int) -> bytes:
    """Return a number in groups of seven bits. Every group but the last has its highest bit set."""
    groups = [value & 127]
    while value := value >> 7:
        groups.append(value & 127)
    return bytes([*(group | 128 for group in groups[:-1]), groups[-1]])


def _zip(parts: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()
