"""The outline of a ledger file: its sections (accounts or journals), what each states, and which rows it holds."""

from dataclasses import dataclass, field

import pyarrow as pa

from loaders.ledger.layouts.rows import Line

NOWHERE = -1


@dataclass
class Section:
    """An account or a journal: its heading ("" if it has none), its line, the section that holds it."""

    name: str
    line: int
    parent: int | None = None
    opening: Line | None = None
    closing: Line | None = None
    net: Line | None = None
    has_total: bool = False
    has_children: bool = False

    def begin_child(self) -> None:
        """A balance next to the heading of a parent is that of its children, which state their own."""
        self.has_children = True
        if self.opening and self.opening.number == self.line:
            self.opening = None


@dataclass(frozen=True)
class Total:
    """A line that states the total of some sections; of all entries where `sections` is None."""

    line: Line
    sections: tuple[int, ...] | None


@dataclass
class Outline:
    """The outline of a file: `section_of_row` is the section of each row, `ended` whether the file came to its end.

    `balances` and `loose`: balances and totals of accounts that have no heading.
    """

    sections: list[Section] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    balances: list[Line] = field(default_factory=list)
    loose: list[Line] = field(default_factory=list)
    footers: list[str] = field(default_factory=list)
    section_of_row: pa.Array = field(default_factory=lambda: pa.array([], pa.int32()))
    ended: bool = False
