"""Compilation of a report or a model to one SELECT, with every model that it needs as a step in front of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from close.engine.connection import HISTORY
from close.months import month
from close.rules.generated import generate
from close.rules.queries import KINDS, Query, in_force, library
from close.store.datasets import DATASETS
from close.store.records import digest

BEFORE = "_before"
LINE_START = re.compile(r"^(?=.)", re.MULTILINE)  # of a line that is not empty
PREVIOUS = {
    "period": "$previous_period",
    "period_start": "cast(date_trunc('month', $previous_end) as date)",
    "period_end": "$previous_end",
}


@dataclass(frozen=True)
class Part:
    """The text of a step and its dependencies: tables, parameters and kinds of events."""

    sql: str
    tables: frozenset[str]
    parameters: frozenset[str]
    events: frozenset[str]


@dataclass(frozen=True)
class Compiled(Part):
    """A report or a model with its steps inlined: one self-contained SELECT over datasets and given tables."""

    query: Query
    period: str

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets that the text reads. Those read with replaced landings are named `<dataset>_history`."""
        return tuple(name for dataset in DATASETS for name in (dataset, dataset + HISTORY) if name in self.tables)

    @property
    def needs(self) -> tuple[str, ...]:
        """The datasets that a complete answer requires: those in the header, or else all that the text reads.

        Optional ones count only if the header names them.
        """
        held = (DATASETS[name] for name in self.datasets if name in DATASETS)
        return self.query.needs or tuple(each.name for each in held if not (each.follows_file or each.is_optional))

    @cached_property
    def digest(self) -> str:
        """The sha256 of the text."""
        return digest(self.sql.encode())


def compile_report(name: str, period: str) -> Compiled:
    """Compile the version of a report for a period. Raises BadPeriod, UnknownReport."""
    month(period)
    return _compile(in_force(name, period), _version_date(period))


def compile_model(name: str, period: str) -> Compiled:
    """Compile a model for a period: a file or a generated model. Raises UnknownReport."""
    return _compile(find_step(name, period) or in_force(name, period, "models"), _version_date(period))


@lru_cache
def _version_date(period: str) -> str:
    """Return the newest `since` up to the period. Texts do not change between two such dates."""
    dates = {query.since for kind in KINDS for queries in library(kind).values() for query in queries}
    return max((date for date in dates if date <= period), default=period)


@lru_cache(maxsize=512)
def _compile(query: Query, period: str) -> Compiled:
    parts = steps(query, period)
    texts = [f"{step} as (\n{_indent(part.sql)}\n)" for step, part in parts.items()]
    every = [_part(query), *parts.values()]
    return Compiled(
        _with_steps(query.body, texts),
        _union(part.tables for part in every),
        _union(part.parameters for part in every),
        _union(part.events for part in every),
        query,
        period,
    )


def steps(query: Query, period: str) -> dict[str, Part]:
    """Return every step that a query needs, by name. Each step follows those that it needs itself."""
    parts: dict[str, Part] = {}
    _add_steps(query, period, parts)
    return parts


def order_steps(asked: Mapping[str, Compiled]) -> dict[str, Query]:
    """Return every step that some reports or models need, each after its inputs, and those themselves by given name.

    Models for the month before are not included.
    """
    ordered: dict[str, Query] = {}

    def add(name: str, query: Query, period: str) -> None:
        for read in sorted(query.reads - ordered.keys()):
            if step := find_step(read, period):
                add(read, step, period)
        ordered[name] = query

    for name, compiled in asked.items():
        add(name, compiled.query, compiled.period)
    return ordered


def list_lookups(ordered: Mapping[str, Query]) -> frozenset[str]:
    """Return the steps in which a reference is looked up: the inputs of all steps that depend on it."""
    depend: set[str] = set()
    for name, query in ordered.items():
        if query.takes or query.reads & depend:
            depend.add(name)
    return _union(ordered[name].reads for name in depend) & ordered.keys() - depend


def _add_steps(query: Query, period: str, parts: dict[str, Part]) -> None:
    for name in sorted(query.reads - parts.keys()):
        if model := find_step(name, period):
            _add_steps(model, period, parts)
            parts[name] = _part(model)
        elif is_before(name):
            parts[name] = _month_before(compile_model(name.removesuffix(BEFORE), period))


def is_step(name: str, period: str) -> bool:
    """Return True if a table is computed (a model or `<model>_before`), not a dataset."""
    return is_before(name) or find_step(name, period) is not None


def is_before(name: str) -> bool:
    """Return True for `<model>_before`: the model for the previous month."""
    return name.endswith(BEFORE) and name.removesuffix(BEFORE) in library("models")


@lru_cache(maxsize=4096)
def find_step(name: str, period: str) -> Query | None:
    """Find the query behind a table name: a file or a generated model."""
    if name in library("models"):
        return in_force(name, period, "models")
    return generate(name, period)


def _part(query: Query) -> Part:
    return Part(query.body, query.reads, query.parameters, query.events)


def _month_before(compiled: Compiled) -> Part:
    asked = re.findall(r"\$(\w+)", " ".join(_shift(f"${name}") for name in sorted(compiled.parameters)))
    return Part(_shift(compiled.sql), compiled.tables, frozenset(asked), compiled.events)


def _shift(sql: str) -> str:
    """Replace this month's parameters with those of the previous month."""
    return re.sub(r"\$(period|period_start|period_end)\b", lambda match: PREVIOUS[match[1]], sql)


def _with_steps(body: str, texts: list[str]) -> str:
    if not texts:
        return body
    clause = re.match(r"with\b\s*", body, re.IGNORECASE)
    rest = f",\n\n{body[clause.end() :]}" if clause else f"\n\n{body}"
    return "with\n\n" + ",\n\n".join(texts) + rest


@lru_cache(maxsize=1024)
def _indent(text: str) -> str:
    return LINE_START.sub("    ", text)


def _union(sets: Iterable[frozenset[Any]]) -> frozenset[Any]:
    return frozenset[Any]().union(*sets)
