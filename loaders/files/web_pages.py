"""Web pages: the text and tables of an HTML file, as the one sheet in which Excel would show them.

Some programs save such a page under the name of a workbook (.xls).
"""

import re
from collections.abc import Iterator

from lxml import etree

from close.errors import Refused
from loaders.files.room import Room
from loaders.files.sheets import Sheet, SheetBuilder

PAGE = re.compile(r"\s*(<\?xml[^>]*>\s*)?<(!--|!doctype html|html|head|body|table|meta|style|div)\b", re.IGNORECASE)
_TABLES = {"table", "thead", "tbody", "tfoot"}
_CELLS = re.compile(r"<t[rdh][\s>/]", re.IGNORECASE)
# The beginnings of what a browser does not read as markup, and their ends.
_UNREAD = re.compile(r"<!--|<script\b|<style\b", re.IGNORECASE)
_ENDS = {"<!--": "-->", "<script": r"</script\s*>", "<style": r"</style\s*>"}
_UNSEEN = {"script", "style", "head", "noscript"}
_BLOCKS = {"br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "center"}
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
# The attributes in which Excel and LibreOffice keep the number that a cell shows rounded.
_FULL_NUMBERS = ("x:num", "sdval")
_NUMBER, _SHOWN = re.compile(r"-?\d+(\.\d+)?"), re.compile(r"\W*(?!0\d)\d[\d.,'’ ]*\W*")
_BREAK, _WIDEST = "\x1f", 1000


class NoTable(Refused):
    """A web page without a table."""

    def __init__(self) -> None:
        super().__init__(
            "This file is a web page without a table, such as a sign-in page. Sign in, then export the report again."
        )


class DamagedPage(Refused):
    """A web page that ends inside a table, or whose tables cannot be read in full."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"This file is a web page, and {why}. Export it again, or open it in Excel and save it as .xlsx."
        )


def read_web_page(text: str, encoding: str) -> Sheet:
    """Read the sheet of a page. Its lines are the rows of that sheet. Raises NoTable, DamagedPage, OversizedTable."""
    seen = _drop_unread(text)
    lowered = seen.casefold()
    if "<table" not in lowered:
        raise NoTable
    last = max(lowered.rfind("<tr"), lowered.rfind("<table"))
    if lowered.rfind("</table") < last or not lowered.rstrip().endswith(">"):
        raise DamagedPage("it ends before its table does")
    page = _parse(text)
    placed = sum(element.tag == "tr" or element.getparent().tag == "tr" for element in page.iter("tr", "td", "th"))
    if placed < len(_CELLS.findall(seen)):
        raise DamagedPage("some of its cells cannot be read")
    return _build_sheet(page, encoding, Room(len(text)))


def _drop_unread(text: str) -> str:
    """Return a page without its comments, scripts and styles, unless they do not end."""
    kept, at, endless = list[str](), 0, set[str]()
    while begin := _UNREAD.search(text, at):
        kind = begin[0].lower()
        end = None if kind in endless else re.compile(_ENDS[kind], re.IGNORECASE).search(text, begin.end())
        if end is None:
            endless.add(kind)  # an end is searched for only once, because there may be a million beginnings
        kept.append(text[at : begin.start() if end else begin.end()])
        at = (end or begin).end()
    return "".join([*kept, text[at:]])


def _parse(text: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.LxmlError as error:
        raise DamagedPage("it cannot be read") from error


def _build_sheet(page: etree._Element, encoding: str, room: Room) -> Sheet:
    """Build the sheet. Raises DamagedPage."""
    builder = SheetBuilder(room)
    builder.add_all([*room.admit(enumerate((cells or [""] for cells in _list_rows(page, {})), 1))])
    return builder.build({"format": "html", "encoding": encoding}, True)


def _list_rows(element: etree._Element, spans: dict[int, int]) -> Iterator[list[str]]:
    """Return the rows in an element. Text outside its tables is in rows of its own, one for each line.

    `spans` counts, for each column, the rows that a cell further up still covers.
    """
    text = element.text or ""
    for child in element:
        is_row, holds_rows = child.tag == "tr", child.tag in _TABLES or child.find(".//table") is not None
        if is_row or holds_rows:
            yield from _list_lines(text)
            text = ""
        if is_row:
            yield _place_cells(child, spans)
            for table in _list_tables(child):
                yield from _list_rows(table, {})
        elif holds_rows:
            yield from _list_rows(child, {} if child.tag == "table" else spans)
        else:
            text += _gather_text(child)
        text += child.tail or ""
    yield from _list_lines(text)


def _list_tables(row: etree._Element) -> list[etree._Element]:
    """Return the tables in the cells of a row, but not the tables in their cells."""
    tables = row.findall(".//table")
    own = next(row.iterancestors("table"), None) if tables else None
    return [table for table in tables if next(table.iterancestors("table"), None) is own]


def _list_lines(text: str) -> Iterator[list[str]]:
    lines = (_join(line) for line in text.split(_BREAK))
    return ([line] for line in lines if line)


def _place_cells(row: etree._Element, spans: dict[int, int]) -> list[str]:
    """Return the texts of a row by column. Those that a merged cell also covers are blank. Raises DamagedPage."""
    texts: list[str] = []
    covered = {column: left - 1 for column, left in spans.items() if left > 1}
    for cell in row.iterchildren("td", "th"):
        while len(texts) in spans:
            texts.append("")
        columns, rows = (_read_count(cell.get(name)) for name in ("colspan", "rowspan"))
        covered |= dict.fromkeys(range(len(texts), len(texts) + columns), rows - 1) if rows > 1 else {}
        texts += [_read_cell(cell), *[""] * (columns - 1)]
        if len(texts) > _WIDEST:
            raise DamagedPage("it is far larger than an export")
    spans.clear()
    spans.update(covered)
    return texts


def _read_count(text: str | None) -> int:
    """Read the number of columns or rows that a cell covers. Browsers also ignore anything else."""
    return max(int(text), 1) if text and text.isascii() and text.isdigit() and len(text) < 4 else 1


def _read_cell(cell: etree._Element) -> str:
    """Return the text of a cell, or its full number if the text is only that number in a shorter format."""
    text = _join(_gather_text(cell).replace(_BREAK, " "))
    full = next(filter(None, map(cell.get, _FULL_NUMBERS)), "")
    return full if _NUMBER.fullmatch(full) and _SHOWN.fullmatch(text) else text


def _gather_text(element: etree._Element) -> str:
    """Return the text that Excel shows of an element, without the tables in it, and with breaks between its blocks."""
    if element.tag in _UNSEEN or (element.tag not in {"td", "th"} and _HIDDEN.search(element.get("style") or "")):
        return ""
    inside = (("" if child.tag == "table" else _gather_text(child)) + (child.tail or "") for child in element)
    text = (element.text or "") + "".join(inside)
    return f"{_BREAK}{text}{_BREAK}" if element.tag in _BLOCKS else text


def _join(text: str) -> str:
    return " ".join(text.split())
