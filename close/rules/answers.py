"""Answers: a report or a model over one snapshot for one period. Equal inputs are computed once."""

import hashlib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa

from close.engine.connection import ENGINE, HISTORY, LANDINGS
from close.months import month
from close.rules.compile import BEFORE, Compiled, compile_model, compile_report, is_before
from close.rules.evaluation import RESULTS, Evaluation, Question
from close.rules.given import AUDIT_LOG
from close.rules.queries import Query
from close.rules.results import Result
from close.store.audit_log import AuditLog
from close.store.manifests import Manifest
from close.store.warehouse import Warehouse

NO_TABLES: Mapping[str, Result] = MappingProxyType({})


@dataclass(frozen=True)
class Answer:
    """The answer of a report for a period over one snapshot.

    `unlanded` lists the datasets that the report needs but that have no export for the period.
    """

    report: Query
    period: str
    manifest: int
    sql: str
    basis: "Basis"
    result: Result
    unlanded: tuple[str, ...]

    @property
    def table(self) -> pa.Table:
        """The rows of the answer."""
        return self.result.table


@dataclass(frozen=True)
class Basis:
    """All inputs of an answer. Answers with the same basis have the same rows.

    `sql` is the sha256 of the compiled text. `landings` are those the text may read, each with its export date and the
    snapshot that published it. `event` is the newest audit-log event that is used, or 0. `given` contains the keys of
    other tables that were passed in.
    """

    warehouse: str
    sql: str
    landings: tuple[tuple[str, str, int], ...]
    event: int
    given: tuple[tuple[str, str], ...]
    parameters: tuple[tuple[str, str], ...]
    engine: str = ENGINE

    @property
    def landing_ids(self) -> tuple[str, ...]:
        """The IDs of the landings, without duplicates."""
        return tuple(dict.fromkeys(landing for landing, _, _ in self.landings))

    @property
    def key(self) -> str:
        """The sha256 of all inputs."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def run(
    warehouse: Warehouse,
    name: str,
    period: str,
    manifest: int | None = None,
    given: Mapping[str, Result] = NO_TABLES,
    last_month: str = "",
    reference: str | None = None,
) -> Answer:
    """Answer a report for a period over the newest snapshot, or over the given one.

    `given` are tables that do not come from exports, such as `signatures`. Those not passed in are empty, except the
    audit log. `last_month` is a later month. Exports up to that month are then included, and the answer describes the
    month end with the information available by then. `reference` is for reports with `takes: reference` in the header.
    """
    return _answer(
        name, Question(warehouse, _snapshot(warehouse, manifest), month(period), last_month, reference, given)
    )


def run_own(warehouse: Warehouse, name: str, period: str) -> Answer:
    """Answer a report over the newest snapshot without the cache on disk, so that the answer can be signed."""
    return _answer(name, Question(warehouse, warehouse.head(), month(period), must_be_own=True))


def run_model(warehouse: Warehouse, name: str, period: str, manifest: int | None = None) -> pa.Table:
    """Return the rows of a model, or of `<model>_before`, for a period."""
    question = Question(warehouse, _snapshot(warehouse, manifest), month(period))
    if is_before(name):
        name, question = name.removesuffix(BEFORE), question.month_before
    compiled = compile_model(name, period)
    return _result(compiled, question, _basis(compiled, question)).table


def basis_of(warehouse: Warehouse, name: str, period: str, manifest: int | None = None) -> Basis:
    """Return the basis of a report's answer without running it. Given tables are not included."""
    question = Question(warehouse, _snapshot(warehouse, manifest), month(period))
    return _basis(compile_report(name, period), question)


def _answer(name: str, question: Question) -> Answer:
    period = question.month.period
    compiled = compile_report(name, period)
    unlanded = tuple(dataset for dataset in compiled.needs if not question.snapshot.of(dataset, period))
    basis = _basis(compiled, question)
    result = _result(compiled, question, basis)
    return Answer(compiled.query, period, question.snapshot.number, compiled.sql, basis, result, unlanded)


def _snapshot(warehouse: Warehouse, manifest: int | None) -> Manifest:
    return warehouse.head() if manifest is None else warehouse.manifests.open(manifest)


def _result(compiled: Compiled, question: Question, basis: Basis) -> Result:
    return RESULTS.get(basis.key, lambda: _evaluate(compiled, question, basis.event), question.must_be_own)


def _evaluate(compiled: Compiled, question: Question, event: int) -> Result:
    """Answer a question with the audit log up to `event`."""
    if event:
        log = Result(f"{AUDIT_LOG} {event}", AuditLog(question.warehouse).table(event))
        question = replace(question, given={**question.given, AUDIT_LOG: log})
    with closing(Evaluation(question)) as evaluation:
        return evaluation.result(compiled)


def _basis(compiled: Compiled, question: Question) -> Basis:
    warehouse = question.warehouse
    return Basis(
        str(warehouse.folder),
        compiled.digest,
        _landings(warehouse.root, warehouse.organisation, question.snapshot.number, compiled.tables, question.until),
        _newest_event(compiled, question) if AUDIT_LOG in compiled.tables else 0,
        tuple((name, result.key) for name, result in sorted(question.given.items()) if name in compiled.tables),
        tuple((name, repr(value)) for name, value in sorted(question.parameters(compiled.parameters).items())),
    )


def _newest_event(compiled: Compiled, question: Question) -> int:
    """Return the number of the newest event that a text depends on, or 0 if there is none.

    Only events for this period or an earlier one count.
    """
    events = AuditLog(question.warehouse).events()
    return max((e.number for e in events if e.kind in compiled.events and e.period <= question.until), default=0)


@lru_cache(maxsize=2048)
def _landings(
    root: Path, organisation: str, manifest: int, tables: frozenset[str], until: str
) -> tuple[tuple[str, str, int], ...]:
    """Return the landings a text may read up to a month: those of its datasets, or all if it reads `landings`."""
    manifests = Warehouse(root, organisation).manifests
    current = manifests.open(manifest)
    snapshots = {"": current}
    if any(name.endswith(HISTORY) for name in tables):
        snapshots[HISTORY] = manifests.history(current)
    return tuple(
        sorted(
            {
                (record.landing, record.exported_on or "", record.sequence)
                for suffix, snapshot in snapshots.items()
                for record in snapshot.landings
                if record.period <= until
                and (LANDINGS + suffix in tables or any(file.dataset + suffix in tables for file in record.files))
            }
        )
    )
