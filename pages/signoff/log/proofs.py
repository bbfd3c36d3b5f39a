"""Proofs of the audit log: the key that signs it and the anchor, in one sentence each, and how names were found."""

from close.errors import Refused
from close.store.audit_log import AuditLog
from close.store.warehouse import Warehouse
from close.store.witness import anchor, keys
from pages.parts.frame import people
from pages.parts.words import say_count

TYPED = "Names are as typed: nobody signed in."
SIGNED_IN = (
    "People sign in on this server. A name that was recorded by a command, or before there was a sign-in, is as typed."
)


def say_key(warehouse: Warehouse) -> str:
    """Return the state of the key that signs events."""
    signed = [event.key for event in AuditLog(warehouse).events() if event.key]
    try:
        own = keys.find_key()
    except Refused as error:
        return str(error)
    if not signed:
        return "No event is signed so far. The first one is signed with the key of this installation."
    whose = "this installation's" if own and own.key_id == signed[-1] else "that of another installation"
    others = len(set(signed)) - 1
    also = f", and earlier ones with {say_count(others, 'other key')}" if others else ""
    return f"The newest event is signed with the key {signed[-1][:12]}…, {whose}{also}."


def say_anchor(warehouse: Warehouse) -> str:
    """Return the state of the anchor, which shows whether the newest events were removed."""
    if not (path := anchor.find_anchor()):
        return (
            "No anchor is set, so only a printout, a binder or a backup kept elsewhere could show that the newest "
            "events were removed."
        )
    try:
        fault, behind = anchor.check_newest(warehouse.folder), anchor.count_behind(warehouse.folder)
    except Refused as error:
        return str(error)
    if fault:
        return f"The anchor {path} contradicts the records: {fault.path}, {fault.why}."
    rest = f", except the newest {behind}, which the next act adds" if behind else ""
    return f"The anchor {path} has the same events{rest}."


def say_names() -> str:
    """Return how far a name in the log identifies a person."""
    return SIGNED_IN if people.has_sign_in() else TYPED
