"""Decoding of bytes to text, in the encodings used by export programs and by programs that save exports again."""

import codecs
from dataclasses import dataclass

from close.errors import Refused

# Space-like and zero-width characters, which come from copied cells and some number formats.
_SPACES = "\u00a0\u2007\u2009\u202f"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"


class NotText(Refused):
    """Bytes that are neither a text table nor a workbook."""

    def __init__(self) -> None:
        super().__init__("This type of file cannot be read. Export the report as CSV or as an Excel workbook (.xlsx).")


class CutText(Refused):
    """A file that ends in the middle of a character."""

    def __init__(self) -> None:
        super().__init__("The file was cut off in the middle of a character. Export or copy it again.")


@dataclass(frozen=True)
class Decoded:
    """The text of a file, and its encoding in words for the card."""

    text: str
    encoding: str


def decode(content: bytes) -> Decoded:
    """Decode UTF-8 or UTF-16, with or without a byte order mark, or else Windows-1252. Raises NotText, CutText."""
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
    """Replace unusual spaces with ordinary ones. Raises NotText for control characters, which no table contains."""
    if "\0" in text[:100_000] or "\x01" in text[:1000]:
        raise NotText
    for space in _SPACES:
        text = text.replace(space, " ") if space in text else text
    for character in _INVISIBLE:
        text = text.replace(character, "") if character in text else text
    return text
