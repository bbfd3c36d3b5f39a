"""Opening balances that a flat ledger lists as entries of the first day, in a text that is more than their label."""

from datetime import date
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import TEXT
from close.texts import agree
from loaders.layouts.description import Values
from loaders.layouts.faults import say_lines
from loaders.layouts.grids import Grid
from loaders.ledger.layouts.row_labels import OPENING_PHRASES

_WORDS = rf"(?i)\b({OPENING_PHRASES})\b|^(opening|opened)\W*$"
_SHOWN = 5


class OpeningsAsEntries(Refused):
    """Entries that may be opening balances, which are not movements of the month."""

    def __init__(self, lines: list[int], label: str) -> None:
        more = f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
        where = f"{agree(len(lines), 'Line')} {say_lines(lines[:_SHOWN])}{more}"
        super().__init__(
            f'{where} ("{label}") may be opening balances, which are not entries of the month. If so, write "Opening '
            'balance" as their only text next to the account, and upload the file again. If they are entries, map the '
            "columns of the file and say that they are ordinary rows."
        )


class DatedOpenings:
    """The entries without a source whose text speaks of an opening balance, found part by part, and the first day."""

    def __init__(self) -> None:
        self._first: date | None = None
        self._found: list[tuple[date, int, str]] = []

    def look(self, grid: Grid, values: Values) -> None:
        """Add a part."""
        days = values["entry_date"]
        first = pc.min(days).as_py()
        self._first = min(filter(None, (self._first, first)), default=None)
        text = grid.cells.get("description", pa.nulls(len(grid), TEXT))
        source = grid.cells.get("source_type", pa.nulls(len(grid), TEXT))
        worded = pc.fill_null(pc.match_substring_regex(text, _WORDS), False)
        for row in pc.indices_nonzero(reduce(pc.and_, (worded, source.is_null(), days.is_valid()))).to_pylist():
            self._found.append((days[row].as_py(), grid.lines[row].as_py(), text[row].as_py()))

    def check(self) -> None:
        """Raise OpeningsAsEntries if such entries are on the first day of the file."""
        opening = [(line, text) for day, line, text in self._found if day == self._first]
        if opening:
            raise OpeningsAsEntries([line for line, _ in opening], opening[0][1])
