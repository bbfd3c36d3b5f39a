"""The answers that a page shows, and sums over their rows."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from close.rules.answers import Answer
from close.signing.answers import answer
from pages.parts.frame.page_context import PageContext


def ask(context: PageContext, name: str, period: str | None = None, reference: str | None = None) -> Answer:
    """The answer of a report for the month of the context, or another; of one document, where the report takes one."""
    return answer(context.warehouse, name, period or context.period, context.manifest.number, reference)


def lacks(answer: Answer, *datasets: str) -> bool:
    """Return whether an export that the number of a page needs is missing for the month: it is then a dash, not 0."""
    return any(dataset in answer.unlanded for dataset in datasets)


def where(table: pa.Table, column: str, values: Sequence[str]) -> pa.Table:
    """The rows whose column holds one of the values."""
    return table.filter(pc.is_in(table[column], pa.array(values, table[column].type)))


def total(table: pa.Table, column: str) -> Decimal:
    """The sum of a money column; 0 where there are no rows, blanks left out."""
    return Decimal(pc.sum(table[column]).as_py() or 0)


def tally(table: pa.Table, by: Sequence[str], money: str) -> list[dict[str, Any]]:
    """Rows and money by the values of some columns, most money first."""
    grouped = table.group_by(list(by)).aggregate([([], "count_all"), (money, "sum")]).to_pylist()
    rows = [
        {**{b: g[b] for b in by}, "count": g["count_all"], "money": g[f"{money}_sum"] or Decimal(0)} for g in grouped
    ]
    return sorted(rows, key=lambda row: (-abs(row["money"]), *(str(row[b]) for b in by)))


def share_of_largest(table: pa.Table, column: str, rows: int) -> Decimal | None:
    """The part of the money, in per cent, that the rows with most of it hold; None where there is no money."""
    amounts = sorted((abs(v) for v in table[column].to_pylist() if v), reverse=True)
    return sum(amounts[:rows], Decimal(0)) * 100 / sum(amounts) if amounts else None
