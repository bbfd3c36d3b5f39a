"""What people did: attestations and, later, signatures. Append-only, each event carrying the hash of the one before."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import pyarrow as pa

from close.errors import Refused
from close.manifests import write_whole
from close.warehouse import Warehouse

SCHEMA = pa.schema(
    [
        ("number", pa.int32()),
        ("recorded_at", pa.timestamp("us")),
        ("who", pa.string()),
        ("kind", pa.string()),
        ("period", pa.string()),
        ("subject", pa.string()),
        ("note", pa.string()),
        ("manifest", pa.int32()),
    ]
)


class EmptyNote(Refused):
    """An event that must say why, without a note."""


@dataclass(frozen=True)
class Event:
    """One thing that a person did. `recorded_at` is UTC, `manifest` the snapshot they saw, `before` the chain."""

    number: int
    recorded_at: str
    who: str
    kind: str  # attested, withdrawn
    period: str
    subject: str  # the checklist step
    note: str
    manifest: int
    before: str


class Journal:
    """The events of one organisation, one file each, numbered from 1 without a gap."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self._folder = warehouse.folder / "journal"

    def events(self) -> list[Event]:
        """Every event, oldest first."""
        return [Event(**json.loads(path.read_bytes())) for path in sorted(self._folder.glob("[0-9]*.json"))]

    def record(self, who: str, kind: str, period: str, subject: str, note: str) -> Event:
        """Append an event; with several processes writing, each gets a number of its own. Raises EmptyNote."""
        if not note.strip():
            raise EmptyNote("Say what you looked at: an attestation without a note proves nothing.")
        while True:
            paths = sorted(self._folder.glob("[0-9]*.json"))
            before = hashlib.sha256(paths[-1].read_bytes()).hexdigest() if paths else ""
            moment = datetime.now(UTC).isoformat(timespec="microseconds")
            manifest = self._warehouse.head().number
            event = Event(len(paths) + 1, moment, who, kind, period, subject, note.strip(), manifest, before)
            content = json.dumps(asdict(event), indent=1, sort_keys=True).encode()
            if write_whole(self._folder / f"{event.number:09d}.json", content):
                return event

    def table(self) -> pa.Table:
        """The events as SQL sees them."""
        rows = [{name: getattr(event, name) for name in SCHEMA.names} for event in self.events()]
        for row in rows:
            row["recorded_at"] = datetime.fromisoformat(row["recorded_at"]).replace(tzinfo=None)
        return pa.Table.from_pylist(rows, schema=SCHEMA)
