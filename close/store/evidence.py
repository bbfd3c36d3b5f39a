"""Content stored under its hash: attached files, and the SQL texts that signatures pin."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from close.errors import Refused
from close.store.manifests import LandedFile, LandingRecord
from close.store.records import Fault, digest
from close.store.warehouse import Warehouse
from close.systems.files import FileIdentity, identify_file, write_whole

FOLDER = "evidence"


class NotAsPinned(Refused):
    """Content that is missing or was changed after it was recorded. `fault` gives the details."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.path}: {fault.why}. Restore the warehouse from a backup made before that.")
        self.fault = fault


def keep(warehouse: Warehouse, content: bytes) -> str:
    """Store content once and return its sha256. Raises OnlyPast."""
    warehouse.require_today()
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


def require_intact(warehouse: Warehouse, records: Iterable[LandingRecord], dataset: str = "") -> None:
    """Check the data files of some landings, or those of one dataset. Raises NotAsPinned with the first that differs.

    A file is read once for each process, and again only if it is another file or has changed.
    """
    for record in records:
        for file in record.files:
            if dataset in ("", file.dataset):
                _require(warehouse.folder, file)


def _require(folder: Path, file: LandedFile) -> None:
    path = folder / file.path
    if not path.exists():
        raise NotAsPinned(Fault(file.path, "it is missing"))
    if _hash_once(path, identify_file(path)) != file.sha256:
        raise NotAsPinned(Fault(file.path, "it was changed after it was written"))


@lru_cache(maxsize=2**16)
def _hash_once(path: Path, identity: FileIdentity) -> str:  # noqa: ARG001 - it tells files apart
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _read_intact(folder: Path, path: str, sha256: str) -> bytes:
    if not (folder / path).exists():
        raise NotAsPinned(Fault(path, "it is missing"))
    content = (folder / path).read_bytes()
    if digest(content) != sha256:
        raise NotAsPinned(Fault(path, "it was changed after it was written"))
    return content
