"""SQL over one snapshot: a view for each dataset, and access to nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from weakref import WeakSet

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from close.engine.step_cache import find_folder
from close.store.datasets import DATASETS, DAY, FLAG, MONEY, TEXT, Dataset
from close.store.evidence import require_intact
from close.store.manifests import LandingRecord, Manifest
from close.store.warehouse import Warehouse

ENGINE = f"DuckDB {duckdb.__version__}"
EngineError = duckdb.Error
# DuckDB 2.0.0 gathers small chunks between operators and, on several cores, may mix up their dictionaries. One bridge
# in twenty failed with "dict-surviving cache: global dictionary column changed identity". Without gathering, none of
# 300 did. DuckDB 2.0.1 no longer has that message, because it gathers differently. 40 bridges with gathering all gave
# the same answer, but so did 40 with 2.0.0 on two cores, so gathering stays off until the fault is shown to be gone.
CONFIG = {"memory_limit": "2GB", "enable_caching_operators": "false"}
LANDINGS, HISTORY = "landings", "_history"
SMALL_FILE = 64 * 1024  # bytes
SQL_TYPES = {
    TEXT: "varchar",
    DAY: "date",
    FLAG: "boolean",
    MONEY: "decimal(18, 4)",
    pa.int32(): "integer",
    pa.int64(): "bigint",
    pa.timestamp("us"): "timestamp",
}
LANDING_COLUMNS = pa.schema(
    [
        ("landing", pa.string()),
        ("dataset", pa.string()),
        ("period", pa.string()),
        ("file_name", pa.string()),
        ("sha256", pa.string()),
        ("exported_on", pa.date32()),
        ("landed_at", pa.timestamp("us")),
        ("who", pa.string()),
        ("sequence", pa.int32()),
        ("rows", pa.int64()),
        ("loader", pa.string()),
        ("absent", pa.string()),
        ("date_order", pa.string()),
        ("date_evidence", pa.string()),
        ("covers_until", pa.date32()),
    ]
)


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
    writing_speed = 20_000_000  # cells a second: a larger result that is computed faster than that is not kept

    def __init__(self, warehouse: Warehouse, snapshot: Manifest) -> None:
        self.warehouse, self.snapshot = warehouse, snapshot
        self._held: set[str] = set()
        self._computed: set[str] = set()

    def close(self) -> None:
        """Close the connection, if one was opened."""
        if "connection" in vars(self):
            self.connection.close()

    def __contains__(self, name: str) -> bool:
        return name in self._held

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection, opened on first use. An answer whose steps are all cached does not need one."""
        spill = {"temp_directory": str(self.warehouse.folder / "spill")}
        connection = duckdb.connect(config={**CONFIG, **spill})
        folders = {"data": f"{self.warehouse.folder}/", "steps": f"{find_folder(self.warehouse)}/"}
        connection.execute("set allowed_directories = [$data, $steps]", folders)
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
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
            _create_landings(self.connection, name, self.landings(name))
        else:
            create_view(self.connection, name, DATASETS[base], self.files(name))
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
        self.connection.read_parquet(str(path), hive_partitioning=False).create_view(name)
        self._held.add(name)

    def compute(self, name: str, sql: str, parameters: Mapping[str, object]) -> int:
        """Run a SQL text, store its rows as a table and return their number."""
        # A temporary table is planned once. A relation would be planned twice, to be described and to be run, which
        # takes a third of the time of a long text.
        ((rows,),) = self.connection.execute(f'create temp table "{name}" as {sql}', parameters).fetchall()
        self._held.add(name)
        self._computed.add(name)
        return int(rows)

    def columns(self, name: str) -> int:
        """Return the number of columns of a table."""
        return len(self.connection.table(name).columns)

    def fetch(self, name: str) -> pa.Table:
        """Return the rows of a table."""
        return self.connection.table(name).to_arrow_table()

    def write(self, name: str, path: Path) -> None:
        """Write the rows of a table as Parquet."""
        self.connection.table(name).to_parquet(str(path), compression="lz4_raw")

    def drop(self, name: str) -> None:
        """Drop a computed table and free its memory. Anything else stays, because a view costs nothing."""
        if name in self._computed:
            self.connection.execute(f'drop table "{name}"').fetchall()
            self._computed.discard(name)
            self._held.discard(name)


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
    """Return the rows of a compiled SQL text over one snapshot. The text may be older than the files in sql/."""
    with closing(Bench(warehouse, snapshot)) as bench:
        for name in (*datasets, LANDINGS, LANDINGS + HISTORY):
            bench.lay_out(name)
        for name, table in tables.items():
            bench.put(name, table)
        bench.compute("answer", sql, parameters)
        return bench.fetch("answer")


def create_view(connection: duckdb.DuckDBPyConnection, name: str, dataset: Dataset, files: list[str]) -> None:
    """Create the view of a dataset over its files."""
    schema = dataset.schema.append(pa.field("_landing", pa.string()))
    if not files:
        connection.register(name, pa.Table.from_batches([], schema))
        return
    landed = connection.read_parquet(files, hive_partitioning=False, union_by_name=True, filename=True)
    columns = {*landed.columns}
    landed.project(", ".join(_column(field, columns) for field in schema)).create_view(name)


def _column(field: pa.Field, columns: set[str]) -> str:
    """Return the expression for a column of a view. A column declared after its files landed is null."""
    if field.name == "_landing":
        return "parse_filename(filename, true) as _landing"
    return f'"{field.name}"' if field.name in columns else f'cast(null as {SQL_TYPES[field.type]}) as "{field.name}"'


def _create_landings(connection: duckdb.DuckDBPyConnection, name: str, landings: Iterable[LandingRecord]) -> None:
    """Create a table of landings.

    The rows are passed as a parameter because pyarrow would import pandas to convert them, which
    takes a sixth of the time of a cold answer.
    """
    fields = ", ".join(f"{field.name} {SQL_TYPES[field.type]}" for field in LANDING_COLUMNS)
    rows = [
        {
            "landing": record.landing,
            "dataset": file.dataset,
            "period": record.period,
            "file_name": record.file_name,
            "sha256": record.sha256,
            "exported_on": date.fromisoformat(record.exported_on) if record.exported_on else None,
            "landed_at": datetime.fromisoformat(record.landed_at).replace(tzinfo=None),
            "who": record.who,
            "sequence": record.sequence,
            "rows": file.rows,
            "loader": record.loader,
            "absent": "|".join(["", *record.absent, ""]),
            "date_order": record.reading.get("date_order"),
            "date_evidence": record.reading.get("date_evidence"),
            "covers_until": date.fromisoformat(until) if (until := record.reading.get("covers_until")) else None,
        }
        for record in landings
        for file in record.files
    ]
    connection.execute(
        f"create temp table {name} as select unnest(cast($rows as struct({fields})[]), recursive := true)",
        {"rows": rows},
    ).fetchall()
