"""The names and values that roles and signing rules can have, whether typed, proposed by a file or given by code."""

import re
from decimal import Decimal

from close.errors import Refused
from close.store.authority.in_force import RULES, People
from close.store.authority.people import MOST_LETTERS, Role, is_name, list_administrators
from close.store.settings import DEFINITION

_MOST = Decimal(10**12)
# A comma only separates thousands, since 50,00 would otherwise become 5,000.
_AMOUNT = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]{1,2})?")


class NoAdministrator(Refused):
    """Roles that leave an organisation without an administrator."""


class BadName(Refused):
    """A name by which nobody could sign in, or that looks like another."""


class BadRole(Refused):
    """A role that does not exist."""


class BadRule(Refused):
    """A signing rule that does not exist, or a value that it cannot have."""


def check_people(people: People) -> None:
    """Check that people can act in their roles. Raises BadRole, BadName, NoAdministrator."""
    for role, name in people:
        if role not in {*Role}:
            raise BadRole(f'There is no role "{role}". Choose one of {", ".join(Role)}.')
        if not is_name(name):
            raise BadName(
                f'{role}: "{_show(name)}" is blank, has invisible letters, or has over {MOST_LETTERS} of them. '
                "Type the name as the person signs in."
            )
    if not list_administrators() and not any(role == Role.ADMINISTRATOR for role, _ in people):
        raise NoAdministrator("Name an administrator first. Without one, nobody could change roles again.")


def check_rule(name: str, value: Decimal | bool) -> None:
    """Check that a signing rule exists and can have a value. Raises BadRule."""
    if not isinstance(value, _find_kind(name)):
        raise BadRule(f'{name} cannot be "{value}". Write {_say_kind(name)}.')
    if isinstance(value, Decimal) and not (value.is_finite() and 0 <= value < _MOST and value == round(value, 2)):
        raise BadRule(f"{name}: {value} is negative, far too large, or has part of a cent. Write {_say_kind(name)}.")


def read_value(name: str, text: str) -> Decimal | bool:
    """Return the value of a signing rule as typed. A blank amount is the default. Raises BadRule."""
    text = text.strip()
    if _find_kind(name) is bool:
        if text.lower() not in {"true", "false"}:
            raise BadRule(f'{name}: "{text}" is neither true nor false. Write one of them.')
        return text.lower() == "true"
    if text and not _AMOUNT.fullmatch(text):
        raise BadRule(f'{name}: "{_show(text)}" is not an amount. Write one such as 25.00 or 1,250.00.')
    value = Decimal(text.replace(",", "") or 0)
    check_rule(name, value)
    return round(value, 2)


def say_value(value: Decimal | bool) -> str:
    """Return the value of a signing rule as it can be typed."""
    return str(value).lower() if isinstance(value, bool) else f"{value:.2f}"


def _find_kind(name: str) -> type:
    if name not in RULES:
        raise BadRule(f'There is no signing rule "{name}". Choose one of {", ".join(RULES)}.')
    return DEFINITION[name].kind


def _say_kind(name: str) -> str:
    return "true or false" if _find_kind(name) is bool else "an amount such as 25.00"


def _show(text: str) -> str:
    """Return the beginning of a text, with invisible letters as codes."""
    return text[:60].encode("unicode_escape").decode() if not text.isprintable() else text[:60]
