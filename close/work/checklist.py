"""Steps of the close: attestations of steps that exports cannot prove, and waivers of open steps.

The rule: checklist.md#what-proves-a-step.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from close.errors import Refused
from close.rules.answers import run
from close.store.audit_log import AuditLog, Draft, Event, say_why
from close.store.authority.people import Action, permit
from close.store.evidence import keep
from close.store.seals import check_unsealed
from close.store.warehouse import Warehouse

PROVEN, ATTESTED, WAIVED, WITHDRAWN, ATTACHED = "proven", "attested", "waived", "withdrawn", "attached"
CANNOT_TELL, EXCEPTIONS, NOT_APPLICABLE = "cannot_tell", "exceptions", "not_applicable"
DONE = (PROVEN, ATTESTED, WAIVED, "signed")
CLOSED, LATE, ON_TRACK = "done", "overdue", "on track"


class UnknownStep(Refused):
    """A step that does not exist."""


class NotAttestable(Refused):
    """A step that a person cannot attest: exports prove or disprove it, or it does not apply."""


class NotWaivable(Refused):
    """A step that needs no waiver."""


class EmptyFile(Refused):
    """An empty file, which cannot be evidence."""


def attest(warehouse: Warehouse, period: str, step: str, who: str, note: str) -> Event:
    """Record that a person checked a step that exports cannot prove.

    A step whose exports are too old can be attested. Raises NotAllowed, UnknownStep, NotAttestable, EmptyNote, Sealed.
    """
    permit(warehouse.governing(), who, Action.ATTEST)
    row = _row(warehouse, period, step)
    if row["proof"] == NOT_APPLICABLE:
        raise NotAttestable(f"{step} does not apply to this company, so it cannot be attested.")
    if row["exception_count"] or row["proof"] == PROVEN:
        count = row["exception_count"]
        reason = f"it still has exceptions ({count})" if count else "its exports already prove it"
        raise NotAttestable(f"{step} cannot be attested: {reason}. Correct the documents and upload new exports.")
    return _record(warehouse, Draft(who, ATTESTED, period, step, say_why(note, "an attestation")))


def waive(warehouse: Warehouse, period: str, step: str, who: str, note: str) -> Event:
    """Record that the month may close although a step is open or has exceptions.

    The waiver ends if there are more exceptions. Raises NotAllowed, UnknownStep, NotWaivable, EmptyNote, Sealed.
    """
    return waive_all(warehouse, period, [step], who, note)[0]


def waive_all(warehouse: Warehouse, period: str, steps: Sequence[str], who: str, note: str) -> list[Event]:
    """Waive several steps for one reason. Each has an event of its own, and none is waived unless all can be.

    Raises NotAllowed, UnknownStep, NotWaivable, EmptyNote, Sealed.
    """
    permit(warehouse.governing(), who, Action.WAIVE)
    note = say_why(note, "a waiver")
    rows = [_row(warehouse, period, step) for step in steps]
    for row in rows:
        if row["proof"] not in (CANNOT_TELL, EXCEPTIONS):
            raise NotWaivable(f"{row['step']} is {row['proof']} for {period}, so it needs no waiver.")
    return [_record(warehouse, _draft_waiver(period, row, who, note)) for row in rows]


def _draft_waiver(period: str, row: Mapping[str, Any], who: str, note: str) -> Draft:
    """Return a waiver of the exceptions that a step has now."""
    count = row["exception_count"]
    return Draft(who, WAIVED, period, row["step"], note, amount=None if count is None else Decimal(count))


def withdraw(warehouse: Warehouse, period: str, step: str, who: str, note: str) -> Event:
    """Withdraw an attestation or a waiver. Raises NotAllowed, UnknownStep, NotAttestable, EmptyNote, Sealed."""
    row = _row(warehouse, period, step)
    permit(warehouse.governing(), who, Action.WAIVE if row["proof"] == WAIVED else Action.ATTEST)
    if row["proof"] not in (ATTESTED, WAIVED):
        raise NotAttestable(f"{step} is neither attested nor waived for {period}, so there is nothing to withdraw.")
    return _record(
        warehouse, Draft(who, WITHDRAWN, period, step, say_why(note, "withdrawing an attestation or a waiver"))
    )


def attach(warehouse: Warehouse, period: str, step: str, who: str, file_name: str, content: bytes) -> Event:
    """Store a file as evidence for a step and record its hash in the audit log.

    Raises NotAllowed, UnknownStep, EmptyFile, Sealed.
    """
    permit(warehouse.governing(), who, Action.ATTEST)
    _row(warehouse, period, step)
    if not content:
        raise EmptyFile(f"{file_name} is empty. Attach a file that shows the evidence.")
    return _record(warehouse, Draft(who, ATTACHED, period, step, file_name, keep(warehouse, content)))


def list_attachments(warehouse: Warehouse, period: str, step: str) -> list[Event]:
    """Return the files attached to a step as evidence, oldest first.

    `note` is the file name, and `value` is the hash to fetch it by.
    """
    events = AuditLog(warehouse).events()
    return [event for event in events if (event.kind, event.period, event.subject) == (ATTACHED, period, step)]


def pace(row: Mapping[str, Any], today: date) -> str:
    """Return the progress of a step against its due day, or an empty string if it does not apply.

    A suspended step is not closed, and a waived one is only waived.
    """
    if row["applicable"] != "Y":
        return ""
    if row["state"] in DONE:
        return WAIVED if row["proof"] == WAIVED else CLOSED
    return LATE if today > row["due_date"] else ON_TRACK


def _record(warehouse: Warehouse, draft: Draft) -> Event:
    return AuditLog(warehouse).record(draft, check_unsealed(draft.period))


def _row(warehouse: Warehouse, period: str, step: str) -> dict[str, Any]:
    rows = run(warehouse, "checklist", period).table.to_pylist()
    for row in rows:
        if row["step"] == step:
            return row
    raise UnknownStep(f'There is no step "{step}". The steps are {", ".join(row["step"] for row in rows)}.')
