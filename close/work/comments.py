"""Comments on an item, a step, a report or the month: open, resolved by whoever answers, closed by who asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from close.errors import Refused
from close.months import month
from close.store.audit_log import AuditLog, Draft, Event, say_why
from close.store.people import Action, is_same, permit
from close.store.warehouse import Warehouse

COMMENTED, RESOLVED, CLOSED = "commented", "resolved", "closed"
OPEN = "open"


class NoComment(Refused):
    """An event that is no comment was to be resolved or closed."""


class NoSubject(Refused):
    """A comment about nothing."""


class NotOpen(Refused):
    """A comment that is resolved or closed already was to be resolved, or a closed one closed again."""


class NotTheAsker(Refused):
    """Somebody else than who asked was to close a comment."""


@dataclass(frozen=True)
class Comment:
    """A comment and the last that was said of it: who resolved it and how, who closed it."""

    asked: Event
    resolved: Event | None = None
    closed: Event | None = None

    @property
    def state(self) -> str:
        """`open`, `resolved` or `closed`."""
        return CLOSED if self.closed else RESOLVED if self.resolved else OPEN


def comment(warehouse: Warehouse, period: str, subject: str, who: str, note: str) -> Event:
    """Ask or say something about a subject, also of a sealed month: it changes nothing that was signed.

    Raises NotAllowed, EmptyNote, NoSubject, BadPeriod.
    """
    month(period)
    permit(warehouse.governing(), who, Action.COMMENT)
    if not subject.strip():
        raise NoSubject("Say what the comment is about: an item, a step, a report or the month.")
    return AuditLog(warehouse).record(Draft(who, COMMENTED, period, subject, say_why(note, "a comment")))


def resolve(warehouse: Warehouse, number: int, who: str, note: str) -> Event:
    """Answer an open comment. Raises NotAllowed, EmptyNote, NoComment, NotOpen."""
    permit(warehouse.governing(), who, Action.COMMENT)
    return _answer(warehouse, number, who, RESOLVED, say_why(note, "resolving a comment"))


def close_comment(warehouse: Warehouse, number: int, who: str) -> Event:
    """Close a comment of one's own. Raises NotAllowed, NoComment, NotOpen, NotTheAsker."""
    permit(warehouse.governing(), who, Action.COMMENT)
    return _answer(warehouse, number, who, CLOSED)


def comments(warehouse: Warehouse, period: str = "", subject: str = "") -> list[Comment]:
    """Every comment of a month and those before it, or of all months; about one subject, or all. Oldest first."""
    found = _comments(AuditLog(warehouse).events()).values()
    return [c for c in found if subject in ("", c.asked.subject) and (not period or c.asked.period <= period)]


def _answer(warehouse: Warehouse, number: int, who: str, kind: str, note: str = "") -> Event:
    journal = AuditLog(warehouse)

    def check(events: Sequence[Event]) -> None:
        found = _comments(events).get(number)
        if found is None:
            raise NoComment(f"Event {number} is no comment: there is nothing to be {kind}.")
        if found.closed or (found.resolved and kind == RESOLVED):
            last = found.closed or found.resolved
            raise NotOpen(f"Comment {number} was {found.state} by {last.who if last else 'nobody'}: comment anew.")
        if kind == CLOSED and not is_same(found.asked.who, who):
            raise NotTheAsker(
                f"{found.asked.who} asked comment {number}: only who asked closes it. You may resolve it."
            )

    asked = _comments(journal.events()).get(number)
    period, subject = (asked.asked.period, asked.asked.subject) if asked else ("", "")
    return journal.record(Draft(who, kind, period, subject, note, about=number), check)


def _comments(events: Sequence[Event]) -> dict[int, Comment]:
    found: dict[int, Comment] = {}
    for event in events:
        if event.kind == COMMENTED:
            found[event.number] = Comment(event)
        elif event.about in found and event.kind == RESOLVED:
            found[event.about] = Comment(found[event.about].asked, event, found[event.about].closed)
        elif event.about in found and event.kind == CLOSED:
            found[event.about] = Comment(found[event.about].asked, found[event.about].resolved, event)
    return found
