"""Words for events: what was done, and the value that an act set."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from close.rules.catalogue import name_cause
from close.store.audit_log import Event
from close.store.authority.in_force import ROLES, RULE
from pages.parts.words import say_count, say_day, say_money

KINDS = {
    "signed": "signed",
    "certified": "signed by rule",
    "retracted": "withdrew a signature",
    "sealed": "sealed the month",
    "reopened": "re-opened the month",
    "attested": "attested",
    "waived": "waived",
    "withdrawn": "withdrew an attestation or waiver",
    "attached": "attached a file",
    "commented": "commented",
    "resolved": "answered a comment",
    "closed": "closed a comment",
    "assigned": "assigned an item",
    "due": "set a due day",
    "explained": "explained an item",
    "accrued": "accrued an item",
    "accepted": "accepted an item as it is",
    "returned": "put an item back on the list",
    "change_explained": "explained a change",
    "taken_back": "took back an upload",
    "same_company": "confirmed another name of the company",
    "made_current": "made a former upload current",
    "roles": "changed roles",
    "signing_rule": "set a signing rule",
    "kept_authority": "declined proposed roles or rules",
    "new_key": "began to use another signing key",
}
RECORDS, RESTORED = "records", "accepted restored records"
NOBODY, SHORT = "nobody", 12
COUNTED = {"waived", "attested"}  # with the number of exceptions as their amount
NAMES = {"sign_in": "signed in", "typed": "as typed", "": "not recorded"}


def say_kind(event: Event) -> str:
    """Return what an event did, without the details of the single event, so that it can be filtered by."""
    return RESTORED if event.subject == RECORDS else KINDS.get(event.kind, event.kind.replace("_", " "))


def say_event(event: Event) -> str:
    """Return an event in words."""
    words = say_kind(event)
    if event.kind in {"signed", "certified"}:
        return f"{words} as {event.value}"
    if event.kind == "reopened":
        return f"{words} until {say_value(event)}"
    return f"{words} {event.about}" if event.kind == "retracted" else words


def say_value(event: Event) -> str | None:
    """Return the value that an event set, or None if it set none. The amount of an item is not a value."""
    if event.kind in COUNTED and event.amount is not None:
        return say_count(int(event.amount), "exception left", "exceptions left")
    if event.kind == RULE:
        return say_setting(event.value if event.amount is None else event.amount)
    if event.about is not None:
        return f"about event {event.about}"
    say = VALUES.get(event.kind, str)
    return say(event.value) if event.value else None


def say_setting(value: object) -> str:
    """Return the value of a rule: an amount, or yes or no."""
    if isinstance(value, Decimal):
        return say_money(value)
    return {"true": "yes", "false": "no"}.get(str(value).lower(), str(value))


def say_people(value: str) -> str:
    """Return everybody's roles in one line, from the value of an event."""
    named = json.loads(value)
    return "; ".join(f"{role}: {', '.join(names)}" for role, names in named.items()) or NOBODY


def _say_date(value: str) -> str:
    return say_day(date.fromisoformat(value))


def _shorten(value: str) -> str:
    return f"{value[:SHORT]}…"


VALUES: Mapping[str, Callable[[str], str]] = {
    ROLES: say_people,
    "due": _say_date,
    "reopened": _say_date,
    "attached": _shorten,
    "new_key": _shorten,
    "kept_authority": _shorten,
    "explained": name_cause,
}
