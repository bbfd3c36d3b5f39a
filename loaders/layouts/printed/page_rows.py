"""The rows around the page breaks of a printed report: lines above the headers, page numbers and carried balances."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from loaders.cells.date_ranges import read_date_range
from loaders.cells.days import ORDERS, parse_day
from loaders.files.sheets import Part
from loaders.layouts.description import Export
from loaders.layouts.recognition import normalise

_ABOVE, _BELOW, _FEW = 6, 2, 2
_PAGE = re.compile(r"(?<!\s)\s*+\bpage:?\s*(no\.?:?\s*)?#?\d+(\s*(of|/)\s*\d+)?", re.IGNORECASE)
_COUNT = re.compile(r"^\W*\d+\s*(of|/)\s*\d+\W*$")
_PRINTED = re.compile(
    r"^\W*((date|time|report)\b\W*)*((printed|generated|exported|produced|created|run)\b.*|time\W+)\d.*$",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"\b(carried|brought) (forward|down|over)\b|\b[bc]/?f(wd)?\b|\b(übertrag|à reporter|suma y sigue|suma anterior"
    r"|(a )?riport(o|are)|transport(eren)?)\b",
    re.IGNORECASE,
)
_CONTINUED = re.compile(r"(?<![\s(,–—-])[\s(,–—-]++cont(inued|[’'.]?d)?[.)]*$", re.IGNORECASE)


@dataclass(frozen=True)
class PageRow:
    """A row near a page break: its line, and its filled cells from left to right."""

    line: int
    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        """The cells without the number of the page, which differs on each."""
        return _PAGE.sub("", " ".join(self.cells)).strip(" -–—|·")

    @property
    def is_number(self) -> bool:
        """True for a line that only numbers the page, or states when it was printed."""
        if not self.text or _COUNT.match(self.text):
            return True
        covered = read_date_range(self.text, None)
        return bool(_PRINTED.match(self.text)) and not (covered and covered.first)

    @property
    def carries(self) -> bool:
        """True for the balance that one page carries forward to the next. A row with a day is an entry."""
        has_day = any(parse_day(cell, order) for cell in self.cells for order in ORDERS)
        return not has_day and any(map(_CARRIED.search, self.cells))

    @property
    def may_head(self) -> bool:
        """True for a row with one text, or with a code and a name."""
        is_coded = len(self.cells) == _FEW and self.cells[0][0].isdigit() and self.cells[0][-1].isdigit()
        return len(self.cells) == 1 or (is_coded and not self.cells[1][0].isdigit())

    @property
    def heading(self) -> str:
        """The heading, without "(continued)", for comparison."""
        return normalise(without_continued(" ".join(self.cells)))

    @property
    def amounts(self) -> tuple[str, ...]:
        """The cells with digits."""
        return tuple(cell for cell in self.cells if any(map(str.isdigit, cell)))


def read_top(export: Export) -> list[PageRow]:
    """Return the rows above the headers."""
    rows = range(export.header)
    return [PageRow(export.sheet.line(row), tuple(filter(None, export.sheet.row(row)))) for row in rows]


def read_near(export: Export, breaks: Sequence[int]) -> tuple[Mapping[int, PageRow], list[tuple[int, PageRow]]]:
    """Return the rows near some rows by their index, and the index and row of every one that may be a heading.

    Near are a few more rows above than there are above the first headers.
    """
    steps = range(-export.header - _ABOVE, _BELOW + 1)
    near = pa.array(sorted({row + step for row in breaks for step in steps}), pa.int64())
    rows, short = dict[int, PageRow](), list[tuple[int, PageRow]]()
    for part in export.sheet.parts(export.header + 1):
        indexes = pa.array(range(part.first, part.first + len(part.lines)), pa.int64())
        filled = reduce(pc.add, (column.is_valid().cast(pa.int32()) for column in part.columns))
        short += [(at, PageRow(line, cells)) for at, line, cells in _take(part, indexes, pc.less_equal(filled, _FEW))]
        is_near = pc.is_in(indexes, value_set=near)
        rows |= {row: PageRow(line, cells) for row, line, cells in _take(part, indexes, is_near)}
    return rows, [(at, row) for at, row in short if row.may_head]


def without_continued(text: str) -> str:
    """Return a heading without "(continued)", which follows the name of an account on its second page."""
    return _CONTINUED.sub("", text)


def _take(part: Part, indexes: pa.Array, mask: pa.Array) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    columns = (column.filter(mask).to_pylist() for column in part.columns)
    cells = (tuple(filter(None, row)) for row in zip(*columns, strict=True))
    return zip(indexes.filter(mask).to_pylist(), part.lines.filter(mask).to_pylist(), cells, strict=True)
