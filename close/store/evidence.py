"""Content that a record points at by its hash: attached files, and the SQL text that a signature pins."""

from pathlib import Path

from close.errors import Refused
from close.store.records import Fault, digest, write_whole
from close.store.warehouse import Warehouse

FOLDER = "evidence"


class NotAsPinned(Refused):
    """The content that a record points at is missing or was changed."""


def keep(warehouse: Warehouse, content: bytes) -> str:
    """Store content once, and return its sha256."""
    name = digest(content)
    write_whole(warehouse.folder / FOLDER / name, content)
    return name


def fetch(warehouse: Warehouse, sha256: str) -> bytes:
    """The content of that hash. Raises NotAsPinned where it is missing or was altered."""
    path = warehouse.folder / FOLDER / sha256
    return _read_intact(path, sha256, f"{FOLDER}/{sha256}")


def check(folder: Path, path: str, sha256: str) -> Fault | None:
    """The fault of a file below an organisation's folder whose hash was recorded, or None."""
    try:
        _read_intact(folder / path, sha256, path)
    except NotAsPinned as error:
        return Fault(path, str(error).partition(": ")[2])
    return None


def _read_intact(path: Path, sha256: str, name: str) -> bytes:
    if not path.exists():
        raise NotAsPinned(f"{name}: it is missing")
    content = path.read_bytes()
    if digest(content) != sha256:
        raise NotAsPinned(f"{name}: it was changed after it was written")
    return content
