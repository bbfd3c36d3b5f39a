"""The SQL files: reports and models in dated versions, with headers that the screens show."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import cast

import sqlglot
from sqlglot import exp

from close.errors import Refused
from close.months import month

SQL = Path(__file__).resolve().parents[2] / "sql"
HEADER = re.compile(r"\A((?:--[^\n]*\n)+)\s*")
FIELD = re.compile(r"^(\w+):\s+(.*)$")
BLANK = "(may be blank)"  # follows a key column
ONE_ROW = "none"  # the key of a model that never has more than one row
# A new process reads every text before its first answer. Parsing them takes half a second, and these patterns take a
# hundredth of that. A test compares both.
NOT_SQL = re.compile(r"--[^\n]*|'(?:[^']|'')*'")  # comments and texts
READ = re.compile(r"\b(?:(?<!distinct )from|join)\s+(\w+)\b(?!\s*\()")
STEP = re.compile(r"(\w+)(?: \([\w\s,]*\))? as (?:not )?(?:materialized )?\(")
PARAMETER = re.compile(r"\$(\w+)")
KINDS = ("reports", "models", "causes", "identities")
FILE = re.compile(r"^(?P<name>\w+)\.v(?P<version>\d+)\.sql$")


class UnknownReport(Refused):
    """A report that does not exist or is not in force for the period."""


class BadHeader(Refused):
    """A SQL file without a title or `since` in its header."""


@dataclass(frozen=True)
class Wording:
    """The columns that put a column of reason codes into words: the sentence and, if any, the remedy."""

    code: str
    sentence: str
    remedy: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a report, labelled by the comment at the end of its line: `-- Label`, or `-- Label: tooltip`.

    If `is_code` is True, it contains reason codes, and the columns after it put them into words. Columns whose name
    begins with `_` are lineage.
    """

    name: str
    label: str
    tooltip: str = ""
    is_code: bool = False

    @property
    def is_lineage(self) -> bool:
        """True if the column only shows where a row comes from. Its name then begins with an underscore."""
        return self.name.startswith("_")


@dataclass(frozen=True)
class Query:
    """One SQL file: a report or a model in one version. `fields` are the `name: value` lines of its header."""

    name: str
    version: int
    path: Path
    title: str
    description: str
    fields: Mapping[str, str] = field(hash=False)
    body: str

    @property
    def since(self) -> str:
        """The first period to which this version applies."""
        return self.fields["since"]

    @property
    def needs(self) -> tuple[str, ...]:
        """The datasets in the header without which a report is incomplete."""
        return tuple(name.strip() for name in self.fields.get("needs", "").split(",") if name.strip())

    @property
    def grain(self) -> str:
        """The meaning of a row: `one row for each ...`."""
        return self.fields.get("grain", "")

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that identify a row, including those that may be blank; empty for `key: none` (one row)."""
        parts = (part.replace(BLANK, "").strip() for part in self.fields.get("key", "").split(","))
        return tuple(part for part in parts if part not in ("", ONE_ROW))

    @property
    def blank_keys(self) -> frozenset[str]:
        """The key columns that may be blank: `key: doc_type, batch_key (may be blank)`."""
        return frozenset(part.split()[0] for part in self.fields.get("key", "").split(",") if BLANK in part)

    @property
    def takes(self) -> frozenset[str]:
        """The parameters that it accepts in addition to the period: `reference`."""
        return frozenset(self.fields.get("takes", "").replace(",", " ").split())

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """The code columns with the columns that put them into words: `words: reason_code as reason, fix; ...`."""
        parts = (part.split() for part in self.fields.get("words", "").replace(",", " ").split(";"))
        return tuple(Wording(code, *names) for code, _, *names in filter(None, parts))

    @property
    def units(self) -> tuple[str, ...]:
        """The columns that count units, not money, so that whole numbers need no decimals: `units: soh`."""
        return tuple(name.strip() for name in self.fields.get("units", "").split(",") if name.strip())

    @property
    def months(self) -> int:
        """The number of months, up to its own, whose answers of other reports it compares: `months: 7`."""
        return int(self.fields.get("months", 0))

    @property
    def events(self) -> frozenset[str]:
        """The kinds of audit-log event that change its rows: `attested`, `waived`."""
        return frozenset(self.fields.get("events", "").replace(",", " ").split())

    @property
    def help(self) -> tuple[str, ...]:
        """The addresses of the help articles behind its rules."""
        return tuple(self.fields.get("help", "").split())

    @cached_property
    def tree(self) -> exp.Query:
        """The parsed statement."""
        return cast("exp.Query", parse(self.body))

    @cached_property
    def reads(self) -> frozenset[str]:
        """The tables that the text itself reads: datasets, models, `landings`, `audit_log`."""
        text = NOT_SQL.sub("''", self.body)
        return frozenset(READ.findall(text)) - frozenset(STEP.findall(text))

    @cached_property
    def parameters(self) -> frozenset[str]:
        """The parameters that the text itself uses, without the dollar sign."""
        return frozenset(PARAMETER.findall(NOT_SQL.sub("''", self.body)))

    def become(self, **changes: object) -> "Query":
        """Return the query with a different name, header or text.

        The tables and parameters must be the same, so that it does not have to be parsed again.
        """
        other = replace(self, **changes)  # type: ignore[arg-type] # the fields of a query
        vars(other).update(reads=self.reads, parameters=self.parameters)
        return other

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the answer in the order of the last select, with sentences and remedies after their codes."""
        wordings = {wording.code: wording for wording in self.wordings}
        columns = (_column(projection) for projection in self.tree.selects)
        return tuple(each for column in columns for each in _in_words(column, wordings.get(column.name)))


@lru_cache
def library(kind: str) -> Mapping[str, tuple[Query, ...]]:
    """Return all versions of every file of a kind, newest first, by name. `models` are all the remaining files."""
    queries_by_name: dict[str, list[Query]] = {}
    for path in sorted(SQL.rglob("*.sql")):
        if kind_of(path) != kind:
            continue
        query = read(path)
        queries_by_name.setdefault(query.name, []).append(query)
    return {name: tuple(sorted(queries, key=lambda q: -q.version)) for name, queries in queries_by_name.items()}


def kind_of(path: Path) -> str:
    """Return the kind of a SQL file from its folder: a report, a cause, an identity, or a model in any other folder."""
    return path.parent.name if path.parent.name in KINDS else "models"


def read(path: Path) -> Query:
    """Read a SQL file. Raises BadHeader if the title or `since` is missing."""
    text, file_name = path.read_text(encoding="utf-8"), FILE.match(path.name)
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
    if not (file_name and header and title and "since" in fields):
        raise BadHeader(
            f"{path.name}: name the file <name>.v<N>.sql and begin it with `-- Title: sentence` and `-- since:`."
        )
    return Query(
        file_name["name"], int(file_name["version"]), path, title, description, fields, text[header.end() :].strip()
    )


def in_force(name: str, period: str, kind: str = "reports") -> Query:
    """Return the version in force for a period: the highest whose `since` is that period or earlier.

    Raises UnknownReport.
    """
    month(period)
    versions = library(kind).get(name, ())
    for query in versions:
        if query.since <= period:
            return query
    if versions:
        raise UnknownReport(f'"{name}" applies from {versions[-1].since} onwards. It has no answer for earlier months.')
    raise UnknownReport(f'There is no report "{name}". The reports are: {", ".join(sorted(library("reports")))}.')


def parse(sql: str) -> exp.Expr:
    """Parse one statement."""
    # Without the newline, sqlglot fails on a text that contains a parameter and ends in ''.
    return sqlglot.parse_one(f"{sql}\n", read="duckdb")


def _column(projection: exp.Expr) -> Column:
    name = projection.alias_or_name
    comments = [comment for node in (projection, projection.this) for comment in getattr(node, "comments", None) or ()]
    if not comments:
        return Column(name, name.strip("_").replace("_", " ").capitalize())
    label, _, tooltip = comments[-1].strip().partition(": ")
    return Column(name, label, tooltip)


def _in_words(column: Column, wording: Wording | None) -> tuple[Column, ...]:
    if wording is None:
        return (column,)
    code = Column(column.name, f"{column.label} (code)", is_code=True)
    remedies = [Column(wording.remedy, "What to do")] if wording.remedy else []
    return code, Column(wording.sentence, column.label, column.tooltip), *remedies
