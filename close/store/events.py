"""The recorded events of an organisation. Each has its author, its time and the hash of the one before."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from close.errors import Refused
from close.store import records
from close.store.manifests import build_record


class Broken(Refused):
    """An audit log with a missing event. Later events cannot be trusted."""


@dataclass(frozen=True)
class Draft:
    """An action by a person that is not recorded yet.

    `subject` is a step, a report, an item or the month. `value` depends on the kind of event: a role, a person, a day,
    a cause or a hash. `amount` is the amount concerned, `about` is the number of the event that it responds to, and
    `pins` are the pinned answers of a signature.
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
    """A recorded action. `recorded_at` is UTC, and `manifest` is the newest snapshot at that time.

    `manifest_sha256` is the hash of that snapshot, `organisation` is its folder, and `key` is the ID of the key that
    signs the event. `clock_behind` is the time of the event before, if this machine's clock was earlier. `named_by` is
    how the person was identified (see `identity`), and blank in events from before this was recorded.
    """

    number: int = 0
    recorded_at: str = ""
    manifest: int = 0
    manifest_sha256: str = ""
    organisation: str = ""
    key: str = ""
    clock_behind: str = ""
    named_by: str = ""


def read_events(folder: Path) -> tuple[Event, ...]:
    """Return the events in a folder, oldest first: those cached by this process and those recorded since.

    Raises Broken.
    """
    events, last = _KNOWN.get(folder, ((), None))
    if last is None or last != _mark(folder / records.name(len(events))):
        events = _read_all(folder)
    while (path := folder / records.name(len(events) + 1)).exists():
        events = (*events, _read(path))
    if events:
        _KNOWN[folder] = events, _mark(folder / records.name(len(events)))
    return events


# Events never change, so they are read once. The cache is valid as long as its last file is the same.
_KNOWN: dict[Path, tuple[tuple[Event, ...], tuple[int, int] | None]] = {}


def _mark(path: Path) -> tuple[int, int] | None:
    """Return a value that differs between two files of the same name, or None if the file is missing."""
    if not path.exists():
        return None
    stat = path.stat()
    return stat.st_ino, stat.st_mtime_ns


def _read_all(folder: Path) -> tuple[Event, ...]:
    paths = records.list_records(folder)
    if paths and paths[-1].name != records.name(len(paths)):
        raise Broken(
            f"An event in the audit log of {folder.parent.name} is missing. Run `tieout verify` to find the "
            "file. A backup may contain it."
        )
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> Event:
    """Read an event. Fields that were introduced after it was written are blank. Raises BrokenRecord, NewerFormat."""
    return build_record(path, _build)


def _build(record: Mapping[str, Any]) -> Event:
    amount = None if record.get("amount") is None else Decimal(record["amount"])
    return Event(**dict(record) | {"amount": amount, "pins": tuple(record.get("pins", ()))})
