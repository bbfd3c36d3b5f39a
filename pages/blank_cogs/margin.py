"""Gross profit for a month as exported, and as it would be with the COGS that is likely missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from close.engine.slices import Between, Rows
from close.months import Month

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
    "label": "Margin of the month",
    "rows": "Rows",
    "sales": "Sales",
    "cogs": "COGS",
    "profit": "Gross profit",
    "per_cent": "GP %",
}


def measure_margin(entries: Rows) -> Margin:
    """Return the margin on rows of a COGS breakdown."""
    count, amounts = entries.measure("sales", "cogs")
    return Margin(count, amounts["sales"], amounts["cogs"])


def rows_in(rows: Rows, column: str, month: Month) -> Rows:
    """Return the rows with a date in the month. Rows without a date are excluded."""
    return rows.where(Between(column, month.start, month.end))


def rows_outside(rows: Rows, column: str, month: Month) -> Rows:
    """Return the rows with a date in a different month. Rows without a date are also excluded here."""
    day = timedelta(days=1)
    return rows.where(Between(column, last=month.start - day), Between(column, month.end + day))
