"""Signing: pin a subject, record or withdraw a signature, and seal the month (checklist.md#signatures)."""

from collections.abc import Sequence
from dataclasses import replace

from close.errors import Refused
from close.signing import pins
from close.signing.conditions import Rule, list_covered, obstacles, say
from close.signing.pins import PinnedAnswer, name_subject, pin_subject
from close.signing.standing import (
    CERTIFIED,
    PREPARER,
    RETRACTED,
    REVIEWER,
    SIGNED,
    Standing,
    signature_events,
    standing_of,
    standings,
)
from close.store.audit_log import AuditLog, Draft, Event, say_why
from close.store.authority.people import Action, is_same, permit
from close.store.manifests import Stamp
from close.store.seals import MONTH, SEALED, check_unsealed
from close.store.settings import Settings
from close.store.warehouse import Warehouse


class Blocked(Refused):
    """A subject that cannot be signed yet."""


class NotInTurn(Refused):
    """A signature out of turn: a review before preparation, a review of one's own work, or a repeated signature."""


def sign(
    warehouse: Warehouse, period: str, subject: str, who: str, role: str, note: str = "", seen: Stamp | None = None
) -> Event:
    """Sign a step, a report or the month in its current state, as preparer or reviewer.

    `seen` is the snapshot of the figures that the person saw, if not the newest. Raises NotAllowed, NothingToSign,
    Blocked, NotInTurn, Overtaken, Sealed, BadPeriod.
    """
    permit(warehouse.governing(), who, Action.REVIEW if role == REVIEWER else Action.PREPARE)
    return _record(warehouse, Draft(who, SIGNED, period, subject, note.strip(), role), seen)


def certify(warehouse: Warehouse, period: str, who: str) -> list[Event]:
    """Sign every subject that a rule covers and that is not signed in its current state. Raises NotAllowed, Sealed."""
    permit(warehouse.governing(), who, Action.PREPARE)
    events = (_certify(warehouse, period, who, rule, subject) for rule, subject in list_covered(warehouse, period))
    return [event for event in events if event]


def retract(warehouse: Warehouse, number: int, who: str, note: str) -> Event:
    """Withdraw one's own signature. Raises NotAllowed, NotInTurn, EmptyNote, Sealed."""

    def check(events: Sequence[Event]) -> None:
        signature = next((e for e in signature_events(events) if e.number == number), None)
        if signature is None or not is_same(signature.who, who):
            raise NotInTurn(f"Event {number} is not a current signature by {who}, so it cannot be withdrawn.")
        check_unsealed(signature.period)(events)

    signed = {event.number: event for event in AuditLog(warehouse).events()}.get(number)
    period, subject, role = (signed.period, signed.subject, signed.value) if signed else ("", "", "")
    permit(warehouse.governing(), who, Action.REVIEW if role == REVIEWER else Action.PREPARE)
    draft = Draft(who, RETRACTED, period, subject, say_why(note, "withdrawing a signature"), about=number)
    return AuditLog(warehouse).record(draft, check)


def seal(warehouse: Warehouse, period: str, who: str, note: str = "") -> Event:
    """Seal a month that is signed and reviewed. Raises NotAllowed, Blocked, Sealed."""
    permit(warehouse.governing(), who, Action.SEAL)
    month = standings(warehouse, period).get(MONTH, Standing(MONTH))
    if month.state != SIGNED or month.reviewed is None:
        raise Blocked(
            f"{period} is {month.state}. A month can be sealed once it is signed and reviewed, without later changes."
        )
    draft = Draft(who, SEALED, period, MONTH, note.strip(), about=month.reviewed.event.number)
    return AuditLog(warehouse).record(draft, check_unsealed(period))


def _record(warehouse: Warehouse, draft: Draft, seen: Stamp | None = None) -> Event:
    """Pin the subject of a draft and record the signature, unless there are obstacles, or other exports by then."""
    head = warehouse.head()
    head.require_seen(seen)
    pinned = pin_subject(warehouse, draft.period, draft.subject)
    if blocked := obstacles(warehouse, draft.period, draft.subject):
        subject = name_subject(draft.subject, draft.period)
        raise Blocked(f"{draft.period}: {subject} cannot be signed yet: {' '.join(map(say, blocked))}")

    def check(events: Sequence[Event]) -> None:
        check_unsealed(draft.period)(events)
        warehouse.head().require_seen(head.stamp)
        _in_turn(draft, pinned, standing_of(warehouse, events, draft.period, draft.subject), warehouse.governing())

    for pin in pinned:
        pins.keep_text(warehouse, pin, draft.period)
    signed = replace(draft, pins=tuple(pin.to_record() for pin in pinned))
    return AuditLog(warehouse).record(signed, check, head.number)


def _certify(warehouse: Warehouse, period: str, who: str, rule: Rule, subject: str) -> Event | None:
    note = f"Rule {rule.number}: {rule.text}"
    try:
        return _record(warehouse, Draft(who, CERTIFIED, period, subject, note, PREPARER))
    except NotInTurn:
        return None


def _in_turn(draft: Draft, pinned: tuple[PinnedAnswer, ...], standing: Standing, settings: Settings | None) -> None:
    """Check that a role may sign now. Raises NotInTurn.

    A review requires a valid preparer's signature by somebody else. The same state cannot be signed twice.
    """
    before = standing.reviewed if draft.value == REVIEWER else standing.prepared
    if before and _digests(before.pins) == _digests(pinned):
        raise NotInTurn(f"{before.event.who} has already signed {draft.subject}, and it has not changed since.")
    if draft.value != REVIEWER:
        return
    prepared = standing.prepared
    if prepared is None or _digests(prepared.pins) != _digests(pinned):
        raise NotInTurn(
            f"The preparer has not signed {draft.subject} in its current state. The preparer must sign first."
        )
    is_own = is_same(prepared.event.who, draft.who) and not prepared.by_rule
    if is_own and not (settings and settings.one_person_may_review):
        raise NotInTurn(
            f"{draft.who} prepared {draft.subject}, so somebody else must review it, "
            "unless the signing rules let one person do both."
        )


def _digests(pinned: Sequence[PinnedAnswer]) -> list[str]:
    return [pin.digest for pin in pinned]
