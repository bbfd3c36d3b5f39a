"""Detection of a file's format from its bytes: a workbook, web page, JSON list or delimited text, opened as sheets."""

from itertools import chain
from typing import BinaryIO

from close.errors import Refused
from loaders.files.archives import is_workbook
from loaders.files.contents import Content, open_content
from loaders.files.delimited import read_delimited
from loaders.files.json_lists import read_objects
from loaders.files.sheets import Sheet
from loaders.files.spreadsheet_xml import NAMESPACE, read_spreadsheet_xml
from loaders.files.texts import NotText, find_encoding, read_blocks
from loaders.files.web_pages import PAGE, read_web_page
from loaders.files.workbook_child import OLD_OFFICE
from loaders.files.workbooks import read_workbook

_BLANK = b" \t\r\n\0\xef\xbb\xbf"
_FOREIGN = (b"PK", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"Rar!", b"7z")


class EmptyFile(Refused):
    """An empty file, or one in which every cell is blank."""

    def __init__(self) -> None:
        super().__init__("This file is empty. Export the report again.")


def open_sheets(content: Content) -> tuple[Sheet, ...]:
    """Return the sheets of an export that have a row, of which there is at least one.

    Raises EmptyFile, NotText and the errors of each format's reader.
    """
    with open_content(content) as file:
        sheets = () if _is_empty(file) else tuple(sheet for sheet in _read_sheets(file) if sheet.rows)
    if not sheets:
        raise EmptyFile
    return sheets


def _read_sheets(file: BinaryIO) -> tuple[Sheet, ...]:
    file.seek(0)
    head = file.read(len(OLD_OFFICE))
    if head == OLD_OFFICE or is_workbook(file):
        return read_workbook(file)
    if head.startswith(_FOREIGN):
        raise NotText
    return _read_text(file)


def _read_text(file: BinaryIO) -> tuple[Sheet, ...]:
    encoding = find_encoding(file)
    blocks = read_blocks(file, encoding)
    head = next(blocks, "")
    if head.lstrip().startswith(("[", "{")):
        return (read_objects("".join([head, *blocks])),)
    if head.lstrip().startswith("<?xml") and NAMESPACE in head[:5000]:
        return read_spreadsheet_xml("".join([head, *blocks]))
    if PAGE.match(head):
        return (read_web_page("".join([head, *blocks]), encoding.words),)
    return (read_delimited(chain([head], blocks), encoding.words),)


def _is_empty(file: BinaryIO) -> bool:
    """Return True if a file contains only blanks."""
    return not any(block.strip(_BLANK) for block in iter(lambda: file.read(2**16), b""))
