"""Bytes -> sheets, by what the bytes are: a workbook, a JSON list or delimited text."""

from close.errors import Refused
from loaders.files.archives import is_workbook
from loaders.files.delimited import read_delimited
from loaders.files.json_lists import read_objects
from loaders.files.sheets import Sheet
from loaders.files.texts import NotText, decode
from loaders.files.workbooks import read_workbook

_OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
_FOREIGN = (b"PK", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"Rar!", b"7z")


class OldWorkbook(Refused):
    """The file is a workbook of the old format, or one with a password."""

    def __init__(self) -> None:
        super().__init__(
            "This is an Excel file of the old kind (.xls) or one with a password. Open it and save it as .xlsx or CSV."
        )


class EmptyFile(Refused):
    """The file is empty."""

    def __init__(self) -> None:
        super().__init__("This file is empty. Export the report again.")


def open_sheets(content: bytes) -> tuple[Sheet, ...]:
    """The sheets of an export. Raises OldWorkbook, EmptyFile, NotText and what each format's reader raises."""
    if not content.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise EmptyFile
    if content.startswith(_OLD_OFFICE):
        raise OldWorkbook
    if is_workbook(content):
        return read_workbook(content)
    if content.startswith(_FOREIGN):
        raise NotText
    decoded = decode(content)
    if decoded.text.lstrip().startswith(("[", "{")):
        return (read_objects(decoded.text),)
    return (read_delimited(decoded),)
