"""The signing state of everything in a month: the valid signatures, and changes since they were made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import pyarrow as pa

from close.errors import Refused
from close.rules.given import MONTH_STANDINGS, SIGNATURES
from close.signing import pins
from close.signing.pins import PinnedAnswer
from close.store.audit_log import AuditLog, Event
from close.store.seals import MONTH, SEALED, now, seal_of
from close.store.warehouse import Warehouse

SIGNED, CERTIFIED, RETRACTED = "signed", "certified", "retracted"
PREPARER, REVIEWER = "preparer", "reviewer"
UNSIGNED, PREPARED, SUSPENDED = "unsigned", "prepared", "suspended"


class NothingSigned(Refused):
    """A month without the requested signature."""


@dataclass(frozen=True)
class Signature:
    """A signature that was not withdrawn."""

    warehouse: Warehouse
    event: Event

    @property
    def role(self) -> str:
        """Preparer or reviewer."""
        return self.event.value

    @property
    def by_rule(self) -> bool:
        """True if the signature was made by a rule instead of a person."""
        return self.event.kind == CERTIFIED

    @cached_property
    def pins(self) -> tuple[PinnedAnswer, ...]:
        """The pinned answers."""
        return tuple(PinnedAnswer.from_record(record) for record in self.event.pins)

    @cached_property
    def moved(self) -> tuple[tuple[PinnedAnswer, PinnedAnswer], ...]:
        """The pinned answers that no longer match, each with its current answer."""
        where, period, snapshot = self.warehouse, self.event.period, self.event.manifest
        doubted = [pin for pin in self.pins if not pins.is_as_seen(where, period, pin, snapshot)]
        repinned = ((pin, pins.pin(where, period, pin.report, pin.only)) for pin in doubted)
        return tuple((pin, current) for pin, current in repinned if pin.digest != current.digest)


@dataclass(frozen=True)
class Standing:
    """A subject's signing state: `unsigned`, `prepared`, `signed`, or `suspended` if a signed answer has changed."""

    subject: str
    prepared: Signature | None = None
    reviewed: Signature | None = None

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """The preparer's signature, then the reviewer's."""
        return tuple(signature for signature in (self.prepared, self.reviewed) if signature)

    @cached_property
    def state(self) -> str:
        """The state, shown next to the number on every screen."""
        if any(signature.moved for signature in self.signatures):
            return SUSPENDED
        return SIGNED if self.reviewed else PREPARED if self.prepared else UNSIGNED


def standings(warehouse: Warehouse, period: str) -> dict[str, Standing]:
    """Return the signing state of every subject ever signed in a month."""
    events = AuditLog(warehouse).events()
    subjects = dict.fromkeys(e.subject for e in events if e.period == period and e.kind in (SIGNED, CERTIFIED))
    return {subject: standing_of(warehouse, events, period, subject) for subject in subjects}


def standing_of(warehouse: Warehouse, events: Sequence[Event], period: str, subject: str) -> Standing:
    """Return the signing state of a subject, from its newest signatures that were not withdrawn.

    A review counts only if it is newer than the preparer's signature.
    """
    own = [e for e in signature_events(events) if (e.period, e.subject) == (period, subject)]
    prepared = next((e for e in reversed(own) if e.value == PREPARER), None)
    reviewed = next((e for e in reversed(own) if e.value == REVIEWER), None)
    is_current = prepared and reviewed and reviewed.number > prepared.number
    return Standing(
        subject,
        Signature(warehouse, prepared) if prepared else None,
        Signature(warehouse, reviewed) if reviewed and is_current else None,
    )


def signature_events(events: Sequence[Event]) -> list[Event]:
    """Return the signatures that were not withdrawn, oldest first."""
    retracted = {e.about for e in events if e.kind == RETRACTED}
    return [e for e in events if e.kind in (SIGNED, CERTIFIED) and e.number not in retracted]


def signatures(warehouse: Warehouse, period: str) -> pa.Table:
    """Return the signatures of a month as the SQL table `signatures`."""
    rows = [
        {
            "number": signature.event.number,
            "subject": standing.subject,
            "role": signature.role,
            "who": signature.event.who,
            "recorded_at": datetime.fromisoformat(signature.event.recorded_at).replace(tzinfo=None),
            "stands": not signature.moved,
        }
        for standing in standings(warehouse, period).values()
        for signature in standing.signatures
    ]
    return pa.Table.from_pylist(rows, schema=SIGNATURES)


def month_states(warehouse: Warehouse, periods: Iterable[str]) -> pa.Table:
    """Return how far each of some months is signed as a whole, as the SQL table `month_standings`."""
    events = AuditLog(warehouse).events()
    rows = [{"period": each, "state": standing_of(warehouse, events, each, MONTH).state} for each in periods]
    return pa.Table.from_pylist(rows, schema=MONTH_STANDINGS)


def moments(warehouse: Warehouse, period: str) -> list[Event]:
    """Return the signatures and seals to compare with: those of the month itself first, then the newest."""
    events = [e for e in AuditLog(warehouse).events() if e.period == period and e.kind in (SIGNED, CERTIFIED, SEALED)]
    return sorted(events, key=lambda event: (event.subject == MONTH, event.number), reverse=True)


def moment(warehouse: Warehouse, period: str, number: int | None = None) -> Event:
    """Return the signature or seal with the given number, or the month's newest. Raises NothingSigned."""
    candidates = moments(warehouse, period)
    chosen = next((event for event in candidates if number in (None, event.number)), None)
    if chosen is None:
        what = "Nothing is signed" if number is None else f"Event {number} is not a signature"
        raise NothingSigned(f"{what} for {period}. `tieout signatures --period {period}` lists them all.")
    return chosen


def is_sealed(warehouse: Warehouse, period: str) -> bool:
    """Return True if a month is sealed today."""
    return seal_of(AuditLog(warehouse).events(), period, now()).is_sealed
