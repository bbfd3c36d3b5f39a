"""Numbered files that are written once and form a chain: each contains its own hash and that of the one before.

This imports only the standard library, because a binder contains this file.

A record may also be signed. Its signature is part of the file, so a process that dies leaves no record without one.
`key` identifies the key. What is signed is the record without its hash and its signature.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

BEFORE, DIGEST = "before", "digest"
KEY, SIGNATURE = "key", "signature"


class Signer(Protocol):
    """A key that signs records."""

    @property
    def key_id(self) -> str:
        """The ID of the key."""

    def sign(self, content: bytes) -> str:
        """Return the signature of content in hexadecimal."""


@dataclass(frozen=True)
class Fault:
    """A changed or missing file: its path in the organisation's folder, and the reason."""

    path: str
    why: str


def list_records(folder: Path) -> list[Path]:
    """Return the records in a folder, oldest first."""
    return [folder / name for name in sorted(_list_names(folder))]


def find_newest(folder: Path) -> int:
    """Return the number of the newest record in a folder, or 0."""
    stems = (each.removesuffix(".json") for each in _list_names(folder))
    return int(max((stem for stem in stems if stem.isdecimal()), default="0"))


def _list_names(folder: Path) -> list[str]:
    names = os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208 - paths would take ten times as long
    return [name for name in names if name[0].isdigit() and name.endswith(".json")]


def name(number: int) -> str:
    """Return the file name of record `number`."""
    return f"{number:09d}.json"


def compose(folder: Path, number: int, content: Mapping[str, Any], signer: Signer | None = None) -> bytes:
    """Return record `number` of a chain, with the hash of the one before and its own, signed if there is a signer."""
    before = folder / name(number - 1)
    linked = {**content, BEFORE: digest(before.read_bytes()) if number > 1 else ""}
    return close_record(linked, signer)


def close_record(content: Mapping[str, Any], signer: Signer | None) -> bytes:
    """Return the bytes of a record: its content with its hash and signature."""
    if signer:
        named = {**content, KEY: signer.key_id}
        content = {**named, SIGNATURE: signer.sign(encode(named))}
    return encode({**content, DIGEST: digest(encode(content))})


def read(path: Path) -> dict[str, Any]:
    """Return the content of a record without its hashes and its signature. Its key is part of the content."""
    own = (BEFORE, DIGEST, SIGNATURE)
    return {key: value for key, value in json.loads(path.read_bytes()).items() if key not in own}


def verify(folder: Path) -> Iterator[Fault]:
    """Yield a fault for every record that was changed, removed or inserted, oldest first."""
    before, paths = "", list_records(folder)
    for number, path in enumerate(paths, 1):
        where, content = f"{folder.name}/{path.name}", path.read_bytes()
        if path.name != name(number):
            yield Fault(f"{folder.name}/{name(number)}", "it is missing")
            return
        if not is_whole(content):
            yield Fault(where, "it was changed after it was written")
        elif json.loads(content).get(BEFORE) != before:
            previous = f"{folder.name}/{name(number - 1)}"
            yield Fault(where, f"it does not follow {previous}, which was changed or replaced after it was written")
        before = digest(content)


def digest(content: bytes) -> str:
    """Return the sha256 of content in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def is_whole(content: bytes) -> bool:
    """Return True if the bytes of a record match the hash that it states."""
    try:
        record = json.loads(content)
        stated = record.pop(DIGEST)
        return stated == digest(encode(record)) and content == encode({**record, DIGEST: stated})
    except (ValueError, LookupError, TypeError, AttributeError):
        return False


def encode(content: Mapping[str, Any]) -> bytes:
    """Return the bytes of a record's values, which are always the same for the same values."""
    return json.dumps(content, indent=1, sort_keys=True).encode()
