"""The findings of the month in a few records, each with last month's count."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa

from close.rules.answers import Answer
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.answers import ask, lacks, total, where
from pages.parts.words import say, say_money


@dataclass(frozen=True)
class Finding:
    """The findings on a page: documents, money, details, and last month's number of documents.

    A field is None if it is unknown. `label` describes the money.
    """

    page: str
    title: str
    icon: str
    label: str
    documents: int | None
    money: Decimal | None
    notes: tuple[str, ...]
    before: int | None


def list_findings(context: PageContext) -> list[Finding]:
    """Return a summary of the three lists of findings."""
    return [
        _find(context, "timing_differences", "Timing differences", ":material/schedule:", "Stock value", _timing),
        _find(context, "blank_cogs", "Blank COGS", ":material/money_off:", "Likely missing COGS", _blank_cogs),
        _find(context, "missing_fields", "Missing fields", ":material/edit_off:", "Document value", _fields),
    ]


def count_blocking_documents(context: PageContext) -> int:
    """Count the documents that block a step, each once."""
    table = ask(context, "step_exceptions").table
    return len(set(zip(table["doc_type"].to_pylist(), table["ref"].to_pylist(), strict=True)))


def compare_balances(context: PageContext) -> list[dict[str, Any]]:
    """Return this month's balances next to last month's."""
    answer = ask(context, "balances")
    now = answer.table.to_pylist()[0]
    before = (
        ask(context, "balances", context.month.previous.period).table.to_pylist()[0] if context.has_previous else {}
    )
    columns = [column for column in answer.report.columns if column.name not in answer.report.key]
    return [_balance(column.label, now[column.name], before.get(column.name)) for column in columns]


def measure_drift(context: PageContext) -> Decimal:
    """Return the month's opening balance less last month's closing balance as exported."""
    if not context.has_previous:
        return Decimal(0)
    opening = ask(context, "balances").table["sohr_opening"][0].as_py()
    closing = ask(context, "balances", context.month.previous.period).table["sohr_closing"][0].as_py()
    return Decimal(0) if opening is None or closing is None else opening - closing


def _balance(label: str, now: Decimal | None, before: Decimal | None) -> dict[str, Any]:
    change = now - before if now is not None and before is not None else None
    return {"balance": label, "now": now, "before": before, "change": change}


Reading = tuple[int, Decimal, tuple[str, ...]]


def _find(
    context: PageContext, report: str, title: str, icon: str, label: str, read: Callable[[pa.Table], Reading]
) -> Finding:
    answer = ask(context, report)
    before = read(ask(context, report, context.month.previous.period).table)[0] if context.has_previous else None
    if _is_blind(answer):
        return Finding(report, title, icon, label, None, None, (), before)
    return Finding(report, title, icon, label, *read(answer.table), before)


def _is_blind(answer: Answer) -> bool:
    return lacks(answer, "sales_documents") and lacks(answer, "purchase_documents")


def _timing(table: pa.Table) -> Reading:
    sides = [where(table, "class", [side]) for side in ("moved_only", "accounted_only")]
    notes = [
        f"{say(side)}: {rows.num_rows:,} worth {say_money(total(rows, 'value'))}"
        for side, rows in zip(("moved_only", "accounted_only"), sides, strict=True)
    ]
    overdue = where(table, "kind", ["overdue"]).num_rows
    return table.num_rows, total(table, "value"), (*notes, f"Open since an earlier month: {overdue:,}")


def _blank_cogs(table: pa.Table) -> Reading:
    reasons = table["failing_condition"].value_counts().to_pylist()
    ordered = sorted(reasons, key=lambda row: (-row["counts"], row["values"]))
    notes = tuple(f"{say(row['values'])}: {row['counts']:,}" for row in ordered[:3])
    return table.num_rows, total(table, "likely_missing_cogs"), notes


def _fields(table: pa.Table) -> Reading:
    documents = {(row["doc_type"], row["ref"]): row["value"] or Decimal(0) for row in table.to_pylist()}
    fields = table["missing_field"].value_counts().to_pylist()
    ordered = sorted(fields, key=lambda row: (-row["counts"], row["values"]))
    notes = tuple(f"{row['values']}: {row['counts']:,}" for row in ordered[:3])
    return len(documents), sum(documents.values(), Decimal(0)), notes
