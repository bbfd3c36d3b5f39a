"""Totals among the rows of an export that a loader knows, which would be counted a second time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from loaders.layouts.description import Export, Values
from loaders.layouts.doubts.sums import FEWEST, HALF_CENT, count_units, mark_sums
from loaders.layouts.grids import Grid
from loaders.layouts.totals import ANY_LANGUAGE, COUNTED

_DIGIT = r"[0-9]"


class TotalAmongRows(Refused):
    """A row that equals the sum of others and looks like their total."""

    def __init__(self, line: int, first: int, last: int, label: str) -> None:
        lines = f"the sum of lines {first} to {last}" if first != last else f"line {first}"
        super().__init__(
            f'Line {line} ("{label}") equals {lines} and seems to be a total, which would be counted twice. Remove '
            "the row and upload the file again. If it is not a total, map the columns of the file and say that it is "
            "an ordinary row."
        )


@dataclass(frozen=True)
class _Sum:
    """A row that equals the sum of others: the lines of both, and what its texts show."""

    line: int
    first: int
    last: int
    rows: int
    label: str
    filled: frozenset[str]
    has_digit: bool
    is_keyed_total: bool
    says_total: bool
    has_both_sides: bool


@dataclass
class SummedRows:
    """The rows of a file that equal the sum of all rows above them, found part by part.

    `key` are the columns that name a row. `filled` counts the rows with a text in each other column, and `digits` those
    whose key has a digit.
    """

    export: Export
    key: Sequence[str]
    rows: int = 0
    digits: int = 0
    filled: Counter[str] = field(default_factory=Counter)
    found: list[_Sum] = field(default_factory=list)
    _sums: list[int] = field(default_factory=list)
    _top: list[int | None] = field(default_factory=list)
    _first: _Sum | None = None
    _last: int = 0

    def look(self, grid: Grid, amounts: Values) -> None:
        """Add a part: its rows of data, and their amounts."""
        units = [count_units(name, column) for name, column in amounts.items() if name in self.export.positions]
        if not units or not len(grid):
            return
        for name in self._texts:
            self.filled[name] += len(grid) - grid.cells[name].null_count
        self.digits += pc.match_substring_regex(self._name(grid), _DIGIT).true_count
        if self._first is None:
            self._first = self._describe(grid, units, 0, 0)
            self._top, self._sums = [column[0].as_py() for column in units], [0] * len(units)
        above = [pa.array([total], pa.int64()) for total in self._sums]
        joined = [pa.concat_arrays([one, column]) for one, column in zip(above, units, strict=True)]
        for row in pc.indices_nonzero(mark_sums(joined, 0, 1).slice(1)).to_pylist():
            self.found.append(self._describe(grid, units, row, self._first.line))
        self._sums = [pc.sum(column).as_py() or 0 for column in joined]
        self.rows += len(grid)
        self._last = grid.lines[-1].as_py()

    def check(self) -> None:
        """Raise TotalAmongRows for the first row that equals the sum of others and looks like a total."""
        for row in [*self._find_top(), *self.found]:
            if self._is_total(row):
                raise TotalAmongRows(row.line, row.first, row.last, row.label)

    @property
    def _texts(self) -> list[str]:
        columns = self.export.loader.columns
        return [n for n in self.export.positions if not (columns[n].numeric or n in self.key)]

    def _name(self, grid: Grid) -> pa.Array:
        """Return the text that names each row."""
        named = [grid.cells[name] for name in self.key if name in grid.cells]
        return pc.fill_null(pc.coalesce(*named), "") if named else pa.repeat("", len(grid))

    def _describe(self, grid: Grid, units: Sequence[pa.Array], row: int, first: int) -> _Sum:
        one = grid.filter(pa.array([at == row for at in range(len(grid))], pa.bool_()))
        named = [one.cells[name] for name in self.key if name in one.cells]
        return _Sum(
            line=grid.lines[row].as_py(),
            first=first,
            last=grid.lines[row - 1].as_py() if row else self._last,
            rows=self.rows + row,
            label=self._name(one)[0].as_py() or one.label[0].as_py() or "",
            filled=frozenset(name for name in self._texts if one.cells[name][0].is_valid),
            has_digit=_says([self._name(one)], _DIGIT),
            is_keyed_total=_says(named, f"{ANY_LANGUAGE}|{COUNTED}"),
            says_total=_says(one.texts, ANY_LANGUAGE),
            has_both_sides="debit" in self.export.positions and all(column[row].as_py() for column in units),
        )

    def _find_top(self) -> list[_Sum]:
        """Return the first row if it equals the sum of all the others."""
        pairs = [(one, total - one) for one, total in zip(self._top, self._sums, strict=True) if one is not None]
        if self._first is None or self.rows <= FEWEST or not any(one for one, _ in pairs):
            return []
        if any(abs(one - rest) > HALF_CENT for one, rest in pairs):
            return []
        row = self._first
        return [_Sum(**{**vars(row), "first": row.line + 1, "last": self._last, "rows": self.rows - 1})]

    def _is_total(self, row: _Sum) -> bool:
        """Return True if a row looks like a total: by its words, or because it lacks the texts or digits of others.

        The sum of a single row proves little, so its words and its blanks must both show that it is a total.
        """
        others = self.rows - 1
        usual = [name for name, count in self.filled.items() if (count - (name in row.filled)) * 2 > others]
        lacking = sum(name not in row.filled for name in usual)
        is_unlike = bool(self.key) and not row.has_digit and self.digits == others
        is_bare = lacking * 2 >= max(len(usual), 1)
        if row.rows < FEWEST:
            return row.is_keyed_total and is_bare
        is_worded = row.is_keyed_total or (row.says_total and is_bare)
        return is_worded or is_unlike or row.has_both_sides or lacking * 3 >= max(len(usual), 1) * 2


def _says(texts: Sequence[pa.Array], pattern: str) -> bool:
    return bool(texts) and any(pc.any(pc.match_substring_regex(text, pattern)).as_py() for text in texts)
