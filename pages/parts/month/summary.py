"""The month in a few records: what each page finds, beside what it found a month ago."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa

from close.rules.answers import Answer
from close.work.checklist import DONE
from pages.parts.frame.page_context import PageContext, data_landings
from pages.parts.money import say_money
from pages.parts.widgets.answers import ask, lacks, total, where
from pages.parts.words import say


@dataclass(frozen=True)
class Finding:
    """What a page finds: documents and money, details, and the documents of the month before. None: not known."""

    page: str
    title: str
    icon: str
    what: str
    documents: int | None
    money: Decimal | None
    notes: tuple[str, ...]
    before: int | None


@dataclass(frozen=True)
class Progress:
    """How far the checklist is. `steps` are its rows in order, each with the count of the month before, if known."""

    steps: tuple[dict[str, Any], ...]

    def of(self, *states: str) -> list[dict[str, Any]]:
        """The steps in one of the states, in order."""
        return [step for step in self.steps if step["state"] in states]

    @property
    def applicable(self) -> int:
        """Steps that concern this company."""
        return len(self.steps) - len(self.of("n/a"))

    @property
    def done(self) -> int:
        """Steps that data proves or that a person attested: a step that is not looked at yet is not half done."""
        return len(self.of(*DONE))

    @property
    def next(self) -> dict[str, Any] | None:
        """The first step that fails, else the first whose signature no longer stands, else the first to be attested."""
        return next(iter(self.of("exceptions") + self.of("suspended") + self.of("open")), None)


def progress(context: PageContext) -> Progress:
    """The checklist of the month."""
    return Progress(tuple({**row, "before": None} for row in ask(context, "checklist").table.to_pylist()))


def progress_since(context: PageContext) -> Progress:
    """The checklist of the month, with the counts of the month before: asked only where they are shown."""
    now = progress(context)
    if not has_previous(context):
        return now
    rows = ask(context, "checklist", context.month.previous.period).table.to_pylist()
    before = {row["step"]: row["exception_count"] for row in rows}
    return Progress(tuple({**row, "before": before.get(row["step"])} for row in now.steps))


def has_previous(context: PageContext) -> bool:
    """Whether anything landed for the month before: without it, last month's numbers would be guesses."""
    return any(record.period == context.month.previous.period for record in data_landings(context.manifest))


def findings(context: PageContext) -> list[Finding]:
    """What the three lists of findings hold."""
    return [
        _find(context, "timing_differences", "Timing differences", ":material/schedule:", "Stock value", _timing),
        _find(context, "blank_cogs", "Blank COGS", ":material/money_off:", "COGS likely missing", _blank_cogs),
        _find(context, "missing_fields", "Missing fields", ":material/edit_off:", "Value of the documents", _fields),
    ]


def documents_in_the_way(context: PageContext) -> int:
    """Documents that keep any step from passing, each counted once."""
    table = ask(context, "step_exceptions").table
    return len(set(zip(table["doc_type"].to_pylist(), table["ref"].to_pylist(), strict=True)))


def balances(context: PageContext) -> list[dict[str, Any]]:
    """The balances that the exports give, beside those of the month before."""
    answer = ask(context, "balances")
    now = answer.table.to_pylist()[0]
    before = (
        ask(context, "balances", context.month.previous.period).table.to_pylist()[0] if has_previous(context) else {}
    )
    columns = [column for column in answer.report.columns if column.name not in answer.report.key]
    return [_balance(column.label, now[column.name], before.get(column.name)) for column in columns]


def drift(context: PageContext) -> Decimal:
    """How far the month's opening balance is from the closing balance that the month before was landed with."""
    if not has_previous(context):
        return Decimal(0)
    opening = ask(context, "balances").table["sohr_opening"][0].as_py()
    closing = ask(context, "balances", context.month.previous.period).table["sohr_closing"][0].as_py()
    return Decimal(0) if opening is None or closing is None else opening - closing


def _balance(label: str, now: Decimal | None, before: Decimal | None) -> dict[str, Any]:
    change = now - before if now is not None and before is not None else None
    return {"balance": label, "now": now, "before": before, "change": change}


Reading = tuple[int, Decimal, tuple[str, ...]]


def _find(
    context: PageContext, report: str, title: str, icon: str, what: str, read: Callable[[pa.Table], Reading]
) -> Finding:
    answer = ask(context, report)
    page = f"reports/{report}"
    before = read(ask(context, report, context.month.previous.period).table)[0] if has_previous(context) else None
    if _is_blind(answer):
        return Finding(page, title, icon, what, None, None, (), before)
    return Finding(page, title, icon, what, *read(answer.table), before)


def _is_blind(answer: Answer) -> bool:
    return lacks(answer, "sales_documents") and lacks(answer, "purchase_documents")


def _timing(table: pa.Table) -> Reading:
    sides = [where(table, "class", [side]) for side in ("moved_only", "accounted_only")]
    notes = [
        f"{say(side)}: {rows.num_rows:,} worth {say_money(total(rows, 'value'))}"
        for side, rows in zip(("moved_only", "accounted_only"), sides, strict=True)
    ]
    overdue = where(table, "kind", ["overdue"]).num_rows
    return table.num_rows, total(table, "value"), (*notes, f"Older than a month end: {overdue:,}")


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
