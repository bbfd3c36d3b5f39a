"""The findings of the month in a few records, each with last month's count."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from close.engine.slices import Rows
from close.rules.answers import Answer
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.answers import ask
from pages.parts.widgets.filters import count
from pages.parts.words import say, say_money

# A list of findings in documents of both kinds shows those of one if the other is missing.
_DOCUMENTS = ("sales_documents", "purchase_documents")


@dataclass(frozen=True)
class Finding:
    """The findings on a page: documents, money, details, and last month's number of documents.

    A field is None if it is unknown. `label` describes the money. `missing` are the datasets without which the findings
    are unknown. If `is_partial` is true, rows that could be findings are left out.
    """

    page: str
    title: str
    icon: str
    label: str
    documents: int | None
    money: Decimal | None
    notes: tuple[str, ...]
    before: int | None
    missing: tuple[str, ...] = ()
    is_partial: bool = False


def list_findings(context: PageContext) -> list[Finding]:
    """Return a summary of the three lists of findings."""
    return [
        _find(context, "timing_differences", "Timing differences", ":material/schedule:", "Stock value", _timing),
        _find(context, "blank_cogs", "Blank COGS", ":material/money_off:", "Likely missing COGS", _blank_cogs),
        _find(context, "missing_fields", "Missing fields", ":material/edit_off:", "Document value", _fields),
    ]


def count_blocking_documents(context: PageContext) -> int:
    """Count the documents that block a step, each once."""
    return _count_documents(ask(context, "step_exceptions").rows)


def _count_documents(rows: Rows) -> int:
    return sum(row["count"] for row in rows.tally(["doc_type"], each=["ref"]))


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
    context: PageContext, report: str, title: str, icon: str, label: str, read: Callable[[Rows], Reading]
) -> Finding:
    answer = ask(context, report)
    before = _count(report, ask(context, report, context.month.previous.period).rows) if context.has_previous else None
    if missing := _list_missing(answer):
        return Finding(report, title, icon, label, None, None, (), before, missing)
    documents, money, notes = read(answer.rows)
    if answer.stood_in:
        return Finding(report, title, icon, label, documents, None, (), before)
    is_partial = bool(answer.incomplete)
    known = None if is_partial and not documents else money
    return Finding(report, title, icon, label, documents, known, notes, before, is_partial=is_partial)


def _list_missing(answer: Answer) -> tuple[str, ...]:
    """Return the exports without which a list of findings is unknown: all that list its documents, or any other."""
    lists = [name for name in _DOCUMENTS if name in answer.report.needs]
    if len(lists) > 1:
        return tuple(lists) if set(lists) <= set(answer.unlanded) else ()
    return answer.unlanded


def _count(report: str, rows: Rows) -> int:
    return _count_documents(rows) if report == "missing_fields" else rows.count()


def _timing(rows: Rows) -> Reading:
    documents, amounts = rows.measure("value")
    sides = {row["class"]: row for row in rows.tally(["class"], "value")}
    none = {"count": 0, "money": Decimal(0)}
    notes = [
        f"{say(side)}: {row['count']:,} worth {say_money(row['money'])}"
        for side, row in ((side, sides.get(side, none)) for side in ("moved_only", "accounted_only"))
    ]
    overdue = rows.among("kind", ["overdue"]).count()
    return documents, amounts["value"], (*notes, f"Open since an earlier month: {overdue:,}")


def _blank_cogs(rows: Rows) -> Reading:
    documents, amounts = rows.measure("likely_missing_cogs")
    return documents, amounts["likely_missing_cogs"], _list_most(rows, "failing_condition")


def _fields(rows: Rows) -> Reading:
    """Return each document once, because one may lack several fields."""
    documents = rows.tally(["doc_type", "ref", "value"])
    value = sum((row["value"] or Decimal(0) for row in documents), Decimal(0))
    return len(documents), value, _list_most(rows, "missing_field")


def _list_most(rows: Rows, column: str) -> tuple[str, ...]:
    """Return the three most frequent values of a column, with their numbers of rows."""
    counted = sorted(count(rows, column).items(), key=lambda item: (-item[1], item[0]))
    return tuple(f"{say(value)}: {number:,}" for value, number in counted[:3])
