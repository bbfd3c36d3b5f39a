"""The conditions for signing: the obstacles to a signature, and the rules that sign without a person."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from close.rules import reasons
from close.rules.answers import run, run_model
from close.rules.graph import graph_report
from close.signing.pins import residual_of
from close.store.audit_log import AuditLog
from close.store.seals import MONTH
from close.store.settings import Settings
from close.store.warehouse import Warehouse
from close.work.checklist import CANNOT_TELL, EXCEPTIONS, NOT_APPLICABLE
from close.work.steps import steps

BRIDGES = ("bridge", "revenue_bridge")
LISTS = ("timing_differences", "missing_fields", "blank_cogs", "ledger_only", "findings", "unsynced", "stranded_cogs")
UNDONE = (CANNOT_TELL, EXCEPTIONS)
STEP_LISTS = ("checklist", "step_proof")
FIGURES = ("balances", "month_summary")  # every blank in them is a figure that cannot be told
# Reports that read this model compare with the ledger. They lack rows if one of these accounts is not known.
COMPARED, ACCOUNTS = "ledger_lines_alone", ("inventory", "revenue")
ADJUSTED = ("attested", "waived", "explained", "accrued", "accepted")


@dataclass(frozen=True)
class Obstacle:
    """One reason why a subject cannot be signed: its codes, and the row of the step concerned, if any."""

    period: str
    codes: tuple[str, ...]
    row: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """A rule that signs without a person: its number, its printed text, and the subjects it covers in a month."""

    number: int
    text: str
    covers: Callable[[Warehouse, str], list[str]]


def obstacles(warehouse: Warehouse, period: str, subject: str) -> list[Obstacle]:
    """Return every reason why a subject cannot be signed, or an empty list if it can."""
    if subject == MONTH:
        return [*_missing(warehouse, period, "bridge"), *_steps(warehouse, period), *_gaps(warehouse, period, BRIDGES)]
    if subject in steps():
        return [*_steps(warehouse, period, subject)]
    missing = _missing(warehouse, period, subject)
    if subject in STEP_LISTS:
        return [*missing, *_steps(warehouse, period, undone=(CANNOT_TELL,))]
    unknown = () if subject in BRIDGES else _unknown(warehouse, period, subject)
    return [*missing, *unknown, *_gaps(warehouse, period, [subject])]


def materiality_of(settings: Settings | None) -> Decimal:
    """Return the amount by which a month may be out of balance and still be signed. The default is 0.00."""
    return (settings.materiality if settings else None) or Decimal("0.00")


def say(obstacle: Obstacle) -> str:
    """Put an obstacle into one or two sentences."""
    return " ".join(reasons.say(code, obstacle.row, obstacle.period) for code in obstacle.codes)


def _missing(warehouse: Warehouse, period: str, report: str) -> Iterator[Obstacle]:
    answer = run(warehouse, report, period)
    if answer.unlanded:
        yield Obstacle(period, (f"exports_missing|{period}|{', '.join(answer.unlanded)}",))
    if answer.incomplete:
        yield Obstacle(period, (f"exports_incomplete|{', '.join(answer.incomplete)}",))
    if answer.stood_in:
        yield Obstacle(period, (f"exports_stood_in|{', '.join(answer.stood_in)}",))


def _steps(warehouse: Warehouse, period: str, only: str = "", undone: tuple[str, ...] = UNDONE) -> Iterator[Obstacle]:
    for row in reasons.render(run(warehouse, "step_proof", period)).table.to_pylist():
        if row["proof"] in undone and only in ("", row["step"]):
            yield Obstacle(period, _codes(row), row)
        if only == row["step"] and row["proof"] == NOT_APPLICABLE:
            yield Obstacle(period, ("step_not_applicable",), row)


def _codes(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the reason codes of an unfinished step: documents, missing information, or exports that are too old."""
    if not row["exception_count"]:
        return ("cannot_tell" if row["unmet_code"] else "old_evidence",)
    counted = "one_exception" if row["exception_count"] == 1 else "exceptions"
    more = {"more_unknown": row["unmet_code"], "old_evidence_as_well": row["stale_code"]}
    return (counted, *(code for code, applies in more.items() if applies))


def _unknown(warehouse: Warehouse, period: str, report: str) -> Iterator[Obstacle]:
    """Yield what a report cannot tell, once for each reason: a signature would confirm it unseen."""
    answer = reasons.render(run(warehouse, report, period))
    rows = answer.table.to_pylist()
    unmet = {row["unmet_code"]: row for row in rows if row.get("unmet_code")}
    if not unmet and COMPARED in graph_report(report, period):
        unmet = _list_uncompared(warehouse, period)
    yield from (Obstacle(period, ("answer_unknown",), row) for row in unmet.values())
    count = sum(str(row.get("state_code")).endswith("_unknown") or bool(row.get("unknown")) for row in rows)
    if count and not unmet:
        yield Obstacle(period, (f"rows_unknown|{count}",))
    if blank := [c.label for c in answer.report.columns if report in FIGURES and answer.table[c.name].null_count]:
        yield Obstacle(period, (f"figures_unknown|{', '.join(blank)}",))


def _list_uncompared(warehouse: Warehouse, period: str) -> dict[str, dict[str, Any]]:
    """Return a row in words for each reason why something is not compared with the ledger."""
    accounts, kinds = (run_model(warehouse, n, period).to_pylist() for n in ("missing_accounts", "withheld_kinds"))
    codes = [row["reason_code"] for row in (*(each for each in accounts if each["role"] in ACCOUNTS), *kinds)]
    words = {"unmet": reasons.say, "settled_by": reasons.advise}
    return {c: {"unmet_code": c} | {name: write(c, {}, period) for name, write in words.items()} for c in codes}


def _gaps(warehouse: Warehouse, period: str, reports: Iterable[str]) -> Iterator[Obstacle]:
    materiality = materiality_of(warehouse.governing())
    for report in reports:
        residual, name = residual_of(run(warehouse, report, period)), report.replace("_", " ")
        if not residual and report in BRIDGES:
            yield Obstacle(period, (f"gap_unknown|{name}",))
        elif residual and Decimal(residual) > materiality:
            yield Obstacle(period, (f"above_materiality|{name}|{residual}|{materiality:.2f}",))


def _list_empty_reports(warehouse: Warehouse, period: str) -> list[str]:
    answers = {name: run(warehouse, name, period) for name in LISTS}
    empty = [name for name, answer in answers.items() if answer.is_whole and answer.table.num_rows == 0]
    return [name for name in empty if not [*_unknown(warehouse, period, name)]]


def _list_proven_steps(warehouse: Warehouse, period: str) -> list[str]:
    rows = run(warehouse, "step_proof", period).table.to_pylist()
    return [row["step"] for row in rows if row["proof"] == "proven"]


def _list_tied_bridges(warehouse: Warehouse, period: str) -> list[str]:
    limit = materiality_of(warehouse.governing())
    answers = {name: run(warehouse, name, period) for name in BRIDGES}
    rests = {name: residual_of(answer) for name, answer in answers.items() if answer.is_whole}
    return [name for name, rest in rests.items() if rest and Decimal(rest) <= limit]


RULES = (
    Rule(1, "All exports for the list are uploaded, and the list is empty.", _list_empty_reports),
    Rule(2, "Exports prove the step: no exceptions.", _list_proven_steps),
    Rule(3, "The unexplained amount of the bridge is within materiality.", _list_tied_bridges),
)
NEVER = "A rule never signs anything that a person attested, waived, explained, accrued or accepted, even in part."


def list_covered(warehouse: Warehouse, period: str) -> list[tuple[Rule, str]]:
    """Return every subject that a rule currently covers, with the rule."""
    adjusted = {e.subject for e in AuditLog(warehouse).events() if e.period == period and e.kind in ADJUSTED}
    rules = RULES if adjusted <= steps().keys() else [rule for rule in RULES if rule.covers is not _list_tied_bridges]
    pairs = [(rule, subject) for rule in rules for subject in rule.covers(warehouse, period)]
    return [(rule, subject) for rule, subject in pairs if subject not in adjusted]
