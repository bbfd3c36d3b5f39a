"""The worklist: who mends what by when, and the exits by which an item leaves it (design.md 7)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from close.errors import Refused
from close.months import month
from close.rules.answers import run_model
from close.rules.catalogue import causes
from close.store.audit_log import AuditLog, Check, Draft, Event, say_why
from close.store.people import Action, permit, roles_of
from close.store.seals import now, unsealed
from close.store.settings import Settings
from close.store.warehouse import Warehouse

ASSIGNED, DUE = "assigned", "due"
EXPLAINED, ACCRUED, ACCEPTED, RETURNED = "explained", "accrued", "accepted", "returned"
EXITS = (EXPLAINED, ACCRUED, ACCEPTED)
CENTS = Decimal("0.01")

CheckItems = Callable[[Sequence[Event], Sequence[str]], None]


class UnknownItem(Refused):
    """An item that is not out of step at the month end."""


class NothingPicked(Refused):
    """An action without an item."""


class UnknownPerson(Refused):
    """Work was to be given to somebody without a role, or to nobody."""


class BadDue(Refused):
    """A day that is over, or on which nobody works."""


class UnknownCause(Refused):
    """A difference was to be explained with a cause that does not exist."""


class NoJournal(Refused):
    """An accrual that names no journal of the ledger."""


class AboveThreshold(Refused):
    """An item was to be accepted that is worth more than the settings allow."""


class StillOpen(Refused):
    """An item was to be put back that has no exit."""


def assign(warehouse: Warehouse, period: str, items: Sequence[str], who: str, to: str, note: str = "") -> list[Event]:
    """Give items to a person, who keeps them in the months to come. Raises NotAllowed, UnknownPerson, as all do."""
    permit(warehouse.governing(), who, Action.WORK)
    to = to.strip()
    if not to or not roles_of(warehouse.governing(), to):
        raise UnknownPerson(f'"{to}" has no role in this organisation: name one of its people.')
    return _record(warehouse, Draft(who, ASSIGNED, period, "", note.strip(), to), items)


def set_due(
    warehouse: Warehouse, period: str, items: Sequence[str], who: str, day: date, note: str = ""
) -> list[Event]:
    """Say by which day items are to be mended: a working day to come. Raises BadDue."""
    permit(warehouse.governing(), who, Action.WORK)
    if day < now():
        raise BadDue(f"{day} is over: say a day to come.")
    if free := (warehouse.settings(period) or Settings()).say_free(day):
        raise BadDue(f"{day} is not a business day ({free}). Choose a business day.")
    return _record(warehouse, Draft(who, DUE, period, "", note.strip(), day.isoformat()), items)


def explain(warehouse: Warehouse, period: str, items: Sequence[str], who: str, cause: str, note: str) -> list[Event]:
    """Take items off the list with a cause, while their amounts stay what they are. Raises UnknownCause, EmptyNote."""
    permit(warehouse.governing(), who, Action.WORK)
    cause = cause.strip().upper()
    if cause not in causes():
        raise UnknownCause(f'There is no cause "{cause}"; the causes are {", ".join(causes())}.')
    return _record(warehouse, Draft(who, EXPLAINED, period, "", say_why(note, "an explanation"), cause), items)


def accrue(warehouse: Warehouse, period: str, items: Sequence[str], who: str, journal: str, note: str) -> list[Event]:
    """Take items off this month's list by a journal of the ledger; it reverses, so they are back a month later.

    Raises NoJournal, EmptyNote.
    """
    permit(warehouse.governing(), who, Action.WORK)
    if not journal.strip():
        raise NoJournal("Name the journal that accrues it, as the ledger does: an accrual that nobody finds is none.")
    return _record(warehouse, Draft(who, ACCRUED, period, "", say_why(note, "an accrual"), journal.strip()), items)


def accept(warehouse: Warehouse, period: str, items: Sequence[str], who: str, note: str) -> list[Event]:
    """Take items off the list although nobody mends them, none worth more than the settings' item_threshold.

    Raises AboveThreshold, EmptyNote.
    """
    permit(warehouse.governing(), who, Action.WORK)
    threshold, amounts = threshold_of(warehouse, period), _amounts(warehouse, period, items)
    above = [f"{item} at {amount:.2f}" for item, amount in amounts.items() if amount > threshold]
    if above:
        raise AboveThreshold(
            f"Above the threshold of {threshold:.2f} up to which an item may be accepted: {_few(above)}. "
            "Explain or accrue it; item_threshold is set in the organisation's settings."
        )
    return _record(warehouse, Draft(who, ACCEPTED, period, "", say_why(note, "an acceptance")), items)


def take_back(warehouse: Warehouse, period: str, items: Sequence[str], who: str, note: str) -> list[Event]:
    """Put items back on the list that were explained, accrued or accepted. Raises StillOpen, EmptyNote."""
    permit(warehouse.governing(), who, Action.WORK)

    def check(events: Sequence[Event], items: Sequence[str]) -> None:
        still = [item for item in items if last_word(events, period, item) not in EXITS]
        if still:
            raise StillOpen(f"Neither explained, accrued nor accepted up to {period}: {_few(still)}.")

    return _record(warehouse, Draft(who, RETURNED, period, "", say_why(note, "putting an item back")), items, check)


def last_word(events: Sequence[Event], period: str, item: str) -> str:
    """The kind of the newest exit of an item, or of its return; blank where none. A later month outranks."""
    exits = [e for e in events if e.subject == item and e.kind in (*EXITS, RETURNED) and e.period <= period]
    return max(exits, key=lambda e: (e.period, e.number)).kind if exits else ""


def threshold_of(warehouse: Warehouse, period: str) -> Decimal:
    """Up to how much an item may be accepted; 0.00 where the settings say nothing."""
    settings = warehouse.settings(period)
    return ((settings.item_threshold if settings else None) or Decimal(0)).quantize(CENTS)


def _record(
    warehouse: Warehouse, draft: Draft, items: Sequence[str], check: CheckItems = lambda _, __: None
) -> list[Event]:
    """One event for each item, with the money that it is worth now; all are looked at before the first is recorded."""
    amounts, journal = _amounts(warehouse, draft.period, items), AuditLog(warehouse)

    def checked(*items: str) -> Check:
        def look(events: Sequence[Event]) -> None:
            unsealed(draft.period)(events)
            check(events, items)

        return look

    checked(*amounts)(journal.events())
    drafts = [replace(draft, subject=item, amount=amount) for item, amount in amounts.items()]
    return [journal.record(one, checked(one.subject)) for one in drafts]


def _amounts(warehouse: Warehouse, period: str, items: Sequence[str]) -> Mapping[str, Decimal]:
    """What each item is worth at the month end. Raises UnknownItem, NothingPicked, BadPeriod."""
    month(period)
    if not items:
        raise NothingPicked("Pick at least one item of the worklist.")
    rows = run_model(warehouse, "work_items", period).select(["item", "amount"]).to_pylist()
    known = {row["item"]: row["amount"] for row in rows}
    if unknown := [item for item in items if item not in known]:
        raise UnknownItem(
            f"Not out of step at the end of {period}: {_few(unknown)}. "
            "An item is named as the worklist of that month names it, such as PO:PO-4015."
        )
    return {item: known[item] for item in items}


def _few(words: Sequence[str], most: int = 5) -> str:
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more
