"""Decoding of bytes to text, in the encodings used by export programs and by programs that save exports again."""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from close.errors import Refused
from loaders.files.contents import BYTES, show_step

# Space-like and zero-width characters, which come from copied cells and some number formats.
_SPACES = "\u00a0\u2007\u2009\u202f"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_END = "\x1a"  # the end of a file, as DOS programs write it
_BLOCK = 2**22
# Letters of Polish, Czech and Slovak in Windows-1250 that are signs in Windows-1252, or that it does not have.
_SIGN_IN_WORD = re.compile("[^\\W\\d_][¹³¥£¯¿¼¾\ufffd][^\\W\\d_]")
# Bytes of Excel for Mac: ä, å, ç, é and è are capitals in the Windows encodings, and á, à, â, ã, ê and ’ are signs or
# capitals, which no word has after a small letter. Its ü is the Polish ź, so it is weaker evidence.
_MAC = re.compile("[a-z][\x8a\x8c\x8d\x8e\x8f\xd5](?![A-Z])|[A-Za-z][\x87\x88\x89\x8b\x90][a-z]")
_MAC_U = re.compile("[A-Za-z]\x9f[a-z]")
# Small letters with accents in the Windows encodings, which are capitals and signs in that of Excel for Mac.
_WINDOWS = re.compile("[a-z][\xe0-\xfe]")


class NotText(Refused):
    """Bytes that are neither a text table nor a workbook."""

    def __init__(self) -> None:
        super().__init__("This type of file cannot be read. Export the report as CSV or as an Excel workbook (.xlsx).")


class CutText(Refused):
    """A file that ends in the middle of a character."""

    def __init__(self) -> None:
        super().__init__("The file was cut off in the middle of a character. Export or copy it again.")


@dataclass(frozen=True)
class Encoding:
    """The encoding of a file: its Python codec, and its name in words for the card."""

    codec: str
    words: str


def find_encoding(file: BinaryIO) -> Encoding:
    """Find UTF-8 or UTF-16, with or without a byte order mark, or else an older encoding. Raises NotText, CutText."""
    encoding = _guess(file)
    try:
        _check(file, encoding)
    except UnicodeDecodeError as error:
        if error.reason in {"unexpected end of data", "truncated data"}:
            raise CutText from error
        if encoding.codec != "utf-8":
            raise NotText from error
        return _find_old(file)
    return encoding


def read_blocks(file: BinaryIO, encoding: Encoding) -> Iterator[str]:
    """Return the text in blocks, which may end anywhere, with ordinary spaces only.

    Raises NotText for control characters, which no table contains.
    """
    size = file.seek(0, io.SEEK_END)
    for number, text in enumerate(_decode(file, encoding)):
        show_step(BYTES, file.tell(), size)
        if number == 0 and ("\0" in text[:100_000] or "\x01" in text[:1000]):
            raise NotText
        plain = text.replace(_END, "")
        yield plain if plain.isascii() else _simplify(plain)


def read_text(file: BinaryIO) -> str:
    """Return the whole text of a file. Raises NotText, CutText."""
    return "".join(read_blocks(file, find_encoding(file)))


def _guess(file: BinaryIO) -> Encoding:
    file.seek(0)
    head = file.read(2000)
    if head.startswith(codecs.BOM_UTF8):
        return Encoding("utf-8-sig", "UTF-8 with BOM")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16", "UTF-16")
    if head[1::2].count(0) > len(head) // 4:
        return Encoding("utf-16-le", "UTF-16 without BOM")
    if head[0::2].count(0) > len(head) // 4:
        return Encoding("utf-16-be", "UTF-16 without BOM")
    return Encoding("utf-8", "UTF-8")


def _check(file: BinaryIO, encoding: Encoding) -> None:
    for _ in _decode(file, encoding):
        pass


def _find_old(file: BinaryIO) -> Encoding:
    """Find the encoding of Excel for Mac, Windows-1250 or Windows-1252, in which letters are where words have letters.

    Windows-1252 reads the Polish GŁÓWNY with a pound sign among its letters. Raises NotText.
    """
    if _count(file, "latin-1", _MAC) > _count(file, "latin-1", _WINDOWS):
        return Encoding("mac_roman", "Mac OS Roman")
    if _count(file, "cp1252", _SIGN_IN_WORD):
        return _check_windows(file, Encoding("cp1250", "Windows-1250"))
    if _count(file, "latin-1", _MAC_U) > _count(file, "latin-1", _WINDOWS):
        return Encoding("mac_roman", "Mac OS Roman")
    return _check_windows(file, Encoding("cp1252", "Windows-1252"))


def _count(file: BinaryIO, codec: str, pattern: re.Pattern[str]) -> int:
    return sum(len(pattern.findall(text)) for text in _decode(file, Encoding(codec, ""), "replace"))


def _check_windows(file: BinaryIO, encoding: Encoding) -> Encoding:
    try:
        _check(file, encoding)
    except UnicodeDecodeError as error:
        raise NotText from error
    return encoding


def _decode(file: BinaryIO, encoding: Encoding, errors: str = "strict") -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding.codec)(errors)
    file.seek(0)
    while block := file.read(_BLOCK):
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def _simplify(text: str) -> str:
    """Replace unusual spaces with ordinary ones, and remove invisible characters."""
    for space in _SPACES:
        text = text.replace(space, " ") if space in text else text
    for character in _INVISIBLE:
        text = text.replace(character, "") if character in text else text
    return text
