"""The gate for settings from a file: what they may decide, and what they only propose."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from close.store.authority.in_force import RULES
from close.store.authority.values import say_value
from close.store.datasets import DATASETS, SETTINGS, SETTINGS_PEOPLE, SETTINGS_PROPOSED
from close.store.landings import Landing
from close.store.manifests import Manifest
from close.store.settings_in_force import LATEST, read_naming, read_settings

ROLE_PART, RULE_PART = "role", "rule"


def withhold_authority(folder: Path, head: Manifest, landings: Sequence[Landing]) -> list[Landing]:
    """Return exports without the power to change roles or signing rules, ready to land on the newest snapshot.

    Those in a settings file are only proposed: they land in a dataset of their own, and an administrator may adopt
    them (`acts.adopt`). Those that an earlier version let settings decide stay in force.
    """
    return [_withhold(folder, head, each) if SETTINGS.name in each.tables else each for each in landings]


def _withhold(folder: Path, head: Manifest, landing: Landing) -> Landing:
    (row,) = landing.tables[SETTINGS.name].to_pylist()
    people = landing.tables.get(SETTINGS_PEOPLE.name)
    tables = {
        SETTINGS.name: [{**row, **_list_former_rules(folder, head, landing.period)}],
        SETTINGS_PEOPLE.name: _list_former_people(folder, head, landing.period),
        SETTINGS_PROPOSED.name: _propose(row, people.to_pylist() if people else []),
    }
    held = {name: _build(rows, landing, name) for name, rows in tables.items()}
    return replace(landing, tables={**landing.tables, **held})


def _list_former_rules(folder: Path, head: Manifest, period: str) -> dict[str, Any]:
    former = read_settings(folder, head, period) or read_settings(folder, head, LATEST)
    return {name: getattr(former, name) if former and name in former.stated else None for name in RULES}


def _list_former_people(folder: Path, head: Manifest, period: str) -> list[dict[str, Any]]:
    """Return the people of the settings that the landing replaces, if those are in charge."""
    naming = read_naming(folder, head)
    return [{"role": role, "who": who} for role, who in naming.people] if naming and naming.period == period else []


def _propose(row: dict[str, Any], people: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    roles = [{"part": ROLE_PART, "name": person["role"], "value": person["who"]} for person in people]
    stated = {name: row[name] for name in RULES if row.get(name) is not None}
    return [*roles, *({"part": RULE_PART, "name": name, "value": say_value(value)} for name, value in stated.items())]


def _build(rows: Sequence[dict[str, Any]], landing: Landing, name: str) -> pa.Table:
    whole = [{"period": landing.period, "_line": None, **row} for row in rows]
    return pa.Table.from_pylist(whole, DATASETS[name].schema)
