"""Models that combine files: `causes` and `identities` contain the rows of every cause and identity in force.

`cause_<id>` and `identity_<id>` are the individual files in `sql/causes` and `sql/identities`.
"""

import re
from functools import lru_cache

from close.rules.generated.contracts import CAUSE, complete
from close.rules.generated.definitions import generated
from close.rules.queries import ONE_ROW, Query, in_force, library

CAUSES, IDENTITIES = "causes", "identities"
CAUSE_KINDS, CAUSE_NEEDS, NEEDS = "cause_kinds", "cause_needs", "identity_needs"
PREFIXES = {CAUSES: "cause_", IDENTITIES: "identity_"}
DIFFERENCE = "side, doc_type, ref, _landing (may be blank), _line (may be blank)"
PARTS = re.compile(r"\D+|\d+")


def names() -> frozenset[str]:
    """Return every name that `collect` accepts."""
    return frozenset([*GATHERED, *(_step(kind, code) for kind in PREFIXES for code in library(kind))])


def collect(name: str, period: str) -> Query | None:
    """Return the model with the given name for a period, or None if there is no such model."""
    for kind in PREFIXES:
        if code := _code(kind, name):
            return single(in_force(code, period, kind), kind)
    if name in GATHERED:
        kind, gather = GATHERED[name]
        return gather(_in_force(kind, period))
    return None


@lru_cache(maxsize=512)
def single(file: Query, kind: str) -> Query:
    """Return the model of one cause, with every column of `causes`, or of one identity."""
    grain, key = ("one row for each difference", DIFFERENCE) if kind == CAUSES else ("one row", ONE_ROW)
    whole = complete(file) if kind == CAUSES else file
    return whole.become(name=_step(kind, file.name), fields={**file.fields, "grain": grain, "key": key})


@lru_cache
def causes(files: tuple[Query, ...]) -> Query:
    """Return the model that contains the rows of all causes."""
    rows = [f"select {', '.join(CAUSE)}\nfrom {_step(CAUSES, file.name)}" for file in files]
    grain = "one row for each difference and each cause that may explain it"
    return _union(CAUSES, "Causes: the rows of every cause in force", grain, f"cause_id, {DIFFERENCE}", rows)


@lru_cache
def cause_kinds(files: tuple[Query, ...]) -> Query:
    """Return the kind of each cause that states one. `kind: info` means that its findings need no action."""
    stated = ((file.name, file.fields["kind"]) for file in files if "kind" in file.fields)
    rows = [f"select '{code}' as cause_id, '{kind}' as kind" for code, kind in stated]
    return _union(
        CAUSE_KINDS,
        "Cause kinds: the kind stated in the header of a cause",
        "one row for each cause with a kind",
        "cause_id",
        rows,
    )


@lru_cache
def cause_needs(files: tuple[Query, ...]) -> Query:
    """Return the model with a row for each dataset in the header of a cause, without which it cannot be told."""
    rows = [f"select '{file.name}' as cause_id, '{need}' as need" for file in files for need in file.needs]
    return _union(
        CAUSE_NEEDS,
        "Cause needs: the exports of their own that causes need",
        "one row for each need of a cause",
        "cause_id, need",
        rows,
    )


@lru_cache
def identities(files: tuple[Query, ...]) -> Query:
    """Return the model of both sides of each identity, with their names.

    `method` is its inventory method, or blank for both.
    """
    rows = [
        f"select\n    {position} as position,\n    '{file.name}' as tie_out,\n"
        f"    cast(nullif('{file.fields.get('method', '')}', '') as varchar) as method,\n"
        "    cast(left_side as decimal(18, 4)) as left_side,\n    cast(right_side as decimal(18, 4)) as right_side,\n"
        f"    {_quote(file.fields['left'])} as left_name,\n    {_quote(file.fields['right'])} as right_name\n"
        f"from {_step(IDENTITIES, file.name)}"
        for position, file in enumerate(files, 1)
    ]
    return _union(
        IDENTITIES, "Identities: both sides of every identity in force", "one row for each identity", "tie_out", rows
    )


@lru_cache
def identity_needs(files: tuple[Query, ...]) -> Query:
    """Return the model with a row for each need in the header of an identity."""
    needs = ((file.name, need) for file in files for need in file.fields.get("needs", "").split())
    rows = [f"select '{code}' as tie_out, '{need}' as need" for code, need in needs]
    return _union(
        NEEDS,
        "Identity needs: the inputs from which each identity is computed",
        "one row for each need of an identity",
        "tie_out, need",
        rows,
    )


GATHERED = {
    CAUSES: (CAUSES, causes),
    CAUSE_KINDS: (CAUSES, cause_kinds),
    CAUSE_NEEDS: (CAUSES, cause_needs),
    IDENTITIES: (IDENTITIES, identities),
    NEEDS: (IDENTITIES, identity_needs),
}


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _code(kind: str, step: str) -> str | None:
    """Return the code of the cause or identity in a step's name: `identity_t1b` is T1b."""
    if not step.startswith(PREFIXES[kind]):
        return None
    return next((code for code in library(kind) if _step(kind, code) == step), None)


def _step(kind: str, code: str) -> str:
    return PREFIXES[kind] + code.lower()


def _in_force(kind: str, period: str) -> tuple[Query, ...]:
    """Return the files of a kind ordered by number: T3, T3P, T4, T10."""
    begun = (in_force(code, period, kind) for code, files in library(kind).items() if files[-1].since <= period)
    return tuple(sorted(begun, key=_number))


def _number(file: Query) -> list[tuple[int, str]]:
    return [(int(part) if part.isdigit() else 0, part) for part in PARTS.findall(file.name)]


def _union(name: str, header: str, grain: str, key: str, rows: list[str]) -> Query:
    return generated(name, header, grain, key, "\nunion all\n".join(rows))
