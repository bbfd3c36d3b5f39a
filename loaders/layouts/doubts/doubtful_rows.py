"""The rows of a flat table that may be no data of the report."""

import pyarrow as pa

from loaders.cells.columns import Locale
from loaders.layouts.description import Check, Export, Values
from loaders.layouts.doubts.exchanged_columns import ExchangedColumns
from loaders.layouts.doubts.loose_totals import LooseTotals
from loaders.layouts.doubts.stacked_days import StackedDays
from loaders.layouts.doubts.summed_rows import SummedRows
from loaders.layouts.grids import Grid


class DoubtfulRows:
    """The doubts about a table, found part by part."""

    def __init__(self, export: Export, totals: Grid, words: pa.Array) -> None:
        self._totals = LooseTotals(export, totals, words)
        self._sums = SummedRows(export, (export.loader.key,))
        self._exchanged = ExchangedColumns(export)
        self._days = StackedDays(export) if export.loader.adds_up else None

    def look(self, grid: Grid, documents: pa.Array, amounts: Values) -> None:
        """Add a part and the amounts of its documents."""
        data = grid.filter(documents)
        self._sums.look(data, amounts)
        self._totals.look(data, amounts)
        if self._days:
            self._days.look(data)

    def compare(self, values: Values, lines: pa.Array) -> None:
        """Add the documents of a part, with the values of all columns."""
        self._exchanged.look(values, lines)

    def check(self, locale: Locale, *, is_mapped: bool, has_gaps: bool) -> tuple[Check, ...]:
        """Return remarks for the card. Raises SeveralDays, TotalsDiffer, ColumnsExchanged, or TotalAmongRows.

        A mapping says which rows are totals. Nothing is added up if some amounts are unreadable, so that it `has_gaps`.
        """
        if not has_gaps:
            self._totals.check(locale)
        if self._days:
            self._days.check()
        if not is_mapped:
            self._sums.check()
        return self._exchanged.check()
