"""Step results cached on disk and shared by all processes. The folder can be deleted at any time.

A result consists of two files: `keys/<key>` refers to the content, and `rows/<sha256>.parquet` contains it. The rows
are written first, then the key is moved into place, so a crash never leaves half a result. Rows that do not match the
hash in their key file are computed again.
"""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

LIMIT = 4 * 2**30
KEPT_AFTER_EVICTION = 0.8
SWEEP_EVERY = 256  # results published between two checks of the folder's size


@dataclass(frozen=True)
class KeptResult:
    """A result on disk: the value by which later steps identify its rows, and the hash of its file."""

    content: str
    sha256: str


@lru_cache(maxsize=256)
def open_cache(folder: Path) -> "StepCache":
    """Return the cache of a folder: one for all evaluations of this process, so that it is seldom swept."""
    return StepCache(folder)


class StepCache:
    """The results of one organisation, at most `limit` bytes. The least recently read results are deleted first."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self.folder, self.limit = folder, limit
        self._published = 0

    def find(self, key: str) -> KeptResult | None:
        """Return the entry for a key without reading its rows."""
        try:
            content, sha256 = self._key_file(key).read_text(encoding="ascii").split()
        except (OSError, ValueError):
            return None
        return KeptResult(content, sha256)

    def read(self, key: str) -> pa.Table | None:
        """Return the rows for a key, or None if the file is missing or has changed."""
        if not (kept := self.find(key)):
            return None
        path = self._rows_file(kept.sha256)
        try:
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() != kept.sha256:
                path.unlink()
                return None
            os.utime(path)
            return pq.read_table(pa.BufferReader(data))
        except (OSError, pa.ArrowException):
            return None

    def publish(self, key: str, content: str, table: pa.Table) -> None:
        """Write the rows for a key. If the disk is full or the folder is read-only, they are not cached."""
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="lz4", write_statistics=False)
        data = memoryview(sink.getvalue())
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            if not self._rows_file(sha256).exists():
                _write(self._rows_file(sha256), data)
            _write(self._key_file(key), f"{content} {sha256}".encode("ascii"))
            self._sweep_sometimes()
        except OSError:
            return

    def sweep(self) -> None:
        """If the folder exceeds its limit, delete the least recently read results until it is well below."""
        files = sorted(((file.stat(), file) for file in self.folder.glob("rows/*")), key=lambda each: each[0].st_mtime)
        size = sum(stat.st_size for stat, _ in files)
        if size <= self.limit:
            return
        for stat, file in files:
            if size <= self.limit * KEPT_AFTER_EVICTION:
                break
            file.unlink(missing_ok=True)
            size -= stat.st_size
        for key in self.folder.glob("keys/*/*"):
            kept = self.find(key.name)
            if kept is None or not self._rows_file(kept.sha256).exists():
                key.unlink(missing_ok=True)

    def _sweep_sometimes(self) -> None:
        self._published += 1
        if self._published % SWEEP_EVERY == 0:
            self.sweep()

    def _key_file(self, key: str) -> Path:
        return self.folder / "keys" / key[:2] / key

    def _rows_file(self, sha256: str) -> Path:
        return self.folder / "rows" / f"{sha256}.parquet"


def _write(path: Path, data: bytes | memoryview) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
