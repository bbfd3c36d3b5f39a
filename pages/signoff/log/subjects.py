"""Subjects of events in words: a step, a report, an item, a rule, a change since last month, or a file."""

from close.months import LAST
from close.rules.reasons import say as say_reason
from close.signing.pins import name_subject
from close.store.authority.in_force import RULES
from close.work.legs import LEG_NAMES, name_row
from close.work.words import say
from pages.data.settings_fields import say_rule

OTHERS = {
    "people": "Everybody's roles",
    "proposal": "Roles and rules that a file proposes",
    "key": "The signing key",
    "records": "The restored records",
}


def say_subject(subject: str, period: str) -> str:
    """Return the subject of an event in words. A file, or anything unknown, is as it was recorded."""
    if subject in RULES:
        return say_rule(subject)
    name = name_subject(subject, period or LAST)
    return name if name != subject else OTHERS.get(subject) or _say_item(subject)


def _say_item(subject: str) -> str:
    """Return an item of the worklist such as PO:P-1, or of Flux such as balances:hsv."""
    kind, _, rest = subject.partition(":")
    if not rest:
        return subject
    if kind in ("balances", "margin"):
        return say_reason(f"flux_{rest}", {}, LAST)
    if kind in LEG_NAMES:
        return f"{name_row(rest)}, {LEG_NAMES[kind].lower()}"
    if kind == "timing":
        flow, _, side = rest.partition(":")
        return f"{flow}: {str(say(side)).lower()}"
    word = say(kind)
    return subject if word == kind else f"{word} {rest}"
