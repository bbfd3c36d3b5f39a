"""Detection of a file's format from its bytes: a workbook, a JSON list or delimited text, opened as sheets."""

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
    """A workbook in the old format, or with a password."""

    def __init__(self) -> None:
        super().__init__(
            "This is an Excel file in the old format (.xls), or it has a password. Open it and save it as .xlsx or CSV."
        )


class EmptyFile(Refused):
    """An empty file."""

    def __init__(self) -> None:
        super().__init__("This file is empty. Export the report again.")


def open_sheets(content: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of an export. Raises OldWorkbook, EmptyFile, NotText and the errors of each format's reader."""
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
