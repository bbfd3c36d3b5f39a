"""A database file for other programs: the datasets of a snapshot as views over their Parquet files, and other views."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from close.engine.connection import HISTORY, LANDINGS, Bench
from close.engine.views import create_view
from close.store.datasets import DATASETS
from close.systems.files import replace_file


def write_database(
    path: Path, bench: Bench, datasets: Iterable[str], tables: Mapping[str, pa.Table], statements: Iterable[str]
) -> None:
    """Write a DuckDB file, replacing an older one. The statements are run last, and may read all of its tables.

    The file contains the paths of the Parquet files, so it is valid on this machine while the warehouse stays in place.
    """
    partial = path.with_name(f"{path.name}.partial")
    partial.unlink(missing_ok=True)
    with duckdb.connect(partial) as connection:
        for name, table in {**tables, **_list_landings(bench)}.items():
            connection.from_arrow(table).create(name)
        for name in datasets:
            _create_dataset(connection, bench, name)
        for statement in statements:
            connection.execute(statement)
    replace_file(partial, path)


def _list_landings(bench: Bench) -> dict[str, pa.Table]:
    names = (LANDINGS, LANDINGS + HISTORY)
    for name in names:
        bench.lay_out(name)
    return {name: bench.connection.table(name).to_arrow_table() for name in names}


def _create_dataset(connection: duckdb.DuckDBPyConnection, bench: Bench, name: str) -> None:
    """Create the view of a dataset, or an empty table if none of its exports has landed."""
    dataset = DATASETS[name.removesuffix(HISTORY)]
    if files := bench.files(name):
        create_view(connection, name, dataset, files)
    else:
        connection.from_arrow(dataset.schema.append(pa.field("_landing", pa.string())).empty_table()).create(name)
