"""Rows with the same key: a repeated document is refused, and stock with the same code is added together."""

from collections.abc import Mapping
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import MONEY
from loaders.layouts.description import Check, Loader, Values


class DuplicateKey(Refused):
    """A document that occurs twice in a file."""

    def __init__(self, header: str, key: str, first: int, second: int) -> None:
        super().__init__(
            f"Lines {first} and {second} are both {header} {key}. "
            "A report contains each only once. Export it again without columns that split its rows."
        )


def merge_keys(
    loader: Loader, rows: Values, lines: pa.Array, header: str
) -> tuple[Values, pa.Array, tuple[Check, ...]]:
    """Return one row for each key, their lines, and a remark for the card if any rows were added together.

    Raises DuplicateKey. If the loader adds rows together, only rows identical in every column are refused, because they
    are copies.
    """
    keys = loader.dataset.key
    twice = _find_twice(rows, lines, keys)
    if not loader.dataset.unique or not twice.num_rows:
        return rows, lines, ()
    refused = _find_copies(loader, rows, lines) if loader.adds_up else twice
    if refused.num_rows:
        raise _duplicate(refused.slice(0, 1).to_pylist()[0], keys, header)
    first = twice.slice(0, 1).to_pylist()[0]
    noun = "code is" if twice.num_rows == 1 else "codes are"
    detail = (
        f"{twice.num_rows:,} {noun} on several rows, which were added together. First: {_name(first, keys)} on lines "
        f"{first['line_min']} and {first['line_max']}"
    )
    return *_add_up(loader, rows, lines), (Check("Codes", "passed", detail),)


def _find_twice(rows: Values, lines: pa.Array, keys: tuple[str, ...]) -> pa.Table:
    table = pa.table({**{key: rows[key] for key in keys}, "line": lines})
    counted = table.group_by(list(keys), use_threads=False).aggregate([("line", "min"), ("line", "max")])
    return counted.filter(pc.less(counted["line_min"], counted["line_max"])).sort_by("line_min")


def _find_copies(loader: Loader, rows: Values, lines: pa.Array) -> pa.Table:
    """Find rows that are identical in every column and contain stock.

    A repeated blank or zero row does not change a value.
    """
    copies = _find_twice(rows, lines, tuple(loader.dataset.columns))
    summed = (copies[name] for name, column in loader.columns.items() if column.summed)
    return copies.filter(reduce(pc.or_, (pc.fill_null(pc.not_equal(amounts, 0), False) for amounts in summed)))


def _add_up(loader: Loader, rows: Values, lines: pa.Array) -> tuple[Values, pa.Array]:
    """Add up the rows for each key. The text and the line come from the first row."""
    keys, columns = list(loader.dataset.key), loader.dataset.columns
    how = {name: "sum" if name in loader.columns and loader.columns[name].summed else "first" for name in columns}
    asked = [(name, how[name]) for name in columns if name not in keys]
    table = pa.table({**{name: rows[name] for name in columns}, "line": lines})
    merged = table.group_by(keys, use_threads=False).aggregate([*asked, ("line", "min")]).sort_by("line_min")
    columns_by_name = {
        name: merged[name if name in keys else f"{name}_{how[name]}"].combine_chunks() for name in columns
    }
    added = {name: array.cast(MONEY) if how[name] == "sum" else array for name, array in columns_by_name.items()}
    return added, merged["line_min"].combine_chunks()


def _duplicate(row: Mapping[str, object], keys: tuple[str, ...], header: str) -> DuplicateKey:
    return DuplicateKey(header, _name(row, keys), int(str(row["line_min"])), int(str(row["line_max"])))


def _name(row: Mapping[str, object], keys: tuple[str, ...]) -> str:
    return ", ".join(str(row[key]) for key in keys if row[key] is not None)
