"""The anchor: a file on another disk or share that only grows, with one line for the signed head of each event."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from close.errors import Refused
from close.store.records import Fault, digest, encode, find_newest, list_records, name
from close.store.witness.heads import ACCEPTED, EVENTS, FOLDER, explain_signature
from close.systems.files import sync_file, sync_folder

ENVIRONMENT = "TIEOUT_ANCHOR"  # the path of the anchor
NEAR = 200  # lines at its end in which the newest one of an organisation is looked for first


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
            "is recorded. Restore the newest backup. If these are the newest records left, a person listed in "
            "TIEOUT_ADMINISTRATORS can run `tieout accept`, which records the reason, and continue."
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
    if path := find_anchor():
        stated = _read_newest(path, folder)
        if fault := _compare_newest(path, folder, stated):
            raise AheadOfLog(folder, fault)
        _append(path, folder, _find_last(stated) + 1)


def add_newest(folder: Path) -> None:
    """Add the newest head, whatever the anchor has. From it on, the anchor is compared with the log again."""
    if path := find_anchor():
        _append(path, folder, find_newest(folder / FOLDER))


def check_newest(folder: Path) -> Fault | None:
    """Return the fault of a log that does not have the newest event of the anchor. Raises AnchorUnavailable."""
    path = find_anchor()
    return _compare_newest(path, folder, _read_newest(path, folder)) if path else None


def check_all(folder: Path) -> Iterator[Fault]:
    """Yield every line that was changed or removed, and every event that differs from its line."""
    if not (path := find_anchor()):
        return
    lines = _keep_newer(_read(path, folder))
    for line in lines:
        if not line.is_valid:
            yield Fault(f"{path}, line {line.number}", "it was changed, or is not signed with a known public key")
    stated = _keep_comparable(lines)
    numbers = {line.event for line in stated}
    first, last = _find_first(lines), _find_last(stated)
    for number in (int(head.stem) for head in list_records(folder / FOLDER)):
        if first <= number < last and number not in numbers:
            yield Fault(f"{path}", f"its line of event {number} is missing")
    yield from filter(None, (_compare(path, folder, line) for line in stated))


def count_behind(folder: Path) -> int:
    """Return the number of newest events that the anchor does not have yet."""
    path = find_anchor()
    return max(0, find_newest(folder / FOLDER) - _find_last(_read_newest(path, folder))) if path else 0


def list_accepted(folder: Path) -> list[int]:
    """Return the events in which restored records were accepted, according to the anchor."""
    path = find_anchor()
    return [line.event for line in _read(path, folder) if line.accepts] if path else []


def _read(path: Path, folder: Path) -> list[Line]:
    """Return the lines of an organisation, and those that cannot be read, which may be its own."""
    return _parse_lines(_read_texts(path), 0, folder)


def _read_newest(path: Path, folder: Path) -> list[Line]:
    """Return the newest lines of an organisation to compare with, without parsing a long anchor."""
    texts = _read_texts(path)
    near = _keep_comparable(_parse_lines(texts, max(0, len(texts) - NEAR), folder))
    return near or _keep_comparable(_parse_lines(texts, 0, folder))


def _read_texts(path: Path) -> list[bytes]:
    """Return the lines of the anchor. One that repeats an earlier one is blank: it claims nothing new."""
    try:
        texts = path.read_bytes().splitlines()
        first = {text: number for number, text in reversed([*enumerate(texts)])}
        return [text if first[text] == number else b"" for number, text in enumerate(texts)]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise AnchorUnavailable(path, error) from error


def _parse_lines(texts: list[bytes], start: int, folder: Path) -> list[Line]:
    lines = (_parse(number, text, folder) for number, text in enumerate(texts[start:], start + 1) if text)
    return [line for line in lines if line]


def _parse(number: int, text: bytes, folder: Path) -> Line | None:
    try:
        head = json.loads(text)
        if head["organisation"] != folder.name:
            return None
        return Line(folder, number, head if text == _write(head) else {}, int(head["event"]))
    except (ValueError, LookupError, TypeError):
        return Line(folder, number, {}, 0)


def _keep_comparable(lines: list[Line]) -> list[Line]:
    """Return the lines to compare the log with."""
    newer, first = _keep_newer(lines), _find_first(lines)
    return [line for line in newer if line.head and line.event >= first]


def _keep_newer(lines: list[Line]) -> list[Line]:
    """Return the lines since restored records were last accepted, or all."""
    return lines[max((index for index, line in enumerate(lines) if line.accepts), default=0) :]


def _find_first(lines: list[Line]) -> int:
    """Return the event from which the anchor is compared: the newest that accepted restored records, or 0."""
    return next((line.event for line in reversed(lines) if line.accepts), 0)


def _find_last(lines: list[Line]) -> int:
    return max((line.event for line in lines), default=0)


def _compare_newest(path: Path, folder: Path, stated: list[Line]) -> Fault | None:
    newest = (line for line in stated if line.event == _find_last(stated))
    return next(filter(None, (_compare(path, folder, line) for line in newest)), None)


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
            sync_file(file.fileno())
        if is_new:
            sync_folder(path.parent)
    except OSError as error:
        raise AnchorUnavailable(path, error) from error


def _write(head: dict[str, Any]) -> bytes:
    return json.dumps(head, sort_keys=True).encode()
