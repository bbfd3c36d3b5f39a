"""Comments on an item, a step, a report or the month: open, resolved with an answer, closed by the author."""

from collections.abc import Sequence
from dataclasses import dataclass

from close.errors import Refused
from close.months import month
from close.store.audit_log import AuditLog, Draft, Event, say_why
from close.store.authority.people import Action, is_same, permit
from close.store.warehouse import Warehouse

COMMENTED, RESOLVED, CLOSED = "commented", "resolved", "closed"
OPEN = "open"


class NoComment(Refused):
    """An event that is not a comment."""


class NoSubject(Refused):
    """A comment without a subject."""


class NotOpen(Refused):
    """A comment that is already resolved or closed."""


class NotTheAsker(Refused):
    """A comment that only its author may close."""


@dataclass(frozen=True)
class Comment:
    """A comment with the events that resolved and closed it, if any."""

    asked: Event
    resolved: Event | None = None
    closed: Event | None = None

    @property
    def state(self) -> str:
        """`open`, `resolved` or `closed`."""
        return CLOSED if self.closed else RESOLVED if self.resolved else OPEN


def comment(warehouse: Warehouse, period: str, subject: str, who: str, note: str) -> Event:
    """Comment on a subject. Comments on sealed months are allowed, because they do not change a signed answer.

    Raises NotAllowed, EmptyNote, NoSubject, BadPeriod.
    """
    month(period)
    permit(warehouse.governing(), who, Action.COMMENT)
    if not subject.strip():
        raise NoSubject("Choose what the comment is about: an item, a step, a report or the month.")
    return AuditLog(warehouse).record(Draft(who, COMMENTED, period, subject, say_why(note, "a comment")))


def resolve(warehouse: Warehouse, number: int, who: str, note: str) -> Event:
    """Answer an open comment. Raises NotAllowed, EmptyNote, NoComment, NotOpen."""
    permit(warehouse.governing(), who, Action.COMMENT)
    return _answer(warehouse, number, who, RESOLVED, say_why(note, "resolving a comment"))


def close_comment(warehouse: Warehouse, number: int, who: str) -> Event:
    """Close one's own comment. Raises NotAllowed, NoComment, NotOpen, NotTheAsker."""
    permit(warehouse.governing(), who, Action.COMMENT)
    return _answer(warehouse, number, who, CLOSED)


def comments(warehouse: Warehouse, period: str = "", subject: str = "") -> list[Comment]:
    """Return the comments on a month and earlier months, or on all months, oldest first.

    `subject` restricts them to one subject.
    """
    all_comments = _comments(AuditLog(warehouse).events()).values()
    return [c for c in all_comments if subject in ("", c.asked.subject) and (not period or c.asked.period <= period)]


def _answer(warehouse: Warehouse, number: int, who: str, kind: str, note: str = "") -> Event:
    log = AuditLog(warehouse)

    def check(events: Sequence[Event]) -> None:
        comment = _comments(events).get(number)
        if comment is None:
            raise NoComment(f"Event {number} is not a comment, so it cannot be {kind}.")
        if comment.closed or (comment.resolved and kind == RESOLVED):
            last = comment.closed or comment.resolved
            raise NotOpen(
                f"Comment {number} was {comment.state} by {last.who if last else 'nobody'}. Add a new comment."
            )
        if kind == CLOSED and not is_same(comment.asked.who, who):
            raise NotTheAsker(
                f"Only {comment.asked.who} can close comment {number}, as its author. You can resolve it."
            )

    asked = _comments(log.events()).get(number)
    period, subject = (asked.asked.period, asked.asked.subject) if asked else ("", "")
    return log.record(Draft(who, kind, period, subject, note, about=number), check)


def _comments(events: Sequence[Event]) -> dict[int, Comment]:
    by_number: dict[int, Comment] = {}
    for event in events:
        if event.kind == COMMENTED:
            by_number[event.number] = Comment(event)
        elif event.about in by_number and event.kind == RESOLVED:
            by_number[event.about] = Comment(by_number[event.about].asked, event, by_number[event.about].closed)
        elif event.about in by_number and event.kind == CLOSED:
            by_number[event.about] = Comment(by_number[event.about].asked, by_number[event.about].resolved, event)
    return by_number
