"""Bytes -> text: encodings of the programs that people export with, and of those they save with."""

import codecs
from dataclasses import dataclass

from close.errors import Refused

# Spaces that look like one, and characters of no width: they come with copied cells and with some number formats.
_SPACES = "\u00a0\u2007\u2009\u202f"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"


class NotText(Refused):
    """The bytes are neither a table of text nor a workbook."""

    def __init__(self) -> None:
        super().__init__("This is no file we can read. Export the report as CSV or as an Excel workbook (.xlsx).")


class CutText(Refused):
    """The last character of the file is only half there."""

    def __init__(self) -> None:
        super().__init__("The file ends inside a character: it was cut off. Export or copy it again.")


@dataclass(frozen=True)
class Decoded:
    """The text of a file, and the name of its encoding (words for the card)."""

    text: str
    encoding: str


def decode(content: bytes) -> Decoded:
    """UTF-8 or UTF-16, with or without a byte order mark, else Windows-1252. Raises NotText, CutText."""
    encoding, words = _guess(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if error.reason in {"unexpected end of data", "truncated data"}:
            raise CutText from error
        if encoding != "utf-8":
            raise NotText from error
        return _decode_windows(content)
    return Decoded(_plain(text), words)


def _guess(content: bytes) -> tuple[str, str]:
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8-sig", "UTF-8 with BOM"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", "UTF-16"
    head = content[:2000]
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le", "UTF-16 without BOM"
    if head[0::2].count(0) > len(head) // 4:
        return "utf-16-be", "UTF-16 without BOM"
    return "utf-8", "UTF-8"


def _decode_windows(content: bytes) -> Decoded:
    try:
        return Decoded(_plain(content.decode("cp1252")), "Windows-1252")
    except UnicodeDecodeError as error:
        raise NotText from error


def _plain(text: str) -> str:
    """The text with ordinary spaces only. Raises NotText for control characters that no table holds."""
    if "\0" in text[:100_000] or "\x01" in text[:1000]:
        raise NotText
    for space in _SPACES:
        text = text.replace(space, " ") if space in text else text
    for character in _INVISIBLE:
        text = text.replace(character, "") if character in text else text
    return text
