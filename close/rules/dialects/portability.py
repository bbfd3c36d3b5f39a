"""Constructs that Spark or Sail would answer differently without saying so, or cannot answer at all.

`translation` takes care of everything else that was found to differ.
"""

import re
from collections.abc import Iterator

from sqlglot import exp

CLASSES = re.compile(r"\\[dDsSwW]")
ANCHOR = re.compile(r"^\^|(?<!\\)\$$")
GROUP_IN_WORD = re.compile(r"\\\d\w")
PATTERNS = (exp.RegexpLike, exp.RegexpExtract, exp.RegexpReplace)


def list_obstacles(tree: exp.Expr) -> Iterator[str]:
    """Yield every construct in a SELECT that does not travel, one sentence each."""
    yield from _patterns(tree)
    yield from _replacements(tree)
    yield from _texts(tree)
    yield from _days(tree)
    yield from _subqueries(tree)
    yield from _nulls(tree)


def _patterns(tree: exp.Expr) -> Iterator[str]:
    for call in tree.find_all(*PATTERNS):
        for found in CLASSES.findall(call.expression.name):
            yield f"its pattern contains {found}, which means more letters elsewhere: list them, as in [0-9]"


def _replacements(tree: exp.Expr) -> Iterator[str]:
    for call in tree.find_all(exp.RegexpReplace):
        replacement = call.args["replacement"].name
        if "$" in replacement or GROUP_IN_WORD.search(replacement):
            yield f"it replaces by {replacement!r}: a group must not touch a letter or digit, and $ is one elsewhere"
        if not call.args.get("modifiers") and not ANCHOR.search(call.expression.name):
            yield f"it replaces the first match only, others replace all: add 'g' or an anchor to {call.sql('duckdb')}"


def _texts(tree: exp.Expr) -> Iterator[str]:
    for like in tree.find_all(exp.Like, exp.ILike):
        if "\\" in like.expression.name:
            yield f"it has a backslash in {like.sql('duckdb')}, which escapes the next character elsewhere"
    for part in tree.find_all(exp.Substring, exp.Left, exp.Right):
        position = part.args.get("start") or part.expression
        if isinstance(position, exp.Neg) or position.name == "0":
            yield f"it counts from zero or from the end in {part.sql('duckdb')}: positions start at 1"


def _days(tree: exp.Expr) -> Iterator[str]:
    for difference in tree.find_all(exp.DateDiff):
        if difference.text("unit").lower() != "day":
            yield f"it calls {difference.sql('duckdb')}: only days are counted alike. Use year() * 12 + month()"


def _subqueries(tree: exp.Expr) -> Iterator[str]:
    for membership in tree.find_all(exp.In):
        clause = membership.find_ancestor(exp.Where, exp.Having, exp.Join, exp.Select)
        if membership.args.get("query") and isinstance(clause, exp.Select):
            yield f"it selects {membership.sql('duckdb')}: use a left join"


def _nulls(tree: exp.Expr) -> Iterator[str]:
    """The first part of a union gives its columns their types."""
    for union in tree.find_all(exp.SetOperation):
        for column in union.left.expressions if isinstance(union.left, exp.Select) else ():
            if isinstance(column.unalias(), exp.Null):
                yield f"the first part of a union selects {column.sql('duckdb')}: cast it to its type"
