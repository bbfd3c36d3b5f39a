"""The worklist: assign items, set due days, and take items off the list (worklist.md#exits)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from close.errors import Refused
from close.months import month
from close.rules.answers import run_model
from close.rules.catalogue import causes
from close.store.audit_log import AuditLog, Check, Draft, Event, say_why
from close.store.authority.people import Action, permit, roles_of
from close.store.seals import check_unsealed, now
from close.store.settings import Settings
from close.store.warehouse import Warehouse

ASSIGNED, DUE = "assigned", "due"
EXPLAINED, ACCRUED, ACCEPTED, RETURNED = "explained", "accrued", "accepted", "returned"
EXITS = (EXPLAINED, ACCRUED, ACCEPTED)
CENTS = Decimal("0.01")

CheckItems = Callable[[Sequence[Event], Sequence[str]], None]


class UnknownItem(Refused):
    """An item that is not on the worklist at the month end."""


class NothingPicked(Refused):
    """An action without an item."""


class UnknownPerson(Refused):
    """A person without a role in the organisation."""


class BadDue(Refused):
    """A due day in the past, or one that is not a business day."""


class UnknownCause(Refused):
    """A cause that does not exist."""


class NoJournal(Refused):
    """An accrual without a ledger journal."""


class AboveThreshold(Refused):
    """An item whose amount exceeds the acceptance limit in the settings."""


class StillOpen(Refused):
    """An item that is still on the list, so it cannot be put back."""


def assign(warehouse: Warehouse, period: str, items: Sequence[str], who: str, to: str, note: str = "") -> list[Event]:
    """Assign items to a person, who keeps them in later months.

    Raises NotAllowed, UnknownPerson and the errors of `_amounts`.
    """
    permit(warehouse.governing(), who, Action.WORK)
    to = to.strip()
    if not to or not roles_of(warehouse.governing(), to):
        raise UnknownPerson(f'"{to}" has no role in this organisation. Choose one of its people.')
    return _record(warehouse, Draft(who, ASSIGNED, period, "", note.strip(), to), items)


def set_due(
    warehouse: Warehouse, period: str, items: Sequence[str], who: str, day: date, note: str = ""
) -> list[Event]:
    """Set the day by which items are to be corrected: today or a later business day. Raises BadDue."""
    permit(warehouse.governing(), who, Action.WORK)
    if day < now():
        raise BadDue(f"{day} is in the past. Choose today or a later day.")
    if free := (warehouse.settings(period) or Settings()).say_free(day):
        raise BadDue(f"{day} is not a business day ({free}). Choose a business day.")
    return _record(warehouse, Draft(who, DUE, period, "", note.strip(), day.isoformat()), items)


def explain(warehouse: Warehouse, period: str, items: Sequence[str], who: str, cause: str, note: str) -> list[Event]:
    """Take items off the list by stating their cause. An item returns if its amount changes.

    Raises UnknownCause, EmptyNote.
    """
    permit(warehouse.governing(), who, Action.WORK)
    cause = cause.strip().upper()
    if cause not in causes():
        raise UnknownCause(f'There is no cause "{cause}". The causes are {", ".join(causes())}.')
    return _record(warehouse, Draft(who, EXPLAINED, period, "", say_why(note, "an explanation"), cause), items)


def accrue(warehouse: Warehouse, period: str, items: Sequence[str], who: str, journal: str, note: str) -> list[Event]:
    """Take items off this month's list with a reversing journal in the ledger. They return the following month.

    Raises NoJournal, EmptyNote.
    """
    permit(warehouse.governing(), who, Action.WORK)
    if not journal.strip():
        raise NoJournal("Enter the number of the accrual journal in the ledger, so that others can find it.")
    return _record(warehouse, Draft(who, ACCRUED, period, "", say_why(note, "an accrual"), journal.strip()), items)


def accept(warehouse: Warehouse, period: str, items: Sequence[str], who: str, note: str) -> list[Event]:
    """Take items off the list without a correction. No item may exceed the setting item_threshold.

    Raises AboveThreshold, EmptyNote.
    """
    permit(warehouse.governing(), who, Action.WORK)
    threshold, amounts = threshold_of(warehouse), _amounts(warehouse, period, items)
    above = [
        f"{item} at {'an unknown amount' if amount is None else f'{amount:.2f}'}"
        for item, amount in amounts.items()
        if amount is None or amount > threshold
    ]
    if above:
        raise AboveThreshold(
            f"Items up to {threshold:.2f} may be accepted. These are above that: {_few(above)}. "
            "Explain or accrue them. An administrator can change the item threshold on the page Organisation."
        )
    return _record(warehouse, Draft(who, ACCEPTED, period, "", say_why(note, "an acceptance")), items)


def take_back(warehouse: Warehouse, period: str, items: Sequence[str], who: str, note: str) -> list[Event]:
    """Put explained, accrued or accepted items back on the list. Raises StillOpen, EmptyNote."""
    permit(warehouse.governing(), who, Action.WORK)

    def check(events: Sequence[Event], items: Sequence[str]) -> None:
        still = [item for item in items if last_word(events, period, item) not in EXITS]
        if still:
            raise StillOpen(
                f"These items are still on the list of {period}: {_few(still)}. "
                "Only explained, accrued or accepted items can be put back."
            )

    return _record(warehouse, Draft(who, RETURNED, period, "", say_why(note, "putting an item back")), items, check)


def last_word(events: Sequence[Event], period: str, item: str) -> str:
    """Return the kind of the last event that took an item off the list or put it back, or an empty string.

    A later month takes precedence.
    """
    exits = [e for e in events if e.subject == item and e.kind in (*EXITS, RETURNED) and e.period <= period]
    return max(exits, key=lambda e: (e.period, e.number)).kind if exits else ""


def threshold_of(warehouse: Warehouse) -> Decimal:
    """Return the largest amount that may be accepted, or 0.00 if no rule states one."""
    settings = warehouse.governing()
    return ((settings.item_threshold if settings else None) or Decimal(0)).quantize(CENTS)


def _record(
    warehouse: Warehouse, draft: Draft, items: Sequence[str], check: CheckItems = lambda _, __: None
) -> list[Event]:
    """Record one event for each item with its current amount. All items are checked before the first is recorded."""
    amounts, log = _amounts(warehouse, draft.period, items), AuditLog(warehouse)

    def checked(*items: str) -> Check:
        def look(events: Sequence[Event]) -> None:
            check_unsealed(draft.period)(events)
            check(events, items)

        return look

    checked(*amounts)(log.events())
    drafts = [replace(draft, subject=item, amount=amount) for item, amount in amounts.items()]
    return [log.record(one, checked(one.subject)) for one in drafts]


def _amounts(warehouse: Warehouse, period: str, items: Sequence[str]) -> Mapping[str, Decimal | None]:
    """Return the amount of each item at the month end, or None if it is unknown.

    Raises UnknownItem, NothingPicked, BadPeriod.
    """
    month(period)
    if not items:
        raise NothingPicked("Choose at least one item of the worklist.")
    rows = run_model(warehouse, "work_items", period).select(["item", "amount"]).to_pylist()
    amounts = {row["item"]: row["amount"] for row in rows}
    if unknown := [item for item in items if item not in amounts]:
        raise UnknownItem(
            f"These items are not on the worklist of {period}: {_few(unknown)}. "
            "Write an item as the worklist shows it, such as PO:PO-4015."
        )
    return {item: amounts[item] for item in items}


def _few(words: Sequence[str], most: int = 5) -> str:
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more
