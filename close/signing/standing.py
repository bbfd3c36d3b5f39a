"""How far everything in a month is signed: the signatures that stand, and whether what they saw has moved since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import pyarrow as pa

from close.errors import Refused
from close.rules.given import SIGNATURES
from close.signing import pins
from close.signing.pins import PinnedAnswer
from close.store.audit_log import AuditLog, Event
from close.store.seals import MONTH, SEALED, now, seal_of
from close.store.warehouse import Warehouse

SIGNED, CERTIFIED, RETRACTED = "signed", "certified", "retracted"
PREPARER, REVIEWER = "preparer", "reviewer"
UNSIGNED, PREPARED, SUSPENDED = "unsigned", "prepared", "suspended"


class NothingSigned(Refused):
    """Something was asked of the signatures of a month that has none."""


@dataclass(frozen=True)
class Signature:
    """One signature that was not taken back. `by_rule`: nobody looked, a written rule held."""

    warehouse: Warehouse
    event: Event

    @property
    def role(self) -> str:
        """Preparer or reviewer."""
        return self.event.value

    @property
    def by_rule(self) -> bool:
        """Whether a rule signed, and not a person."""
        return self.event.kind == CERTIFIED

    @cached_property
    def pins(self) -> tuple[PinnedAnswer, ...]:
        """What was seen."""
        return tuple(PinnedAnswer.from_record(record) for record in self.event.pins)

    @cached_property
    def moved(self) -> tuple[tuple[PinnedAnswer, PinnedAnswer], ...]:
        """The answers that are no longer what was signed, each with what it is now."""
        where, period, snapshot = self.warehouse, self.event.period, self.event.manifest
        doubted = [pin for pin in self.pins if not pins.is_as_seen(where, period, pin, snapshot)]
        found = ((pin, pins.pin(where, period, pin.report, pin.only)) for pin in doubted)
        return tuple((pin, current) for pin, current in found if pin.digest != current.digest)


@dataclass(frozen=True)
class Standing:
    """How far a subject is signed: `unsigned`, `prepared`, `signed`, or `suspended` when what was signed has moved."""

    subject: str
    prepared: Signature | None = None
    reviewed: Signature | None = None

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """Preparer's, then reviewer's."""
        return tuple(signature for signature in (self.prepared, self.reviewed) if signature)

    @cached_property
    def state(self) -> str:
        """The word that is shown wherever the number is."""
        if any(signature.moved for signature in self.signatures):
            return SUSPENDED
        return SIGNED if self.reviewed else PREPARED if self.prepared else UNSIGNED


def standings(warehouse: Warehouse, period: str) -> dict[str, Standing]:
    """How far everything that was ever signed in a month is signed, by subject."""
    events = AuditLog(warehouse).events()
    subjects = dict.fromkeys(e.subject for e in events if e.period == period and e.kind in (SIGNED, CERTIFIED))
    return {subject: standing_of(warehouse, events, period, subject) for subject in subjects}


def standing_of(warehouse: Warehouse, events: Sequence[Event], period: str, subject: str) -> Standing:
    """The newest signatures of a subject that were not taken back; a review counts for what was prepared before it."""
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
    """The signatures that were not taken back, oldest first."""
    retracted = {e.about for e in events if e.kind == RETRACTED}
    return [e for e in events if e.kind in (SIGNED, CERTIFIED) and e.number not in retracted]


def signatures(warehouse: Warehouse, period: str) -> pa.Table:
    """The signatures of a month as SQL sees them."""
    rows = [
        {
            "number": signature.event.number,
            "subject": found.subject,
            "role": signature.role,
            "who": signature.event.who,
            "recorded_at": datetime.fromisoformat(signature.event.recorded_at).replace(tzinfo=None),
            "stands": not signature.moved,
        }
        for found in standings(warehouse, period).values()
        for signature in found.signatures
    ]
    return pa.Table.from_pylist(rows, schema=SIGNATURES)


def moments(warehouse: Warehouse, period: str) -> list[Event]:
    """The signatures and seals of a month, to measure drift from: those of the month itself first, then newest."""
    found = [e for e in AuditLog(warehouse).events() if e.period == period and e.kind in (SIGNED, CERTIFIED, SEALED)]
    return sorted(found, key=lambda event: (event.subject == MONTH, event.number), reverse=True)


def moment(warehouse: Warehouse, period: str, number: int | None = None) -> Event:
    """The signature or seal of that number, or the newest of the month. Raises NothingSigned."""
    found = moments(warehouse, period)
    chosen = next((event for event in found if number in (None, event.number)), None)
    if chosen is None:
        what = "Nothing is signed" if number is None else f"Event {number} is no signature"
        raise NothingSigned(f"{what} for {period}: `python -m close signatures --period {period}` lists what is.")
    return chosen


def is_sealed(warehouse: Warehouse, period: str) -> bool:
    """Whether a month is sealed today."""
    return seal_of(AuditLog(warehouse).events(), period, now()).is_sealed
