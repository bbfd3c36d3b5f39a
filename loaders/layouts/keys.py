"""Rows with the same key: a repeated document is refused, and stock with the same code is added together."""

from collections.abc import Iterator, Mapping
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.spools import BATCH_ROWS, Rows, Spool, read_whole
from close.store.datasets import MONEY
from close.store.sorting import sort_rows
from close.texts import agree, say_count
from loaders.layouts.description import Check, Loader

_LINE = "_line"


class DuplicateKey(Refused):
    """A document that occurs twice in a file."""

    def __init__(self, header: str, key: str, first: int, second: int) -> None:
        super().__init__(
            f"Lines {first} and {second} are both {header} {key}. "
            "A report contains each only once. Export it again without columns that split its rows."
        )


def merge_keys(loader: Loader, rows: Rows, header: str) -> tuple[Rows, tuple[Check, ...]]:
    """Return one row for each key, and a remark for the card if any rows were added together.

    Rows of a long file are returned in the order of their keys. Raises DuplicateKey. If the loader adds rows together,
    only rows identical in every column are refused, because they are copies.
    """
    keys = loader.dataset.key
    rows = read_whole(rows) if rows.num_rows <= BATCH_ROWS else rows
    if not loader.dataset.unique:
        return rows, ()
    rows = rows if isinstance(rows, pa.Table) else sort_rows(rows, (*keys, _LINE))
    twice = _find_twice(rows, keys, keys)
    if not twice.num_rows:
        return rows, ()
    refused = _find_copies(loader, rows) if loader.adds_up else twice
    if refused.num_rows:
        raise _duplicate(refused.slice(0, 1).to_pylist()[0], keys, header)
    first = twice.slice(0, 1).to_pylist()[0]
    codes = f"{say_count(twice.num_rows, 'code')} {agree(twice.num_rows, 'is', 'are')}"
    detail = (
        f"{codes} on several rows, which were added together. First: {_name(first, keys)} on lines "
        f"{first['line_min']} and {first['line_max']}"
    )
    return _add_up_all(loader, rows), (Check("Codes", "passed", detail),)


def _group_keys(rows: Rows, keys: tuple[str, ...]) -> Iterator[pa.Table]:
    """Return the rows in tables, none of which shares a key with another. Rows on disk must be sorted."""
    if isinstance(rows, pa.Table):
        yield rows
        return
    rest: list[pa.RecordBatch] = []
    for batch in rows.to_batches():
        if rest and not _continues(rest[-1], batch, keys):
            yield pa.Table.from_batches(rest)
            rest = []
        last = reduce(pc.and_, (_equals_last(batch.column(key)) for key in keys))
        start = pc.index(last, value=True).as_py()
        if start:
            yield pa.Table.from_batches([*rest, batch.slice(0, start)])
            rest = []
        rest.append(batch.slice(start))
    if rest:
        yield pa.Table.from_batches(rest)


def _equals_last(column: pa.Array) -> pa.Array:
    last = column[-1]
    return pc.fill_null(pc.equal(column, last), False) if last.is_valid else column.is_null()


def _continues(before: pa.RecordBatch, batch: pa.RecordBatch, keys: tuple[str, ...]) -> bool:
    return all(before.column(key)[-1].as_py() == batch.column(key)[0].as_py() for key in keys)


def _find_twice(rows: Rows, keys: tuple[str, ...], columns: tuple[str, ...]) -> pa.Table:
    """Return the values of some columns that occur on several lines, and the first and last of those lines."""
    found = []
    for table in _group_keys(rows, keys):
        grouped = table.select([*columns, _LINE]).group_by(list(columns), use_threads=False)
        counted = grouped.aggregate([(_LINE, "min"), (_LINE, "max")])
        named = counted.rename_columns({f"{_LINE}_{end}": f"line_{end}" for end in ("min", "max")})
        found.append(named.filter(pc.less(named["line_min"], named["line_max"])))
    return pa.concat_tables(found).sort_by("line_min")


def _find_copies(loader: Loader, rows: Rows) -> pa.Table:
    """Find rows that are identical in every column and contain stock.

    A repeated blank or zero row does not change a value.
    """
    copies = _find_twice(rows, loader.dataset.key, tuple(loader.dataset.columns))
    summed = (copies[name] for name, column in loader.columns.items() if column.summed)
    return copies.filter(reduce(pc.or_, (pc.fill_null(pc.not_equal(amounts, 0), False) for amounts in summed)))


def _add_up_all(loader: Loader, rows: Rows) -> Rows:
    if isinstance(rows, pa.Table):
        return _add_up(loader, rows).sort_by(_LINE).combine_chunks()
    order = (*loader.dataset.key, _LINE)
    merged = (_add_up(loader, table) for table in _group_keys(rows, loader.dataset.key))
    return Spool((batch for table in merged for batch in table.combine_chunks().to_batches()), order)


def _add_up(loader: Loader, table: pa.Table) -> pa.Table:
    """Add up the rows for each key. The text and the line come from the first row."""
    keys, columns = list(loader.dataset.key), loader.dataset.columns
    how = {name: "sum" if name in loader.columns and loader.columns[name].summed else "first" for name in columns}
    asked = [(name, how[name]) for name in columns if name not in keys]
    merged = table.group_by(keys, use_threads=False).aggregate([*asked, (_LINE, "min")])
    added = {name: merged[name if name in keys else f"{name}_{how[name]}"] for name in columns}
    added = {name: column.cast(MONEY) if how[name] == "sum" else column for name, column in added.items()}
    return pa.table({**added, _LINE: merged[f"{_LINE}_min"]})


def _duplicate(row: Mapping[str, object], keys: tuple[str, ...], header: str) -> DuplicateKey:
    return DuplicateKey(header, _name(row, keys), int(str(row["line_min"])), int(str(row["line_max"])))


def _name(row: Mapping[str, object], keys: tuple[str, ...]) -> str:
    return ", ".join(str(row[key]) for key in keys if row[key] is not None)
