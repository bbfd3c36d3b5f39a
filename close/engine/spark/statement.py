"""The form in which a cluster is asked. It needs no pyspark."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Statement:
    """A SQL text of Spark. If `is_ordered` is True, the order of its rows is part of the answer."""

    text: str
    is_ordered: bool


Translate = Callable[[str, Mapping[str, Sequence[str]]], Statement]
"""From SQL of DuckDB, and the columns of the tables that it may read."""
