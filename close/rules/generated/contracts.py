"""Contracts of causes and identities: the columns their SELECT must provide. The others are derived.

The header of a cause lists its sides, each with its precedence: `precedence: stock 60, books 30`. The lowest one wins.
A cause with one side does not have to select `side`. Legs that it does not select are zero, and `amount` is the sum of
the absolute amounts of its legs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlglot import exp

from close.rules.queries import Query

TEXT, MONEY, LINE = "varchar", "decimal(18, 2)", "integer"
LEGS = ("leg1", "leg2", "revenue")
CAUSE = {  # the columns of the model `causes`, in order
    "cause_id": TEXT,
    "precedence": LINE,
    "side": TEXT,
    "doc_type": TEXT,
    "ref": TEXT,
    "amount": MONEY,
    **dict.fromkeys(LEGS, MONEY),
    "dataset": TEXT,
    "_landing": TEXT,
    "_line": LINE,
}
# The sides on which a difference is found. Of the causes on one side, a document gets the one of lowest precedence.
# Those of the second line count each line, journal or payment separately.
SIDES = (
    *("stock", "ledger", "books"),
    *("line", "journal", "carried", "cut", "purged", "double", "deposit", "payment", "accrual", "accrual_left"),
)
DERIVED = ("cause_id", "precedence")
DOCUMENT = ("doc_type", "ref", "dataset", "_landing", "_line")


@dataclass(frozen=True)
class Contract:
    """The columns that every file of a kind must select, those that it may select, and its required header fields."""

    needed: tuple[str, ...]
    optional: tuple[str, ...]
    header: tuple[str, ...]


CONTRACTS: Mapping[str, Contract] = {
    "causes": Contract(DOCUMENT, ("side", "amount", *LEGS), ("precedence", "effect", "timing")),
    "identities": Contract(("left_side", "right_side"), (), ("left", "right")),
}


def precedences(cause: Query) -> dict[str, int]:
    """Return the precedence of a cause on each of its sides. Raises ValueError if the header cannot be read."""
    pairs = (part.split() for part in cause.fields.get("precedence", "").split(","))
    return {side: int(precedence) for side, precedence in pairs}


def complete(cause: Query) -> Query:
    """Return the cause with every column of `causes`, in order and cast to its type."""
    stated = cause.tree.named_selects
    columns = [f"cast({_value(name, cause, stated)} as {kind}) as {name}" for name, kind in CAUSE.items()]
    body = f"with\n\nstated as (\n{cause.body}\n)\n\nselect\n    " + ",\n    ".join(columns) + "\nfrom stated"
    return cause.become(body=body)


def _value(name: str, cause: Query, stated: list[str]) -> str:
    """Return the expression of a column of `causes`, as stated in the cause or derived from the rest."""
    sides = precedences(cause)
    if name == "cause_id":
        return f"'{cause.name}'"
    if name == "precedence":
        cases = " ".join(f"when '{side}' then {precedence}" for side, precedence in sides.items())
        return str(*sides.values()) if len(sides) == 1 else f"case side {cases} end"
    if name == "side" and name not in stated:
        return f"'{next(iter(sides))}'"
    if name == "amount":
        return "abs(amount)" if name in stated else " + ".join(f"abs({leg})" for leg in LEGS if leg in stated)
    return name if name in stated else "0"


def breaches(query: Query, kind: str) -> Iterator[str]:
    """Yield every breach of a contract, one sentence for each column or header field."""
    contract = CONTRACTS[kind]
    for name in contract.header:
        if name not in query.fields:
            yield f"its header does not contain `{name}:`"
    stated = query.tree.named_selects
    for name in contract.needed:
        if name not in stated:
            yield f"it does not select {name}"
    for name in stated:
        if name in DERIVED:
            yield f"it selects {name}, which is derived from its name and its header"
        elif name not in (*contract.needed, *contract.optional):
            yield f"it selects {name}, which is not a column of {kind}"
    yield from _branches(query.tree, stated)
    if kind == "causes":
        yield from _sides(query, stated)


def _branches(tree: exp.Query, stated: list[str]) -> Iterator[str]:
    """Check that all parts of a union select the same columns in the same order. They are matched by position."""
    for union in [tree, *tree.find_all(exp.SetOperation)] if isinstance(tree, exp.SetOperation) else []:
        for select in (union.left, union.right):
            names = select.named_selects
            for name, first in zip(names, stated, strict=False):
                if name != first:
                    yield f"a part of its union selects {name} in the position of {first}"


def _sides(cause: Query, stated: list[str]) -> Iterator[str]:
    try:
        sides = precedences(cause)
    except ValueError:
        yield "its header does not state `precedence:` in the form `stock 60, books 30`"
        return
    for side in sides:
        if side not in SIDES:
            yield f"its header has the precedence of {side}, which is not a side: {', '.join(SIDES)}"
    if len(sides) > 1 and "side" not in stated:
        yield f"it does not select side, and its header has several: {', '.join(sides)}"
    if not {"amount", *LEGS} & {*stated}:
        yield f"it does not select an amount: {', '.join(LEGS)} or amount"
