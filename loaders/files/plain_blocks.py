"""Blocks of delimited text without any irregularity, which Arrow splits exactly as Python's strict reader would."""

import csv

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

LONGEST_CELL, WIDEST = 1_000_000, 500
_QUOTE, _RETURN, _NEWLINE = b'"\r\n'


def split_plain(text: str, delimiter: str) -> list[pa.Array] | None:
    """Return the columns of a block, a row for each line, or None if it is not certain how to split it.

    Every line must have the same number of cells. Quotes may only enclose a whole cell without line breaks.
    """
    rows = text.count("\n")
    if not rows or not text.endswith("\n") or text.count("\r") != text.count("\r\n") or not delimiter.isascii():
        return None
    content = text.encode()
    if b'"' in content and not _has_regular_quotes(content, delimiter):
        return None
    width = len(next(csv.reader([text.partition("\n")[0]], delimiter=delimiter)))
    if width > WIDEST:
        return None
    try:
        table = _split(content, delimiter, width)
    except pa.ArrowInvalid:
        return None
    columns = [column.combine_chunks() for column in table.columns]
    if table.num_rows != rows or max(pc.max(pc.binary_length(column)).as_py() for column in columns) > LONGEST_CELL:
        return None
    return columns


def _split(content: bytes, delimiter: str, width: int) -> pa.Table:
    names = [str(number) for number in range(width)]
    return arrow_csv.read_csv(
        pa.py_buffer(content),
        arrow_csv.ReadOptions(use_threads=False, block_size=len(content) + 1, column_names=names),
        arrow_csv.ParseOptions(delimiter=delimiter),
        arrow_csv.ConvertOptions(check_utf8=False, column_types=dict.fromkeys(names, pa.string())),
    )


def _has_regular_quotes(content: bytes, delimiter: str) -> bool:
    """Return True if quotes alternate between the start and the end of a cell, and no line ends between the two.

    A doubled quote inside a cell ends the cell and starts it again.
    """
    data = pa.Array.from_buffers(pa.uint8(), len(content), [None, pa.py_buffer(content)])
    quotes = pc.indices_nonzero(pc.equal(data, _QUOTE)).cast(pa.int64())
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    first = 1 if opening[0].as_py() == 0 else 0
    before, after = data.take(pc.subtract(opening.slice(first), 1)), data.take(pc.add(closing, 1))
    around = pa.array([_QUOTE, _RETURN, _NEWLINE, ord(delimiter)], pa.uint8())
    if not all(pc.all(pc.is_in(bytes_, value_set=around)).as_py() for bytes_ in (before, after)):
        return False
    ends = pc.indices_nonzero(pc.equal(data, _NEWLINE)).cast(pa.int64())
    return not pc.any(pc.equal(pc.bit_wise_and(pc.search_sorted(quotes, ends), 1), 1)).as_py()
