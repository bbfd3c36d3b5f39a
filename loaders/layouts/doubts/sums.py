"""Rows that equal the sum of the rows above them."""

from collections.abc import Sequence
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

FEWEST = 2
_SIDES = frozenset({"debit", "credit"})
# Amounts have four decimals, and are counted in the last of them. A total may be rounded to cents.
_SCALE, HALF_CENT = 10_000, 50


def count_units(name: str, amounts: pa.Array) -> pa.Array:
    """Return amounts in units of 0.0001. A blank debit or credit is zero, because the row has the other."""
    units = pc.multiply(amounts, pa.scalar(_SCALE, pa.int32())).cast(pa.int64())
    return pc.fill_null(units, 0) if name in _SIDES else units


def mark_sums(amounts: Sequence[pa.Array], origin: int, fewest: int) -> pa.Array:
    """Mark the rows that equal the sum of the rows from `origin` to them, of which at least `fewest` have amounts.

    A blank equals any sum, but a row without amounts is not a sum.
    """
    zero_filled = [pc.fill_null(column, 0) for column in amounts]
    is_filled = reduce(pc.or_, (pc.not_equal(column, 0) for column in zero_filled))
    same = [is_filled]
    for column, filled in zip(amounts, zero_filled, strict=True):
        apart = pc.abs(pc.subtract(column, _add_before(filled, origin)))
        same.append(pc.fill_null(pc.less_equal(apart, HALF_CENT), True))
    same.append(pc.greater_equal(_add_before(is_filled.cast(pa.int64()), origin), fewest))
    return reduce(pc.and_, same)


def _add_before(column: pa.Array, origin: int) -> pa.Array:
    """Return, for each row, the sum of the rows from `origin` to the one before it."""
    sums = pc.subtract(pc.cumulative_sum(column), column)
    return pc.subtract(sums, sums[origin]) if origin < len(sums) else sums
