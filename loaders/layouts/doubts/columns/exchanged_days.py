"""The evidence that two columns of days are exchanged: their usual order, and what status and quantities require.

An order is created before it is dispatched and invoiced. Isolated rows may be otherwise, so only most of them show it.
"""

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from loaders.layouts.description import Values

# Pairs of days of one document, of which the first is rarely later than the second.
ORDER = (
    ("created_date", "move_date"),
    ("created_date", "acct_date"),
    ("dispatched_date", "received_date"),
    ("payment_date", "reconcile_date"),
    ("document_date", "due_date"),
    ("entry_date", "posted_date"),
)
MOVED = ("move_date", "acct_date")
_FACTS = ("status", "qty_ordered", "qty_moved")
Vote = tuple[tuple[str, str], pa.Array, pa.Array]


def list_day_votes(positions: Mapping[str, int], values: Values) -> Iterator[Vote]:
    """Return pairs of columns, with masks of the rows that fit their headers and of those that contradict them."""
    for earlier, later in ORDER:
        if {earlier, later} <= positions.keys():
            one, other = values[earlier], values[later]
            yield (earlier, later), pc.less(one, other), pc.greater(one, other)
    if {*MOVED, *_FACTS} <= positions.keys():
        yield _compare_facts(values)


def say_days(pair: tuple[str, str], one: str, other: str) -> str:
    """Return what contradicts the headers of two columns of days."""
    if pair == MOVED:
        return f"{one} and {other} contradict the status and the quantities"
    return f"{one} is later than {other}"


def _compare_facts(values: Values) -> Vote:
    """Compare the only day of a row with its facts. What was imported has a date, and what moved in full has moved."""
    moved, dated = (values[name].is_valid() for name in MOVED)
    only_moved, only_dated = pc.and_(moved, pc.invert(dated)), pc.and_(dated, pc.invert(moved))
    ordered, units = values["qty_ordered"], values["qty_moved"]
    is_whole = pc.fill_null(pc.and_(pc.not_equal(ordered, 0), pc.equal(ordered, units)), False)
    is_unmoved = pc.fill_null(pc.and_(pc.not_equal(ordered, 0), pc.equal(units, 0)), False)
    is_imported = pc.fill_null(pc.equal(values["status"], "IMPORTED"), False)
    needs_date, needs_move = pc.or_(is_imported, is_unmoved), pc.and_(is_whole, pc.invert(is_imported))
    fits = pc.or_(pc.and_(only_dated, needs_date), pc.and_(only_moved, needs_move))
    return MOVED, fits, pc.or_(pc.and_(only_moved, needs_date), pc.and_(only_dated, needs_move))
