"""A report is a pure function of SQL text, pinned landings and a period: compile it, run it over one snapshot."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa

from close.engine.connection import HISTORY, execute
from close.months import month
from close.rules.definitions import definition_models
from close.rules.queries import SQL, Query, in_force, library
from close.store.audit_log import SCHEMA, AuditLog
from close.store.datasets import DATASETS
from close.store.warehouse import Warehouse

BEFORE = "_before"
CAUSES, CAUSE = "causes", "cause_"
KINDS = ("reports", "models", "causes")
NOTHING: Mapping[str, pa.Table] = MappingProxyType({})
SIGNATURES = pa.schema(
    [
        ("number", pa.int32()),
        ("subject", pa.string()),
        ("role", pa.string()),
        ("who", pa.string()),
        ("recorded_at", pa.timestamp("us")),
        ("stands", pa.bool_()),
    ]
)
STATES = pa.schema(  # documents as `document_states` tells them
    {
        **dict.fromkeys(("doc_type", "ref", "ref_key", "contact"), pa.string()),
        **dict.fromkeys(("created_date", "move_date", "acct_date"), pa.date32()),
        **dict.fromkeys(("qty_ordered", "qty_moved"), pa.decimal128(18, 4)),
        **dict.fromkeys(("status", "state"), pa.string()),
        **dict.fromkeys(("value", "cogs", "sales"), pa.decimal128(18, 2)),
        "file_period": pa.string(),
        **dict.fromkeys(("on_stock", "on_reconciliation", "on_cogs", "on_revenue"), pa.decimal128(18, 2)),
        **dict.fromkeys(("_dataset", "_landing"), pa.string()),
        "_line": pa.int32(),
    }
)
GIVEN = {"journal": SCHEMA, "signatures": SIGNATURES, "signed_documents": STATES, "current_documents": STATES}
PREVIOUS = {
    "period": "$previous_period",
    "period_start": "cast(date_trunc('month', $previous_end) as date)",
    "period_end": "$previous_end",
}


@dataclass(frozen=True)
class Compiled:
    """A report with its models inlined: one self-contained SELECT over landed datasets."""

    report: Query
    sql: str
    datasets: tuple[str, ...]
    parameters: frozenset[str]
    tables: frozenset[str]

    @property
    def needs(self) -> tuple[str, ...]:
        """Datasets without which the answer is not whole: those of the header, or all that it reads."""
        named = tuple(name.strip() for name in self.report.fields.get("needs", "").split(",") if name.strip())
        return named or tuple(name for name in self.datasets if name in DATASETS)


@dataclass(frozen=True)
class Answer:
    """What a report says of a period, and from which snapshot. `unlanded`: datasets it needs that the period lacks."""

    report: Query
    period: str
    manifest: int
    sql: str
    table: pa.Table
    unlanded: tuple[str, ...]


def compile_report(name: str, period: str) -> Compiled:
    """Inline the models in force, each as a named step before the report's own. Raises BadPeriod, UnknownReport."""
    month(period)
    return _compile(name, _version_date(period), frozenset())


def compile_model(name: str, period: str) -> str:
    """The text of a model by itself, with those that it reads. Raises BadPeriod, UnknownReport."""
    month(period)
    return _compile_step(name, _version_date(period)).sql


def _version_date(period: str) -> str:
    """The newest `since` that is not later than the period: between two of them no text changes."""
    dates = {query.since for kind in KINDS for queries in library(kind).values() for query in queries}
    return max((date for date in dates if date <= period), default=period)


@lru_cache(maxsize=256)
def _compile(name: str, period: str, kept: frozenset[str]) -> Compiled:
    report = in_force(name, period)
    return _compiled(report, _inline(report, period, kept), *_asks(report, period, kept))


@lru_cache(maxsize=64)
def _compile_step(name: str, period: str) -> Compiled:
    """A model by itself, but for what it keeps, or, for `<model>_before`, one month earlier and whole."""
    model = in_force(name.removesuffix(BEFORE), period, "models")
    if name.endswith(BEFORE):
        tables, parameters = _asks(model, period)
        return _compiled(model, _shift(_inline(model, period)), tables, _shifted(parameters))
    return _compiled(model, _inline(model, period, model.keeps), *_asks(model, period, model.keeps))


def _compiled(report: Query, sql: str, tables: frozenset[str], parameters: frozenset[str]) -> Compiled:
    datasets = tuple(name for dataset in DATASETS for name in (dataset, dataset + HISTORY) if name in tables)
    return Compiled(report, sql, datasets, parameters, tables)


def run(
    warehouse: Warehouse,
    name: str,
    period: str,
    manifest: int | None = None,
    given: Mapping[str, pa.Table] = NOTHING,
    known: str = "",
    reference: str | None = None,
) -> Answer:
    """The answer of a report for a period, over the newest snapshot or a given one.

    `given` are tables that no export holds, such as `signatures`; those that are not given are empty. `known` is the
    month whose exports are the last to count, if it is a later one: the month end of then, as is known by now.
    `reference` is for a report whose header says `takes: reference`.
    """
    compiled = compile_report(name, period)
    snapshot = warehouse.head() if manifest is None else warehouse.manifests.open(manifest)
    asked_for = {name: schema for name, schema in GIVEN.items() if name in compiled.tables}
    tables = {name: given.get(name, pa.Table.from_batches([], schema)) for name, schema in asked_for.items()}
    if "journal" in compiled.tables and "journal" not in given:
        tables["journal"] = AuditLog(warehouse).table()
    tables |= {name: step(warehouse, name, period, snapshot.number, known) for name in sorted(compiled.report.keeps)}
    asked = _compile(name, _version_date(period), compiled.report.keeps)
    table = execute(warehouse, asked.sql, asked.datasets, snapshot, _implied(asked, period, known, reference), tables)
    unlanded = tuple(name for name in compiled.needs if not snapshot.of(name, period))
    return Answer(compiled.report, period, snapshot.number, compiled.sql, table, unlanded)


def step(warehouse: Warehouse, name: str, period: str, manifest: int | None = None, known: str = "") -> pa.Table:
    """The rows of a model that reads no given table, or of `<model>_before`, kept for as long as nothing lands."""
    return _step(warehouse.root, warehouse.organisation, name, period, manifest or warehouse.head().number, known)


@lru_cache(maxsize=16)
def _step(root: Path, organisation: str, name: str, period: str, manifest: int, known: str) -> pa.Table:
    earlier = month(period).previous.period
    if name.endswith(BEFORE) and _version_date(earlier) == _version_date(period):
        # The same text over the same exports: last month's page asks for it, too.
        return _step(root, organisation, name.removesuffix(BEFORE), earlier, manifest, "")
    warehouse, compiled = Warehouse(root, organisation), _compile_step(name, _version_date(period))
    snapshot = warehouse.manifests.open(manifest)
    kept = () if name.endswith(BEFORE) else sorted(compiled.report.keeps)
    tables = {part: _step(root, organisation, part, period, manifest, known) for part in kept}
    return execute(warehouse, compiled.sql, compiled.datasets, snapshot, _implied(compiled, period, known), tables)


def _implied(compiled: Compiled, period: str, known: str, reference: str | None = None) -> dict[str, object]:
    """What a text asks for of the days that a period implies, and the document that it is asked for."""
    implied = month(period).parameters() | ({"period": known} if known else {}) | {"reference": reference}
    return {name: value for name, value in implied.items() if name in compiled.parameters}


def _inline(query: Query, period: str, kept: frozenset[str] = frozenset()) -> str:
    """The text of a query with every model that it needs as a step of its own, each after those that it needs itself.

    `<model>_before` is the model one month earlier: the same text over the exports and the month end of then. Those
    that are `kept` are tables instead.
    """
    models = _models(query, period, {}, kept)
    steps = [f"{name} as (\n{_indent(model.body)}\n)" for name, model in models.items()]
    for name in sorted(query.reads - kept):
        if name.endswith(BEFORE) and name.removesuffix(BEFORE) in library("models"):
            model = in_force(name.removesuffix(BEFORE), period, "models")
            steps.append(f"{name} as (\n{_indent(_shift(_inline(model, period)))}\n)")
    return _with_steps(query.body, steps)


def _asks(query: Query, period: str, kept: frozenset[str] = frozenset()) -> tuple[frozenset[str], frozenset[str]]:
    """Tables and parameters of the inlined text, told by its files: to read the whole of it again takes long."""
    parts = [query, *_models(query, period, {}, kept).values()]
    tables, parameters = {name for part in parts for name in part.reads}, {p for part in parts for p in part.parameters}
    for name in query.reads - kept:
        if name.endswith(BEFORE) and name.removesuffix(BEFORE) in library("models"):
            more = _asks(in_force(name.removesuffix(BEFORE), period, "models"), period)
            tables, parameters = tables | more[0], parameters | _shifted(more[1])
    return frozenset(tables), frozenset(parameters)


def _shifted(parameters: frozenset[str]) -> frozenset[str]:
    return frozenset(re.findall(r"\$(\w+)", " ".join(_shift(f"${name}") for name in sorted(parameters))))


def _models(query: Query, period: str, found: dict[str, Query], kept: frozenset[str]) -> dict[str, Query]:
    for name in sorted(query.reads - kept):
        model = None if name in found else _model(name, period)
        if model:
            _models(model, period, found, kept)
            found[name] = model
    return found


def _model(name: str, period: str) -> Query | None:
    """The model that a table name stands for: a file, generated, one cause, or `causes`: all causes in force."""
    if name in library("models"):
        return in_force(name, period, "models")
    if name in definition_models():
        return definition_models()[name]
    if name == CAUSES:
        known = [cause for cause in sorted(library("causes")) if library("causes")[cause][-1].since <= period]
        body = "\nunion all\n".join(f"from {CAUSE}{cause.lower()}" for cause in known)
        return Query(CAUSES, 1, SQL, "Causes", "The rows of every cause in force.", {"since": ""}, body)
    cause = name.removeprefix(CAUSE).upper()
    return in_force(cause, period, "causes") if name.startswith(CAUSE) and cause in library("causes") else None


def _shift(sql: str) -> str:
    """The text with this month's parameters replaced by those of the month before."""
    return re.sub(r"\$(period|period_start|period_end)\b", lambda match: PREVIOUS[match[1]], sql)


def _with_steps(body: str, steps: list[str]) -> str:
    if not steps:
        return body
    own = re.match(r"with\b\s*", body, re.IGNORECASE)
    rest = f",\n\n{body[own.end() :]}" if own else f"\n\n{body}"
    return "with\n\n" + ",\n\n".join(steps) + rest


def _indent(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.splitlines())
