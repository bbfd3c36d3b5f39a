"""What a signature saw, so that it can be seen again: text, landings, engine and the digest of the answer."""

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
from close.rules.answers import Answer, basis_of, run_own
from close.rules.compile import compile_report
from close.rules.given import AUDIT_LOG, FORMER_NAMES, GIVEN
from close.rules.queries import library
from close.rules.results import digest_of
from close.store.audit_log import AuditLog
from close.store.evidence import keep
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
    """Neither a report nor a step nor the month."""


@dataclass(frozen=True)
class PinnedAnswer:
    """One answer as it was signed. `only` is the step whose rows are meant, blank for all.

    `sql` is the sha256 of the compiled text; `landings` are those that the text could read; `journal` is the newest
    event of the audit log that counted, 0 for none; `residual` is the money that the answer leaves unexplained, blank
    where the report is not a bridge.
    """

    report: str
    version: int
    only: str
    sql: str
    datasets: tuple[str, ...]
    landings: tuple[str, ...]
    journal: int
    engine: str
    rows: int
    digest: str
    residual: str

    @property
    def title(self) -> str:
        """Report and step as one name."""
        return f"{self.report} {self.only}".strip()

    def to_record(self) -> dict[str, Any]:
        """The pinned answer as an event of the audit log records it."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """A pinned answer that an event recorded."""
        return cls(**{**record, "datasets": tuple(record["datasets"]), "landings": tuple(record["landings"])})


def pin_subject(warehouse: Warehouse, period: str, subject: str) -> tuple[PinnedAnswer, ...]:
    """Pin all answers that a signature of the month, a step or a report stands for. Raises NothingToSign."""
    if subject == MONTH:
        return tuple(pin(warehouse, period, report) for report in MONTH_REPORTS)
    if subject in steps():
        return tuple(pin(warehouse, period, report, subject) for report in STEP_REPORTS)
    if subject in library("reports"):
        return (pin(warehouse, period, subject),)
    raise NothingToSign(f'"{subject}" is no step, no report and not "{MONTH}": there is nothing to sign.')


def pin(warehouse: Warehouse, period: str, report: str, only: str = "") -> PinnedAnswer:
    """Pin the answer of a report as it is now, signatures left out: an answer does not depend on who signed it."""
    answer = run_own(warehouse, report, period)
    table = keep_only(answer.table, only)
    return PinnedAnswer(
        report=report,
        version=answer.report.version,
        only=only,
        sql=answer.basis.sql,
        datasets=compile_report(report, period).datasets,
        landings=answer.basis.landing_ids,
        journal=answer.basis.event,
        engine=answer.basis.engine,
        rows=table.num_rows,
        digest=digest_of(table) if only else answer.result.digest,
        residual=residual_of(answer),
    )


def residual_of(answer: Answer) -> str:
    """What a bridge leaves unexplained, all legs without their signs; blank for no bridge and where nobody can tell."""
    columns = {*answer.table.column_names}
    if not {"cause_id", "amount"} <= columns or "ref" in columns:
        return ""
    rows = zip(answer.table["cause_id"].to_pylist(), answer.table["amount"].to_pylist(), strict=True)
    rests = [amount for cause, amount in rows if cause == "unexplained"]
    return "" if None in rests else str(sum(map(abs, rests), Decimal("0.00")))


def keep_text(warehouse: Warehouse, pinned: PinnedAnswer, period: str) -> None:
    """Store the text that a pinned answer names, so that it can be run when the files in sql/ have moved on."""
    keep(warehouse, compile_report(pinned.report, period).sql.encode())


def is_as_seen(warehouse: Warehouse, period: str, seen: PinnedAnswer, manifest: int) -> bool:
    """Whether an answer rests on just what it rested on when it was pinned over a snapshot: then it is the same.

    A report is a pure function, so nothing has to be run. Where this says no, the answer may still be the same.
    """
    now = basis_of(warehouse, seen.report, period)
    rests_on = (now.sql, now.landing_ids, now.event, now.engine)
    if rests_on != (seen.sql, seen.landings, seen.journal, seen.engine):
        return False
    return now.landings == basis_of(warehouse, seen.report, period, manifest).landings


def again(warehouse: Warehouse, pinned: PinnedAnswer, sql: str, period: str, manifest: int) -> pa.Table:
    """Run a text over the snapshot of a signature and the events that it saw, and keep the rows that were meant."""
    tables = {name: schema.empty_table() for name, schema in GIVEN.items()}
    tables[AUDIT_LOG] = AuditLog(warehouse).table(pinned.journal)
    tables |= {former: tables[name] for former, name in FORMER_NAMES.items()}
    implied = {**month(period).parameters(), "reference": None}
    parameters = {name: value for name, value in implied.items() if re.search(rf"\${name}\b", sql)}
    snapshot = warehouse.manifests.open(manifest)
    return keep_only(execute(warehouse, sql, pinned.datasets, snapshot, parameters, tables), pinned.only)


def keep_only(table: pa.Table, only: str) -> pa.Table:
    """The rows of one step, or all."""
    return table.filter(pc.equal(table["step"], only)) if only else table
