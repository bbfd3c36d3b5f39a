"""Numbered files that are written once and form a chain: each contains its own hash and that of the one before."""

import hashlib
import json
import os
import shutil
import tempfile
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


def append(folder: Path, number: int, content: Mapping[str, Any]) -> bool:
    """Append record `number` to the chain. Return False if the number is taken.

    The caller then reads again and retries.
    """
    before = folder / name(number - 1)
    linked = {**content, BEFORE: digest(before.read_bytes()) if number > 1 else ""}
    return write_whole(folder / name(number), _text({**linked, DIGEST: digest(_text(linked))}))


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


def write_whole(target: Path, content: bytes | Path) -> bool:
    """Create a read-only file that appears only once it is completely on disk. Return False if the name is taken.

    The content is given as bytes or as another file, which is copied.

    Only one process can take a name, so this serves as the lock for all numbered files.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary_name = tempfile.mkstemp(dir=target.parent, prefix=".tmp-")
    temporary = Path(temporary_name)
    try:
        with os.fdopen(handle, "wb") as file:
            if isinstance(content, Path):
                with content.open("rb") as source:
                    shutil.copyfileobj(source, file)
            else:
                file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o444)
        target.hardlink_to(temporary)
    except FileExistsError:
        return False
    finally:
        temporary.unlink()
    _sync_folder(target.parent)
    return True


def _sync_folder(folder: Path) -> None:
    """Ensure that a new name in a folder survives a power failure."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
