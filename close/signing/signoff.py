"""Signatures: who stands for an answer, what they saw, and whether it is still the answer (design.md 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import pyarrow as pa

from close.errors import Refused
from close.rules.queries import library
from close.rules.report import SIGNATURES
from close.signing import pins
from close.signing.obstacles import obstacles
from close.signing.pins import Pin
from close.store.audit_log import AuditLog, Draft, Event, say_why
from close.store.people import Action, is_same, permit
from close.store.seals import MONTH, SEALED, now, seal_of, unsealed
from close.store.settings import Settings
from close.store.warehouse import LATEST, Warehouse
from close.work.steps import STEPS

SIGNED, CERTIFIED, RETRACTED = "signed", "certified", "retracted"
PREPARER, REVIEWER = "preparer", "reviewer"
MONTH_REPORTS = (
    "balances",
    "bridge",
    "revenue_bridge",
    "findings",
    "timing_differences",
    "blank_cogs",
    "missing_fields",
    "tie_outs",
    "step_proof",
    "item_exits",
)


class NothingToSign(Refused):
    """Neither a report nor a step nor the month."""


class Blocked(Refused):
    """What is to be signed does not hold yet."""


class NotInTurn(Refused):
    """A signature out of turn: a review of nothing, of one's own work, or the same signature twice."""


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
    def pins(self) -> tuple[Pin, ...]:
        """What was seen."""
        return tuple(pins.read(raw) for raw in self.event.pins)

    @cached_property
    def moved(self) -> tuple[tuple[Pin, Pin], ...]:
        """The answers that are no longer what was signed, each beside what it is now."""
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
        """The word that stands wherever the number does."""
        if any(signature.moved for signature in self.signatures):
            return "suspended"
        return SIGNED if self.reviewed else "prepared" if self.prepared else "unsigned"


def sign(warehouse: Warehouse, period: str, subject: str, who: str, role: str, note: str = "") -> Event:
    """Sign a step, a report or the month as it is now, as preparer or reviewer.

    Raises NotAllowed, NothingToSign, Blocked, NotInTurn, Sealed, BadPeriod.
    """
    permit(warehouse.governing(), who, Action.REVIEW if role == REVIEWER else Action.PREPARE)
    return record(warehouse, Draft(who, SIGNED, period, subject, note.strip(), role))


def record(warehouse: Warehouse, draft: Draft) -> Event:
    """Pin what a draft signs, and record it if nothing stands in its way at that moment."""
    manifest, pinned = warehouse.head().number, pin_subject(warehouse, draft.period, draft.subject)
    if found := obstacles(warehouse, draft.period, draft.subject):
        raise Blocked(f"{draft.period} {draft.subject} cannot be signed yet: {' '.join(found)}")

    def check(events: Sequence[Event]) -> None:
        unsealed(draft.period)(events)
        _in_turn(draft, pinned, standing_of(warehouse, events, draft.period, draft.subject), warehouse.settings(LATEST))

    for pin in pinned:
        pins.keep_text(warehouse, pin, draft.period)
    told = tuple(pins.told(pin) for pin in pinned)
    signed = Draft(draft.who, draft.kind, draft.period, draft.subject, draft.note, draft.value, pins=told)
    return AuditLog(warehouse).record(signed, check, manifest)


def retract(warehouse: Warehouse, number: int, who: str, note: str) -> Event:
    """Take one's own signature back. Raises NotAllowed, NotInTurn, EmptyNote, Sealed."""

    def check(events: Sequence[Event]) -> None:
        found = next((e for e in _standing_events(events) if e.number == number), None)
        if found is None or not is_same(found.who, who):
            raise NotInTurn(f"Event {number} is no standing signature of {who}: there is nothing to take back.")
        unsealed(found.period)(events)

    signed = {event.number: event for event in AuditLog(warehouse).events()}.get(number)
    period, subject, role = (signed.period, signed.subject, signed.value) if signed else ("", "", "")
    permit(warehouse.governing(), who, Action.REVIEW if role == REVIEWER else Action.PREPARE)
    draft = Draft(who, RETRACTED, period, subject, say_why(note, "taking a signature back"), about=number)
    return AuditLog(warehouse).record(draft, check)


def seal(warehouse: Warehouse, period: str, who: str, note: str = "") -> Event:
    """Seal a month that is signed and reviewed. Raises NotAllowed, Blocked, Sealed."""
    permit(warehouse.governing(), who, Action.SEAL)
    month = standing(warehouse, period).get(MONTH, Standing(MONTH))
    if month.state != SIGNED or month.reviewed is None:
        raise Blocked(f"{period} is {month.state}: a month is sealed once it is signed, reviewed and still as signed.")
    draft = Draft(who, SEALED, period, MONTH, note.strip(), about=month.reviewed.event.number)
    return AuditLog(warehouse).record(draft, unsealed(period))


def standing(warehouse: Warehouse, period: str) -> dict[str, Standing]:
    """How far everything that was ever signed in a month is signed, by subject."""
    events = AuditLog(warehouse).events()
    subjects = dict.fromkeys(e.subject for e in events if e.period == period and e.kind in (SIGNED, CERTIFIED))
    return {subject: standing_of(warehouse, events, period, subject) for subject in subjects}


def standing_of(warehouse: Warehouse, events: Sequence[Event], period: str, subject: str) -> Standing:
    """The newest signatures of a subject that were not taken back; a review counts for what was prepared before it."""
    own = [e for e in _standing_events(events) if (e.period, e.subject) == (period, subject)]
    prepared = next((e for e in reversed(own) if e.value == PREPARER), None)
    reviewed = next((e for e in reversed(own) if e.value == REVIEWER), None)
    is_current = prepared and reviewed and reviewed.number > prepared.number
    return Standing(
        subject,
        Signature(warehouse, prepared) if prepared else None,
        Signature(warehouse, reviewed) if reviewed and is_current else None,
    )


def table(warehouse: Warehouse, period: str) -> pa.Table:
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
        for found in standing(warehouse, period).values()
        for signature in found.signatures
    ]
    return pa.Table.from_pylist(rows, schema=SIGNATURES)


def pin_subject(warehouse: Warehouse, period: str, subject: str) -> tuple[Pin, ...]:
    """What signing a subject signs. Raises NothingToSign."""
    if subject == MONTH:
        return tuple(pins.pin(warehouse, period, report) for report in MONTH_REPORTS)
    if subject in STEPS:
        return tuple(pins.pin(warehouse, period, report, subject) for report in ("step_proof", "step_exceptions"))
    if subject in library("reports"):
        return (pins.pin(warehouse, period, subject),)
    raise NothingToSign(f'"{subject}" is no step, no report and not "{MONTH}": there is nothing to sign.')


def is_sealed(warehouse: Warehouse, period: str) -> bool:
    """Whether a month is sealed today."""
    return seal_of(AuditLog(warehouse).events(), period, now()).is_sealed


def _standing_events(events: Sequence[Event]) -> list[Event]:
    retracted = {e.about for e in events if e.kind == RETRACTED}
    return [e for e in events if e.kind in (SIGNED, CERTIFIED) and e.number not in retracted]


def _in_turn(draft: Draft, pinned: tuple[Pin, ...], found: Standing, settings: Settings | None) -> None:
    """Raises NotInTurn: a review needs a standing signature of somebody else, and nobody signs the same thing twice."""
    before = found.reviewed if draft.value == REVIEWER else found.prepared
    if before and [pin.digest for pin in before.pins] == [pin.digest for pin in pinned]:
        raise NotInTurn(f"{draft.subject} is signed as it is by {before.event.who}: there is nothing new to sign.")
    if draft.value != REVIEWER:
        return
    prepared = found.prepared
    if prepared is None or [pin.digest for pin in prepared.pins] != [pin.digest for pin in pinned]:
        raise NotInTurn(f"{draft.subject} is not signed as it is now: the preparer signs first.")
    is_own = is_same(prepared.event.who, draft.who) and not prepared.by_rule
    if is_own and not (settings and settings.one_person_may_review):
        raise NotInTurn(
            f"{draft.who} prepared {draft.subject}: somebody else reviews it, "
            "unless the settings say one_person_may_review."
        )
