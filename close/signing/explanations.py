"""Explanations of changes since last month: each is an event in the audit log (flux.md#explanations)."""

from close.errors import Refused
from close.months import month
from close.signing.answers import answer
from close.store.audit_log import AuditLog, Draft, Event, say_why
from close.store.authority.people import Action, permit
from close.store.seals import check_unsealed
from close.store.warehouse import Warehouse

CHANGE_EXPLAINED = "change_explained"


class UnknownChange(Refused):
    """An item that the report `flux` does not compare in the month."""


def explain_change(warehouse: Warehouse, period: str, item: str, who: str, note: str) -> Event:
    """Record the explanation of an item's change, with the amount of the change. A later one replaces it.

    If the change becomes another, it has to be explained again. Raises BadPeriod, NotAllowed, EmptyNote, UnknownChange,
    Sealed.
    """
    month(period)
    permit(warehouse.governing(), who, Action.COMMENT)
    note = say_why(note, "an explanation")
    rows = answer(warehouse, "flux", period).result.table.select(["item", "change"]).to_pylist()
    changes = {row["item"]: row["change"] for row in rows}
    if item not in changes:
        raise UnknownChange(f'"{item}" is not compared in {period}. Choose an item of the page Flux.')
    draft = Draft(who, CHANGE_EXPLAINED, period, item, note, amount=changes[item])
    return AuditLog(warehouse).record(draft, check_unsealed(period))
