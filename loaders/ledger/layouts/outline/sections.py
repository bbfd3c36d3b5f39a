"""The outline of a ledger file: its sections (accounts or journals), the amounts stated for each, and its rows."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from loaders.layouts.recognition import normalise
from loaders.ledger.layouts.outline.lines import Line
from loaders.ledger.layouts.row_labels import list_totalled, read_code, says_total, without_code

NOWHERE = -1


@dataclass
class Section:
    """An account or a journal: its heading ("" if it has none), its line, and its enclosing section."""

    name: str
    line: int
    parent: int | None = None
    opening: Line | None = None
    closing: Line | None = None
    net: Line | None = None
    has_total: bool = False
    has_children: bool = False

    def begin_child(self) -> None:
        """Start a section inside this one.

        A balance next to a parent's heading belongs to its children, which state their own balances.
        """
        self.has_children = True
        if self.opening and self.opening.number == self.line:
            self.opening = None


@dataclass(frozen=True)
class Total:
    """A line with the total of some sections, or of all entries if `sections` is None."""

    line: Line
    sections: tuple[int, ...] | None


@dataclass
class Outline:
    """The outline of a file.

    `section_of_row` is the section of each row, stored as runs. `ended` is true if the file is complete. `balances` and
    `loose` are the balances and totals of accounts without a heading. `page_totals` add up the rows of a printed page.
    """

    sections: list[Section] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    balances: list[Line] = field(default_factory=list)
    loose: list[Line] = field(default_factory=list)
    page_totals: list[Line] = field(default_factory=list)
    footers: list[str] = field(default_factory=list)
    section_of_row: pa.RunEndEncodedArray = field(
        default_factory=lambda: pa.RunEndEncodedArray.from_arrays(pa.array([], pa.int32()), pa.array([], pa.int32()))
    )
    ended: bool = False

    def list_sections(self, first: int, is_entry: pa.Array) -> pa.Array:
        """Return the section of each entry among some rows. `first` is the index of the first row."""
        return pc.run_end_decode(self.section_of_row.slice(first, len(is_entry))).filter(is_entry)


class TotalsAhead:
    """The totals in a file, by the headings that they may belong to.

    A line with its total further down is the heading of a section.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._rows: defaultdict[str, list[int]] = defaultdict(list)
        for line in lines:
            for name in list_totalled(line.label) if says_total(line.label) else ():
                self._rows[name].append(line.row)

    def __contains__(self, name: str) -> bool:
        return name in self._rows

    def match(self, heading: str) -> str:
        """Return the form in which totals repeat a heading: in full, or else only its name or only its code."""
        forms = (normalise(heading), without_code(heading), read_code(heading))
        return next((form for form in forms if form in self), forms[0])

    def has(self, name: str, heading: str, row: int) -> bool:
        """Return True if a total with this name comes after a row, before the same heading starts again."""
        rows = self._rows.get(name, [])
        index = bisect_right(rows, row)
        return index < len(rows) and not self._has_heading_between(normalise(heading), row, rows[index])

    def _has_heading_between(self, heading: str, row: int, until: int) -> bool:
        first = bisect_right(self._lines, row, key=lambda line: line.row)
        last = bisect_left(self._lines, until, key=lambda line: line.row)
        return any(line.filled == 1 and normalise(line.label) == heading for line in self._lines[first:last])
