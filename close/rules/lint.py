"""Checks that keep every report a pure function that an auditor can run anywhere."""

import re
from collections.abc import Iterator

from sqlglot import exp
from sqlglot.errors import ParseError, TokenError

from close.engine.connection import HISTORY
from close.rules import generated
from close.rules.compile import BEFORE
from close.rules.dialects.portability import list_obstacles
from close.rules.generated.contracts import CONTRACTS, breaches
from close.rules.given import AUDIT_LOG, GIVEN
from close.rules.queries import Query, library, parse
from close.store.datasets import DATASETS

TAKEN = {"reference"}  # parameters that a report may declare with `takes:`, in addition to the period
PARAMETERS = {"period", "period_start", "period_end", "previous_period", "previous_end"}
KNOWN = {"landings", "landings_history", *GIVEN}
NAME = re.compile(r"[a-z_][a-z0-9_]*")
PURE = (  # the same on every machine, every day and every engine
    *(exp.And, exp.Or, exp.Exists, exp.Case, exp.If, exp.Coalesce, exp.Nullif, exp.Cast),
    *(exp.Sum, exp.Count, exp.CountIf, exp.Min, exp.Max, exp.Avg, exp.LogicalAnd, exp.LogicalOr, exp.GroupConcat),
    *(exp.RowNumber, exp.Rank, exp.DenseRank, exp.Lag, exp.Lead, exp.FirstValue, exp.LastValue),
    *(exp.Abs, exp.Sign, exp.Round, exp.Ceil, exp.Floor, exp.Greatest, exp.Least),
    *(exp.Lower, exp.Upper, exp.Trim, exp.Left, exp.Right, exp.Length, exp.Substring, exp.Replace, exp.Concat),
    *(exp.ConcatWs, exp.StartsWith, exp.Contains, exp.StrPosition, exp.SplitPart, exp.Pad, exp.Reverse),
    *(exp.RegexpLike, exp.RegexpExtract, exp.RegexpReplace),
    *(exp.TimeToStr, exp.DateDiff, exp.DateAdd, exp.DateSub, exp.DateFromParts, exp.DateTrunc, exp.TimestampTrunc),
    *(exp.LastDay, exp.Extract, exp.Year, exp.Month, exp.Day),
)
RANKING = (exp.RowNumber, exp.Rank, exp.DenseRank, exp.Lag, exp.Lead, exp.FirstValue, exp.LastValue)
FLOATS = (exp.DataType.Type.DOUBLE, exp.DataType.Type.FLOAT)


def check(query: Query, kind: str = "reports") -> list[str]:
    """Return every fault in a SQL file of a given kind, one sentence each. A file without faults passes."""
    try:
        tree = parse(query.body)
    except (ParseError, TokenError) as error:
        return [f"it cannot be parsed as one statement: {error}"]
    if not isinstance(tree, exp.Query):
        return [f"it is a {tree.key}, not a select"]
    if query.body.rstrip().endswith(";"):
        return ["it ends in a semicolon: remove it"]
    faults = [*_tables(query, tree), *_functions(tree), *_chances(tree), *_floats(tree), *_parameters(query, tree)]
    faults += list_obstacles(tree)
    faults += _version(query, kind)
    if kind == "reports":
        return [*faults, *_order(query, tree), *_columns(tree), *_wordings(query, tree), *_needs(query)]
    contract = breaches(query, kind) if kind in CONTRACTS else ()
    return [*faults, *_months(query), *contract, *(_grain(query) if kind == "models" else ())]


def _version(query: Query, kind: str) -> Iterator[str]:
    """A later version states what it changes, and holds from a later month than the one before it."""
    earlier = [each for each in library(kind).get(query.name, ()) if each.version < query.version]
    if earlier and "change" not in query.fields:
        yield f"it is version {query.version}, and its header does not say what it changes: `change: ...`"
    if earlier and query.since <= earlier[0].since:
        former = f"version {earlier[0].version} from {earlier[0].since}"
        yield f"it holds from {query.since}, and {former}: a later version needs a later month"


def _needs(query: Query) -> Iterator[str]:
    for name in query.needs:
        if name not in DATASETS:
            yield f"it needs {name}, which is not a dataset: {', '.join(DATASETS)}"


def _tables(query: Query, tree: exp.Query) -> Iterator[str]:
    models = library("models").keys()
    derived = {name + BEFORE for name in models} | {name + HISTORY for name in DATASETS}
    tables = DATASETS.keys() | models | KNOWN | derived | generated.names()
    for name in sorted(query.reads - tables - {""}):
        yield f"it reads {name}, which is not a dataset, a model or a given table"
    if AUDIT_LOG in query.reads and not query.events:
        yield f"it reads {AUDIT_LOG}, but its header does not list the kinds of `events:` that count"
    for table in tree.find_all(exp.Table):
        if not isinstance(table.this, exp.Identifier) or table.db or not NAME.fullmatch(table.name):
            yield f"it reads {table.sql('duckdb')}: use the plain name of a table, not a function, file or schema"
    steps = {step.alias for step in tree.find_all(exp.CTE)}
    for name in sorted(steps & tables):
        yield f"its step {name} shadows the dataset or model of that name"


def _functions(tree: exp.Query) -> Iterator[str]:
    for call in tree.find_all(exp.Func):
        if not isinstance(call, PURE):
            name = call.name if isinstance(call, exp.Anonymous) else call.sql_name().lower()
            yield f"it calls {name}(), which is not known to be pure and portable"


def _chances(tree: exp.Query) -> Iterator[str]:
    for sample in tree.find_all(exp.TableSample):
        yield f"it samples its rows at random: {sample.sql('duckdb')}"
    for window in tree.find_all(exp.Window):
        if isinstance(window.this, RANKING) and not window.args.get("order"):
            yield f"it ranks rows without an order: {window.sql('duckdb')}"
    for joined in tree.find_all(exp.GroupConcat):
        if not isinstance(joined.this, exp.Order):
            yield f"it concatenates texts without an order: {joined.sql('duckdb')}"
    for limit in tree.find_all(exp.Limit):
        if limit.parent and not limit.parent.args.get("order"):
            yield "it limits rows without an order"


def _floats(tree: exp.Query) -> Iterator[str]:
    for cast in tree.find_all(exp.Cast):
        if cast.to.this in FLOATS:
            yield f"it casts to floating point: {cast.sql('duckdb')}"
    for inexact in tree.find_all(exp.Div, exp.Avg):
        if not isinstance(inexact.find_ancestor(exp.Cast, exp.Select), exp.Cast):
            yield f"it lets floating point through: cast {inexact.sql('duckdb')} to a decimal"
    for literal in tree.find_all(exp.Literal):
        if not literal.is_string and "e" in literal.name.lower():
            yield f"it writes {literal.name}, which is floating point"


def _parameters(query: Query, tree: exp.Query) -> Iterator[str]:
    for name in sorted(query.takes - TAKEN):
        yield f"its header takes {name}; a report may take {', '.join(sorted(TAKEN))}"
    parameters = PARAMETERS | (query.takes & TAKEN)
    for name in sorted({str(node.this) for node in tree.find_all(exp.Placeholder, exp.Parameter)} - parameters):
        yield f"it uses ${name}; the parameters are {', '.join(sorted(parameters))}"


def _months(query: Query) -> Iterator[str]:
    for name in sorted(query.parameters - {"period", "period_start", "period_end"} - query.takes):
        yield f"it uses ${name}: read `<model>{BEFORE}` for the previous month instead"


def _grain(query: Query) -> Iterator[str]:
    if not query.grain.startswith("one row"):
        yield "its header does not state the meaning of a row: `grain: one row for each ...`"
    if "key" not in query.fields:
        yield "its header does not list the columns that identify a row: `key: column, column`, or `none` for one row"


def _order(query: Query, tree: exp.Query) -> Iterator[str]:
    order = tree.args.get("order")
    ordered = [term.this.name for term in order.expressions] if order else []
    names = [projection.alias_or_name for projection in tree.selects]
    if not query.key:
        yield "its header has no key"
    for column in query.key:
        if column not in names:
            yield f"its key column {column} is not selected"
    sources = {p.alias_or_name: p.this.name for p in tree.selects if isinstance(p, exp.Alias)}
    for column in query.key:
        if column not in ordered and sources.get(column) not in ordered:
            yield f"its order does not include the key column {column}"


def _columns(tree: exp.Query) -> Iterator[str]:
    for projection in (column for select in _last_selects(tree) for column in select.expressions):
        if projection.is_star:
            yield "its last select contains a star: name the columns"
        computed = isinstance(projection, exp.Alias) and not isinstance(projection.this, exp.Column | exp.Literal)
        if computed and isinstance(projection.this, exp.Binary | exp.AggFunc | exp.Neg):
            yield f"its computed column {projection.alias} is not cast"


def _wordings(query: Query, tree: exp.Query) -> Iterator[str]:
    for wording in query.wordings:
        if wording.code not in tree.named_selects:
            yield f"its header puts {wording.code} into words, but the column is not selected"


def _last_selects(tree: exp.Query) -> Iterator[exp.Select]:
    """Yield the final SELECT, or every branch of a union."""
    if isinstance(tree, exp.SetOperation):
        yield from (*_last_selects(tree.left), *_last_selects(tree.right))
    elif isinstance(tree, exp.Select):
        yield tree
