"""Rows on disk: record batches in a temporary file, so that a table of any length needs memory for one batch only."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Protocol

import pyarrow as pa

BATCH_ROWS = 2**16
_IN_MEMORY = 2**18


class Rows(Protocol):
    """A table that is read batch by batch: an Arrow table, or rows on disk."""

    @property
    def num_rows(self) -> int:
        """The number of rows in all batches."""

    def to_batches(self) -> Iterable[pa.RecordBatch]:
        """Return the batches in order. May be called again."""


class Spool:
    """Record batches in a temporary file, in the order in which they were added. Small ones stay in memory.

    `order` lists the columns by which the rows are known to be sorted. `starts` has the index of each batch's first
    row, and the number of rows at the end.
    """

    def __init__(self, batches: Iterable[pa.RecordBatch] = (), order: tuple[str, ...] = ()) -> None:
        self.order, self.starts = order, [0]
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - it is removed with the object
        self._ends = [0]
        for batch in batches:
            self.add(batch)

    def __reduce__(self) -> tuple[type["Spool"], tuple[list[pa.RecordBatch], tuple[str, ...]]]:
        return Spool, (list(self.to_batches()), self.order)

    def add(self, batch: pa.RecordBatch) -> None:
        """Append a batch. Each may have columns of its own."""
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, batch.schema) as stream:
            stream.write_batch(batch)
        self._file.seek(self._ends[-1])
        self._file.write(sink.getvalue())
        self._ends.append(self._file.tell())
        self.starts.append(self.num_rows + batch.num_rows)

    @property
    def num_rows(self) -> int:
        """The number of rows in all batches."""
        return self.starts[-1]

    def to_batches(self) -> Iterator[pa.RecordBatch]:
        """Return the batches, each read from the file when it is asked for."""
        for number in range(len(self._ends) - 1):
            yield self.batch(number)

    def batch(self, number: int) -> pa.RecordBatch:
        """Return one batch. The first has number 0."""
        self._file.seek(self._ends[number])
        content = self._file.read(self._ends[number + 1] - self._ends[number])
        return pa.ipc.open_stream(pa.py_buffer(content)).read_next_batch()


@dataclass(frozen=True)
class MappedRows:
    """Rows that are calculated from others, batch by batch, whenever they are read.

    `change` must keep the number of rows and their order.
    """

    rows: Rows
    change: Callable[[pa.RecordBatch], pa.RecordBatch]

    @property
    def order(self) -> tuple[str, ...]:
        """The columns by which the rows are known to be sorted."""
        return order_of(self.rows)

    @property
    def num_rows(self) -> int:
        """The number of rows in all batches."""
        return self.rows.num_rows

    def to_batches(self) -> Iterator[pa.RecordBatch]:
        """Return the calculated batches."""
        return map(self.change, self.rows.to_batches())


def order_of(rows: Rows) -> tuple[str, ...]:
    """Return the columns by which rows are known to be sorted."""
    return getattr(rows, "order", ())


def read_whole(rows: Rows) -> pa.Table:
    """Return all rows as one table in memory."""
    return rows if isinstance(rows, pa.Table) else pa.Table.from_batches(list(rows.to_batches()))
