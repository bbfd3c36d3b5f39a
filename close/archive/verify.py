"""Verification of everything recorded: the audit log, the manifests, the landings and the files they refer to.

Their signatures, heads and anchor are checked with them.
"""

from collections.abc import Iterator

from close.errors import Refused
from close.store import records
from close.store.audit_log import AuditLog, Draft, Event, say_why
from close.store.authority.people import ADMINISTRATORS, is_same, list_administrators
from close.store.evidence import FOLDER, check
from close.store.manifests import BrokenRecord
from close.store.records import Fault
from close.store.warehouse import Warehouse
from close.store.witness import checks
from close.store.witness.heads import ACCEPTED, EVENTS, SNAPSHOTS


class OnlyListed(Refused):
    """Records in doubt accepted by a person whom the environment does not list."""

    def __init__(self, who: str) -> None:
        super().__init__(
            f"{who or 'An unnamed user'} is not listed in {ADMINISTRATORS} and may not accept restored records. The "
            "roles that these records state do not count, because the records are in doubt. Ask a person listed there. "
            "If nobody is, whoever runs this computer sets the variable for this command."
        )


def verify(warehouse: Warehouse) -> list[Fault]:
    """Return a fault for every file that was changed, replaced or removed after it was written.

    The anchor and the keys that this installation knows are compared as well.
    """
    return [*dict.fromkeys([*verify_inside(warehouse), *checks.check_outside(warehouse.folder)])]


def verify_inside(warehouse: Warehouse) -> list[Fault]:
    """Return the faults that an organisation's folder shows by itself, such as that of a backup."""
    folder = warehouse.folder
    chains = [*records.verify(folder / EVENTS), *records.verify(folder / SNAPSHOTS)]
    if chains:
        return chains
    witnessed = [*checks.check_inside(folder)]
    try:
        referred = [*_check_manifests(warehouse), *_check_landings(warehouse), *_check_evidence(warehouse)]
    except BrokenRecord:  # a record that nobody here has written
        if not witnessed:
            raise
        referred = []
    return [*dict.fromkeys([*witnessed, *referred])]


def list_notes(warehouse: Warehouse) -> list[str]:
    """Return what a person who verifies intact records should know, such as the keys that signed them."""
    return [*checks.list_notes(warehouse.folder)]


def accept(warehouse: Warehouse, who: str, note: str) -> Event:
    """Continue with records that were restored or moved here, and with the keys that signed them.

    The anchor is compared with the audit log from this event on. The roles in these records are in doubt themselves, so
    only the administrators that the environment lists may accept them. Raises OnlyListed, EmptyNote.
    """
    if not any(is_same(name, who) for name in list_administrators()):
        raise OnlyListed(who)
    return AuditLog(warehouse).record(Draft(who, ACCEPTED, "", "records", say_why(note, "accepting restored records")))


def _check_manifests(warehouse: Warehouse) -> Iterator[Fault]:
    """Yield the snapshots missing from the end of their chain although an event still refers to them."""
    seen, head = max((event.manifest for event in AuditLog(warehouse).events()), default=0), warehouse.head().number
    yield from (Fault(f"{SNAPSHOTS}/{records.name(number)}", "it is missing") for number in range(head + 1, seen + 1))


def _check_landings(warehouse: Warehouse) -> Iterator[Fault]:
    """Check the data files and original exports of every manifest ever published."""
    for record in warehouse.manifests.list_ever(warehouse.head()):
        recorded = [(f"exports/{record.sha256}", record.sha256), *((file.path, file.sha256) for file in record.files)]
        found = (check(warehouse.folder, path, sha256) for path, sha256 in recorded)
        what = f"{record.file_name} for {record.period}, uploaded by {record.who}"
        yield from (_name_file(fault, what) for fault in found if fault)


def _check_evidence(warehouse: Warehouse) -> Iterator[Fault]:
    """Check the attached files and the SQL texts that signatures pin."""
    for event in AuditLog(warehouse).events():
        recorded = {str(pin["sql"]): f"the query of {pin['report']} in signature {event.number}" for pin in event.pins}
        if event.kind == "attached":
            recorded[event.value] = f"{event.note}, attached to {event.subject} by {event.who}"
        for sha256, what in recorded.items():
            if fault := check(warehouse.folder, f"{FOLDER}/{sha256}", sha256):
                yield _name_file(fault, what)


def _name_file(fault: Fault, what: str) -> Fault:
    """Add to a file that is called like its hash, or like its landing, what a person would call it."""
    return Fault(fault.path, f"{fault.why} ({what})")
