"""The audit log: records events and reads them."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from close.errors import Refused
from close.store import records
from close.store.authority.identity import find_source
from close.store.authority.people import Nameless, check_name
from close.store.events import Broken, Draft, Event, read_events
from close.store.manifests import publish_record
from close.store.warehouse import Warehouse
from close.store.witness.acts import admit, conclude
from close.store.witness.heads import EVENTS, SNAPSHOTS
from close.store.witness.keys import SigningKey

__all__ = ["NEW_KEY", "SCHEMA", "AuditLog", "Broken", "Check", "Draft", "EmptyNote", "Event", "Nameless", "say_why"]

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

NEW_KEY = "new_key"  # the event by which another signing key takes over


class EmptyNote(Refused):
    """An event without the note that it requires."""


Check = Callable[[Sequence[Event]], None]


class AuditLog:
    """The events of one organisation, one file each, numbered from 1 without gaps.

    The folder is called `journal`, as in the first warehouses.
    """

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self.folder = warehouse.folder / EVENTS

    def head(self) -> int:
        """Return the number of the newest event, or 0 if there are no events."""
        return len(self.events())

    def events(self, until: int | None = None) -> list[Event]:
        """Return every event of the state, or those up to a number, oldest first. Raises Broken."""
        past = self._warehouse.past
        return [*read_events(self.folder)[: past.event if past else None][:until]]

    def record(self, draft: Draft, check: Check = lambda _: None, manifest: int | None = None) -> Event:
        """Append an event. Concurrent processes each get a different number.

        `check` receives every earlier event and may raise an error. If another process takes the number first, it is
        called again, so its result is valid at the time of writing. `manifest` is the snapshot that the person saw, if
        not the newest. The event is signed, and if the signing key is another than before, an event of its own says so
        first. Raises Nameless, OnlyPast, and what `admit` raises.
        """
        self._warehouse.require_today()
        check_name(draft.who)
        key = admit(self._warehouse.folder, draft.kind)
        while True:
            before = self.events()
            check(before)
            if _is_new(key, before):
                self._append(self._date(_announce(key, draft.who), before, None), key)
            elif event := self._append(self._date(draft, before, manifest), key):
                conclude(self._warehouse.folder, key, draft.kind)
                return event

    def _append(self, event: Event, key: SigningKey) -> Event | None:
        """Write an event, and return it as recorded, or None if another process has taken its number."""
        content = asdict(event) | {"amount": _plain(event.amount)}
        return replace(event, key=key.key_id) if publish_record(self.folder, event.number, content, key) else None

    def _date(self, draft: Draft, before: Sequence[Event], manifest: int | None) -> Event:
        """Return the event of an action: its number, its time and the snapshot it is about."""
        now, last = datetime.now(UTC).isoformat(timespec="microseconds"), before[-1].recorded_at if before else ""
        seen = self._warehouse.head().number if manifest is None else manifest
        snapshot = self._warehouse.folder / SNAPSHOTS / records.name(seen)
        return Event(
            **_parts(draft),
            number=len(before) + 1,
            recorded_at=now,
            manifest=seen,
            manifest_sha256=records.digest(snapshot.read_bytes()) if seen else "",
            organisation=self._warehouse.organisation,
            clock_behind=last if now < last else "",
            named_by=find_source(draft.who),
        )

    def table(self, until: int | None = None) -> pa.Table:
        """Return the events as the SQL table `audit_log`: all of them, or those up to a number."""
        events = self.events(until)
        columns: dict[str, list[Any]] = {name: [getattr(event, name) for event in events] for name in SCHEMA.names}
        columns["recorded_at"] = [datetime.fromisoformat(text).replace(tzinfo=None) for text in columns["recorded_at"]]
        return pa.Table.from_pydict(columns, schema=SCHEMA)


def say_why(note: str, what: str) -> str:
    """Return the stripped note. Raises EmptyNote if it is blank. `what` is the action to name in the message."""
    if not note.strip():
        raise EmptyNote(f"Enter a note: {what} needs one.")
    return note.strip()


def _is_new(key: SigningKey, before: Sequence[Event]) -> bool:
    """Return True if others have signed events, but this key has not."""
    ids = {event.key for event in before} - {""}
    return bool(ids) and key.key_id not in ids


def _announce(key: SigningKey, who: str) -> Draft:
    note = (
        "This key signs from here on: the records are on another machine or used by another user, or the key was lost."
    )
    return Draft(who, NEW_KEY, "", "key", note, key.key_id)


def _parts(draft: Draft) -> dict[str, Any]:
    return {field.name: getattr(draft, field.name) for field in fields(Draft)}


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"
