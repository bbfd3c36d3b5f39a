"""The answers that a page shows, and totals of their rows."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from close.rules.answers import Answer
from close.signing.answers import answer
from pages.parts.frame.page_context import PageContext


def ask(context: PageContext, name: str, period: str | None = None, reference: str | None = None) -> Answer:
    """Return a report's answer for the context's month or a different one.

    `reference` selects a single document, if the report accepts one.
    """
    return answer(context.warehouse, name, period or context.period, context.manifest.number, reference)


def lacks(answer: Answer, *datasets: str) -> bool:
    """Return True if an export behind the page's figure is missing. The figure is then shown as a dash, not 0."""
    return any(dataset in answer.unlanded for dataset in datasets)


def where(table: pa.Table, column: str, values: Sequence[str]) -> pa.Table:
    """Return the rows whose column contains one of the values."""
    return table.filter(pc.is_in(table[column], pa.array(values, table[column].type)))


def total(table: pa.Table, column: str) -> Decimal:
    """Return the sum of a money column, ignoring blanks, or 0 if there are no rows."""
    return Decimal(pc.sum(table[column]).as_py() or 0)


def tally(table: pa.Table, by: Sequence[str], money: str) -> list[dict[str, Any]]:
    """Group rows by some columns, with counts and totals, largest total first."""
    grouped = table.group_by(list(by)).aggregate([([], "count_all"), (money, "sum")]).to_pylist()
    rows = [
        {**{b: g[b] for b in by}, "count": g["count_all"], "money": g[f"{money}_sum"] or Decimal(0)} for g in grouped
    ]
    return sorted(rows, key=lambda row: (-abs(row["money"]), *(str(row[b]) for b in by)))


def share_of_largest(table: pa.Table, column: str, rows: int) -> Decimal | None:
    """Return the percentage of the total held by the largest rows, or None if the total is zero."""
    amounts = sorted((abs(v) for v in table[column].to_pylist() if v), reverse=True)
    return sum(amounts[:rows], Decimal(0)) * 100 / sum(amounts) if amounts else None
