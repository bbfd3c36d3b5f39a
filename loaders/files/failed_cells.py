"""The cells of a workbook in which a formula failed (#DIV/0!) or was never calculated, which are read as blank or zero.

Uses only the standard library, because the process that reads a workbook runs this file on its own.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

LOST, UNCALCULATED = "lost", "uncalculated"  # as in the metadata of a sheet
BOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_MOST = 10
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BLOCK = 2**20
_FAILED = re.compile(rb"<c\b[^>]*\bt=[\"']e[\"'][^>]*>")
# Excel stores the text "" as a value of the type str. Other formulas without a value were never calculated.
_UNCALCULATED = re.compile(
    rb"<c\b(?![^>]*\bt=[\"'](?:str|b|e)[\"'])[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_ADDRESS = re.compile(rb"\br=[\"']([A-Z]+[0-9]+)[\"']")
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ERROR = re.compile(r"#(DIV/0!|N/A|REF!|VALUE!|NAME\?|NUM!|NULL!)|Err:\d{3}")
# The kinds of records in a sheet of a binary workbook (MS-XLSB 2.3), and the name of a sheet in its book.
_ROW, _FAILED_CELLS, _SHEET = 0, {3, 11}, 156


def find_lost_cells(content: bytes) -> dict[str, dict[str, list[str]]]:
    """Return addresses by sheet name: the first ten failed cells, and in XML the formulas without a value."""
    with zipfile.ZipFile(io.BytesIO(content)) as workbook:
        names = set(workbook.namelist())
        if BOOKS[0] in names:
            return {name: _find_in_xml(workbook, path) for name, path in _list_xml_sheets(workbook, names)}
        if BOOKS[1] in names:
            paths = _list_binary_sheets(workbook, names)
            failed = {name: _find_in_binary(workbook.read(path)) for name, path in paths}
        else:
            failed = _find_in_open_document(workbook.read(BOOKS[2]))
        return {name: {LOST: cells} for name, cells in failed.items()}


def _find_in_xml(workbook: zipfile.ZipFile, path: str) -> dict[str, list[str]]:
    """Return the addresses of a sheet's cells of each kind. The sheet is read in blocks, because it may be long."""
    failed, uncalculated, rest = list[str](), list[str](), b""
    with workbook.open(path) as sheet:
        while block := sheet.read(_BLOCK):
            text = rest + block
            end = text.rfind(b"</row>") + 1 or text.rfind(b">") + 1
            failed = [*failed, *_list_addresses(_FAILED.findall(text, 0, end))][:_MOST]
            uncalculated += _list_addresses(_UNCALCULATED.findall(text, 0, end))
            rest = text[end:]
    return {LOST: failed, UNCALCULATED: uncalculated}


def _list_addresses(cells: list[bytes]) -> Iterator[str]:
    return (address[1].decode() for cell in cells if (address := _ADDRESS.search(cell)))


def _list_xml_sheets(workbook: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, str]]:
    book = ET.fromstring(workbook.read(BOOKS[0]))  # noqa: S314 - expat bounds entities; memory is limited
    sheets = [element for element in book.iter() if element.tag.rpartition("}")[2] == "sheet"]
    return _find_paths(workbook, names, [(sheet.get("name", ""), sheet.get(_RELATION, "")) for sheet in sheets])


def _list_binary_sheets(workbook: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, str]]:
    sheets = []
    for kind, body in _list_records(workbook.read(BOOKS[1])):
        if kind == _SHEET:
            link, end = _read_text(body, 8)
            sheets.append((_read_text(body, end)[0], link))
    return _find_paths(workbook, names, sheets)


def _find_paths(workbook: zipfile.ZipFile, names: set[str], sheets: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Return the path of each sheet of (name, link)."""
    book = next(name for name in BOOKS if name in names)
    links = ET.fromstring(workbook.read(f"xl/_rels/{book[3:]}.rels"))  # noqa: S314 - as above
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for name, link in sheets:
        target = targets.get(link, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in names:
            yield name, path


def _find_in_binary(sheet: bytes) -> list[str]:
    failed, row = [], 0
    for kind, body in _list_records(sheet):
        if kind == _ROW:
            row = int.from_bytes(body[:4], "little") + 1
        elif kind in _FAILED_CELLS:
            failed.append(f"{_name_column(int.from_bytes(body[:4], 'little'))}{row}")
    return failed[:_MOST]


def _list_records(part: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(part):
        kind, at = _read_number(part, at)
        size, at = _read_number(part, at)
        yield kind, part[at : at + size]
        at += size


def _read_number(part: bytes, at: int) -> tuple[int, int]:
    """Return a number in groups of seven bits, and the place after it. The kind of a record has no more than two."""
    value = shift = 0
    while at < len(part):
        group, at = part[at], at + 1
        value |= (group & 127) << shift
        shift += 7
        if group < 128:
            break
    return value, at


def _read_text(body: bytes, at: int) -> tuple[str, int]:
    end = at + 4 + 2 * int.from_bytes(body[at : at + 4], "little")
    return body[at + 4 : end].decode("utf-16-le"), end


def _find_in_open_document(content: bytes) -> dict[str, list[str]]:
    if not _ERROR.search(content.decode("utf-8", "replace")):
        return {}
    tables = ET.fromstring(content).iter(f"{_TABLE}table")  # noqa: S314 - as above
    return {table.get(f"{_TABLE}name", ""): list(_list_failed(table))[:_MOST] for table in tables}


def _list_failed(table: ET.Element) -> Iterator[str]:
    number = 1
    for row in table.iter(f"{_TABLE}table-row"):
        column = 0
        for cell in row:
            texts = ("".join(text.itertext()).strip() for text in cell.findall(f"{_TEXT}p"))
            if any(map(_ERROR.fullmatch, texts)):
                yield f"{_name_column(column)}{number}"
            column += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        number += int(row.get(f"{_TABLE}number-rows-repeated", "1"))


def _name_column(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    letters = ""
    while column >= 0:
        letters = chr(65 + column % 26) + letters
        column = column // 26 - 1
    return letters
