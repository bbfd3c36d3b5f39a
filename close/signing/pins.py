"""What a signature saw, so that it can be seen again: text, landings, engine and the digest of the answer."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from close.engine.connection import ENGINE, HISTORY, execute
from close.months import month
from close.rules.digests import digest_rows
from close.rules.report import GIVEN, Answer, Compiled, compile_report, run
from close.store.audit_log import AuditLog
from close.store.datasets import DATASETS
from close.store.evidence import keep
from close.store.manifests import Manifest
from close.store.records import digest
from close.store.warehouse import Warehouse

SPOKEN = ("attested", "waived", "withdrawn", "explained", "accrued", "accepted", "returned")


@dataclass(frozen=True)
class Pin:
    """One answer as it was signed. `only` is the step whose rows are meant, blank for all.

    `sql` is the hash of the compiled text; `landings` are those the text could read; `journal` the events it saw;
    `residual` the money that the answer leaves unexplained, blank where it explains nothing.
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
        """What was signed, as one name."""
        return f"{self.report} {self.only}".strip()


def told(pin: Pin) -> dict[str, Any]:
    """A pin as the journal keeps it."""
    return asdict(pin)


def read(raw: Mapping[str, Any]) -> Pin:
    """A pin that the journal kept."""
    return Pin(**{**raw, "datasets": tuple(raw["datasets"]), "landings": tuple(raw["landings"])})


def pin(warehouse: Warehouse, period: str, report: str, only: str = "") -> Pin:
    """The answer of a report now, pinned."""
    return _pin(_ask(warehouse, period, report), only)


def is_as_seen(warehouse: Warehouse, period: str, seen: Pin, manifest: int) -> bool:
    """Whether an answer rests on just what it rested on when it was pinned over a snapshot: then it is the same.

    A report is a pure function, so that nothing is run. Where this says no, the answer may be the same all the same.
    """
    now, then = _ask(warehouse, period, seen.report), warehouse.manifests.open(manifest)
    rests_on = (now.sql, now.landings, now.heard, ENGINE)
    return rests_on == (seen.sql, seen.landings, seen.journal, seen.engine) and now.taken == _taken(then, now.landings)


def answer(warehouse: Warehouse, period: str, report: str) -> Answer:
    """The answer of a report now. The same text over the same landings is not asked twice in a row."""
    return _answer(_ask(warehouse, period, report))


def _ask(warehouse: Warehouse, period: str, report: str) -> "_Asked":
    compiled = compile_report(report, period)
    snapshot = warehouse.head()
    seen = tuple(sorted(landings_read(warehouse, compiled, snapshot, period)))
    heard = _last_word(warehouse, period) if "journal" in compiled.tables else 0
    taken = _taken(snapshot, seen)
    sql = digest(compiled.sql.encode())
    return _Asked(warehouse.folder, period, report, sql, seen, taken, heard, warehouse, snapshot.number)


def _taken(snapshot: Manifest, landings: tuple[str, ...]) -> tuple[str | None, ...]:
    """The days of the exports: one that was exported again unchanged is the same landing of a later day."""
    return tuple(record.exported_on for record in snapshot.landings if record.landing in landings)


def keep_text(warehouse: Warehouse, pinned: Pin, period: str) -> None:
    """Store the text that a pin names, so that it can be run when the files in sql/ have moved on."""
    keep(warehouse, compile_report(pinned.report, period).sql.encode())


def again(warehouse: Warehouse, pinned: Pin, sql: str, period: str, manifest: int) -> pa.Table:
    """The rows that a text gives over the snapshot of a signature and the events that it saw, `only` applied."""
    tables = {name: schema.empty_table() for name, schema in GIVEN.items()}
    tables["journal"] = AuditLog(warehouse).table(pinned.journal)
    implied = {**month(period).parameters(), "reference": None}
    parameters = {name: value for name, value in implied.items() if asks(sql, name)}
    snapshot = warehouse.manifests.open(manifest)
    return keep_only(execute(warehouse, sql, pinned.datasets, snapshot, parameters, tables), pinned.only)


def asks(sql: str, name: str) -> bool:
    """Whether a text has a parameter."""
    return bool(re.search(rf"\${name}\b", sql))


def keep_only(table: pa.Table, only: str) -> pa.Table:
    """The rows of one step, or all."""
    return table.filter(pc.equal(table["step"], only)) if only else table


def digest_of(table: pa.Table) -> str:
    """The digest of an answer, lineage left out."""
    return digest_rows(table.column_names, zip(*(column.to_pylist() for column in table.columns), strict=True))


def landings_read(warehouse: Warehouse, compiled: Compiled, snapshot: Manifest, period: str) -> set[str]:
    """The landings that a text may read for a period: those of its datasets, none of a later month."""
    found = {r.landing for r in snapshot.landings if r.period <= period} if "landings" in compiled.tables else set()
    for name in compiled.datasets:
        is_history = name.endswith(HISTORY)
        records = warehouse.manifests.history(snapshot) if is_history else snapshot
        dataset = DATASETS[name.removesuffix(HISTORY)].name
        found |= {record.landing for record in records.of(dataset) if record.period <= period}
    return found


@dataclass(frozen=True)
class _Asked:
    """All that an answer depends on, then where to ask: two that are equal have one answer."""

    folder: Path
    period: str
    report: str
    sql: str
    landings: tuple[str, ...]
    taken: tuple[str | None, ...]
    heard: int
    warehouse: Warehouse = field(compare=False)
    manifest: int = field(compare=False)


@lru_cache(maxsize=16)
def _answer(asked: _Asked) -> Answer:
    reads_journal = "journal" in compile_report(asked.report, asked.period).tables
    given = {"journal": AuditLog(asked.warehouse).table(asked.heard)} if reads_journal else {}
    return run(asked.warehouse, asked.report, asked.period, asked.manifest, given)


@lru_cache(maxsize=2048)
def _pin(asked: _Asked, only: str) -> Pin:
    compiled = compile_report(asked.report, asked.period)
    table = keep_only(_answer(asked).table, only)
    return Pin(
        report=asked.report,
        version=compiled.report.version,
        only=only,
        sql=asked.sql,
        datasets=compiled.datasets,
        landings=asked.landings,
        journal=asked.heard,
        engine=ENGINE,
        rows=table.num_rows,
        digest=digest_of(table),
        residual=_residual(table),
    )


def _residual(table: pa.Table) -> str:
    """What a bridge leaves unexplained, all legs without their signs; blank for what is no bridge."""
    if not {"cause_id", "amount"} <= {*table.column_names} or "ref" in table.column_names:
        return ""
    rows = zip(table["cause_id"].to_pylist(), table["amount"].to_pylist(), strict=True)
    return str(sum((abs(amount) for cause, amount in rows if cause == "unexplained"), Decimal("0.00")))


def _last_word(warehouse: Warehouse, period: str) -> int:
    """The newest event that an answer for a period may rest on; comments and assignments change no answer."""
    events = AuditLog(warehouse).events()
    return max((e.number for e in events if e.kind in SPOKEN and e.period <= period), default=0)
