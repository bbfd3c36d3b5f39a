"""The SQL of a step as Spark SQL, which Sail speaks as well."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from sqlglot import ErrorLevel, exp
from sqlglot.optimizer.qualify import qualify

from close.engine.spark.statement import Statement
from close.rules.queries import parse

Node = TypeVar("Node", bound=exp.Expr)
SPARK = "spark"
BACKREFERENCE = re.compile(r"\\(\d)")
SPACES = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"


def translate(sql: str, columns: Mapping[str, Sequence[str]]) -> Statement:
    """Return one statement that has the rows it has in DuckDB. Its parameters become `:name`.

    `columns` contains at least the tables that it reads, each with its columns in order. Raises
    sqlglot.errors.UnsupportedError if there is no equal.
    """
    tree = parse(sql)
    tables = {table.name for table in tree.find_all(exp.Table)} & columns.keys()
    # Stars are written out because Sail has no `* except`. A schema of sqlglot wants types, which it does not use here.
    schema: dict[str, object] = {name: dict.fromkeys(columns[name], "varchar") for name in tables}
    tree = qualify(tree, dialect="duckdb", schema=schema)
    for rewrite in REWRITES:
        rewrite(tree)
    text = tree.sql(SPARK, unsupported_level=ErrorLevel.RAISE, identify=True)
    return Statement(text, is_ordered=bool(tree.args.get("order")))


def _write_parameters(tree: exp.Expr) -> None:
    for parameter in _list(tree, exp.Placeholder, exp.Parameter):
        parameter.replace(exp.Placeholder(this=str(parameter.this)))


def _drop_own_names(tree: exp.Expr) -> None:
    """Write `t.x as x` as `t.x`. Spark 4.3 cannot plan some unions of columns that are renamed to themselves."""
    for alias in _list(tree, exp.Alias):
        if isinstance(alias.this, exp.Column) and alias.this.name == alias.alias:
            alias.replace(alias.this)


def _write_backreferences(tree: exp.Expr) -> None:
    for call in _list(tree, exp.RegexpReplace):
        replacement = call.args.get("replacement")
        if isinstance(replacement, exp.Literal):
            replacement.replace(exp.Literal.string(BACKREFERENCE.sub(r"$\1", replacement.name)))


def _write_signs(tree: exp.Expr) -> None:
    """Write signs as integers: in Spark they are floating-point numbers."""
    for sign in _list(tree, exp.Sign):
        sign.replace(exp.cast(sign.copy(), "integer"))


def _keep_sharp_s(tree: exp.Expr) -> None:
    """Write ß as ẞ in capitals, as DuckDB does. Spark writes SS."""
    for upper in _list(tree, exp.Upper):
        letter = exp.Literal.string("ß"), exp.Literal.string("ẞ")
        upper.set("this", exp.Replace(this=upper.this, expression=letter[0], replacement=letter[1]))


def _trim_spaces(tree: exp.Expr) -> None:
    """Trim every kind of space, as DuckDB does. Spark trims only the ordinary one."""
    for trim in _list(tree, exp.Trim):
        if not trim.args.get("expression"):
            trim.set("expression", exp.Literal.string(SPACES))


def _round_casts(tree: exp.Expr) -> None:
    for cast in _list(tree, exp.Cast):
        if cast.to.this in exp.DataType.INTEGER_TYPES:
            digits = 0
        elif cast.to.this == exp.DataType.Type.DECIMAL:
            digits = int(cast.to.expressions[1].name)
        else:
            continue
        if _is_floating(cast.this):
            cast.set("this", _rounded(cast.this, digits))


def _round_calls(tree: exp.Expr) -> None:
    for call in _list(tree, exp.Round):
        decimals = call.args.get("decimals")
        if decimals and _is_floating(call.this):
            call.replace(_rounded(call.this, int(decimals.name)))


def _rounded(number: exp.Expr, digits: int) -> exp.Expr:
    """Round a floating-point number as DuckDB does: multiplied, rounded half away from zero, and divided again.

    Spark's own `round` looks for the shortest decimal that reads as the number. One tie in sixteen would differ by a
    cent.
    """
    factor = exp.cast(exp.Literal.number(10**digits), "double")
    shifted = exp.Mul(this=exp.paren(number.copy()), expression=factor)
    return exp.Div(this=exp.Round(this=shifted), expression=factor.copy())


def _divide(tree: exp.Expr) -> None:
    """Divide floating-point numbers, as DuckDB does. Spark would divide decimals and drop digits of the product."""
    for division in _list(tree, exp.Div):
        for side in ("this", "expression"):
            division.set(side, exp.cast(division.args[side], "double"))


def _is_floating(node: exp.Expr) -> bool:
    """Return True if a division is neither cast nor rounded within the expression."""
    parts = node.dfs(prune=lambda each: isinstance(each, exp.Cast | exp.Round))
    return any(isinstance(part, exp.Div) for part in parts)


def _list(tree: exp.Expr, *kinds: type[Node]) -> list[Node]:
    """Return the nodes of some kinds, inner ones first, so that a node can be replaced after those in it."""
    return list(tree.find_all(*kinds, bfs=True))[::-1]


# Casts are rounded before calls of `round`, so that `cast(round(a / b, 2) as decimal(18, 2))` is rounded once.
REWRITES = (
    _write_parameters,
    _drop_own_names,
    _write_backreferences,
    _write_signs,
    _keep_sharp_s,
    _trim_spaces,
    _round_casts,
    _round_calls,
    _divide,
)
