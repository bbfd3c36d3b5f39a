"""The kinds of all columns of a file without headers, judged by every row of data.

They are saved with the mapping. A later file has to have the same kinds, because nothing else shows that its columns
are those of the mapping.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from loaders.cells.amounts import parse_amounts
from loaders.cells.columns import translate
from loaders.cells.days import ORDERS, parse_day
from loaders.layouts.description import Export
from loaders.layouts.grids import Grid, list_grids
from loaders.mapping.file_columns import AMOUNTS, BLANK, CODE, DATES, NUMBERS, TEXTS
from loaders.mapping.row_kinds import OTHER, ROW, mark_kinds

# The number of decimals that a program writes in every amount of a column, such as "amounts with 4 decimals".
KIND = rf"{DATES}|{AMOUNTS}|{NUMBERS}|{TEXTS}|{BLANK}|{AMOUNTS} with [2-9] decimals"
_NOUNS = {DATES: "a date", NUMBERS: "a whole number", AMOUNTS: "an amount"}
_DECIMALS = r"[.,](?P<decimals>\d+)\D*$"
# So many different amounts do not have the same number of decimals by chance, if it is two or more.
_VARIED, _WRITTEN = 10, 2
_SIDE = r" [CD]r$"


def find_kinds(export: Export) -> tuple[str, ...]:
    """Return the kind of each column from left to right, which every row of data has."""
    evidence = [_Evidence() for _ in range(export.sheet.width)]
    for grid in list_data(export):
        for column, cells in zip(evidence, grid.columns, strict=False):
            column.look(strip_sides(cells).drop_null())
    return tuple(column.kind for column in evidence)


def list_data(export: Export) -> Iterator[Grid]:
    """Return the rows that are neither totals, nor balances, nor headings, in parts."""
    for grid in list_grids(export):
        kinds = mark_kinds(export, grid, pa.array([], pa.int32()))
        yield grid.filter(pc.is_in(kinds, value_set=pa.array([ROW, OTHER])))


def find_odd_cell(cells: pa.Array, kind: str) -> int:
    """Return the first filled cell that is not of a kind, or -1. Any cell may be text."""
    return int(pc.index(pc.fill_null(_differ(cells, kind), False), value=True).as_py())


def say_kind(kind: str) -> str:
    """Return the noun for a cell of a kind: "an amount with 4 decimals"."""
    first, _, rest = kind.partition(" with ")
    return f"{_NOUNS[first]} with {rest}" if rest else _NOUNS[first]


def strip_sides(cells: pa.Array) -> pa.Array:
    """Return amounts without the side that was added from another column."""
    return pc.replace_substring_regex(cells, _SIDE, "")


@dataclass
class _Evidence:
    """The kinds that a column may still have after some of its cells."""

    kinds: Sequence[str] = (DATES, NUMBERS, AMOUNTS)
    is_blank: bool = True
    decimals: set[int] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)

    @property
    def kind(self) -> str:
        """The kind, after all cells."""
        if self.is_blank:
            return BLANK
        found = next(iter(self.kinds), TEXTS)
        is_written = found == AMOUNTS and len(self.decimals) == 1 and len(self.texts) >= _VARIED
        written = max(self.decimals) if is_written else 0
        return f"{AMOUNTS} with {written} decimals" if written >= _WRITTEN else found

    def look(self, cells: pa.Array) -> None:
        """Add the evidence of some filled cells."""
        if not len(cells):
            return
        self.is_blank = False
        self.kinds = [kind for kind in self.kinds if find_odd_cell(cells, kind) < 0]
        lengths = pc.utf8_length(pc.struct_field(pc.extract_regex(cells, _DECIMALS), "decimals"))
        self.decimals.update(pc.fill_null(lengths, 0).unique().to_pylist())
        if len(self.texts) < _VARIED:
            self.texts.update(cells.unique().to_pylist())


def _differ(cells: pa.Array, kind: str) -> pa.Array:
    """Return a mask of the filled cells that are not of a kind."""
    if kind in {TEXTS, BLANK}:
        return pa.repeat(False, len(cells))
    if kind == DATES:
        return translate(cells, lambda text: any(parse_day(text, order) for order in ORDERS) or None, pa.bool_())[1]
    if kind == NUMBERS:
        return pc.invert(pc.match_substring_regex(cells, r"^\d+$"))
    is_amount = pc.or_(parse_amounts(cells, ".").is_valid(), parse_amounts(cells, ",").is_valid())
    odd = pc.or_(pc.invert(is_amount), pc.match_substring_regex(cells, CODE))
    if written := re.search(r"\d", kind):
        odd = pc.or_(odd, pc.invert(pc.match_substring_regex(cells, rf"[.,]\d{{{written[0]}}}\D*$")))
    return pc.and_(odd, cells.is_valid())
