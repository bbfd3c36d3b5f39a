"""Verification of everything recorded: the audit log, the manifests, the landings and the files they refer to."""

from collections.abc import Iterator

from close.store import records
from close.store.audit_log import AuditLog
from close.store.evidence import FOLDER, check
from close.store.records import Fault
from close.store.warehouse import Warehouse


def verify(warehouse: Warehouse) -> list[Fault]:
    """Return a fault for every file that was changed, replaced or removed after it was written."""
    chains = [*records.verify(AuditLog(warehouse).folder), *records.verify(warehouse.folder / "manifests")]
    return chains or [
        *dict.fromkeys([*_check_manifests(warehouse), *_check_landings(warehouse), *_check_evidence(warehouse)])
    ]


def _check_manifests(warehouse: Warehouse) -> Iterator[Fault]:
    """Yield the snapshots missing from the end of their chain although an event still refers to them."""
    seen, head = max((event.manifest for event in AuditLog(warehouse).events()), default=0), warehouse.head().number
    yield from (Fault(f"manifests/{records.name(number)}", "it is missing") for number in range(head + 1, seen + 1))


def _check_landings(warehouse: Warehouse) -> Iterator[Fault]:
    """Check the data files and original exports of every manifest ever published."""
    for record in warehouse.manifests.list_ever(warehouse.head()):
        recorded = [(f"exports/{record.sha256}", record.sha256), *((file.path, file.sha256) for file in record.files)]
        yield from filter(None, (check(warehouse.folder, path, sha256) for path, sha256 in recorded))


def _check_evidence(warehouse: Warehouse) -> Iterator[Fault]:
    """Check the attached files and the SQL texts that signatures pin."""
    for event in AuditLog(warehouse).events():
        recorded = [event.value] if event.kind == "attached" else [str(pin["sql"]) for pin in event.pins]
        yield from filter(None, (check(warehouse.folder, f"{FOLDER}/{sha256}", sha256) for sha256 in recorded))
