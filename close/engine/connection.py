"""SQL over one snapshot: a view for each dataset, and access to nothing else."""

from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from functools import cached_property, lru_cache
from pathlib import Path
from weakref import WeakSet

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from close.engine.snapshot_database import CONFIG, SnapshotDatabase, open_database
from close.store.datasets import DATASETS
from close.store.evidence import require_intact
from close.store.manifests import LandingRecord, Manifest
from close.store.warehouse import Warehouse

ENGINE = f"DuckDB {duckdb.__version__}"
EngineError = duckdb.Error
LANDINGS, HISTORY = "landings", "_history"
SMALL_FILE = 64 * 1024  # bytes
ROW_GROUP = 100_000  # rows
FEW = 1_000  # rows: to drop such a table takes longer than it is worth


# Those with a connection, as long as anybody uses them.
_CONNECTED: "WeakSet[Bench]" = WeakSet()


def interrupt_all() -> None:
    """End every statement that a bench in this process is running. Each raises EngineError."""
    for bench in [*_CONNECTED]:
        with suppress(EngineError):  # it is closed
            bench.connection.interrupt()


class Bench:
    """A workspace over one snapshot: its datasets as views, its landings as a table, and computed tables.

    Nothing outside the snapshot can be read. A view has the declared columns and `_landing`, even if no export
    has landed. `<dataset>_history` also contains the rows of replaced landings. Tables are created on first use.
    """

    engine = ENGINE
    # Cells a second, a third of what this engine writes: few results are read again, so one that is quick to compute is
    # not worth writing.
    writing_speed = 4_000_000

    def __init__(self, warehouse: Warehouse, snapshot: Manifest, database: SnapshotDatabase | None = None) -> None:
        self.warehouse, self.snapshot = warehouse, snapshot
        self._given = database
        self._held: set[str] = set()
        self._large: set[str] = set()

    def close(self) -> None:
        """Close the connection, if one was opened."""
        if "connection" in vars(self):
            self.connection.close()

    def __contains__(self, name: str) -> bool:
        return name in self._held

    @cached_property
    def _database(self) -> SnapshotDatabase:
        return self._given or open_database(self.warehouse, self.snapshot)

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection, opened on first use. An answer whose steps are all cached does not need one."""
        connection = self._database.connect()
        _CONNECTED.add(self)
        return connection

    def landings(self, name: str) -> tuple[LandingRecord, ...]:
        """Return the current landings, with the replaced ones as well if a table's name ends in `_history`."""
        return list_landings(self.warehouse, self.snapshot, name)

    def files(self, name: str) -> list[str]:
        """Return the paths of a dataset's Parquet files, with the replaced ones as well for `<dataset>_history`.

        Raises NotAsPinned if one was changed after it landed.
        """
        landings, dataset = self.landings(name), name.removesuffix(HISTORY)
        require_intact(self.warehouse, landings, dataset)
        held = (file for record in landings for file in record.files)
        return [str(self.warehouse.folder / file.path) for file in held if file.dataset == dataset]

    def lay_out(self, name: str) -> None:
        """Create the view of a dataset, or the table `landings`, with or without replaced landings."""
        base = name.removesuffix(HISTORY)
        if base == LANDINGS:
            self._database.lay_out_landings(name, self.landings(name))
        else:
            self._database.lay_out(name, DATASETS[base], self.files(name))
        self._held.add(name)

    def put(self, name: str, table: pa.Table) -> None:
        """Register computed rows as a table."""
        self.connection.register(name, table)
        self._held.add(name)

    def read(self, name: str, path: Path) -> None:
        """Make a Parquet file of computed rows readable. A large one is read again by each statement that needs it."""
        if path.stat().st_size <= SMALL_FILE:  # to bind a view takes longer than to read it
            self.put(name, pq.ParquetFile(path).read())
            return
        self.connection.register(name, self.connection.read_parquet(str(path), hive_partitioning=False))
        self._held.add(name)

    def compute(self, name: str, sql: str, parameters: Mapping[str, object]) -> int:
        """Run a SQL text, store its rows as a table and return their number."""
        # A temporary table is planned once. A relation would be planned twice, to be described and to be run, which
        # takes a third of the time of a long text.
        statement = _parse(f'create temp table "{name}" as {sql}')
        ((rows,),) = self.connection.execute(statement, parameters).fetchall()
        self._held.add(name)
        if rows > FEW:
            self._large.add(name)
        return int(rows)

    def columns(self, name: str) -> int:
        """Return the number of columns of a table."""
        return len(self.connection.table(name).columns)

    def fetch(self, name: str) -> pa.Table:
        """Return the rows of a table."""
        return self.connection.table(name).to_arrow_table()

    def write(self, name: str, path: Path) -> None:
        """Write the rows of a table as Parquet."""
        rows = self.connection.table(name).to_arrow_reader(ROW_GROUP)
        with pq.ParquetWriter(path, rows.schema, compression="zstd", use_dictionary=False) as file:
            for batch in rows:
                file.write_batch(batch)

    def drop(self, name: str) -> None:
        """Drop a computed table of many rows and free its memory. Anything else stays, because it costs little."""
        if name in self._large:
            self.connection.execute(f'drop table "{name}"').fetchall()
            self._large.discard(name)
            self._held.discard(name)


@lru_cache(maxsize=1024)
def _parse(sql: str) -> duckdb.Statement:
    """Parse a text once for all connections of this process: that takes as long as a seventh of running it."""
    (statement,) = duckdb.extract_statements(sql)
    return statement


def list_landings(warehouse: Warehouse, snapshot: Manifest, name: str) -> tuple[LandingRecord, ...]:
    """Return the landings of a snapshot, with the replaced ones as well if a table's name ends in `_history`."""
    return (warehouse.manifests.history(snapshot) if name.endswith(HISTORY) else snapshot).landings


def constant(sql: str) -> pa.Table:
    """Return the rows of a SQL text that does not read any table."""
    with duckdb.connect(config={**CONFIG}) as connection:
        return connection.sql(sql).to_arrow_table()


def execute(
    warehouse: Warehouse,
    sql: str,
    datasets: Sequence[str],
    snapshot: Manifest,
    parameters: Mapping[str, object],
    tables: Mapping[str, pa.Table],
) -> pa.Table:
    """Return the rows of a compiled SQL text over one snapshot. The text may be older than the files in sql/.

    It has a database of its own, which contains only the given datasets and tables.
    """
    with closing(Bench(warehouse, snapshot, SnapshotDatabase(warehouse))) as bench:
        for name in (*datasets, LANDINGS, LANDINGS + HISTORY):
            bench.lay_out(name)
        for name, table in tables.items():
            bench.put(name, table)
        bench.compute("answer", sql, parameters)
        return bench.fetch("answer")
