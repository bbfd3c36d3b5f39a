"""What people did: append-only, each event carrying who, when and the hash of the one before (design.md 5)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from close import records
from close.errors import Refused
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
        ("value", pa.string()),
        ("amount", pa.decimal128(18, 2)),
        ("about", pa.int32()),
        ("manifest", pa.int32()),
    ]
)


class EmptyNote(Refused):
    """An event that must say why, without a note."""


class Nameless(Refused):
    """Something was done by nobody."""


@dataclass(frozen=True)
class Draft:
    """Something that a person does, before it is recorded.

    `subject` is a step, a report, an item or the month; `value` what the kind of event is about (a role, a person, a
    day, a cause, a hash); `amount` the money it stands for; `about` the event that it answers; `pins` what a signature
    saw.
    """

    who: str
    kind: str
    period: str
    subject: str
    note: str = ""
    value: str = ""
    amount: Decimal | None = None
    about: int | None = None
    pins: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Event(Draft):
    """One thing that a person did. `recorded_at` is UTC, `manifest` the newest snapshot at that moment."""

    number: int = 0
    recorded_at: str = ""
    manifest: int = 0


Check = Callable[[Sequence[Event]], None]


class Journal:
    """The events of one organisation, one file each, numbered from 1 without a gap."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self.folder = warehouse.folder / "journal"

    def head(self) -> int:
        """The number of the newest event, 0 for none."""
        paths = records.numbered(self.folder)
        return int(paths[-1].stem) if paths else 0

    def events(self, until: int | None = None) -> list[Event]:
        """Every event, or those up to a number, oldest first."""
        paths = records.numbered(self.folder)
        return [_read(path) for path in (paths if until is None else paths[:until])]

    def record(self, draft: Draft, check: Check = lambda _: None, manifest: int | None = None) -> Event:
        """Append an event; with several processes writing, each gets a number of its own.

        `check` sees every event before this one and may refuse; it is asked again when somebody else was first, so
        that what it allows holds at the moment of writing. `manifest` is the snapshot that the person saw, if it is
        not the newest. Raises Nameless.
        """
        if not draft.who.strip():
            raise Nameless("Say who you are: what is recorded carries a name.")
        while True:
            before = self.events()
            check(before)
            event = Event(
                **_parts(draft),
                number=len(before) + 1,
                recorded_at=datetime.now(UTC).isoformat(timespec="microseconds"),
                manifest=self._warehouse.head().number if manifest is None else manifest,
            )
            if records.append(self.folder, event.number, asdict(event) | {"amount": _plain(event.amount)}):
                return event

    def table(self, until: int | None = None) -> pa.Table:
        """The events as SQL sees them, all or those up to a number."""
        rows = [{name: getattr(event, name) for name in SCHEMA.names} for event in self.events(until)]
        for row in rows:
            row["recorded_at"] = datetime.fromisoformat(row["recorded_at"]).replace(tzinfo=None)
        return pa.Table.from_pylist(rows, schema=SCHEMA)


def say_why(note: str, what: str) -> str:
    """The note without blanks around it. Raises EmptyNote."""
    if not note.strip():
        raise EmptyNote(f"Say why: {what} without a note proves nothing.")
    return note.strip()


def _parts(draft: Draft) -> dict[str, Any]:
    return {field.name: getattr(draft, field.name) for field in fields(Draft)}


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"


@lru_cache(maxsize=100_000)
def _read(path: Path) -> Event:
    """An event that was recorded; it never changes, so that reading it once is enough."""
    told = records.read(path)
    amount = told.pop("amount")
    return Event(**told | {"amount": None if amount is None else Decimal(amount), "pins": tuple(told["pins"])})
