"""Answers: a report or a model over one snapshot for one period. Equal inputs are computed once."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from close.engine.connection import HISTORY, LANDINGS
from close.engine.slices import Rows
from close.months import month
from close.rules.compile import BEFORE, Compiled, compile_model, compile_report, is_before
from close.rules.dialects.engines import engine_name, open_step_cache
from close.rules.evaluation import evaluate
from close.rules.given import AUDIT_LOG
from close.rules.queries import Query
from close.rules.questions import Question, identify_events
from close.rules.results import RESULTS, Result
from close.store.audit_log import AuditLog
from close.store.datasets import DATASETS
from close.store.warehouse import Warehouse

Words = Callable[[pa.Table], pa.Table]
LONG = 2**18  # bytes: a larger file is not read as a whole to show a part of it
NO_TABLES: Mapping[str, Result] = MappingProxyType({})


@dataclass(frozen=True)
class Answer:
    """The answer of a report for a period over one snapshot.

    `unlanded` lists the datasets that the report needs but that have no export for the period, and `incomplete` those
    that it reads but that lack rows: unreadable ones, or those after an early end. Of `stood_in`, a list stands in for
    the report of a month. `words` adds sentences to rows.
    """

    report: Query
    period: str
    manifest: int
    sql: str
    basis: "Basis"
    result: Result
    unlanded: tuple[str, ...]
    incomplete: tuple[str, ...] = ()
    stood_in: tuple[str, ...] = ()
    words: Words | None = field(default=None, compare=False)

    @property
    def is_whole(self) -> bool:
        """True if no export, row or column that the report needs is missing."""
        return not (self.unlanded or self.incomplete or self.stood_in)

    @property
    def caution(self) -> str:
        """The warning for a file with this answer if an export that it reads is incomplete, or else empty."""
        return say_caution(self.incomplete, self.stood_in)

    @property
    def rows(self) -> Rows:
        """The rows of the answer where they are kept, to read a part of them. They have no words yet: see `say`."""
        return Rows(self.result.source)

    @property
    def table(self) -> pa.Table:
        """Every row of the answer, in words. Of a long answer, read only a part: see `rows`."""
        if self.words is None and isinstance(self.result.source, pa.Table):
            return self.result.source
        key = f"{self.result.key} {'in words' if self.words else 'read'}"
        return RESULTS.get(key, lambda: Result("", self.say(self.result.table))).table

    def say(self, rows: pa.Table) -> pa.Table:
        """Return some rows of the answer with their sentences."""
        return self.words(rows) if self.words else rows


@dataclass(frozen=True)
class Basis:
    """All inputs of an answer. Answers with the same basis have the same rows.

    `sql` is the sha256 of the compiled text. `landings` are those the text may read, each with its export date, the
    snapshot that published it, and `_history` if it is read among the replaced ones: a landing that was current and is
    no longer is another input. `event` is the number of the newest audit-log event that is used, or 0, and `events`
    identifies all of them. `given` contains the keys of other tables that were passed in.
    """

    warehouse: str
    sql: str
    landings: tuple[tuple[str, str, int, str], ...]
    event: int
    events: str
    given: tuple[tuple[str, str], ...]
    parameters: tuple[tuple[str, str], ...]
    engine: str

    @property
    def landing_ids(self) -> tuple[str, ...]:
        """The IDs of the landings, without duplicates."""
        return tuple(dict.fromkeys(landing for landing, *_ in self.landings))

    @property
    def key(self) -> str:
        """The sha256 of all inputs."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def say_caution(incomplete: Iterable[str], stood_in: Iterable[str] = ()) -> str:
    """Return the warning for a file that lacks rows of some datasets, or reports of others. It may be empty."""
    titles, lists = (", ".join(DATASETS[name].title for name in names) for names in (incomplete, stood_in))
    missing = (
        f"Rows are missing from these exports: {titles}. They cannot be read, or the export ends before the month "
        "does. Totals may be wrong and documents may be missing until the corrected exports are uploaded."
    )
    listed = (
        f"Lists of the API stand in for these reports: {lists}. Costs and other amounts that they do not state are "
        "blank, and documents may be missing, until the reports are uploaded."
    )
    reasons = [words for words, names in ((missing, titles), (listed, lists)) if names]
    return " ".join(("Incomplete.", *reasons)) if reasons else ""


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
    question = ask_of(warehouse, period, manifest, last_month=last_month, reference=reference, given=given)
    compiled = compile_report(name, period)
    basis = basis_in(question, compiled)
    return _describe(compiled, question, basis, _result(compiled, question, basis))


def is_ready(
    warehouse: Warehouse, name: str, period: str, manifest: int | None = None, given: Mapping[str, Result] = NO_TABLES
) -> bool:
    """Return True if a report's answer can be read without computing any step. The arguments are those of `run`."""
    key = basis_in(ask_of(warehouse, period, manifest, given=given), compile_report(name, period)).key
    return bool(RESULTS.find(key) or open_step_cache(warehouse).find(key))


def run_own(warehouse: Warehouse, names: Sequence[str], period: str) -> list[Answer]:
    """Answer reports over the newest snapshot from the exports alone, without the cache on disk, to be signed."""
    question = ask_of(warehouse, period)
    asked = {name: compile_report(name, period) for name in names}
    bases = {name: basis_in(question, compiled) for name, compiled in asked.items()}
    keys = {name: f"own {basis.key}" for name, basis in bases.items()}
    held = {name: result for name, key in keys.items() if (result := RESULTS.find(key))}
    missing = [name for name in names if name not in held]
    tables = evaluate(replace(question, must_be_own=True), [asked[name] for name in missing])
    held |= {n: RESULTS.get(keys[n], partial(Result, "", table)) for n, table in zip(missing, tables, strict=True)}
    return [_describe(asked[name], question, bases[name], held[name]) for name in names]


def run_model(warehouse: Warehouse, name: str, period: str, manifest: int | None = None) -> pa.Table:
    """Return the rows of a model, or of `<model>_before`, for a period."""
    question = ask_of(warehouse, period, manifest)
    if is_before(name):
        name, question = name.removesuffix(BEFORE), question.month_before
    compiled = compile_model(name, period)
    return _result(compiled, question, basis_in(question, compiled)).table


def basis_of(warehouse: Warehouse, name: str, period: str, manifest: int | None = None) -> Basis:
    """Return the basis of a report's answer without running it. Given tables are not included."""
    return basis_in(ask_of(warehouse, period, manifest), compile_report(name, period))


def ask_of(warehouse: Warehouse, period: str, manifest: int | None = None, **others: Any) -> Question:
    """Return the question for a month end over the newest snapshot, or over the given one. Raises BadPeriod."""
    snapshot = warehouse.head() if manifest is None else warehouse.manifests.open(manifest)
    return Question(warehouse, snapshot, month(period), event=len(AuditLog(warehouse).events()), **others)


def _describe(compiled: Compiled, question: Question, basis: Basis, result: Result) -> Answer:
    period, snapshot = question.month.period, question.snapshot
    unlanded = tuple(dataset for dataset in compiled.needs if not snapshot.of(dataset, period))
    incomplete, stood_in = (
        tuple(sorted(set(compiled.datasets) & names)) for names in (question.incomplete, question.stood_in)
    )
    return Answer(compiled.query, period, snapshot.number, compiled.sql, basis, result, unlanded, incomplete, stood_in)


def _result(compiled: Compiled, question: Question, basis: Basis) -> Result:
    return RESULTS.get(basis.key, lambda: Result("", _find_rows(question, compiled, basis)))


def _find_rows(question: Question, compiled: Compiled, basis: Basis) -> pa.Table | Path:
    cache = open_step_cache(question.warehouse)
    path = cache.rows(basis.key)
    if isinstance(path, Path) and path.stat().st_size > LONG:  # what a cluster keeps is not a file
        return path
    built = cache.load(path) if path else None
    return evaluate(question, [compiled])[0] if built is None else built


def basis_in(question: Question, compiled: Compiled) -> Basis:
    """Return all inputs of a report's or a model's answer to a question."""
    warehouse = question.warehouse
    events = question.find_events(compiled.events) if AUDIT_LOG in compiled.tables else []
    return Basis(
        str(warehouse.folder),
        compiled.digest,
        _landings(warehouse.root, warehouse.organisation, question.snapshot.stamp, compiled.tables, question.until),
        max((event.number for event in events), default=0),
        identify_events(events),
        tuple((name, result.key) for name, result in sorted(question.given.items()) if name in compiled.tables),
        tuple((name, repr(value)) for name, value in sorted(question.parameters(compiled.parameters).items())),
        engine_name(),
    )


@lru_cache(maxsize=2048)
def _landings(
    root: Path, organisation: str, stamp: tuple[int, str], tables: frozenset[str], until: str
) -> tuple[tuple[str, str, int, str], ...]:
    """Return the landings a text may read up to a month: those of its datasets, or all if it reads `landings`."""
    manifests = Warehouse(root, organisation).manifests
    current = manifests.open(stamp[0])
    snapshots = {"": current}
    if any(name.endswith(HISTORY) for name in tables):
        snapshots[HISTORY] = manifests.history(current)
    return tuple(
        sorted(
            {
                (record.landing, record.exported_on or "", record.sequence, suffix)
                for suffix, snapshot in snapshots.items()
                for record in snapshot.landings
                if record.period <= until
                and (LANDINGS + suffix in tables or any(file.dataset + suffix in tables for file in record.files))
            }
        )
    )
