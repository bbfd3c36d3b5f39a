"""A report is a pure function of SQL text, pinned landings and a period: find the version in force, compile, run."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache
from pathlib import Path

import pyarrow as pa
import sqlglot
from sqlglot import exp

from close.datasets import DATASETS
from close.errors import Refused
from close.journal import Journal
from close.warehouse import Warehouse

SQL = Path(__file__).resolve().parent.parent / "sql"
HEADER = re.compile(r"\A((?:--[^\n]*\n)+)\s*")
FIELD = re.compile(r"^(\w+):\s+(.*)$")
FILE = re.compile(r"^(?P<name>\w+)\.v(?P<version>\d+)\.sql$")
BEFORE = "_before"
PREVIOUS = {"period": "$previous_period", "period_end": "$previous_end"}
PERIOD = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")


class UnknownReport(Refused):
    """No report of that name, or none in force for the period."""


class BadPeriod(Refused):
    """A period that is not a month written as 2026-03."""


class BadHeader(Refused):
    """A SQL file whose header lacks what the screen needs."""


@dataclass(frozen=True)
class Column:
    """A column of a report; `label` is the trailing comment of its line in the SQL. Those with `_` are lineage."""

    name: str
    label: str

    @property
    def is_lineage(self) -> bool:
        """Whether the column says where a row comes from, and is not part of the answer."""
        return self.name.startswith("_")


@dataclass(frozen=True)
class Query:
    """One SQL file: a report or a model, in one version. `fields` are the `name: value` lines of its header."""

    name: str
    version: int
    path: Path
    title: str
    description: str
    fields: Mapping[str, str] = field(hash=False)
    body: str

    @property
    def since(self) -> str:
        """First period for which this version holds."""
        return self.fields["since"]

    @property
    def key(self) -> tuple[str, ...]:
        """Columns that identify a row."""
        return tuple(part.strip() for part in self.fields.get("key", "").split(",") if part.strip())

    @property
    def help(self) -> tuple[str, ...]:
        """Addresses of the articles that the rules come from."""
        return tuple(self.fields.get("help", "").split())

    @cached_property
    def tree(self) -> exp.Expression:
        """The parsed statement."""
        return parse(self.body)

    @cached_property
    def reads(self) -> frozenset[str]:
        """Tables that the text itself names: datasets, models, `landings`, `journal`."""
        steps = {step.alias for step in self.tree.find_all(exp.CTE)}
        return frozenset(table.name for table in self.tree.find_all(exp.Table)) - steps

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the answer with their labels, as the last select names them."""
        return tuple(_column(projection) for projection in self.tree.selects)


@dataclass(frozen=True)
class Compiled:
    """A report with its models inlined: one self-contained SELECT over landed datasets."""

    report: Query
    sql: str
    datasets: tuple[str, ...]
    parameters: frozenset[str]
    reads_journal: bool


@dataclass(frozen=True)
class Answer:
    """What a report says of a period, and from which snapshot. `unlanded`: datasets it reads that the period lacks."""

    report: Query
    period: str
    manifest: int
    sql: str
    table: pa.Table
    unlanded: tuple[str, ...]


@dataclass(frozen=True)
class Month:
    """A period and the days that it implies."""

    period: str

    @property
    def start(self) -> date:
        """First day."""
        return date(int(self.period[:4]), int(self.period[5:]), 1)

    @property
    def end(self) -> date:
        """Last day: T of domain.md."""
        return self.next.start - timedelta(days=1)

    @property
    def next(self) -> "Month":
        """The month after."""
        year, month = int(self.period[:4]), int(self.period[5:])
        return Month(f"{year + month // 12}-{month % 12 + 1:02d}")

    @property
    def previous(self) -> "Month":
        """The month before."""
        day = self.start - timedelta(days=1)
        return Month(f"{day.year}-{day.month:02d}")

    def parameters(self) -> dict[str, str | date]:
        """What SQL may ask for by `$name`."""
        return {
            "period": self.period,
            "period_start": self.start,
            "period_end": self.end,
            "previous_period": self.previous.period,
            "previous_end": self.previous.end,
        }


def month(period: str) -> Month:
    """The month of a period. Raises BadPeriod."""
    if not PERIOD.match(period):
        raise BadPeriod(f'"{period}" is not a period; write a month as 2026-03.')
    return Month(period)


@lru_cache
def library(kind: str) -> Mapping[str, tuple[Query, ...]]:
    """Every version of every file below sql/<kind>, by name, newest first."""
    found: dict[str, list[Query]] = {}
    for path in sorted((SQL / kind).glob("*.sql")):
        query = read(path)
        found.setdefault(query.name, []).append(query)
    return {name: tuple(sorted(queries, key=lambda q: -q.version)) for name, queries in found.items()}


def read(path: Path) -> Query:
    """A SQL file as a query. Raises BadHeader where title or `since` is missing."""
    text, named = path.read_text(encoding="utf-8"), FILE.match(path.name)
    header = HEADER.match(text)
    lines = [line.removeprefix("--").strip() for line in header[1].splitlines()] if header else [""]
    title, _, description = lines[0].partition(": ")
    fields, last = {}, ""
    for line in lines[1:]:
        if match := FIELD.match(line):
            last = match[1]
            fields[last] = match[2]
        elif line and last:
            fields[last] += f" {line}"
        elif line:
            description += f" {line}"
    if not (named and title and "since" in fields):
        raise BadHeader(f"{path.name}: a file is <name>.v<N>.sql and begins with `-- Title: sentence` and `-- since:`.")
    return Query(named["name"], int(named["version"]), path, title, description, fields, text[header.end() :].strip())


def in_force(name: str, period: str, kind: str = "reports") -> Query:
    """The version of a report that holds for a period: the highest whose `since` is not later. Raises UnknownReport."""
    month(period)
    for query in library(kind).get(name, ()):
        if query.since <= period:
            return query
    known = ", ".join(sorted(library("reports")))
    raise UnknownReport(f'There is no report "{name}" in force for {period}. The reports are: {known}.')


@lru_cache(maxsize=512)
def compile_report(name: str, period: str) -> Compiled:
    """Inline the models in force, each as a named step before the report's own."""
    report = in_force(name, period)
    sql = _inline(report, period)
    tree = parse(sql)
    parameters = frozenset(str(p.this) for p in tree.find_all(exp.Placeholder, exp.Parameter))
    tables = {table.name for table in tree.find_all(exp.Table)}
    datasets = tuple(dataset for dataset in DATASETS if dataset in tables)
    return Compiled(report, sql, datasets, parameters, "journal" in tables)


def run(warehouse: Warehouse, name: str, period: str, manifest: int | None = None) -> Answer:
    """The answer of a report for a period, over the newest snapshot or a given one."""
    compiled = compile_report(name, period)
    snapshot = warehouse.head() if manifest is None else warehouse.manifests.open(manifest)
    tables = {"journal": Journal(warehouse).table()} if compiled.reads_journal else {}
    parameters = {k: v for k, v in month(period).parameters().items() if k in compiled.parameters}
    with warehouse.connect(compiled.datasets, snapshot, tables) as connection:
        table = connection.sql(compiled.sql, params=parameters).to_arrow_table()
    unlanded = tuple(dataset for dataset in compiled.datasets if not snapshot.of(dataset, period))
    return Answer(compiled.report, period, snapshot.number, compiled.sql, table, unlanded)


def parse(sql: str) -> exp.Expression:
    """One statement as a tree."""
    # Without a line end, sqlglot fails on a text that holds a parameter and ends in ''.
    return sqlglot.parse_one(f"{sql}\n", read="duckdb")


def _column(projection: exp.Expression) -> Column:
    name = projection.alias_or_name
    comments = [comment for node in (projection, projection.this) for comment in getattr(node, "comments", None) or ()]
    return Column(name, comments[-1].strip() if comments else name.strip("_").replace("_", " ").capitalize())


def _inline(query: Query, period: str) -> str:
    """The text of a query with every model that it needs as a step of its own, each after those that it needs itself.

    `<model>_before` is the model one month earlier: the same text over the exports and the month end of then.
    """
    models = _models(query, period, {})
    steps = [f"{model.name} as (\n{_indent(model.body)}\n)" for model in models.values()]
    for name in sorted(query.reads):
        if name.endswith(BEFORE) and name.removesuffix(BEFORE) in library("models"):
            model = in_force(name.removesuffix(BEFORE), period, "models")
            steps.append(f"{name} as (\n{_indent(_shift(_inline(model, period)))}\n)")
    return _with_steps(query.body, steps)


def _models(query: Query, period: str, found: dict[str, Query]) -> dict[str, Query]:
    for name in sorted(query.reads & library("models").keys()):
        if name not in found:
            model = in_force(name, period, "models")
            _models(model, period, found)
            found[name] = model
    return found


def _shift(sql: str) -> str:
    """The text with this month's parameters replaced by those of the month before."""
    return re.sub(r"\$(period|period_end)\b", lambda match: PREVIOUS[match[1]], sql)


def _with_steps(body: str, steps: list[str]) -> str:
    if not steps:
        return body
    own = re.match(r"with\b\s*", body, re.IGNORECASE)
    rest = f",\n\n{body[own.end() :]}" if own else f"\n\n{body}"
    return "with\n\n" + ",\n\n".join(steps) + rest


def _indent(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.splitlines())
