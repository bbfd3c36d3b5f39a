"""The room for the table that a file becomes. A hostile file states a table thousands of times its own size.

A few characters can state many blank cells (a merged cell, one long row among short ones) or repeat a long text.
"""

from collections.abc import Iterable, Iterator, Sequence

from close.errors import Refused

Row = tuple[int, Sequence[str]]
# An API's list repeats the fields of a document for each of its lines, which takes up to twenty times the file.
_CELL, _FLOOR, _TIMES = 24, 2**26, 50  # bytes for a cell, for any file, and for each of its characters
_CELLS, _CHARACTERS, _ROWS = 2**20, 2**24, 10_000


class OversizedTable(Refused):
    """A file that states a table far larger than itself."""

    def __init__(self, line: int) -> None:
        super().__init__(
            f"Line {line}: up to here, the table in this file is already many times larger than the file, because it "
            "consists of blank or repeated cells. No export does. Export the report again, and upload it unedited."
        )


class Room:
    """The bytes that the table of a file may still take, given the number of characters in the file."""

    def __init__(self, characters: int = 0) -> None:
        self._left = _FLOOR + _TIMES * characters

    def grow(self, characters: int) -> None:
        """Make room for more characters of the file."""
        self._left += _TIMES * characters

    def take(self, cells: int, size: int, line: int) -> None:
        """Take room for some cells with this many bytes of text. Raises OversizedTable."""
        self._left -= _CELL * cells + size
        if self._left < 0:
            raise OversizedTable(line)

    def admit(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Return rows of (line, cells) as long as there is room for them. Raises OversizedTable."""
        for line, cells in rows:
            self.take(len(cells), 0, line)
            yield line, cells


def cut_rows(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Return rows of (line, cells) in parts whose columns take little memory, however wide or long the cells are."""
    part: list[Row] = []
    width = characters = 0
    for row in rows:
        wider, more = max(width, len(row[1])), sum(map(len, row[1]))
        if part and (wider * (len(part) + 1) > _CELLS or characters + more > _CHARACTERS or len(part) == _ROWS):
            yield part
            part, wider, characters = [], len(row[1]), 0
        part.append(row)
        width, characters = wider, characters + more
    if part:
        yield part
