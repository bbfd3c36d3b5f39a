"""Results computed by this process, cached under a key derived from all their inputs."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from weakref import WeakValueDictionary

import pyarrow as pa

from close.rules.digests import digest_rows

OVERHEAD = 4096  # bytes counted for a result without rows
SMALL = 2**20  # results up to this many bytes are hashed, so that equal rows count as unchanged


@dataclass(frozen=True)
class Result:
    """Rows and their key. Results with the same key have the same rows.

    `is_own` is True if this process computed the rows from the uploaded files alone. Rows read from disk, and rows
    derived from them, cannot be signed.
    """

    key: str
    table: pa.Table
    is_own: bool = True

    @cached_property
    def content(self) -> str:
        """The value by which later steps identify these rows: their digest, or the key of a large table."""
        if self.key and self.table.nbytes > SMALL:
            return self.key
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

    def get(self, key: str, compute: Callable[[], Result], must_be_own: bool = False) -> Result:
        """Return the result for a key. If it is not cached, compute it.

        With `must_be_own`, a cached result is used only if this process computed it.
        """
        with self._lock:
            computing = self._computing.setdefault(key, Lock())
        with computing:
            found = self._find(key)
            if found and (found.is_own or not must_be_own):
                return found
            return self._keep(replace(compute(), key=key))

    def clear(self) -> None:
        """Drop every result."""
        with self._lock:
            self._kept.clear()
            self.size = 0

    def _find(self, key: str) -> Result | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

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
    return int(result.table.nbytes) + OVERHEAD
