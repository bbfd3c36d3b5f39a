"""SQL over one snapshot: a view for each dataset, and nothing else that could be read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import duckdb
import pyarrow as pa

from close.store.datasets import DATASETS, DAY, FLAG, MONEY, TEXT, Dataset
from close.store.manifests import Manifest
from close.store.warehouse import Warehouse

ENGINE = f"DuckDB {duckdb.__version__}"
EngineError = duckdb.Error
# DuckDB 2.0.0 gathers small chunks between operators and, on several cores, may mix up their dictionaries: one bridge
# in twenty ended in "dict-surviving cache: global dictionary column changed identity"; without gathering, none in 300.
CONFIG = {"memory_limit": "2GB", "enable_caching_operators": "false"}
HISTORY = "_history"
SQL_TYPES = {
    TEXT: "varchar",
    DAY: "date",
    FLAG: "boolean",
    MONEY: "decimal(18, 4)",
    pa.int32(): "integer",
    pa.int64(): "bigint",
    pa.timestamp("us"): "timestamp",
}
LANDINGS = pa.schema(
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
    ]
)


def connect(
    warehouse: Warehouse,
    datasets: Iterable[str] = tuple(DATASETS),
    manifest: Manifest | None = None,
    tables: Mapping[str, pa.Table] | None = None,
) -> duckdb.DuckDBPyConnection:
    """A connection that sees one snapshot and nothing else: a view for each dataset, `landings`, further tables.

    Every view has the declared columns and `_landing`, also where nothing has landed. `<dataset>_history` holds the
    rows of replaced landings, too. Close it after use.
    """
    manifest = manifest or warehouse.head()
    connection = duckdb.connect(config={**CONFIG, "temp_directory": str(warehouse.folder / "spill")})
    history = warehouse.manifests.history(manifest) if any(name.endswith(HISTORY) for name in datasets) else manifest
    for name in datasets:
        dataset, records = DATASETS[name.removesuffix(HISTORY)], (manifest, history)[name.endswith(HISTORY)]
        held = (file for record in records.landings for file in record.files if file.dataset == dataset.name)
        files = [str(warehouse.folder / file.path) for file in held]
        _create_view(connection, name, dataset, files)
    for name, snapshot in {"landings": manifest, "landings_history": history}.items():
        _create_landings(connection, name, snapshot)
    for name, table in (tables or {}).items():
        connection.register(name, table)
    connection.execute("set allowed_directories = [$folder]", {"folder": f"{warehouse.folder}/"})
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def constant(sql: str) -> pa.Table:
    """The rows of a text that reads no table."""
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
    """The rows of a compiled text over one snapshot; the text may be older than the files in sql/."""
    with connect(warehouse, datasets, snapshot, tables) as connection:
        # A relation would be planned to be described and again to be run: for a long text, a third of the time.
        connection.execute(f"create temp table answer as {sql}", parameters)
        return connection.table("answer").to_arrow_table()


def _create_view(connection: duckdb.DuckDBPyConnection, name: str, dataset: Dataset, files: list[str]) -> None:
    schema = dataset.schema.append(pa.field("_landing", pa.string()))
    if not files:
        connection.register(name, pa.Table.from_batches([], schema))
        return
    landed = connection.read_parquet(files, hive_partitioning=False, union_by_name=True, filename=True)
    held = {*landed.columns}
    landed.project(", ".join(_column(field, held) for field in schema)).create_view(name)


def _column(field: pa.Field, held: set[str]) -> str:
    """A column of a view; one that was declared after its files landed is blank."""
    if field.name == "_landing":
        return "parse_filename(filename, true) as _landing"
    return f'"{field.name}"' if field.name in held else f'cast(null as {SQL_TYPES[field.type]}) as "{field.name}"'


def _create_landings(connection: duckdb.DuckDBPyConnection, name: str, manifest: Manifest) -> None:
    """What has landed, as a table. Arrow would load pandas to make one of Python values: a sixth of a cold answer."""
    fields = ", ".join(f"{field.name} {SQL_TYPES[field.type]}" for field in LANDINGS)
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
        }
        for record in manifest.landings
        for file in record.files
    ]
    connection.execute(
        f"create temp table {name} as select unnest(cast($rows as struct({fields})[]), recursive := true)",
        {"rows": rows},
    )
