"""Journals with two accounts in each row: one is debited with the amount, and the other, its contra account, credited.

Such a row becomes two rows of the same line. The amounts of the other side are in a column added on the right.
"""

from collections import abc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import LEDGER_ENTRIES
from loaders.files.sheets import Sheet, SheetBuilder
from loaders.layouts.description import Contents
from loaders.mapping.mapping import AMOUNT, CONTRA, SIDE, Mapping
from loaders.mapping.sides.words import SideWordUnknown, make_finder

_FEWEST, _TAUTOLOGY = 6, "Debits = credits"
_ENTRY = ["account", "entry_date", "debit", "credit"]

Places = abc.Mapping[str, int]
Cells = Sequence[str | None]


class EntriesTwice(Refused):
    """A list that has every entry once for either account, so that contra accounts repeat its other rows."""

    def __init__(self) -> None:
        super().__init__(
            "With the contra account, every entry of this file would be counted twice, because the file lists it once "
            "for either account. Leave the contra account out of the mapping."
        )


def write_both(sheet: Sheet, header: int, places: Places, mapping: Mapping) -> tuple[Sheet, Places]:
    """Return the sheet with a row for each account of an entry, and its columns. Raises SideWordUnknown."""
    amounts = {"debit": places[AMOUNT], "credit": sheet.width}
    return _ContraRows(sheet, header, places, mapping).write_both(), {
        **{name: at for name, at in places.items() if name != AMOUNT},
        **amounts,
    }


@dataclass(frozen=True)
class _ContraRows:
    """The rows of a sheet with a contra account. `positions` are those of the columns."""

    sheet: Sheet
    header: int
    positions: Places
    mapping: Mapping

    def write_both(self) -> Sheet:
        builder, sheet = SheetBuilder(), self.sheet
        for part in sheet.parts():
            rows = list(zip(*(column.to_pylist() for column in part.columns), strict=True))
            split = [(n, cells) for n, row in enumerate(rows) for cells in self._split(row, part.first + n)]
            at = pa.array([number for number, _ in split], pa.int64())
            columns = zip(*(cells for _, cells in split), strict=True)
            arrays = [pa.array(column, pa.string()) for column in columns]
            builder.add(arrays, part.lines.take(at), pc.add(part.widths.take(at), 1))
        return builder.build(sheet.reading, sheet.whole, sheet.name, sheet.lost)

    def _split(self, row: Cells, number: int) -> Iterator[Cells]:
        """Return a row for each account. A row without any account, such as a total, has its amount on both sides."""
        amount = row[self.positions[AMOUNT]] if number >= self.header else None
        has_own, has_contra = (self._has_any(row, names) for names in (CONTRA.values(), CONTRA))
        if not amount or number == self.header or not (has_own or has_contra):
            yield [*row, amount]
            return
        is_credit = self._is_credit(row, number)
        if has_own:
            yield self._place(row, is_credit=is_credit)
        if has_contra:
            yield self._place(self._turn(row), is_credit=not is_credit)

    def _place(self, row: Cells, *, is_credit: bool) -> Cells:
        at = self.positions[AMOUNT]
        return [*row[:at], None, *row[at + 1 :], row[at]] if is_credit else [*row, None]

    def _turn(self, row: Cells) -> Cells:
        """Return a row with the contra account in place of the first one."""
        cells = list(row)
        for contra, own in CONTRA.items():
            if own in self.positions:
                cells[self.positions[own]] = row[self.positions[contra]] if contra in self.positions else None
        if "contra_name" not in self.positions and self._names:
            cells[self.positions["name"]] = self._names.get(row[self.positions["contra_code"]])
        return cells

    @cached_property
    def _names(self) -> dict[str | None, str | None]:
        """The name of each account, for contra accounts of which a row has only the code."""
        names: dict[str | None, str | None] = {}
        if {"code", "name", "contra_code"} <= self.positions.keys():
            for part in self.sheet.parts(self.header + 1):
                codes, texts = (part.columns[self.positions[name]].to_pylist() for name in ("code", "name"))
                names |= dict(zip(codes, texts, strict=True))
        return names

    @cached_property
    def _find_side(self) -> abc.Callable[[str], str]:
        return make_finder(self.mapping.sides)

    def _is_credit(self, row: Cells, number: int) -> bool:
        """Return True if the amount is a credit of the first account."""
        if SIDE not in self.positions:
            return self.mapping.positive == "credit"
        text = row[self.positions[SIDE]]
        side = self._find_side(text) if text else ""
        if not side:
            raise SideWordUnknown(self.sheet.line(number), str(self.mapping.columns[SIDE]), text)
        return side == "credit"

    def _has_any(self, row: Cells, names: abc.Iterable[str]) -> bool:
        return any(row[self.positions[name]] for name in names if name in self.positions)


def check_once(contents: Contents) -> Contents:
    """Return the contents without the check that debits equal credits, which proves nothing if each row has both.

    Raises EntriesTwice if the file lists every entry once for either account.
    """
    batches = contents.tables[LEDGER_ENTRIES.name].to_batches()
    rows = pa.Table.from_batches([batch.select(_ENTRY) for batch in batches])
    counts = rows.group_by(_ENTRY).aggregate([([], "count_all")])["count_all"]
    if len(counts) >= _FEWEST and pc.all(pc.equal(pc.bit_wise_and(counts, 1), 0)).as_py():
        raise EntriesTwice
    return replace(contents, checks=tuple(check for check in contents.checks if check.label != _TAUTOLOGY))
