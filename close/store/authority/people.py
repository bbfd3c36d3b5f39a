"""Roles and what they permit, checked before every action."""

import os
import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from close.errors import Refused
from close.store.settings import Settings
from close.texts import agree, clean

ADMINISTRATORS = "TIEOUT_ADMINISTRATORS"
MOST_LETTERS = 254  # of a name, as of an e-mail address
# Fillers, a blank of Braille and marks that choose a letter's shape: nobody sees them, but Python calls them printable.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


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
        Role.ADMINISTRATOR: _AT_WORK | {Action.LAND, Action.SEAL, Action.REOPEN, Action.SET},
    }
)


class Nameless(Refused):
    """A record without a person's name, or with one that cannot be read."""


class NotAllowed(Refused):
    """An action that the person's roles do not allow."""

    def __init__(self, who: str, roles: frozenset[Role], action: Action) -> None:
        standing = "has no role in this organisation"
        if roles:
            standing = f"has the {agree(len(roles), 'role')} {_enumerate(sorted(roles))}"
        needed = _enumerate([role for role, actions in MAY.items() if action in actions], "or")
        super().__init__(
            f"{who or 'An unnamed user'} {standing} and may not {action}. This requires the role {needed}. "
            "An administrator can assign roles on the page Organisation."
        )


def roles_of(settings: Settings | None, who: str) -> frozenset[Role]:
    """Return the roles of a person. If neither the settings nor the environment list anyone, everyone has every role.

    `settings` are those with the roles in force (`Warehouse.governing`). Once TIEOUT_ADMINISTRATORS is set, a person
    who is not listed has no role.
    """
    administrators = list_administrators()
    people = settings.people if settings else ()
    if not people and not administrators:
        return frozenset(Role)
    roles = {Role(role) for role, name in people if is_same(name, who)}
    return frozenset(roles | {Role.ADMINISTRATOR} if any(is_same(name, who) for name in administrators) else roles)


def list_administrators() -> list[str]:
    """Return the administrators of every organisation, from TIEOUT_ADMINISTRATORS, separated by commas there."""
    return [name.strip() for name in os.environ.get(ADMINISTRATORS, "").split(",") if name.strip()]


def is_same(one: str, other: str) -> bool:
    """Return True if two names belong to the same person.

    Case, extra spaces and the way accents are encoded make no difference.
    """
    return _lower(_compose(one)) == _lower(_compose(other))


def clean_name(text: str) -> str:
    """Return a name in the form in which records keep it: on one line, with single spaces."""
    return " ".join(clean(text).split())


def is_name(text: str) -> bool:
    """Return True if a person or a company can be called like that: visible letters, in the form that records keep."""
    is_seen = text.isprintable() and not _UNSEEN.search(text)
    return bool(text) and text == clean_name(text) and is_seen and len(text) <= MOST_LETTERS


def check_name(who: str) -> None:
    """Check that a record can state a person's name. Raises Nameless."""
    if not is_name(clean_name(who)):
        raise Nameless(
            f"Enter your name, with visible letters and at most {MOST_LETTERS}: it is recorded with what you do."
        )


def _compose(name: str) -> str:
    """Return a name with single spaces and composed accents, unless that would turn one letter into another."""
    name = " ".join(name.split())
    composes = all(unicodedata.normalize("NFC", letter) == letter for letter in name)
    return unicodedata.normalize("NFC", name) if composes else name


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


def _enumerate(words: list[Role], last: str = "and") -> str:
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
