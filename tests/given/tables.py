"""A connection to landed rows."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager

import duckdb

from close.engine.connection import HISTORY, LANDINGS, Bench
from close.store.datasets import DATASETS
from close.store.manifests import Manifest
from close.store.warehouse import Warehouse


@contextmanager
def connect(
    warehouse: Warehouse, datasets: Iterable[str] = tuple(DATASETS), manifest: Manifest | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Connect to the datasets and `landings` in a snapshot, by default the newest."""
    with closing(Bench(warehouse, manifest or warehouse.head())) as bench:
        for name in (*datasets, LANDINGS, LANDINGS + HISTORY):
            bench.lay_out(name)
        yield bench.connection
