"""Delimited text: separated by commas, semicolons, tabs or bars, with any line ending, and strict about quotes."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from close.errors import Refused
from loaders.files.sheets import Sheet, build_sheet
from loaders.files.texts import Decoded

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_HEAD = 60
_LONGEST_CELL = 1_000_000


class DamagedQuotes(Refused):
    """A quoted cell that is never closed, or that continues after its closing quote."""

    def __init__(self, line: int) -> None:
        super().__init__(
            f"Line {line}: a quoted cell is not closed properly. The file is cut off or damaged. Export it again."
        )


def read_delimited(decoded: Decoded) -> Sheet:
    """Read the single sheet in a delimited text. Raises DamagedQuotes.

    Line numbers are those of the file. A row with line breaks inside a quoted cell has the number of its first line.
    """
    text, skipped = decoded.text, 0
    delimiter = _find_delimiter(text)
    if text[:4].lower() == "sep=":
        delimiter, text, skipped = text[4], text.partition("\n")[2], 1
    reading = {"format": "csv", "encoding": decoded.encoding, "delimiter": DELIMITERS.get(delimiter, delimiter)}
    return build_sheet(_records(text, delimiter, skipped + 1), reading, whole=text.rstrip(" \t").endswith(("\n", "\r")))


def _records(text: str, delimiter: str, first: int) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_LONGEST_CELL)
    reader, line = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), first
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + first
    except csv.Error as error:
        raise DamagedQuotes(line) from error


def _find_delimiter(text: str) -> str:
    """Choose the delimiter that splits most of the first rows into the same, largest number of cells."""
    head = io.StringIO(text[:200_000], newline="")
    lines = [line for _, line in zip(range(_HEAD), head, strict=False)]
    return max(DELIMITERS, key=lambda delimiter: _regularity(lines, delimiter))


def _regularity(lines: list[str], delimiter: str) -> int:
    widths = Counter(len(cells) - 1 for cells in csv.reader(lines, delimiter=delimiter) if len(cells) > 1)
    return max((width * count for width, count in widths.items()), default=0)
