"""Rows that were pasted twice: several in a row that repeat, in the same order, several rows further up.

A list of documents refuses each that it has twice. Lists of payments, movements or entries may have rows alike, but not
those of several documents in the same order again.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pyarrow as pa

from close.spools import BATCH_ROWS, Rows, read_whole
from close.store.datasets import Dataset
from close.store.replacement import join_texts
from loaders.layouts.description import Check

_FEWEST = 3
_LINE = "_line"
_PROOFS = ("Complete", "Totals", "Balances")
_REFERENCES = ("order_ref", "reference")


class _Repeat(NamedTuple):
    """Rows that repeat others: the index of the first, their number, and how many rows further up the others are."""

    start: int
    rows: int
    distance: int


def find_repeats(dataset: Dataset, rows: Rows, checks: Sequence[Check]) -> tuple[Check, ...]:
    """Return a remark for the card if rows of several documents are repeated, unless totals prove the number of rows.

    A table of more than 65,536 rows is not compared, because nobody edits it by hand.
    """
    reference = next((name for name in _REFERENCES if name in dataset.columns), "")
    is_proven = any(check.label in _PROOFS and check.state == "passed" for check in checks)
    if dataset.unique or is_proven or not reference or rows.num_rows > BATCH_ROWS:
        return ()
    table = read_whole(rows).sort_by(_LINE)
    for repeat in _list_repeats(table.select(list(dataset.columns))):
        part = table.slice(repeat.start, repeat.rows)
        if len(part[reference].drop_null().unique()) > 1:
            lines, above = part[_LINE], table[_LINE].slice(repeat.start - repeat.distance, repeat.rows)
            where = f"lines {lines[0]} to {lines[-1]} repeat lines {above[0]} to {above[-1]}"
            detail = f"{where} in every column. If they were pasted twice, remove them"
            return (Check("Repeated rows", "not proven", detail),)
    return ()


def _list_repeats(table: pa.Table) -> Iterator[_Repeat]:
    """Return the repeats of at least three rows, from the top."""
    texts = join_texts([column.cast(pa.string()).combine_chunks() for column in table.columns])
    last, repeat = dict[str, int](), _Repeat(0, 0, 0)
    for row, text in enumerate(texts.to_pylist()):
        distance = row - last.get(text, row)
        if distance != repeat.distance:
            if repeat.rows >= _FEWEST:
                yield repeat
            repeat = _Repeat(row, 0, distance)
        last[text] = row
        repeat = repeat._replace(rows=repeat.rows + 1 if distance >= _FEWEST else 0)
    if repeat.rows >= _FEWEST:
        yield repeat
