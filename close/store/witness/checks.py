"""The checks of everything that witnesses the records: signatures, heads, public keys and the anchor."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from close.store.records import KEY, Fault, digest, find_newest, list_records, name, read
from close.store.witness import anchor, keys
from close.store.witness.acts import explain_key
from close.store.witness.heads import (
    ACCEPTED,
    EVENTS,
    FOLDER,
    SNAPSHOTS,
    check_head,
    check_signature,
    is_signed,
)

MISSING = "it is missing"


def check_inside(folder: Path) -> Iterator[Fault]:
    """Yield every fault of an organisation's public keys, signatures and heads. Its chains must be whole."""
    yield from _check_keys(folder)
    for part in (EVENTS, SNAPSHOTS):
        yield from filter(None, (check_signature(folder, path) for path in _list_signed(folder, part)))
    yield from _check_heads(folder)
    yield from _check_snapshots(folder)


def check_outside(folder: Path) -> Iterator[Fault]:
    """Yield what differs from the anchor, and the keys that this installation does not know."""
    yield from anchor.check_all(folder)
    known = keys.list_known()
    yield from (explain_key(key_id) for key_id in _list_keys(folder) if known is not None and key_id not in known)


def list_notes(folder: Path) -> Iterator[str]:
    """Yield remarks for a person who verifies the records, which are not faults."""
    signed = _list_signed(folder, EVENTS)
    if unsigned := len(list_records(folder / EVENTS)) - len(signed):
        yield f"{_say_events(1, unsigned)} recorded before events were signed. Only later signatures prove them."
    events = [read(path) for path in signed]
    for key_id, group in groupby(events, lambda event: event[KEY]):
        numbers = [event["number"] for event in group]
        yield f"{_say_events(numbers[0], numbers[-1])} signed with the key {key_id}{_say_owner(key_id)}."
    yield from filter(None, map(_say_event, events))
    without = [int(path.stem) for path in signed if not (folder / FOLDER / path.name).exists()]
    if without:
        yield f"{_say_events(without[0], without[-1])} without a signed head so far. The next act writes it."
    yield from _list_anchor_notes(folder)


def _list_anchor_notes(folder: Path) -> Iterator[str]:
    last = find_newest(folder / FOLDER)
    if behind := anchor.count_behind(folder):
        yield f"{_say_events(last - behind + 1, last)} not in the anchor so far. The next act adds it."
    for number in anchor.list_accepted(folder):
        yield f"Restored records were accepted in event {number}. The anchor is compared from there on."


def _say_events(first: int, last: int) -> str:
    return f"Event {first} is" if first == last else f"Events {first} to {last} are"


def _say_owner(key_id: str) -> str:
    own = keys.find_key()
    return ", which is this installation's" if own and own.key_id == key_id else ""


def _say_event(event: dict[str, Any]) -> str:
    if event.get("kind") == ACCEPTED:
        return f"Event {event['number']}: {event['who']} accepted restored records: {event['note']}"
    if event.get("clock_behind"):
        return f"Event {event['number']} was recorded when the clock was behind that of the event before."
    return ""


def _list_signed(folder: Path, part: str) -> list[Path]:
    """Return the records from the first signed one on. All of them have to be signed."""
    paths = list_records(folder / part)
    first = next((index for index, path in enumerate(paths) if is_signed(path)), len(paths))
    return paths[first:]


def _check_heads(folder: Path) -> Iterator[Fault]:
    """Check every head. Heads are written in order, so only the newest events may be without one."""
    last = find_newest(folder / FOLDER)
    signed = _list_signed(folder, EVENTS)
    first = int(signed[0].stem) if signed else 1
    yield from filter(None, (check_head(folder, number) for number in range(first, last + 1)))


def _check_snapshots(folder: Path) -> Iterator[Fault]:
    """Check that each event still refers to the snapshot that it was about."""
    for path in _list_signed(folder, EVENTS):
        event = read(path)
        if not event.get("manifest_sha256"):
            continue
        where = f"{SNAPSHOTS}/{name(event['manifest'])}"
        if not (folder / where).exists():
            yield Fault(where, MISSING)
        elif digest((folder / where).read_bytes()) != event["manifest_sha256"]:
            yield Fault(where, f"it is not the snapshot that {EVENTS}/{path.name} is about")


def _check_keys(folder: Path) -> Iterator[Fault]:
    """Check the public keys: those in the folder, and those of every record."""
    for key_id in _list_keys(folder):
        where = f"{keys.FOLDER}/{key_id}.pem"
        if not (folder / where).exists():
            yield Fault(where, MISSING)
        elif keys.read_public(folder, key_id) is None:
            yield Fault(where, "it was changed after it was written")


def _list_keys(folder: Path) -> list[str]:
    """Return the IDs of the public keys in the folder, and of the keys of all signed records."""
    paths = (path for part in (EVENTS, SNAPSHOTS, FOLDER) for path in list_records(folder / part) if is_signed(path))
    return [*dict.fromkeys([*keys.list_ids(folder), *(str(read(path).get(KEY)) for path in paths)])]
