"""Changes since a moment: uploads, steps of the checklist, signatures and comments."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from close.archive.news.entries import Entry, join_words
from close.archive.news.moments import Moment, Row
from close.signing.standing import CERTIFIED, RETRACTED, SIGNED, SUSPENDED, standings
from close.store.audit_log import AuditLog
from close.store.manifests import LandingRecord
from close.store.seals import REOPENED, SEALED
from close.store.warehouse import Warehouse
from close.texts import say_count
from close.work.comments import Comment, comments
from close.work.current_exports import list_uploads
from close.work.current_exports import say_state as say_upload_state
from close.work.progress import say_state

CURRENT, NEW = "current", "new"
_SIGNING = (SIGNED, CERTIFIED, RETRACTED, SEALED, REOPENED)
_WORDS = {CERTIFIED: "signed", RETRACTED: "withdrawn", REOPENED: "re-opened"}


def list_upload_changes(warehouse: Warehouse, period: str, moment: Moment) -> Iterator[Entry]:
    """Yield the uploads of a month that are new, or no longer or again current, newest first."""
    then, now = warehouse.manifests.open(moment.manifest), warehouse.head()
    for record in list_uploads(warehouse, period):
        state = say_upload_state(now, record)
        if datetime.fromisoformat(record.landed_at) > moment.at:
            yield _say_upload(record, NEW if state == CURRENT else f"new, and already {state}")
        elif then.is_current(record.landing) != now.is_current(record.landing):
            yield _say_upload(record, "current again" if state == CURRENT else state)


def _say_upload(record: LandingRecord, state: str) -> Entry:
    facts = {
        "file": record.file_name, "state": state, "rows": record.rows, "by": record.who, "uploaded_at": record.landed_at
    }  # fmt: skip
    return Entry(f"{record.file_name}: {state} ({say_count(record.rows, 'row')}, uploaded by {record.who})", facts)


def list_step_changes(before: Sequence[Row], after: Sequence[Row]) -> Iterator[Entry]:
    """Yield the steps of the checklist whose proof changed, in the order of the checklist."""
    former = {row["step"]: say_state(row["proof"], row["exception_count"]) for row in before}
    for row in after:
        old, new = former.get(row["step"], ""), say_state(row["proof"], row["exception_count"])
        if old != new:
            facts = {"step": row["step"], "title": row["title"], "before": old, "now": new}
            yield Entry(f"{row['title']} ({row['step']}): {old} → {new}", facts)


def list_signing(warehouse: Warehouse, period: str, moment: Moment) -> Iterator[Entry]:
    """Yield what was signed, withdrawn, sealed or re-opened since, and every signature that is suspended now."""
    for event in AuditLog(warehouse).events()[moment.event :]:
        if event.period == period and event.kind in _SIGNING:
            role = f" as {event.value}" if event.kind in (SIGNED, CERTIFIED) else ""
            words = join_words(
                [f"{event.subject} {_WORDS.get(event.kind, event.kind)} by {event.who}{role}", event.note]
            )
            facts = {"subject": event.subject, "what": event.kind, "by": event.who, "role": event.value}
            yield Entry(words, {**facts, "note": event.note, "at": event.recorded_at})
    for standing in standings(warehouse, period).values():
        if standing.state == SUSPENDED:
            words = f"{standing.subject}: the signature is suspended, because what was signed has changed"
            yield Entry(words, {"subject": standing.subject, "what": SUSPENDED})


def list_comments(
    warehouse: Warehouse, period: str, moment: Moment, assignees: Mapping[str, str | None]
) -> Iterator[Entry]:
    """Yield the comments that were made or answered since, with the person they are addressed to, if any.

    A question about an item is for the person it is assigned to, and an answer is for the person who asked.
    """
    for comment in comments(warehouse, period):
        last = comment.closed or comment.resolved or comment.asked
        if last.number > moment.event:
            yield _say_comment(comment, assignees.get(comment.asked.subject))


def _say_comment(comment: Comment, assignee: str | None) -> Entry:
    asked, answer = comment.asked, comment.resolved
    to = asked.who if answer else assignee
    facts: dict[str, Any] = {"number": asked.number, "subject": asked.subject, "state": comment.state, "to": to}
    facts |= {
        "by": asked.who,
        "text": asked.note,
        "answer": answer and answer.note,
        "answered_by": answer and answer.who,
    }
    head = f"{f'For {to}: ' if to else ''}{asked.who} on {asked.subject}: {asked.note}"
    reply = f" – resolved by {answer.who}: {answer.note}" if answer else ""
    return Entry(f"{head}{reply}{' (closed)' if comment.closed else ''}", facts)
