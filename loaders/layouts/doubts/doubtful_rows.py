"""The rows of a flat table that may be no data of the report."""

import pyarrow as pa

from loaders.layouts.description import Check, Export, Values
from loaders.layouts.doubts.exchanged_columns import ExchangedColumns
from loaders.layouts.doubts.stacked_days import StackedDays
from loaders.layouts.doubts.summed_rows import SummedRows
from loaders.layouts.grids import Grid


class DoubtfulRows:
    """The doubts about a table, found part by part."""

    def __init__(self, export: Export) -> None:
        self._sums = SummedRows(export, (export.loader.key,))
        self._exchanged = ExchangedColumns(export)
        self._days = StackedDays(export) if export.loader.adds_up else None

    def look(self, grid: Grid, documents: pa.Array, amounts: Values) -> None:
        """Add a part and the amounts of its documents."""
        data = grid.filter(documents)
        self._sums.look(data, amounts)
        if self._days:
            self._days.look(data)

    def compare(self, values: Values, lines: pa.Array) -> None:
        """Add the documents of a part, with the values of all columns."""
        self._exchanged.look(values, lines)

    def check(self, *, is_mapped: bool) -> tuple[Check, ...]:
        """Return remarks for the card. Raises SeveralDays, ColumnsExchanged, or TotalAmongRows unless it is mapped.

        A mapping says which rows are totals.
        """
        if self._days:
            self._days.check()
        if not is_mapped:
            self._sums.check()
        return self._exchanged.check()
