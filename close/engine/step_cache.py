"""Step results cached on disk and shared by all processes. The folder can be deleted at any time.

A result consists of two files: one in `keys` refers to the content, and `rows/<sha256>.parquet` contains it. The rows
are written first, then the key is moved into place, so a crash never leaves half a result. Rows that do not match the
hash in their key file are computed again, and so are those whose key file lacks the mark of this installation, which
somebody may have put there. So are rows that were too quick to compute to be worth writing: they have a key file only.
"""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from close.engine.step_marks import Marker, find_marker
from close.store.warehouse import Warehouse
from close.systems.files import delete_file, replace_file

LIMIT = 4 * 2**30
KEPT_AFTER_EVICTION = 0.8
SWEEP_EVERY = 1024  # results published between two checks of the folder's size
NOT_KEPT = "-"  # instead of the hash of rows that were not written
FOLDER = "TIEOUT_STEPS"  # a folder for the steps of all organisations, such as one on a fast disk of this machine
STEPS = "steps"  # otherwise this folder in an organisation's warehouse


@dataclass(frozen=True)
class KeptResult:
    """A result on disk: the value by which later steps identify its rows, and the hash of its file."""

    content: str
    sha256: str


def find_folder(warehouse: Warehouse) -> Path:
    """Return the folder of an organisation's computed steps."""
    chosen = os.environ.get(FOLDER)
    return Path(chosen).resolve() / warehouse.folder.name if chosen else warehouse.folder / STEPS


def open_cache(folder: Path) -> "StepCache":
    """Return the cache of a folder: one for all evaluations of this process, so that it is seldom swept."""
    return _open_cache(folder, find_marker())


@lru_cache(maxsize=256)
def _open_cache(folder: Path, marker: Marker) -> "StepCache":
    return StepCache(folder, marker=marker)


class StepCache:
    """The results of one organisation, at most `limit` bytes. The least recently read results are deleted first."""

    def __init__(self, folder: Path, limit: int = LIMIT, marker: Marker | None = None) -> None:
        self.folder, self.limit, self._marker = folder, limit, marker or find_marker()
        self._keys = str(folder / "keys")
        self._published = 0

    def find(self, key: str) -> KeptResult | None:
        """Return the entry for a key without reading its rows."""
        try:
            path = f"{self._keys}/{key[:2]}/{key}.{self._marker.name}"
            with open(path, "rb") as file:  # noqa: PTH123 - hundreds are read for an answer
                content, sha256, mark = file.read().decode("ascii").split()
        except (OSError, ValueError):
            return None
        is_ours = self._marker.has_marked(f"{key} {content} {sha256}", mark)
        return KeptResult(content, sha256) if is_ours else None

    def rows(self, key: str) -> Path | None:
        """Return the file with the rows for a key, or None if it is missing or has changed."""
        kept = self.find(key)
        if not kept or kept.sha256 == NOT_KEPT:
            return None
        path = self._rows_file(kept.sha256)
        try:
            if _hash(path) != kept.sha256:
                path.unlink()
                return None
            os.utime(path)
        except OSError:
            return None
        return path

    def read(self, key: str) -> pa.Table | None:
        """Return the rows for a key, or None if their file is missing or has changed."""
        path = self.rows(key)
        return self.load(path) if path else None

    def load(self, path: Path) -> pa.Table | None:
        """Return the rows in a file that `rows` has found, or None if it was deleted since."""
        try:
            return pq.ParquetFile(path).read()
        except (OSError, pa.ArrowException):
            return None

    def publish(self, key: str, table: pa.Table) -> str:
        """Write a small table, and return the hash of its rows. If the disk is full or read-only, nothing is cached."""
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="lz4", write_statistics=False)
        data = memoryview(sink.getvalue())
        content = hashlib.sha256(data).hexdigest()
        with suppress(OSError):
            if not self._rows_file(content).exists():  # another step may have equal rows, as all that are empty
                self._move(write_aside(self.folder / "rows", lambda path: path.write_bytes(data)), content)
            self._record(key, KeptResult(content, content))
        return content

    def publish_file(self, key: str, write: Callable[[Path], object]) -> str:
        """Let `write` fill a file with many rows. They are not hashed row by row, so later steps know them by key."""
        with suppress(OSError):
            written = write_aside(self.folder / "rows", write)
            kept = KeptResult(key, _hash(written))
            self._move(written, kept.sha256)
            self._record(key, kept)
        return key

    def note(self, key: str) -> str:
        """Record a result whose rows are not written. Later steps know them by key."""
        with suppress(OSError):
            self._record(key, KeptResult(key, NOT_KEPT))
        return key

    def link(self, key: str, other: str) -> None:
        """Let a result be found under another key as well."""
        if kept := self.find(key):
            with suppress(OSError):
                self._record(other, kept)

    def sweep(self) -> None:
        """If the folder exceeds its limit, delete the least recently read results until it is well below."""
        files = sorted(((file.stat(), file) for file in self.folder.glob("rows/*")), key=lambda each: each[0].st_mtime)
        size = sum(stat.st_size for stat, _ in files)
        if size <= self.limit:
            return
        for stat, file in files:
            if size <= self.limit * KEPT_AFTER_EVICTION:
                break
            with suppress(PermissionError):  # Windows keeps one that is being read
                delete_file(file)
                size -= stat.st_size
        for key in self.folder.glob("keys/*/*"):
            if not self._has_rows(key):
                delete_file(key)

    def _move(self, written: Path, sha256: str) -> None:
        """Give rows their name. On Windows they may be there, because another process is reading the same rows."""
        target = self._rows_file(sha256)
        try:
            replace_file(written, target)
        except PermissionError:
            delete_file(written)
            if not target.exists():
                raise
        self._published += 1
        if self._published % SWEEP_EVERY == 0:
            self.sweep()

    def _has_rows(self, key_file: Path) -> bool:
        """Return True if the rows of a key file, which another installation may have written, are still there."""
        try:
            _, sha256, _ = key_file.read_text(encoding="ascii").split()
        except (OSError, ValueError):
            return False
        return self._rows_file(sha256).exists()

    def _record(self, key: str, kept: KeptResult) -> None:
        path = self._key_file(key)
        text = f"{kept.content} {kept.sha256} {self._marker.mark(f'{key} {kept.content} {kept.sha256}')}"
        replace_file(write_aside(path.parent, lambda aside: aside.write_text(text, encoding="ascii")), path)

    def _key_file(self, key: str) -> Path:
        return self.folder / "keys" / key[:2] / f"{key}.{self._marker.name}"

    def _rows_file(self, sha256: str) -> Path:
        return self.folder / "rows" / f"{sha256}.parquet"


def write_aside(folder: Path, write: Callable[[Path], object]) -> Path:
    """Let `write` fill a temporary file in a folder, and return its path. If that fails, nothing is left behind."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
    path = folder / f".{uuid4().hex}"
    try:
        write(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
