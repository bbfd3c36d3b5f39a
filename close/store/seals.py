"""Sealed months: nothing more is recorded about them until they are re-opened. New exports still show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from close.errors import Refused
from close.store.audit_log import AuditLog, Check, Draft, Event, say_why
from close.store.manifests import LandingRecord
from close.store.people import Action, permit
from close.store.warehouse import Warehouse

SEALED, REOPENED = "sealed", "reopened"
MONTH = "month"


class Sealed(Refused):
    """An event about a month that is sealed."""


class NotSealed(Refused):
    """A re-opening of a month that is open."""


class BadExpiry(Refused):
    """A re-opening until a day that is over."""


@dataclass(frozen=True)
class Seal:
    """Whether a month is sealed today, by the last event that sealed or re-opened it; `until` ends a re-opening."""

    event: Event | None
    is_sealed: bool
    until: date | None = None


def seal_of(events: Sequence[Event], period: str, today: date) -> Seal:
    """The seal of a month. A re-opening ends with its last day: the month is then sealed as before."""
    last = next((e for e in reversed(events) if e.period == period and e.kind in (SEALED, REOPENED)), None)
    until = date.fromisoformat(last.value) if last and last.kind == REOPENED else None
    return Seal(last, bool(last) and (until is None or until < today), until)


def unsealed(period: str) -> Check:
    """A check of the audit log: raises Sealed where the month is sealed."""

    def check(events: Sequence[Event]) -> None:
        found = seal_of(events, period, now())
        if found.is_sealed and found.event:
            by = f"{found.event.who} on {found.event.recorded_at[:10]}"
            how = f"re-opened by {by} until {found.until}, and is sealed again" if found.until else f"sealed by {by}"
            raise Sealed(f"{period} was {how}. An administrator can re-open it, with a reason.")

    return check


def reopen(warehouse: Warehouse, period: str, who: str, note: str, until: date) -> Event:
    """Open a sealed month up to a day. Raises NotAllowed, NotSealed, BadExpiry, EmptyNote."""
    permit(warehouse.governing(), who, Action.REOPEN)
    if until < now():
        raise BadExpiry(f"{until} is over: say a day until which {period} stays open.")

    def check(events: Sequence[Event]) -> None:
        if not seal_of(events, period, now()).is_sealed:
            raise NotSealed(f"{period} is not sealed: there is nothing to re-open.")

    draft = Draft(who, REOPENED, period, MONTH, say_why(note, "re-opening a month"), until.isoformat())
    return AuditLog(warehouse).record(draft, check)


def touched_since(warehouse: Warehouse, event: Event) -> tuple[list[Event], list[LandingRecord]]:
    """The events about a month and the exports landed for it after an event: what a re-opening was used for."""
    events = [e for e in AuditLog(warehouse).events()[event.number :] if e.period == event.period]
    known = {record.landing for record in warehouse.manifests.open(event.manifest).landings}
    landed = [r for r in warehouse.head().landings if r.period == event.period and r.landing not in known]
    return events, landed


def now() -> date:
    """Today in UTC, the time zone of everything that is recorded."""
    return datetime.now(UTC).date()
