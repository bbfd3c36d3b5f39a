"""Gross profit for a month as exported, and as it would be with the COGS that is likely missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from close.months import Month
from pages.parts.widgets.answers import total

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Margin:
    """The sales and COGS of some documents."""

    rows: int
    sales: Decimal
    cogs: Decimal

    @property
    def profit(self) -> Decimal:
        """Gross profit."""
        return self.sales - self.cogs

    @property
    def per_cent(self) -> Decimal | None:
        """Gross profit as a percentage of sales, or None if there are no sales."""
        return (self.profit * 100 / self.sales).quantize(CENT) if self.sales else None

    def plus(self, cogs: Decimal) -> "Margin":
        """Return the same sales with more COGS."""
        return Margin(self.rows, self.sales, self.cogs + cogs)

    def record(self, label: str) -> Mapping[str, Any]:
        """Return a row of a statement. A cost without sales has no percentage."""
        return {
            "label": label, "rows": self.rows, "sales": self.sales, "cogs": self.cogs,
            "profit": self.profit, "per_cent": self.per_cent,
        }  # fmt: skip


LABELS = {
    "label": "Documents",
    "rows": "Rows",
    "sales": "Sales",
    "cogs": "COGS",
    "profit": "Gross profit",
    "per_cent": "GP %",
}


def measure_margin(entries: pa.Table) -> Margin:
    """Return the margin on rows of a COGS breakdown."""
    return Margin(entries.num_rows, total(entries, "sales"), total(entries, "cogs"))


def rows_in(table: pa.Table, column: str, month: Month) -> pa.Table:
    """Return the rows with a date in the month. Rows without a date are excluded."""
    return table.filter(pc.fill_null(_inside(table[column], month), False))


def rows_outside(table: pa.Table, column: str, month: Month) -> pa.Table:
    """Return the rows with a date in a different month. Rows without a date are also excluded here."""
    return table.filter(pc.fill_null(pc.invert(_inside(table[column], month)), False))


def _inside(days: pa.ChunkedArray, month: Month) -> pa.ChunkedArray:
    return pc.and_(pc.greater_equal(days, pa.scalar(month.start)), pc.less_equal(days, pa.scalar(month.end)))
