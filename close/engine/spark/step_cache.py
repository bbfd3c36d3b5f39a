"""Step results on the storage of a cluster, shared by everybody who uses it. They can be deleted at any time.

`keys/<key>` refers to a folder of Parquet files in `rows/`, which the servers wrote. The key is written last, with the
number of files and their size. If some are gone since, the rows are computed again.
"""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from uuid import uuid4

import pyarrow as pa

from close.engine.spark.storage import Storage

STEPS = "steps/cluster"  # in the folder of an organisation; its subfolder `rows` also holds what is not kept


@dataclass(frozen=True)
class StoredRows:
    """A result: the value by which later steps identify its rows, and their folder. Noted results have no folder."""

    content: str
    folder: str = ""
    files: int = 0
    size: int = 0


class SharedStepCache:
    """The results of one organisation. Nothing sweeps them: an age limit in the store's own rules is enough."""

    def __init__(self, storage: Storage, organisation: str) -> None:
        self.storage, self.folder = storage, f"{organisation}/{STEPS}"

    def find(self, key: str) -> StoredRows | None:
        """Return the entry for a key without reading its rows."""
        with suppress(ValueError, TypeError):
            return StoredRows(**json.loads(self.storage.read(self._key_file(key)) or b""))
        return None

    def rows(self, key: str) -> str | None:
        """Return the folder with the rows for a key, or None if files are missing."""
        stored = self.find(key)
        if not stored or not stored.folder or self.storage.measure(stored.folder) != (stored.files, stored.size):
            return None
        return stored.folder

    def read(self, key: str) -> pa.Table | None:
        """Return the rows for a key, or None if files are missing."""
        folder = self.rows(key)
        return self.load(folder) if folder else None

    def load(self, folder: str) -> pa.Table:
        """Return the rows in a folder that `rows` has found."""
        return self.storage.read_rows(folder)

    def publish(self, key: str, table: pa.Table) -> str:
        """Write a small table, and return the hash of its rows in any order."""
        folder = f"{self.folder}/rows/{uuid4().hex}"
        self.storage.write_rows(folder, table)
        return self._record(key, _hash(table), folder)

    def publish_file(self, key: str, write: Callable[[str], str]) -> str:
        """Keep rows in the folder that `write` returns. They are not hashed, so later steps know them by key."""
        return self._record(key, key, write(""))

    def note(self, key: str) -> str:
        """Record a result whose rows are not kept. Later steps know them by key."""
        return self._record(key, key, "")

    def link(self, key: str, other: str) -> None:
        """Let a result be found under another key as well."""
        if stored := self.find(key):
            self._write(other, stored)

    def _record(self, key: str, content: str, folder: str) -> str:
        self._write(key, StoredRows(content, folder, *(self.storage.measure(folder) if folder else ())))
        return content

    def _write(self, key: str, stored: StoredRows) -> None:
        self.storage.write(self._key_file(key), json.dumps(asdict(stored)).encode())

    def _key_file(self, key: str) -> str:
        return f"{self.folder}/keys/{key[:2]}/{key}"


def _hash(table: pa.Table) -> str:
    """Return a hash that is the same for equal rows in any order, because servers return them in any order."""
    ordered = table.sort_by([(name, "ascending") for name in table.column_names]).combine_chunks()
    sha256 = hashlib.sha256(ordered.schema.remove_metadata().serialize())
    for batch in ordered.to_batches():
        sha256.update(batch.replace_schema_metadata(None).serialize())
    return sha256.hexdigest()
