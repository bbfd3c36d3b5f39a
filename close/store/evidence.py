"""Content stored under its hash: attached files, and the SQL texts that signatures pin."""

from pathlib import Path

from close.errors import Refused
from close.store.records import Fault, digest, write_whole
from close.store.warehouse import Warehouse

FOLDER = "evidence"


class NotAsPinned(Refused):
    """Content that is missing or was changed after it was recorded. `fault` gives the details."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.path}: {fault.why}")
        self.fault = fault


def keep(warehouse: Warehouse, content: bytes) -> str:
    """Store content once and return its sha256."""
    name = digest(content)
    write_whole(warehouse.folder / FOLDER / name, content)
    return name


def fetch(warehouse: Warehouse, sha256: str) -> bytes:
    """Return the content with the given hash. Raises NotAsPinned if it is missing or was changed."""
    return _read_intact(warehouse.folder, f"{FOLDER}/{sha256}", sha256)


def check(folder: Path, path: str, sha256: str) -> Fault | None:
    """Return the fault of a file in an organisation's folder, or None if it matches its recorded hash."""
    try:
        _read_intact(folder, path, sha256)
    except NotAsPinned as error:
        return error.fault
    return None


def _read_intact(folder: Path, path: str, sha256: str) -> bytes:
    if not (folder / path).exists():
        raise NotAsPinned(Fault(path, "it is missing"))
    content = (folder / path).read_bytes()
    if digest(content) != sha256:
        raise NotAsPinned(Fault(path, "it was changed after it was written"))
    return content
