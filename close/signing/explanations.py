"""Explanations of changes since last month: each is an event in the audit log (flux.md#explanations)."""

from collections.abc import Mapping
from typing import Any

from close.errors import Refused
from close.months import month
from close.rules.catalogue import UNEXPLAINED
from close.signing.answers import answer
from close.store.audit_log import AuditLog, Draft, Event, say_why
from close.store.authority.people import Action, permit
from close.store.seals import check_unsealed
from close.store.warehouse import Warehouse

CHANGE_EXPLAINED, TO_EXPLAIN = "change_explained", "to_explain"


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


def accept_drafts(warehouse: Warehouse, period: str, who: str) -> list[Event]:
    """Record every draft that can be accepted as an explanation of its own. Raises BadPeriod, NotAllowed, Sealed."""
    month(period)
    permit(warehouse.governing(), who, Action.COMMENT)
    log, rows = AuditLog(warehouse), answer(warehouse, "flux", period).table.to_pylist()
    drafts = [
        Draft(who, CHANGE_EXPLAINED, period, row["item"], row["draft"], amount=row["change"])
        for row in rows
        if can_accept(row)
    ]
    return [log.record(draft, check_unsealed(period)) for draft in drafts]


def can_accept(row: Mapping[str, Any]) -> bool:
    """Return True if a change is still to be explained and its draft names what is behind it.

    A draft that only states amounts explains nothing, nor does one that calls the change unexplained. Words that a
    person has written before are never replaced.
    """
    is_open = row["state"] == TO_EXPLAIN and not row["explanation"]
    return is_open and row["driver"] is not None and UNEXPLAINED not in (row["driver"], row["_code"])
