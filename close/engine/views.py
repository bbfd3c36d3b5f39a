"""The views of datasets and the table of landings that rules read."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import duckdb
import pyarrow as pa

from close.store.datasets import DAY, FLAG, MONEY, TEXT, Dataset
from close.store.manifests import LandingRecord

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


def create_view(connection: duckdb.DuckDBPyConnection, name: str, dataset: Dataset, files: Sequence[str]) -> None:
    """Create the view of a dataset over its files."""
    if files:
        landed = connection.read_parquet([*files], hive_partitioning=False, union_by_name=True, filename=True)
        landing = "parse_filename(filename, true)"
    else:
        landed, landing = connection.sql("select null as nothing where false"), "cast(null as varchar)"
    columns = {*landed.columns}
    declared = (_column(field, columns) for field in dataset.schema)
    landed.project(", ".join([*declared, f"{landing} as _landing"])).create_view(name)


def _column(field: pa.Field, columns: set[str]) -> str:
    """Return the expression for a column of a view. A column declared after its files landed is null."""
    return f'"{field.name}"' if field.name in columns else f'cast(null as {SQL_TYPES[field.type]}) as "{field.name}"'


def create_landings(connection: duckdb.DuckDBPyConnection, name: str, landings: Iterable[LandingRecord]) -> None:
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
        f"create or replace table {name} as select unnest(cast($rows as struct({fields})[]), recursive := true)",
        {"rows": rows},
    ).fetchall()
