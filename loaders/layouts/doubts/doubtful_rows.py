"""The rows of a flat table that may be no data of the report."""

from collections import Counter
from datetime import date

import pyarrow as pa

from loaders.cells.columns import Locale, Quantity, Reference
from loaders.layouts.description import Check, Expectations, Export, Values
from loaders.layouts.doubts.added_rows import AddedRows
from loaders.layouts.doubts.cents import Cents
from loaders.layouts.doubts.changed_references import ChangedReferences
from loaders.layouts.doubts.columns.exchanged_columns import ExchangedColumns
from loaders.layouts.doubts.columns.shuffled_columns import ShuffledColumns
from loaders.layouts.doubts.columns.spare_columns import find_spare_columns
from loaders.layouts.doubts.columns.unit_amounts import UnitAmounts
from loaders.layouts.doubts.columns.unread_amounts import UnreadAmounts, UnreadColumns
from loaders.layouts.doubts.current_stock import find_current_stock
from loaders.layouts.doubts.loose_totals import LooseTotals
from loaders.layouts.doubts.stacked_days import StackedDays
from loaders.layouts.doubts.summed_rows import SummedRows
from loaders.layouts.grids import Grid


class DoubtfulRows:
    """The doubts about a table, found part by part."""

    def __init__(self, export: Export, totals: Grid, words: pa.Array, locale: Locale) -> None:
        self._export = export
        self._totals = LooseTotals(export, totals, words)
        self._sums, self._added = SummedRows(export, (export.loader.key,)), AddedRows(export)
        self._exchanged, self._shuffled = ExchangedColumns(export), ShuffledColumns(export)
        columns = export.loader.columns
        self._references = ChangedReferences([name for name in columns if isinstance(columns[name], Reference)])
        self._cents = Cents()
        self._columns, self._unread = UnreadColumns(export, locale), UnreadAmounts(export)
        self._units = UnitAmounts(export)
        self._money = [n for n in columns if columns[n].summed and not isinstance(columns[n], Quantity)]
        self._days = StackedDays(export) if export.loader.adds_up else None

    def look(self, grid: Grid, documents: pa.Array, amounts: Values) -> None:
        """Add a part and the amounts of its documents."""
        data = grid.filter(documents)
        self._sums.look(data, amounts)
        self._totals.look(data, amounts)
        unread = self._columns.read(data)
        self._unread.look(data, amounts, unread)
        self._units.look(data, amounts, unread)
        self._cents.look({name: amounts[name] for name in self._money if name in amounts})
        if self._days:
            self._days.look(data)

    def compare(self, values: Values, lines: pa.Array) -> None:
        """Add the documents of a part, with the values of all columns."""
        self._exchanged.look(values, lines)
        self._shuffled.look(values, lines)
        self._added.look(values, lines)
        self._references.look(values, lines)

    def check(self, locale: Locale, expected: Expectations, *, has_gaps: bool) -> tuple[Check, ...]:
        """Return remarks for the card. Raises the errors of the doubts that a proof settles.

        Nothing is added up if some amounts are unreadable, so that it `has_gaps`.
        """
        if not has_gaps:
            self._totals.check(locale)
        self._refuse(expected)
        current = find_current_stock(self._export) if self._days and not self._days.find_day(locale) else None
        return (
            *self._exchanged.check(),
            *(() if expected.is_mapped else find_spare_columns(self._export)),
            *self._unread.check(),
            *filter(None, (self._references.check(), self._cents.check(expected.settings), current)),
        )

    def _refuse(self, expected: Expectations) -> None:
        """Raise SeveralDays, PerUnit, TotalAmongRows, AddedRow, ShuffledColumn.

        A mapping says which rows are totals.
        """
        if self._days:
            self._days.check()
        self._units.check()
        if not expected.is_mapped:
            self._sums.check()
            self._added.check()
        self._shuffled.check()

    def count_days(self, locale: Locale, rows: int) -> Counter[date]:
        """Return the day that every row of a stock report states for all of it, if they do."""
        day = self._days.find_day(locale) if self._days else None
        return Counter({day: rows} if day else {})
