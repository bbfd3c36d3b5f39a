"""Content that a record points at by its hash: attached files, and the SQL text that a signature pins."""

from pathlib import Path

from close.errors import Refused
from close.store.records import Fault, digest, write_whole
from close.store.warehouse import Warehouse

FOLDER = "evidence"


class NotAsPinned(Refused):
    """The content that a record points at is missing or was changed. `fault` says which."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.path}: {fault.why}")
        self.fault = fault


def keep(warehouse: Warehouse, content: bytes) -> str:
    """Store content once, and return its sha256."""
    name = digest(content)
    write_whole(warehouse.folder / FOLDER / name, content)
    return name


def fetch(warehouse: Warehouse, sha256: str) -> bytes:
    """The content of that hash. Raises NotAsPinned where it is missing or was altered."""
    path = f"{FOLDER}/{sha256}"
    if fault := check(warehouse.folder, path, sha256):
        raise NotAsPinned(fault)
    return (warehouse.folder / path).read_bytes()


def check(folder: Path, path: str, sha256: str) -> Fault | None:
    """The fault of a file below an organisation's folder whose hash was recorded, or None."""
    if not (folder / path).exists():
        return Fault(path, "it is missing")
    is_intact = digest((folder / path).read_bytes()) == sha256
    return None if is_intact else Fault(path, "it was changed after it was written")
