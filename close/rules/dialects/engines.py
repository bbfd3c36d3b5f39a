"""The engine that answers: DuckDB in this process, or the cluster that the environment names."""

import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from close.engine.connection import Bench
from close.engine.step_cache import find_folder, open_cache
from close.errors import Refused
from close.store.manifests import Manifest
from close.store.warehouse import Warehouse

if TYPE_CHECKING:
    from close.engine.spark.storage import Storage

AnyBench: TypeAlias = Any  # Bench or SparkBench: they have the same methods, and differ in what a path is
AnyCache: TypeAlias = Any  # StepCache or SharedStepCache, likewise
SERVER = "TIEOUT_ENGINE"  # the address of a server of Spark Connect, such as sc://cluster:15002
STORAGE = "TIEOUT_STORAGE"  # what the cluster reads and writes, such as s3://bucket/tieout; otherwise the warehouse


class NoClient(Refused):
    """A cluster is chosen, and its client is not installed."""


def open_bench(warehouse: Warehouse, snapshot: Manifest) -> AnyBench:
    """Return a workspace over one snapshot on the chosen engine. Raises NoClient."""
    if not (server := os.environ.get(SERVER)):
        return Bench(warehouse, snapshot)
    from close.rules.dialects.translation import translate  # noqa: PLC0415 - only if a cluster is chosen

    return _find_spark()(server, _storage(warehouse), warehouse, snapshot, translate)


def engine_name() -> str:
    """Return the name and version of the chosen engine. Raises NoClient."""
    return str(_find_spark().engine if os.environ.get(SERVER) else Bench.engine)


def open_step_cache(warehouse: Warehouse) -> AnyCache:
    """Return the cache of an organisation's steps for the chosen engine."""
    if not os.environ.get(SERVER):
        return open_cache(find_folder(warehouse))
    from close.engine.spark.step_cache import SharedStepCache  # noqa: PLC0415 - only if it is chosen

    return SharedStepCache(_storage(warehouse), warehouse.organisation)


def _find_spark() -> AnyBench:
    try:
        from close.engine.spark.bench import SparkBench  # noqa: PLC0415 - only if it is chosen
    except ImportError as error:
        raise NoClient(f"{SERVER} is set, but pyspark is not installed: install tieout[spark] ({error}).") from error
    return SparkBench


def _storage(warehouse: Warehouse) -> "Storage":
    return _open_storage(os.environ.get(STORAGE) or str(warehouse.root))


@lru_cache
def _open_storage(address: str) -> "Storage":
    from close.engine.spark.storage import Storage  # noqa: PLC0415 - only if it is chosen

    return Storage(address)
