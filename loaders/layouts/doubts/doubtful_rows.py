"""The rows of a flat table that may be no data of the report."""

import pyarrow as pa

from loaders.layouts.description import Export, Values
from loaders.layouts.doubts.stacked_days import StackedDays
from loaders.layouts.doubts.summed_rows import SummedRows
from loaders.layouts.grids import Grid


class DoubtfulRows:
    """The doubts about a table, found part by part."""

    def __init__(self, export: Export) -> None:
        self._sums = SummedRows(export, (export.loader.key,))
        self._days = StackedDays(export) if export.loader.adds_up else None

    def look(self, grid: Grid, documents: pa.Array, amounts: Values) -> None:
        """Add a part and the amounts of its documents."""
        data = grid.filter(documents)
        self._sums.look(data, amounts)
        if self._days:
            self._days.look(data)

    def check(self, *, is_mapped: bool) -> None:
        """Raise SeveralDays, or TotalAmongRows unless a mapping says which rows are totals."""
        if self._days:
            self._days.check()
        if not is_mapped:
            self._sums.check()
