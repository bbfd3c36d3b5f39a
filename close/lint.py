"""What a SQL file must be, so that a report stays a pure function that an auditor can run anywhere (design.md 4)."""

from collections.abc import Iterator

from sqlglot import exp
from sqlglot.errors import ParseError, TokenError

from close.datasets import DATASETS
from close.queries import Query, library, parse
from close.report import BEFORE

PARAMETERS = {"period", "period_start", "period_end", "previous_period", "previous_end"}
GIVEN = {"landings", "journal"}
PORTABLE = {"parse_filename"}
IMPURE = (
    exp.CurrentDate,
    exp.CurrentTime,
    exp.CurrentTimestamp,
    exp.CurrentUser,
    exp.Rand,
    exp.TableSample,
    exp.Uuid,
)
FLOATS = (exp.DataType.Type.DOUBLE, exp.DataType.Type.FLOAT)


def check(query: Query, kind: str = "reports") -> list[str]:
    """What is wrong with a report or a model, one sentence each; an empty list passes."""
    try:
        tree = parse(query.body)
    except (ParseError, TokenError) as error:
        return [f"it is not one statement that can be read: {error}"]
    if not isinstance(tree, exp.Query):
        return [f"it is a {tree.key}, not a select"]
    if query.body.rstrip().endswith(";"):
        return ["it ends in a semicolon: one statement a file, without an end mark"]
    found = [*_tables(query, tree), *_functions(tree), *_parameters(tree)]
    if kind == "reports":
        found += [*_order(query, tree), *_columns(tree)]
    return found


def _tables(query: Query, tree: exp.Query) -> Iterator[str]:
    models = library("models").keys()
    known = DATASETS.keys() | models | GIVEN | {name + BEFORE for name in models}
    for name in sorted(query.reads - known - {""}):
        yield f"it reads {name}, which is no dataset, model or given table"
    steps = {step.alias for step in tree.find_all(exp.CTE)}
    for name in sorted(steps & known):
        yield f"its step {name} hides the dataset or model of that name"


def _functions(tree: exp.Query) -> Iterator[str]:
    for call in tree.find_all(exp.Anonymous):
        if call.name.lower() not in PORTABLE:
            yield f"it calls {call.name}(), which is not known to be pure and portable"
    for node in tree.find_all(*IMPURE):
        yield f"it asks the clock, chance or the user: {node.sql('duckdb')}"


def _parameters(tree: exp.Query) -> Iterator[str]:
    for name in sorted({str(node.this) for node in tree.find_all(exp.Placeholder, exp.Parameter)} - PARAMETERS):
        yield f"it asks for ${name}; there are only {', '.join(sorted(PARAMETERS))}"


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
            yield f"its order does not hold the key column {column}"


def _columns(tree: exp.Query) -> Iterator[str]:
    for projection in tree.selects:
        if projection.is_star:
            yield "its last select holds a star: name the columns"
        computed = isinstance(projection, exp.Alias) and not isinstance(projection.this, exp.Column | exp.Literal)
        if computed and isinstance(projection.this, exp.Cast) and projection.this.to.this in FLOATS:
            yield f"its column {projection.alias} is floating point"
        elif computed and isinstance(projection.this, exp.Binary | exp.AggFunc | exp.Neg):
            yield f"its column {projection.alias} is computed and not cast"
