"""Roles and permissions from the settings of an organisation, checked before every action."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa

from close.errors import Refused
from close.store.datasets import SETTINGS, SETTINGS_PEOPLE
from close.store.landings import Landing
from close.store.manifests import Manifest
from close.store.settings import DEFINITION, Settings
from close.store.settings_in_force import LATEST, read_governing, read_settings

ADMINISTRATORS = "TIEOUT_ADMINISTRATORS"
_RULES = tuple(setting.name for setting in DEFINITION.values() if setting.is_rule)


class Role(StrEnum):
    """A person's role in an organisation. One person may have several."""

    VIEWER = "viewer"
    PREPARER = "preparer"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Action(StrEnum):
    """An action that requires a role. Its value is the wording used in messages."""

    LOOK = "view this organisation"
    LAND = "upload exports"
    ATTEST = "attest a step"
    WAIVE = "waive a step"
    WORK = "work on the worklist"
    COMMENT = "comment"
    PREPARE = "sign as preparer"
    REVIEW = "sign as reviewer"
    SEAL = "seal a month"
    REOPEN = "re-open a sealed month"
    ACCEPT = "accept restored records"
    SET = "change roles, materiality or the signing rules"
    EXPORT = "create a close binder or run signatures again"


_EVERYBODY = frozenset({Action.LOOK})
_AT_WORK = _EVERYBODY | {Action.WORK, Action.COMMENT, Action.EXPORT}
MAY: Mapping[Role, frozenset[Action]] = MappingProxyType(
    {
        Role.VIEWER: _EVERYBODY,
        Role.AUDITOR: _EVERYBODY | {Action.EXPORT},
        Role.PREPARER: _AT_WORK | {Action.LAND, Action.ATTEST, Action.PREPARE},
        Role.REVIEWER: _AT_WORK | {Action.WAIVE, Action.REVIEW, Action.SEAL},
        Role.ADMINISTRATOR: _AT_WORK | {Action.LAND, Action.SEAL, Action.REOPEN, Action.ACCEPT, Action.SET},
    }
)


class NotAllowed(Refused):
    """An action that the person's roles do not allow."""

    def __init__(self, who: str, roles: frozenset[Role], action: Action) -> None:
        standing = "has no role in this organisation"
        if roles:
            standing = f"has the role{'s' if len(roles) > 1 else ''} {_enumerate(sorted(roles))}"
        needed = _enumerate([role for role, actions in MAY.items() if action in actions], "or")
        super().__init__(
            f"{who or 'An unnamed user'} {standing} and may not {action}. This requires the role {needed}. "
            "An administrator can assign roles in the organisation's settings."
        )


def roles_of(settings: Settings | None, who: str) -> frozenset[Role]:
    """Return the roles of a person. If neither the settings nor the environment list anyone, everyone has every role.

    `settings` are those that assign roles. TIEOUT_ADMINISTRATORS lists the administrators of every organisation,
    separated by commas. Once it is set, a person who is not listed has no role.
    """
    administrators = [name for name in os.environ.get(ADMINISTRATORS, "").split(",") if name.strip()]
    people = settings.people if settings else ()
    if not people and not administrators:
        return frozenset(Role)
    roles = {Role(role) for role, name in people if is_same(name, who)}
    return frozenset(roles | {Role.ADMINISTRATOR} if any(is_same(name, who) for name in administrators) else roles)


def is_same(one: str, other: str) -> bool:
    """Return True if two names belong to the same person. Case and extra spaces make no difference."""
    return _lower(" ".join(one.split())) == _lower(" ".join(other.split()))


def _lower(name: str) -> str:
    """Return a name in small letters. ß does not become ss, nor the Kelvin sign k, because others own those."""
    return "".join(small if (small := letter.lower()).upper() == letter else letter for letter in name)


def may(settings: Settings | None, who: str, action: Action) -> bool:
    """Return True if a person may perform an action."""
    return any(action in MAY[role] for role in roles_of(settings, who))


def permit(settings: Settings | None, who: str, action: Action) -> None:
    """Check that a person may perform an action. Raises NotAllowed."""
    if not may(settings, who, action):
        raise NotAllowed(who, roles_of(settings, who), action)


def admit_landings(folder: Path, head: Manifest, landings: Sequence[Landing], who: str) -> list[Landing]:
    """Return the exports that a person may land on the newest snapshot. Raises NotAllowed.

    Only an administrator may land settings that change roles or signing rules, unless there are no settings yet.
    Settings that leave out the roles keep those of the settings that they replace, whoever lands them. If a person who
    is not an administrator lands settings without a signing rule, the rule stays as it is in force.
    """
    governing = read_governing(folder, head)
    permit(governing, who, Action.LAND)
    return (
        [_admit_settings(folder, head, landing, governing, who) for landing in landings] if governing else [*landings]
    )


def _admit_settings(folder: Path, head: Manifest, landing: Landing, governing: Settings, who: str) -> Landing:
    in_force = read_settings(folder, head, landing.period) or read_settings(folder, head, LATEST)
    if SETTINGS.name not in landing.tables or not in_force:
        return landing
    if landing.period == governing.period:
        landing = _keep_people(landing, governing)
    if not may(governing, who, Action.SET):
        landing = _keep_rules(landing, in_force)
    if _changes_rules(landing, in_force, governing):
        permit(governing, who, Action.SET)
    return landing


def _keep_people(landing: Landing, governing: Settings) -> Landing:
    """Return settings with the people in charge, if they name none."""
    if _list_people(landing) or not governing.people:
        return landing
    rows = [
        {"period": landing.period, "role": role, "who": who, "_line": line}
        for line, (role, who) in enumerate(governing.people, 1)
    ]
    people = pa.Table.from_pylist(rows, SETTINGS_PEOPLE.schema)
    return replace(landing, tables={**landing.tables, SETTINGS_PEOPLE.name: people})


def _keep_rules(landing: Landing, in_force: Settings) -> Landing:
    """Return settings with the signing rules in force that they leave out."""
    stated = {name: getattr(in_force, name) for name in _RULES if name in in_force.stated}
    rows = [
        {**row, **{name: value for name, value in stated.items() if row[name] is None}}
        for row in landing.tables[SETTINGS.name].to_pylist()
    ]
    table = pa.Table.from_pylist(rows, landing.tables[SETTINGS.name].schema)
    return replace(landing, tables={**landing.tables, SETTINGS.name: table})


def _changes_rules(landing: Landing, in_force: Settings, governing: Settings) -> bool:
    """Return True if settings change the signing rules of their month, or the people currently in charge."""
    rows = landing.tables[SETTINGS.name].to_pylist()
    if any(row.get(name) not in (None, getattr(in_force, name)) for row in rows for name in _RULES):
        return True
    people = _list_people(landing)
    return bool(people) and people != set(governing.people)


def _list_people(landing: Landing) -> set[tuple[str, str]]:
    table = landing.tables.get(SETTINGS_PEOPLE.name)
    return {(row["role"], row["who"]) for row in table.to_pylist()} if table else set()


def _enumerate(words: list[Role], last: str = "and") -> str:
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
