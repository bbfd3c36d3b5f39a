"""Who may do what: roles from the settings of an organisation, asked by everything that people do."""

import os
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from close.errors import Refused
from close.store.landings import Landing
from close.store.manifests import Manifest
from close.store.settings import DEFINITION, Settings
from close.store.settings_in_force import LATEST, read_governing, read_settings

ADMINISTRATORS = "TIEOUT_ADMINISTRATORS"


class Role(StrEnum):
    """The part that a person plays in an organisation; one person may play several."""

    VIEWER = "viewer"
    PREPARER = "preparer"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Action(StrEnum):
    """What a person does, in the words of the sentence that refuses it."""

    LOOK = "look at this organisation"
    LAND = "land exports"
    ATTEST = "attest a step"
    WAIVE = "waive a step"
    WORK = "work on the worklist"
    COMMENT = "comment"
    PREPARE = "sign as preparer"
    REVIEW = "sign as reviewer"
    SEAL = "seal a month"
    REOPEN = "re-open a sealed month"
    SET = "change roles, materiality or the rules of signing"
    EXPORT = "take a close binder or run signatures again"


_EVERYBODY = frozenset({Action.LOOK})
_AT_WORK = _EVERYBODY | {Action.WORK, Action.COMMENT, Action.EXPORT}
MAY: Mapping[Role, frozenset[Action]] = MappingProxyType(
    {
        Role.VIEWER: _EVERYBODY,
        Role.AUDITOR: _EVERYBODY | {Action.EXPORT},
        Role.PREPARER: _AT_WORK | {Action.LAND, Action.ATTEST, Action.PREPARE},
        Role.REVIEWER: _AT_WORK | {Action.WAIVE, Action.REVIEW, Action.SEAL},
        Role.ADMINISTRATOR: _AT_WORK | {Action.LAND, Action.SEAL, Action.REOPEN, Action.SET},
    }
)


class NotAllowed(Refused):
    """A person did something that their roles do not hold."""

    def __init__(self, who: str, roles: frozenset[Role], action: Action) -> None:
        held = f"is {_enumerate(sorted(roles))}" if roles else "has no role in this organisation"
        needed = _enumerate([role for role, actions in MAY.items() if action in actions], "or")
        super().__init__(
            f"{who or 'Nobody'} {held} and may not {action}: that takes {needed}. "
            "An administrator can name roles in the organisation's settings."
        )


def roles_of(settings: Settings | None, who: str) -> frozenset[Role]:
    """The roles of a person. Where neither settings nor the environment name anybody, everybody holds all of them.

    `settings` are those that hold `people`; TIEOUT_ADMINISTRATORS lists, with commas, who administers every
    organisation: once it is set, whoever is not named has no role.
    """
    administrators = [name for name in os.environ.get(ADMINISTRATORS, "").split(",") if name.strip()]
    named = settings.people if settings else ()
    if not named and not administrators:
        return frozenset(Role)
    held = {Role(role) for role, name in named if is_same(name, who)}
    return frozenset(held | {Role.ADMINISTRATOR} if any(is_same(name, who) for name in administrators) else held)


def is_same(one: str, other: str) -> bool:
    """Whether two names are of one person. Capitals and extra blanks make no difference."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def may(settings: Settings | None, who: str, action: Action) -> bool:
    """Whether a person may do something."""
    return any(action in MAY[role] for role in roles_of(settings, who))


def permit(settings: Settings | None, who: str, action: Action) -> None:
    """Raises NotAllowed."""
    if not may(settings, who, action):
        raise NotAllowed(who, roles_of(settings, who), action)


def permit_landings(folder: Path, head: Manifest, landings: Sequence[Landing], who: str) -> None:
    """Check that a person may land exports over the newest snapshot of an organisation. Raises NotAllowed.

    Settings that change roles or how a month is signed take an administrator, unless there are no settings yet.
    """
    governing = read_governing(folder, head)
    permit(governing, who, Action.LAND)
    for landing in landings if governing else ():
        in_force = read_settings(folder, head, landing.period) or read_settings(folder, head, LATEST)
        if governing and in_force and _changes_rules(landing, in_force, governing):
            permit(governing, who, Action.SET)


def _changes_rules(landing: Landing, in_force: Settings, governing: Settings) -> bool:
    """Whether a landing states other rules than those in force for its month, or other people than govern now."""
    rows = landing.tables["settings"].to_pylist() if "settings" in landing.tables else []
    rules = [setting.name for setting in DEFINITION.values() if setting.is_rule]
    if any(row.get(name) not in (None, getattr(in_force, name)) for row in rows for name in rules):
        return True
    table = landing.tables.get("settings_people")
    people = {(row["role"], row["who"]) for row in table.to_pylist()} if table else set()
    return bool(people) and people != set(governing.people)


def _enumerate(words: list[Role], last: str = "and") -> str:
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
