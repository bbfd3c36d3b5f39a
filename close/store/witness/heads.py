"""Signed heads: after every event, a statement of the newest event and the newest snapshot, next to the audit log."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from close.errors import Refused
from close.store.records import (
    DIGEST,
    KEY,
    SIGNATURE,
    Fault,
    close_record,
    digest,
    encode,
    find_newest,
    is_whole,
    name,
)
from close.store.witness import keys
from close.store.witness.keys import SigningKey
from close.systems.files import write_whole

EVENTS, SNAPSHOTS, FOLDER = "journal", "manifests", "heads"
ORGANISATION = "organisation"  # in every signed record, so that none can be put into the log of another
ACCEPTED = "accepted"  # the event by which a person continues with restored records
UNSIGNED = "it is not signed, although earlier records are"


class Doubted(Refused):
    """Newest records that are not as they were signed. Nothing is recorded after them."""

    def __init__(self, folder: Path, fault: Fault) -> None:
        super().__init__(
            f"The records of {folder.name} are not as they were signed: {fault.path}, {fault.why}. Nothing more "
            "is recorded. Run `tieout verify` to see all differences, and restore a backup made before that."
        )


def read_head(folder: Path, number: int) -> dict[str, Any]:
    """Return the head of an event, or an empty one."""
    path = folder / FOLDER / name(number)
    return dict(json.loads(path.read_bytes())) if path.exists() else {}


def write_missing(folder: Path, key: SigningKey) -> None:
    """Sign the head of every event that has none, oldest first: the newest, or those of processes that died.

    An event carries its own signature, so one that somebody else has put there gets no head. Raises Doubted.
    """
    if fault := check_newest(folder):
        raise Doubted(folder, fault)
    for number in _list_missing(folder):
        write_whole(folder / FOLDER / name(number), close_record(_state(folder, number), key))


def check_newest(folder: Path) -> Fault | None:
    """Return the first fault of the newest head, or of the records after it. Earlier records are not read."""
    number = find_newest(folder / FOLDER)
    if number == 0:
        return None
    if fault := check_head(folder, number):
        return fault
    later = [*range(number + 1, find_newest(folder / EVENTS) + 1)]
    since = range(int(read_head(folder, number)["manifest"]) + 1, find_newest(folder / SNAPSHOTS) + 1)
    paths = [folder / EVENTS / name(each) for each in later] + [folder / SNAPSHOTS / name(each) for each in since]
    return next(filter(None, (check_signature(folder, path) for path in paths)), None)


def check_head(folder: Path, number: int) -> Fault | None:
    """Return the fault of a head, or of the event and the snapshot that it states."""
    path = folder / FOLDER / name(number)
    if fault := check_signature(folder, path):
        return fault
    head = read_head(folder, number)
    if head.get("event") != number:
        return Fault(f"{FOLDER}/{name(number)}", f"it is the head of event {head.get('event')}")
    for part, stated in ((EVENTS, "event"), (SNAPSHOTS, "manifest")):
        where = f"{part}/{name(head[stated])}"
        if head[stated] and (why := _compare(folder / where, head[f"{stated}_sha256"])):
            return Fault(where, f"{why} {FOLDER}/{name(number)}")
    return None


def check_signature(folder: Path, path: Path) -> Fault | None:
    """Return the fault of a record that has to be signed, with a key whose public part the organisation keeps."""
    where = path.relative_to(folder).as_posix()
    if not path.exists():
        return Fault(where, "it is missing")
    why = explain_signature(folder, path.read_bytes())
    return Fault(where, why) if why else None


def explain_signature(folder: Path, content: bytes) -> str:
    """Return why a record does not count as signed, or an empty string."""
    if not is_whole(content):
        return "it was changed after it was written"
    record = json.loads(content)
    if SIGNATURE not in record:
        return UNSIGNED
    if record.get(ORGANISATION) != folder.name:
        return f"it was signed for another organisation, {record.get(ORGANISATION)}"
    public = keys.find_public(folder, str(record.get(KEY)))
    if public is None:
        return f"it is signed with a key whose public part is missing or was changed, {keys.FOLDER}/{record[KEY]}.pem"
    stated = {key: value for key, value in record.items() if key not in (DIGEST, SIGNATURE)}
    return "" if keys.has_signed(public, encode(stated), str(record[SIGNATURE])) else "its signature is not valid"


def is_signed(path: Path) -> bool:
    """Return True if a record has a signature, valid or not."""
    return is_whole(content := path.read_bytes()) and SIGNATURE in json.loads(content)


def _list_missing(folder: Path) -> list[int]:
    """Return the signed events without a head at the end of the audit log, oldest first."""
    return [*_walk_back(folder)][::-1]


def _walk_back(folder: Path) -> Iterator[int]:
    for number in range(find_newest(folder / EVENTS), 0, -1):
        if (folder / FOLDER / name(number)).exists() or not is_signed(folder / EVENTS / name(number)):
            return
        yield number


def _state(folder: Path, number: int) -> dict[str, Any]:
    """Return what a head states. The head of an event that accepts restored records says so."""
    event = (folder / EVENTS / name(number)).read_bytes()
    snapshot = find_newest(folder / SNAPSHOTS)
    stated = {
        ORGANISATION: folder.name,
        "event": number,
        "event_sha256": digest(event),
        "manifest": snapshot,
        "manifest_sha256": digest((folder / SNAPSHOTS / name(snapshot)).read_bytes()) if snapshot else "",
        "signed_at": datetime.now(UTC).isoformat(timespec="microseconds"),
    }
    return stated | ({ACCEPTED: True} if json.loads(event).get("kind") == ACCEPTED else {})


def _compare(path: Path, sha256: str) -> str:
    if not path.exists():
        return "it is missing, but it is stated in"
    return "" if digest(path.read_bytes()) == sha256 else "it was changed or replaced, and differs from"
