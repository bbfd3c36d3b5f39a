"""Databases in memory: one for each snapshot that is read, with its datasets as views, shared by all who read it.

To open a database takes 30 ms of processor time, and a view over Parquet files 10 ms. A connection to one takes none.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

import duckdb

from close.engine.step_cache import find_folder
from close.engine.views import create_landings, create_view
from close.store.datasets import Dataset
from close.store.manifests import LandingRecord, Manifest, Stamp
from close.store.warehouse import Warehouse

# DuckDB 2.0.0 gathers small chunks between operators and, on several cores, may mix up their dictionaries. One bridge
# in twenty failed with "dict-surviving cache: global dictionary column changed identity". Without gathering, none of
# 300 did. DuckDB 2.0.1 no longer has that message, because it gathers differently. 40 bridges with gathering all gave
# the same answer, but so did 40 with 2.0.0 on two cores, so gathering stays off until the fault is shown to be gone.
CONFIG = {"memory_limit": "2GB", "enable_caching_operators": "false"}
OPEN = 8  # databases that stay open; each shares its memory limit among its readers


class SnapshotDatabase:
    """A database that reads the files of one organisation and nothing else.

    Its views and the table `landings` are made on first use. What a connection computes is its own.
    """

    def __init__(self, warehouse: Warehouse) -> None:
        data, steps = f"{warehouse.folder}/", f"{find_folder(warehouse)}/"
        self._database = duckdb.connect(config={**CONFIG, "temp_directory": f"{data}spill"})
        self._database.execute("set allowed_directories = [$data, $steps]", {"data": data, "steps": steps})
        self._database.execute("set enable_external_access = false")
        self._database.execute("set lock_configuration = true")
        self._made: dict[str, object] = {}
        self._lock = Lock()

    @property
    def is_alive(self) -> bool:
        """False if an error inside the engine has ended the database."""
        try:
            self.connect().execute("select 1").fetchall()
        except duckdb.Error:
            return False
        return True

    def close(self) -> None:
        """End the database and all of its connections."""
        self._database.close()

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Return a new connection, which sees the views and makes tables of its own."""
        return self._database.cursor()

    def lay_out(self, name: str, dataset: Dataset, files: Sequence[str]) -> None:
        """Create the view of a dataset over its files, unless it is there."""
        self._make_once(name, tuple(files), lambda: create_view(self._database, name, dataset, files))

    def lay_out_landings(self, name: str, landings: tuple[LandingRecord, ...]) -> None:
        """Create a table of landings, unless it is there."""
        self._make_once(name, landings, lambda: create_landings(self._database, name, landings))

    def _make_once(self, name: str, content: object, make: Callable[[], None]) -> None:
        with self._lock:  # several connections may ask at once
            if self._made.get(name) != content:
                make()
                self._made[name] = content


@lru_cache(maxsize=OPEN)
def _open(root: Path, organisation: str, steps: Path, stamp: Stamp) -> SnapshotDatabase:  # noqa: ARG001 - all tell them apart
    return SnapshotDatabase(Warehouse(root, organisation))


def open_database(warehouse: Warehouse, snapshot: Manifest) -> SnapshotDatabase:
    """Return the database of a snapshot, which other threads may use as well."""
    asked = warehouse.root, warehouse.organisation, find_folder(warehouse), snapshot.stamp
    database = _open(*asked)
    if not database.is_alive:
        _open.cache_clear()
        database = _open(*asked)
    return database
