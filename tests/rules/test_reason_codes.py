"""Every reason code that a report can emit has a sentence, and as many values as the sentence uses."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from itertools import product

import pytest
from sqlglot import exp

from close.rules.compile import compile_report
from close.rules.queries import library, parse
from close.rules.reasons import PLACEHOLDER, SEVERAL, VALUE, reasons
from tests.given.periods import LATEST

PERIOD = LATEST
# A placeholder for a text that only the data contains.
ANY = "?"
# Possible values of an export column from which a code is built.
HELD = {"doc_type": {"SO", "CN", "PO", "SCN", "ADJ"}, "role": {"inventory", "revenue"}}
OF_ROWS = {
    "checklist",
    "flux",
    "step_exceptions",
    "step_proof",
    "unsynced",
    "worklist",
}  # these collect codes from rows
WORDED = [
    (name, wording.code)
    for name, found in sorted(library("reports").items())
    for wording in found[0].wordings
    if name not in OF_ROWS
]


Columns = Mapping[str, list[exp.Expr]]


def texts(node: exp.Expr, columns: Columns, seen: frozenset[str]) -> set[str]:
    """Return the possible texts of an expression: its literals, and those of the columns it reads."""
    match node:
        case exp.Literal():
            found = {node.name}
        case exp.Null():
            found = set()
        case exp.Cast() | exp.Paren() | exp.Min() | exp.Max() | exp.GroupConcat() | exp.Order():  # one, or several
            found = texts(node.this, columns, seen)
        case exp.Coalesce():
            found = set().union(*(texts(part, columns, seen) for part in (node.this, *node.expressions)))
        case exp.Lower():
            found = {text.lower() for text in texts(node.this, columns, seen)}
        case exp.Case():
            found = _of_case(node, columns, seen)
        case exp.DPipe():
            found = {
                _lean(a + b) for a, b in product(texts(node.left, columns, seen), texts(node.right, columns, seen))
            }
        case exp.ConcatWs():  # any part may be blank, so each is checked on its own
            found = set().union(*(texts(part, columns, seen) for part in node.expressions[1:]))
        case exp.Column():
            found = HELD.get(node.name) or _of_column(node.name, columns, seen)
        case _:
            found = {ANY}
    return found


def _of_case(node: exp.Case, columns: Columns, seen: frozenset[str]) -> set[str]:
    """Return the texts of every branch: `case code when 'a' then 'b' else code end` never gives 'a'."""
    branches, default = node.args["ifs"], node.args["default"] or exp.Null()
    compared = {branch.this.name for branch in branches} if default == node.this else set()
    ends = (texts(branch.args["true"], columns, seen) for branch in branches)
    return (texts(default, columns, seen) - compared).union(*ends)


def _lean(text: str) -> str:
    """Return the code with its number of values in place of the values, whose combinations would be too many."""
    cells = (cell.split(VALUE) for cell in text.split(SEVERAL))
    return SEVERAL.join(VALUE.join([code, *(value and ANY for value in values)]) for code, *values in cells)


def _of_column(name: str, columns: Columns, seen: frozenset[str]) -> set[str]:
    """Return the texts of every column with that name. A column from an export can contain any text."""
    if name in seen:
        return set()
    found = [texts(one, columns, seen | {name}) for one in columns.get(name, ())]
    return set().union(*found) if found else {ANY}


@lru_cache
def columns_of(name: str) -> Columns:
    """Return the expressions for each column name in all selects of a report.

    The first select in a union determines the names.
    """
    tree, found = parse(compile_report(name, PERIOD).sql), defaultdict(list)
    for select in tree.find_all(exp.Select):
        for one in select.expressions:
            found[one.alias_or_name].append(one.unalias())
    for union in tree.find_all(exp.SetOperation):
        names = union.named_selects
        for side in (union.left, union.right):
            if isinstance(side, exp.Select) and not side.is_star:
                for column, one in zip(names, side.expressions, strict=False):
                    found[column].append(one.unalias())
    return {column: list({one.sql(): one for one in ones}.values()) for column, ones in found.items()}


@pytest.mark.parametrize(("name", "column"), WORDED)
def test_every_code_has_words(name: str, column: str) -> None:
    found = _of_column(column, columns_of(name), frozenset())
    cells = {part for text in found for part in text.split(SEVERAL)}
    assert cells
    known = reasons(PERIOD)
    for code, *values in (cell.split(VALUE) for cell in cells):
        assert code in known, (name, code)
        places = PLACEHOLDER.findall(known[code].sentence + known[code].remedy)
        asked = [int(place) for place, _ in places if place.isdigit()]
        assert len(values) == max(asked, default=0), (name, code)
