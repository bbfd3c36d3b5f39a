"""Results computed by this process, cached under a key derived from all their inputs."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from weakref import WeakValueDictionary

import pyarrow as pa
import pyarrow.parquet as pq

from close.rules.digests import digest_rows

OVERHEAD = 4096  # bytes counted for a result without rows


@dataclass(frozen=True)
class Result:
    """Rows and their key. Results with the same key have the same rows. Many rows may stay in their Parquet file."""

    key: str
    source: pa.Table | Path

    @property
    def table(self) -> pa.Table:
        """Every row, read each time if they are in a file."""
        return pq.ParquetFile(self.source).read() if isinstance(self.source, Path) else self.source

    @property
    def is_lost(self) -> bool:
        """True if the file with the rows was deleted."""
        return isinstance(self.source, Path) and not self.source.exists()

    @cached_property
    def content(self) -> str:
        """The hash of the rows in their order."""
        sha256 = hashlib.sha256(self.table.schema.serialize())
        for batch in self.table.combine_chunks().to_batches():
            sha256.update(batch.serialize())
        return sha256.hexdigest()

    @cached_property
    def digest(self) -> str:
        """The digest of the rows without lineage columns."""
        return digest_of(self.table)


def digest_of(table: pa.Table) -> str:
    """Return the digest of a table's rows without lineage columns."""
    return digest_rows(table.column_names, zip(*(column.to_pylist() for column in table.columns), strict=True))


class Results:
    """A cache limited in bytes that drops the least recently used results first.

    It is thread-safe: while one thread computes a result, others that need the same one wait for it.
    """

    def __init__(self, limit: int) -> None:
        self.limit, self.size = limit, 0
        self._kept: OrderedDict[str, Result] = OrderedDict()
        self._lock = Lock()
        self._computing: WeakValueDictionary[str, Lock] = WeakValueDictionary()

    def get(self, key: str, compute: Callable[[], Result]) -> Result:
        """Return the result for a key. If it is not cached, compute it."""
        with self._lock:
            computing = self._computing.setdefault(key, Lock())
        with computing:
            return self.find(key) or self._keep(replace(compute(), key=key))

    def find(self, key: str) -> Result | None:
        """Return the result for a key if it is cached."""
        with self._lock:
            if (found := self._kept.get(key)) is None or found.is_lost:
                return None
            self._kept.move_to_end(key)
            return found

    def clear(self) -> None:
        """Drop every result."""
        with self._lock:
            self._kept.clear()
            self.size = 0

    def _keep(self, result: Result) -> Result:
        with self._lock:
            if former := self._kept.pop(result.key, None):
                self.size -= _size(former)
            self._kept[result.key] = result
            self.size += _size(result)
            while self.size > self.limit and len(self._kept) > 1:
                _, oldest = self._kept.popitem(last=False)
                self.size -= _size(oldest)
        return result


def _size(result: Result) -> int:
    return OVERHEAD if isinstance(result.source, Path) else int(result.source.nbytes) + OVERHEAD


RESULTS = Results(limit=512 * 2**20)
