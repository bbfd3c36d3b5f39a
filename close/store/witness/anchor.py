"""The anchor: a file on another disk or share that only grows, with one line for the signed head of each event."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from close.errors import Refused
from close.store.records import Fault, digest, encode, find_newest, name, sync_folder
from close.store.witness.heads import ACCEPTED, EVENTS, FOLDER, explain_signature

ENVIRONMENT = "TIEOUT_ANCHOR"  # the path of the anchor


class AnchorUnavailable(Refused):
    """An anchor that cannot be read or written."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            f"The anchor {path} cannot be read or written: {error.strerror}. Nothing more is recorded until it can. "
            f"Connect the disk, and try again. The variable {ENVIRONMENT} names the anchor."
        )


class AheadOfLog(Refused):
    """An anchor with an event that the audit log does not have."""

    def __init__(self, folder: Path, fault: Fault) -> None:
        super().__init__(
            f"The audit log of {folder.name} is an older copy, or was changed: {fault.path}, {fault.why}. Nothing more "
            "is recorded. Restore the newest backup. If these are the newest records left, an administrator can run "
            "`tieout accept`, which records the reason, and continue."
        )


@dataclass(frozen=True)
class Line:
    """A line of the anchor about one organisation: its number in the file, and the head in it. A damaged one is blank.

    `event` is the number of the event, or 0.
    """

    folder: Path
    number: int
    head: dict[str, Any]
    event: int

    @cached_property
    def is_valid(self) -> bool:
        """True if the line is as it was written and signed."""
        return bool(self.head) and not explain_signature(self.folder, encode(self.head))

    @property
    def accepts(self) -> bool:
        """True if restored records were accepted, and the log is compared with the anchor from this line on."""
        return ACCEPTED in self.head and self.is_valid


def find_anchor() -> Path | None:
    """Return the path of the anchor, if there is one."""
    chosen = os.environ.get(ENVIRONMENT)
    return Path(chosen).absolute() if chosen else None


def catch_up(folder: Path) -> None:
    """Add the heads that the anchor does not have, unless it contradicts them. Raises AnchorUnavailable, AheadOfLog."""
    path = find_anchor()
    if not path or not find_newest(folder / FOLDER):
        return
    lines = _read(path, folder) if path.exists() else []
    if fault := _compare_newest(path, folder, lines):
        raise AheadOfLog(folder, fault)
    _append(path, folder, max(_list_stated(lines), default=0) + 1)


def add_newest(folder: Path) -> None:
    """Add the newest head, whatever the anchor has. From it on, the anchor is compared with the log again."""
    if path := find_anchor():
        _append(path, folder, find_newest(folder / FOLDER))


def check_newest(folder: Path) -> Fault | None:
    """Return the fault of a log that does not have the newest event of the anchor. Raises AnchorUnavailable."""
    path = find_anchor()
    return _compare_newest(path, folder, _read(path, folder)) if path and path.exists() else None


def check_all(folder: Path) -> Iterator[Fault]:
    """Yield every line that was changed or removed, and every event that differs from its line."""
    path = find_anchor()
    if not path or not path.exists():
        return
    lines = _read(path, folder)
    for line in lines:
        if not line.is_valid:
            yield Fault(f"{path}, line {line.number}", "it was changed, or is not signed with a known public key")
    stated = _list_stated(lines)
    for number in range(min(stated, default=0) + 1, max(stated, default=0)):
        if number not in stated:
            yield Fault(f"{path}", f"its line of event {number} is missing")
    yield from filter(None, (_compare(path, folder, line) for line in stated.values()))


def count_behind(folder: Path) -> int:
    """Return the number of heads that the anchor does not have yet."""
    path = find_anchor()
    if not path:
        return 0
    lines = _read(path, folder) if path.exists() else []
    return max(0, find_newest(folder / FOLDER) - max(_list_stated(lines), default=0))


def list_accepted(folder: Path) -> list[Line]:
    """Return the lines from which restored records were accepted."""
    path = find_anchor()
    lines = _read(path, folder) if path and path.exists() else []
    return [line for line in lines if line.accepts]


def _read(path: Path, folder: Path) -> list[Line]:
    """Return the lines of an organisation, and those that cannot be read, which may be its own."""
    try:
        texts = path.read_bytes().splitlines()
    except OSError as error:
        raise AnchorUnavailable(path, error) from error
    return [line for n, text in enumerate(texts, 1) if text and (line := _parse(n, text, folder))]


def _parse(number: int, text: bytes, folder: Path) -> Line | None:
    try:
        head = json.loads(text)
        if head["organisation"] != folder.name:
            return None
        return Line(folder, number, head if text == _write(head) else {}, int(head["event"]))
    except (ValueError, LookupError, TypeError):
        return Line(folder, number, {}, 0)


def _list_stated(lines: list[Line]) -> dict[int, Line]:
    """Return the line of each event since restored records were last accepted.

    Two processes may both have added a line, with the same content.
    """
    start = max((index for index, line in enumerate(lines) if line.accepts), default=None)
    since = lines if start is None else [line for line in lines[start:] if line.event >= lines[start].event]
    return {line.event: line for line in since if line.head}


def _compare_newest(path: Path, folder: Path, lines: list[Line]) -> Fault | None:
    stated = _list_stated(lines)
    return _compare(path, folder, stated[max(stated)]) if stated else None


def _compare(path: Path, folder: Path, line: Line) -> Fault | None:
    where = f"{EVENTS}/{name(line.event)}"
    event = folder / where
    if not event.exists():
        return Fault(where, f"it is missing, but the anchor has it: {path}, line {line.number}")
    if digest(event.read_bytes()) != line.head.get("event_sha256"):
        return Fault(where, f"it is not the event that the anchor has: {path}, line {line.number}")
    return None


def _append(path: Path, folder: Path, first: int) -> None:
    """Add the heads from a number on, in one write that is on disk before this returns."""
    heads = [folder / FOLDER / name(number) for number in range(first, find_newest(folder / FOLDER) + 1)]
    texts = [_write(json.loads(head.read_bytes())) + b"\n" for head in heads if head.exists()]
    try:
        is_new = not path.exists()
        with path.open("a+b", buffering=0) as file:  # also without lines: an anchor out of reach refuses the act
            if file.tell() and texts and not path.read_bytes().endswith(b"\n"):
                texts.insert(0, b"\n")
            file.write(b"".join(texts))
            os.fsync(file.fileno())
        if is_new:
            sync_folder(path.parent)
    except OSError as error:
        raise AnchorUnavailable(path, error) from error


def _write(head: dict[str, Any]) -> bytes:
    return json.dumps(head, sort_keys=True).encode()
