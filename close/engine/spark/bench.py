"""SQL over one snapshot on a cluster, with the same methods as the workspace of DuckDB."""

from collections.abc import Mapping
from contextlib import closing
from functools import cached_property, reduce
from math import inf
from socket import create_connection
from urllib.parse import urlsplit
from uuid import uuid4

import pyarrow as pa
import pyspark
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import lit

from close.engine.connection import HISTORY, LANDINGS, Bench, EngineError, list_landings
from close.engine.spark.statement import Translate
from close.engine.spark.step_cache import STEPS
from close.engine.spark.storage import Storage
from close.engine.views import SQL_TYPES
from close.errors import Refused
from close.store.datasets import DATASETS, TEXT
from close.store.manifests import LandingRecord, Manifest
from close.store.warehouse import Warehouse

CONFIG = {
    "spark.sql.ansi.enabled": "true",  # a sum that overflows is an error, not null
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",  # a product keeps its digits
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.session.timeZone": "UTC",
}
TYPES = {**SQL_TYPES, TEXT: "string"}
PORT = 15002
PATIENCE = 10  # seconds until a server must accept a connection; its client would try for minutes


class Unreachable(Refused):
    """A server that does not answer."""


class SparkBench:
    """A workspace over one snapshot: its datasets as views, its landings as a table, and computed tables.

    `address` is that of a server of Spark Connect: `sc://host:15002`, with a token if it needs one. The files of the
    snapshot are copied to the storage unless it is the warehouse itself. `translate` turns SQL of DuckDB into that of
    Spark, given the columns of the tables here.
    """

    engine = f"Spark Connect {pyspark.__version__}"
    writing_speed = inf  # every result is kept: it was written when it was computed

    def __init__(
        self, address: str, storage: Storage, warehouse: Warehouse, snapshot: Manifest, translate: Translate
    ) -> None:
        self.address, self.storage, self.warehouse, self.snapshot = address, storage, warehouse, snapshot
        self._translate = translate
        self._columns: dict[str, list[str]] = {}
        self._computed: dict[str, str] = {}
        self._own: set[str] = set()

    def close(self) -> None:
        """End the session, if one was opened, and delete the rows that nobody kept."""
        for path in self._own:
            self.storage.delete(path)
        if "session" in vars(self):
            self.session.stop()

    def __contains__(self, name: str) -> bool:
        return name in self._columns

    @cached_property
    def session(self) -> SparkSession:
        """A session of its own on the server, opened on first use. Other sessions do not see its views.

        Raises Unreachable.
        """
        server = urlsplit(self.address)
        try:
            create_connection((server.hostname, server.port or PORT), PATIENCE).close()
        except OSError as error:
            raise Unreachable(f"The server {server.netloc} does not answer: {error}.") from error
        builder = SparkSession.builder.remote(self.address)
        for name, value in CONFIG.items():
            builder = builder.config(name, value)
        return builder.create()

    def landings(self, name: str) -> tuple[LandingRecord, ...]:
        """Return the current landings, with the replaced ones as well if a table's name ends in `_history`."""
        return list_landings(self.warehouse, self.snapshot, name)

    def lay_out(self, name: str) -> None:
        """Create the view of a dataset, or the table `landings`, with or without replaced landings."""
        base, landings = name.removesuffix(HISTORY), self.landings(name)
        if base == LANDINGS:
            with closing(Bench(self.warehouse, self.snapshot)) as local:
                local.lay_out(name)
                self.put(name, local.fetch(name))
            return
        schema = DATASETS[base].schema
        # A column declared after a file landed is null. Sail does not tell the name of a file, as Spark does.
        columns = ", ".join(f"`{field.name}` {TYPES[field.type]}" for field in schema)
        reader = self.session.read.schema(columns)
        frames = [
            reader.parquet(self._file(file.path)).withColumn("_landing", lit(record.landing))
            for record in landings
            if (file := record.dataset(base))
        ]
        if frames:
            self._hold(name, reduce(DataFrame.unionAll, frames))
        else:
            self.put(name, pa.Table.from_batches([], schema.append(pa.field("_landing", pa.string()))))

    def put(self, name: str, table: pa.Table) -> None:
        """Store a small table and make it readable."""
        path = self._new_path()
        self.storage.write_rows(path, table)
        self.read(name, path)

    def read(self, name: str, path: str) -> None:
        """Create a view of stored rows."""
        self._hold(name, self.session.read.parquet(self.storage.locate(path)))
        self._computed[name] = path

    def compute(self, name: str, sql: str, parameters: Mapping[str, object]) -> int:
        """Run a SQL text of DuckDB, store its rows and return their number. Raises EngineError."""
        statement = self._translate(sql, self._columns)
        path = self._new_path()
        try:
            self._store(self.session.sql(statement.text, args=dict(parameters)), path, statement.is_ordered)
        except PySparkException as error:
            raise EngineError(str(error)) from error
        self.read(name, path)
        return self.storage.count_rows(path)

    def columns(self, name: str) -> int:
        """Return the number of columns of a table."""
        return len(self._columns[name])

    def fetch(self, name: str) -> pa.Table:
        """Return the rows of a computed table."""
        return self.storage.read_rows(self._computed[name])

    def write(self, name: str, _: str) -> str:
        """Return the folder of a computed table, whose rows are written already. They stay when this is closed."""
        self._own.discard(self._computed[name])
        return self._computed[name]

    def drop(self, name: str) -> None:
        """Forget a computed table. Its rows are deleted unless they are kept."""
        path = self._computed.pop(name, "")
        if path in self._own:
            self._own.discard(path)
            self.storage.delete(path)
        if path:
            self.session.catalog.dropTempView(name)
            self._columns.pop(name)

    def _store(self, frame: DataFrame, path: str, is_ordered: bool) -> None:
        if is_ordered:  # files have no order among them
            self.storage.write_rows(path, frame.toArrow())
            return
        frame.write.parquet(self.storage.locate(path))
        if not self.storage.measure(path)[0]:  # Sail writes no file without rows, and their columns would be lost
            self.storage.write_rows(path, frame.limit(0).toArrow())

    def _file(self, path: str) -> str:
        held = f"{self.warehouse.organisation}/{path}"
        if self.storage.address != str(self.warehouse.root):
            self.storage.upload(self.warehouse.root, held)
        return self.storage.locate(held)

    def _new_path(self) -> str:
        path = f"{self.warehouse.organisation}/{STEPS}/rows/{uuid4().hex}"
        self._own.add(path)
        return path

    def _hold(self, name: str, frame: DataFrame) -> None:
        frame.createOrReplaceTempView(name)
        self._columns[name] = frame.columns
