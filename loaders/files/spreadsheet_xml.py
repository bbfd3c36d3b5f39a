"""Workbooks in the XML format of Excel 2003, which some programs name .xls."""

from collections.abc import Iterator

from lxml import etree

from close.errors import Refused
from loaders.files.plain_blocks import WIDEST
from loaders.files.room import Room
from loaders.files.sheets import Sheet, SheetBuilder

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_SS = f"{{{NAMESPACE}}}"
_LAST_ROW = 1_048_576


class DamagedXml(Refused):
    """An XML workbook that is cut off or damaged, or has more columns than any export."""

    def __init__(self) -> None:
        super().__init__(
            f"This XML workbook is cut off or damaged, or has over {WIDEST:,} columns. Export it again, or open it in "
            "Excel and save it as .xlsx."
        )


def read_spreadsheet_xml(text: str) -> tuple[Sheet, ...]:
    """Return every sheet that is not empty. Raises DamagedXml, OversizedTable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, encoding="utf-8")
    try:
        workbook = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise DamagedXml from error
    room = Room(len(text))
    sheets = [_build_sheet(sheet, room) for sheet in workbook.iterchildren(f"{_SS}Worksheet")]
    return tuple(sheet for sheet in sheets if sheet.rows)


def _build_sheet(sheet: etree._Element, room: Room) -> Sheet:
    name, builder, lost = sheet.get(f"{_SS}Name", ""), SheetBuilder(room), list[str]()
    builder.add_all([*room.admit(_list_rows(sheet, lost))])
    return builder.build({"format": "xlsx", "sheet": name}, True, name, tuple(lost))


def _list_rows(sheet: etree._Element, lost: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Return the cells of each row, with the row's number, and add the cells with a failed formula to those lost."""
    number = 0
    for row in sheet.iterfind(f"{_SS}Table/{_SS}Row"):
        number = _place(row, number + 1, _LAST_ROW)
        cells: list[str] = []
        for cell in row.iterchildren(f"{_SS}Cell"):
            column = _place(cell, len(cells) + 1, WIDEST)
            cells += [""] * (column - 1 - len(cells))
            cells += [_read_cell(cell, f"R{number}C{column}", lost)]
            cells += [""] * _read_number(cell.get(f"{_SS}MergeAcross"), 0, WIDEST)
        yield number, cells or [""]
        number += _read_number(row.get(f"{_SS}Span"), 0, _LAST_ROW)


def _place(element: etree._Element, following: int, most: int) -> int:
    """Return the position that an element states, or else the one after the element before it. Raises DamagedXml."""
    place = _read_number(element.get(f"{_SS}Index"), following, most)
    if not following <= place <= most:
        raise DamagedXml
    return place


def _read_number(text: str | None, default: int, most: int) -> int:
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and int(text) <= most):
        raise DamagedXml
    return int(text)


def _read_cell(cell: etree._Element, address: str, lost: list[str]) -> str:
    data = cell.find(f"{_SS}Data")
    if data is None:
        return ""
    if data.get(f"{_SS}Type") == "Error":
        lost.append(address)
    return "".join(data.itertext())
