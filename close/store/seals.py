"""Sealed and signed months. Apart from comments, no events can be recorded for sealed ones until they are re-opened.

New exports are still shown. The signatures on figures that they change are suspended.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from close.errors import Refused
from close.months import month
from close.store.audit_log import AuditLog, Check, Draft, Event, say_why
from close.store.authority.people import Action, permit
from close.store.manifests import LandingRecord
from close.store.warehouse import Warehouse
from close.texts import list_words, say_count

SEALED, REOPENED = "sealed", "reopened"
SIGNING, RETRACTED = ("signed", "certified"), "retracted"
MONTH = "month"


class Sealed(Refused):
    """An event for a sealed month."""


class NotSealed(Refused):
    """A re-opening of a month that is already open."""


class BadExpiry(Refused):
    """A re-opening that would end in the past."""


@dataclass(frozen=True)
class Seal:
    """The current seal of a month, from the last event that sealed or re-opened it.

    `until` is the last day of a re-opening.
    """

    event: Event | None
    is_sealed: bool
    until: date | None = None


def seal_of(events: Sequence[Event], period: str, today: date) -> Seal:
    """Return the seal of a month as of a given day. When a re-opening ends, the month is sealed again."""
    last = next((e for e in reversed(events) if e.period == period and e.kind in (SEALED, REOPENED)), None)
    until = date.fromisoformat(last.value) if last and last.kind == REOPENED else None
    return Seal(last, bool(last) and (until is None or until < today), until)


def check_unsealed(period: str) -> Check:
    """Return a check for the audit log that raises Sealed if the month is sealed."""

    def check(events: Sequence[Event]) -> None:
        seal = seal_of(events, period, now())
        if seal.is_sealed and seal.event:
            by = f"{seal.event.who} on {seal.event.recorded_at[:10]}"
            how = f"re-opened by {by} until {seal.until}, and is sealed again" if seal.until else f"sealed by {by}"
            raise Sealed(f"{period} was {how}. An administrator can re-open it and must give a reason.")

    return check


def reopen(warehouse: Warehouse, period: str, who: str, note: str, until: date) -> Event:
    """Re-open a sealed month up to and including a day. Raises NotAllowed, NotSealed, BadExpiry, EmptyNote."""
    permit(warehouse.governing(), who, Action.REOPEN)
    if until < now():
        raise BadExpiry(f"{until} is in the past. Choose today or a later day as the last open day of {period}.")

    def check(events: Sequence[Event]) -> None:
        if not seal_of(events, period, now()).is_sealed:
            raise NotSealed(f"{period} is not sealed, so it is open already. Choose a sealed month to re-open.")

    draft = Draft(who, REOPENED, period, MONTH, say_why(note, "re-opening a month"), until.isoformat())
    return AuditLog(warehouse).record(draft, check)


def list_changes_since(warehouse: Warehouse, event: Event) -> tuple[list[Event], list[LandingRecord]]:
    """Return a month's events and landings since a given event, to show what was done while it was re-opened."""
    events = [e for e in AuditLog(warehouse).events()[event.number :] if e.period == event.period]
    earlier = {record.landing for record in warehouse.manifests.open(event.manifest).landings}
    landed = [r for r in warehouse.head().landings if r.period == event.period and r.landing not in earlier]
    return events, landed


@dataclass(frozen=True)
class AtStake:
    """The signatures of a month that an upload suspends if it changes their figures, by subject."""

    period: str
    subjects: frozenset[str]
    is_sealed: bool

    def say(self) -> str:
        """Return the month and what is signed in it."""
        others = len(self.subjects - {MONTH})
        signed = [
            *(["the whole month"] if MONTH in self.subjects else []),
            *([say_count(others, "step or report", "steps or reports")] if others else []),
        ]
        sealed = ", which is sealed" if self.is_sealed else ""
        return f"{month(self.period).start:%B %Y}{sealed}: {list_words(signed)}"


def say_suspended(signed: AtStake) -> str:
    """Return a sentence about signatures after a change of the exports that they rest on."""
    return (
        f"Signed from these data are {signed.say()}. Where figures have changed, the signature is now suspended: "
        f"tieout signatures --period {signed.period}"
    )


def list_at_stake(warehouse: Warehouse, period: str, datasets: Collection[str]) -> list[AtStake]:
    """Return what is signed, in a month or a later one, from datasets that an upload for the month changes."""
    events = AuditLog(warehouse).events()
    retracted = {event.about for event in events if event.kind == RETRACTED}
    signed: dict[str, set[str]] = {}
    for event in events:
        reads = {name for pin in event.pins for name in pin["datasets"]}
        if event.kind in SIGNING and event.number not in retracted and event.period >= period and reads & {*datasets}:
            signed.setdefault(event.period, set()).add(event.subject)
    return [
        AtStake(each, frozenset(subjects), seal_of(events, each, now()).is_sealed)
        for each, subjects in sorted(signed.items())
    ]


def now() -> date:
    """Return today's date in UTC, the time zone of all records."""
    return datetime.now(UTC).date()
