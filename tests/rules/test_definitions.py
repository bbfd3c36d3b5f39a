"""SQL sees the settings and packages that Python defines, value for value."""

import duckdb

from close.archive.accrual_files import WRITERS
from close.rules.compile import compile_report
from close.rules.generated.definitions import definition_models
from close.store.packages import PACKAGES
from close.store.settings import DEFINITION, PATTERN_KINDS, PATTERNS, PREFIX_KINDS, ROLES, Settings
from loaders.cells.days import ORDERS


def rows(name: str) -> list[dict[str, object]]:
    found = duckdb.connect().execute(definition_models()[name].body)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_defaults_are_those_of_a_new_organisation() -> None:
    (row,) = rows("setting_defaults")
    new = Settings()
    assert row == {name: getattr(new, name) for name in DEFINITION if getattr(new, name) not in (None, "")}
    assert row["package"] == "none"


def test_packages_are_those_of_python() -> None:
    names = ("code", "syncs", "keeps_drafts", "reference_length")
    assert rows("packages") == [{name: getattr(p, name) for name in names} for p in PACKAGES.values()]


def test_prefix_kinds_are_those_of_python() -> None:
    assert {row["kind"]: row["doc_type"] for row in rows("prefix_kinds")} == PREFIX_KINDS


def test_patterns_are_those_of_python() -> None:
    assert {row["kind"]: row["words"] for row in rows("pattern_kinds")} == PATTERN_KINDS
    assert {row["pattern"]: (row["written"], row["stands"]) for row in rows("pattern_places")} == PATTERNS


def test_roles_are_those_of_python() -> None:
    assert rows("roles") == [{"role": role, "nth": nth} for nth, role in enumerate(ROLES, 1)]


def test_the_compiled_text_holds_the_values() -> None:
    assert "cast('quickbooks' as varchar) as code" in compile_report("checklist", "2026-03").sql


def test_what_is_chosen_is_known_where_it_is_used() -> None:
    assert set(DEFINITION["date_order"].choices) == ORDERS.keys()
    assert {code for code, package in PACKAGES.items() if package.accrual_journal} == WRITERS.keys()
