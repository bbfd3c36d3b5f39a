"""Pins: everything needed to reproduce a signed answer, including its SQL text, landings, engine and digest."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Self

import pyarrow as pa
import pyarrow.compute as pc

from close.engine.connection import execute
from close.errors import Refused
from close.months import month
from close.rules.answers import Answer, basis_of, run, run_own
from close.rules.compile import compile_report
from close.rules.given import AUDIT_LOG, FORMER_NAMES, GIVEN
from close.rules.queries import in_force, library
from close.rules.results import digest_of
from close.store.audit_log import AuditLog
from close.store.evidence import keep, require_intact
from close.store.seals import MONTH
from close.store.warehouse import Warehouse
from close.work.steps import steps

MONTH_REPORTS = (
    "balances",
    "bridge",
    "revenue_bridge",
    "findings",
    "timing_differences",
    "blank_cogs",
    "missing_fields",
    "tie_outs",
    "step_proof",
    "item_exits",
)
STEP_REPORTS = ("step_proof", "step_exceptions")


class NothingToSign(Refused):
    """A subject that is not a report, a step or the month."""


@dataclass(frozen=True)
class PinnedAnswer:
    """One answer as it was signed. `only` limits it to the rows of one step. If it is blank, all rows are included.

    `sql` is the sha256 of the compiled text. `landings` are those the text could read. `event` is the newest audit-log
    event that was used, or 0. `residual` is the unexplained amount of a bridge, and blank for other reports.
    """

    report: str
    version: int
    only: str
    sql: str
    datasets: tuple[str, ...]
    landings: tuple[str, ...]
    event: int
    engine: str
    rows: int
    digest: str
    residual: str

    @property
    def title(self) -> str:
        """The report and the step as one name."""
        return f"{self.report} {self.only}".strip()

    def to_record(self) -> dict[str, Any]:
        """Return the pinned answer as an audit-log event stores it, with `event` under its older name `journal`."""
        return {"journal" if name == "event" else name: value for name, value in asdict(self).items()}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """Read a pinned answer from the record in an event."""
        fields = {"event" if name == "journal" else name: value for name, value in record.items()}
        return cls(**{**fields, "datasets": tuple(record["datasets"]), "landings": tuple(record["landings"])})


def pin_subject(warehouse: Warehouse, period: str, subject: str) -> tuple[PinnedAnswer, ...]:
    """Pin every answer that a signature of the month, a step or a report covers. Raises NothingToSign.

    Nothing that is pinned was read from the cache of steps, or from a file that was changed after it landed. Raises
    NotAsPinned.
    """
    require_intact(warehouse, warehouse.head().landings)
    reports, only = _list_reports(subject)
    return tuple(_pin(answer, only) for answer in run_own(warehouse, reports, period))


def pin(warehouse: Warehouse, period: str, report: str, only: str = "") -> PinnedAnswer:
    """Pin the current answer of a report, to compare it with one that was signed."""
    return _pin(run(warehouse, report, period), only)


def list_signable() -> list[str]:
    """Return the reports that can be signed on their own: those that do not compare the answers of other months."""
    return sorted(name for name, versions in library("reports").items() if not versions[0].months)


def name_subject(subject: str, period: str) -> str:
    """Return what a signature is about in words: the month, a report or a step. Anything else is as it was recorded."""
    if subject == MONTH:
        return "The whole month"
    if subject in library("reports"):
        return in_force(subject, period).title
    step = steps().get(subject)
    return f"{subject} {step.title}" if step else subject


def _list_reports(subject: str) -> tuple[tuple[str, ...], str]:
    """Return the reports that a signature of a subject covers, and the step to which they are limited."""
    if subject == MONTH:
        return MONTH_REPORTS, ""
    if subject in steps():
        return STEP_REPORTS, subject
    if subject in list_signable():
        return (subject,), ""
    raise NothingToSign(f'"{subject}" cannot be signed: it is not a step, a report of one month or "{MONTH}".')


def _pin(answer: Answer, only: str) -> PinnedAnswer:
    """Pin an answer. Signatures are left out, as answers do not depend on them."""
    report, table = answer.report, keep_only(answer.table, only)
    return PinnedAnswer(
        report=report.name,
        version=report.version,
        only=only,
        sql=answer.basis.sql,
        datasets=compile_report(report.name, answer.period).datasets,
        landings=answer.basis.landing_ids,
        event=answer.basis.event,
        engine=answer.basis.engine,
        rows=table.num_rows,
        digest=digest_of(table) if only else answer.result.digest,
        residual=residual_of(answer),
    )


def residual_of(answer: Answer) -> str:
    """Return the unexplained amount of a bridge, as the sum of the absolute amounts of its legs.

    The result is blank if the answer is not a bridge or the amount is unknown.
    """
    columns = {*answer.table.column_names}
    if not {"cause_id", "amount"} <= columns or "ref" in columns:
        return ""
    rows = zip(answer.table["cause_id"].to_pylist(), answer.table["amount"].to_pylist(), strict=True)
    rests = [amount for cause, amount in rows if cause == "unexplained"]
    return "" if None in rests else str(sum(map(abs, rests), Decimal("0.00")))


def keep_text(warehouse: Warehouse, pinned: PinnedAnswer, period: str) -> None:
    """Store the SQL text of a pinned answer, so that it can be run after the files in sql/ have changed."""
    keep(warehouse, compile_report(pinned.report, period).sql.encode())


def is_as_seen(warehouse: Warehouse, period: str, seen: PinnedAnswer, manifest: int) -> bool:
    """Return True if an answer has the same inputs as when it was pinned over a snapshot.

    A report is a pure function, so equal inputs mean an equal answer. If the result is False, the answer may still be
    equal. Raises NotAsPinned if a file of the inputs was changed after it landed.
    """
    now = basis_of(warehouse, seen.report, period)
    rests_on = (now.sql, now.landing_ids, now.event, now.engine)
    if rests_on != (seen.sql, seen.landings, seen.event, seen.engine):
        return False
    require_intact(warehouse, [r for r in warehouse.manifests.open(manifest).landings if r.landing in seen.landings])
    return now.landings == basis_of(warehouse, seen.report, period, manifest).landings


def run_pinned(warehouse: Warehouse, pinned: PinnedAnswer, sql: str, period: str, manifest: int) -> pa.Table:
    """Run a pinned SQL text over the snapshot and events of its signature, and return the rows that were signed."""
    tables = {name: schema.empty_table() for name, schema in GIVEN.items()}
    tables[AUDIT_LOG] = AuditLog(warehouse).table(pinned.event)
    tables |= {former: tables[name] for former, name in FORMER_NAMES.items()}
    implied = {**month(period).parameters(), "reference": None}
    parameters = {name: value for name, value in implied.items() if re.search(rf"\${name}\b", sql)}
    snapshot = warehouse.manifests.open(manifest)
    return keep_only(execute(warehouse, sql, pinned.datasets, snapshot, parameters, tables), pinned.only)


def keep_only(table: pa.Table, only: str) -> pa.Table:
    """Keep the rows of one step, or all rows if `only` is blank."""
    return table.filter(pc.equal(table["step"], only)) if only else table
