"""Sorting of rows by key. Rows on disk are first divided into ranges of keys, each of which is sorted in memory."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from close.spools import BATCH_ROWS, Rows, Spool, order_of, read_whole

_RANGE_ROWS, _SAMPLED = 2 * BATCH_ROWS, 512
_MOST_RANGES = 512  # each is an open file


def sort_rows(rows: Rows, keys: tuple[str, ...]) -> Rows:
    """Return rows sorted by some columns, nulls last. A table that fits into one batch is returned as a table."""
    if order_of(rows) == keys:
        return rows
    if rows.num_rows <= BATCH_ROWS:
        return _sort(read_whole(rows), keys)
    spool = rows if isinstance(rows, Spool) else Spool(rows.to_batches())
    bounds = _find_bounds(spool, keys)
    ranges = [Spool() for _ in range(bounds.num_rows + 1)]
    for batch in spool.to_batches():
        for target, part in zip(ranges, _divide(batch, bounds, keys), strict=True):
            if part.num_rows:
                target.add(part)
    return Spool(_join_ranges(ranges, keys), keys)


def _join_ranges(ranges: list[Spool], keys: tuple[str, ...]) -> Iterator[pa.RecordBatch]:
    while ranges:
        part = ranges.pop(0)
        if part.num_rows:
            yield from _sort(read_whole(part), keys).to_batches(_RANGE_ROWS)


def _sort(table: pa.Table, keys: tuple[str, ...]) -> pa.Table:
    return table.sort_by([(name, "ascending") for name in keys]).combine_chunks()


def _find_bounds(spool: Spool, keys: tuple[str, ...]) -> pa.Table:
    """Return the keys of some rows, which divide all rows into ranges of about the same size."""
    sampled = [
        batch.select(keys).take(pa.array(range(0, batch.num_rows, _SAMPLED), pa.int64()))
        for batch in spool.to_batches()
    ]
    table = _sort(pa.Table.from_batches(sampled), keys)
    count = min(-(-spool.num_rows // _RANGE_ROWS), _MOST_RANGES)
    return table.take(pa.array([table.num_rows * number // count for number in range(1, count)], pa.int64()))


def _divide(batch: pa.RecordBatch, bounds: pa.Table, keys: tuple[str, ...]) -> Iterator[pa.RecordBatch]:
    """Return the rows of a batch in each range. Rows with the key of a bound are in the range that ends with it."""
    if not bounds.num_rows:
        yield batch
        return
    own = pa.Table.from_batches([batch.select(keys)])
    # The sort is stable, so a bound comes after the rows with its key.
    order = pc.sort_indices(pa.concat_tables([own, bounds]), sort_keys=[(name, "ascending") for name in keys])
    ends = pc.indices_nonzero(pc.greater_equal(order, batch.num_rows)).to_pylist()
    start = 0
    for end in [*ends, len(order)]:
        yield batch.take(order.slice(start, end - start))
        start = end + 1
