"""Models without a SQL file: the values of settings and packages, written as SQL from their definitions.

They are part of the compiled text, so a signature pins the values and an auditor can read them in the SELECT.
"""

from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from textwrap import dedent

from sqlglot import exp

from close.engine.views import SQL_TYPES
from close.rules.queries import ONE_ROW, SQL, Query
from close.store.datasets import TYPES
from close.store.packages import PACKAGES
from close.store.settings import DEFINITION, PATTERN_KINDS, PATTERNS, PREFIX_KINDS, ROLES

Row = Mapping[str, object]
PACKAGE_TYPES = {"code": str, "syncs": bool, "keeps_drafts": bool, "reference_length": int}


@lru_cache
def definition_models() -> Mapping[str, Query]:
    """Return the generated models by name. They apply to every period."""
    stated = {name: setting for name, setting in DEFINITION.items() if setting.default is not None}
    return {
        "setting_defaults": _model(
            "setting_defaults",
            "Setting defaults: one row, a column for each setting that has a default",
            ONE_ROW,
            {name: setting.kind for name, setting in stated.items()},
            [{name: setting.default for name, setting in stated.items()}],
        ),
        "packages": _model(
            "packages",
            "Packages: a row for each accounting package, by the code that the settings contain",
            "code",
            PACKAGE_TYPES,
            [asdict(package) for package in PACKAGES.values()],
        ),
        "prefix_kinds": _model(
            "prefix_kinds",
            "Prefix kinds: the type of document that a reference prefix in the settings indicates",
            "kind",
            {"kind": str, "doc_type": str},
            [{"kind": kind, "doc_type": doc_type} for kind, doc_type in PREFIX_KINDS.items()],
        ),
        "pattern_kinds": _model(
            "pattern_kinds",
            "Pattern kinds: the kinds of ledger entry that can have a reference pattern, in words",
            "kind",
            {"kind": str, "words": str},
            [{"kind": kind, "words": words} for kind, words in PATTERN_KINDS.items()],
        ),
        "pattern_places": _model(
            "pattern_places",
            "Pattern places: the part of a reference that each pattern writes, and its position in a text",
            "pattern",
            {"pattern": str, "written": str, "stands": str},
            [
                {"pattern": pattern, "written": written, "stands": stands}
                for pattern, (written, stands) in PATTERNS.items()
            ],
        ),
        "roles": _model(
            "roles",
            "Roles: the roles that a ledger account can have in a company, in the order of the settings",
            "role",
            {"role": str, "nth": int},
            [{"role": role, "nth": nth} for nth, role in enumerate(ROLES, 1)],
        ),
    }


def generated(name: str, header: str, grain: str, key: str, body: str) -> Query:
    """Return a model that applies to every period. Its header is `Title: sentence`, as in a file."""
    title, _, description = header.partition(": ")
    return Query(name, 1, SQL, title, description, {"since": "", "grain": grain, "key": key}, dedent(body).strip())


def _model(name: str, header: str, key: str, types: Mapping[str, type], rows: list[Row]) -> Query:
    body = "\nunion all\n".join(_select(types, row) for row in rows)
    return generated(name, header, "one row" if key == ONE_ROW else f"one row for each {key}", key, body)


def _select(types: Mapping[str, type], row: Row) -> str:
    """Return one row of typed literals."""
    columns = [f"cast({_literal(row[name])} as {SQL_TYPES[TYPES[kind]]}) as {name}" for name, kind in types.items()]
    return "select\n    " + ",\n    ".join(columns)


def _literal(value: object) -> str:
    literal = exp.convert(value).sql("duckdb")
    return literal if isinstance(value, str) else literal.lower()
