"""Numbered files that are written once and form a chain: each contains its own hash and that of the one before.

This imports only the standard library, because a binder contains this file.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BEFORE, DIGEST = "before", "digest"


@dataclass(frozen=True)
class Fault:
    """A changed or missing file: its path in the organisation's folder, and the reason."""

    path: str
    why: str


def list_records(folder: Path) -> list[Path]:
    """Return the records in a folder, oldest first."""
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    return [folder / name for name in names if name[0].isdigit() and name.endswith(".json")]


def name(number: int) -> str:
    """Return the file name of record `number`."""
    return f"{number:09d}.json"


def compose(folder: Path, number: int, content: Mapping[str, Any]) -> bytes:
    """Return record `number` of a chain, with the hash of the record before it and its own."""
    before = folder / name(number - 1)
    linked = {**content, BEFORE: digest(before.read_bytes()) if number > 1 else ""}
    return _text({**linked, DIGEST: digest(_text(linked))})


def read(path: Path) -> dict[str, Any]:
    """Return the content of a record without its hashes."""
    return {key: value for key, value in json.loads(path.read_bytes()).items() if key not in (BEFORE, DIGEST)}


def verify(folder: Path) -> Iterator[Fault]:
    """Yield a fault for every record that was changed, removed or inserted, oldest first."""
    before, paths = "", list_records(folder)
    for number, path in enumerate(paths, 1):
        where, content = f"{folder.name}/{path.name}", path.read_bytes()
        if path.name != name(number):
            yield Fault(f"{folder.name}/{name(number)}", "it is missing")
            return
        if not _is_whole(content):
            yield Fault(where, "it was changed after it was written")
        elif json.loads(content)[BEFORE] != before:
            previous = f"{folder.name}/{name(number - 1)}"
            yield Fault(where, f"it does not follow {previous}, which was changed or replaced after it was written")
        before = digest(content)


def digest(content: bytes) -> str:
    """Return the sha256 of content in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _is_whole(content: bytes) -> bool:
    try:
        record = json.loads(content)
        stated = record.pop(DIGEST)
        return stated == digest(_text(record)) and content == _text({**record, DIGEST: stated})
    except (ValueError, LookupError, TypeError, AttributeError):
        return False


def _text(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, indent=1, sort_keys=True).encode()
