"""What moved since a signature: every document as it was known then and as it is known now, at the same month end."""

from close.errors import Refused
from close.rules.reasons import render
from close.rules.report import Answer, run
from close.signing.signoff import CERTIFIED, SIGNED
from close.store.audit_log import AuditLog, Event
from close.store.manifests import Manifest
from close.store.seals import MONTH, SEALED
from close.store.warehouse import Warehouse

MOVED, STATES = "moved_documents", "document_states"


class NothingSigned(Refused):
    """What moved was asked for where nothing was signed: there is no moment to measure from."""


def moments(warehouse: Warehouse, period: str) -> list[Event]:
    """The signatures and seals of a month, from which drift is measured: the whole month first, then newest."""
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


def moved_documents(warehouse: Warehouse, number: int, manifest: int | None = None) -> Answer:
    """The documents that differ at the month end of a signature or seal: what had landed then against what has by now.

    Later months count on both sides, as far as they had landed. `manifest` is what counts as now, if it is not the
    newest snapshot. Raises NothingSigned.
    """
    events = AuditLog(warehouse).events()
    if not 0 < number <= len(events):
        raise NothingSigned(f"There is no event {number}: the newest is {len(events)}.")
    event = events[number - 1]
    then = warehouse.manifests.open(event.manifest)
    now = warehouse.head() if manifest is None else warehouse.manifests.open(manifest)
    sides = {"signed_documents": then, "current_documents": now}
    given = {name: _states(warehouse, event.period, snapshot).table for name, snapshot in sides.items()}
    return render(run(warehouse, MOVED, event.period, now.number, given))


def _states(warehouse: Warehouse, period: str, snapshot: Manifest) -> Answer:
    """Every document at the month end of a period, as the newest export of any month in a snapshot shows it."""
    known = max([period, *(record.period for record in snapshot.landings)])
    return run(warehouse, STATES, period, snapshot.number, known=known)
