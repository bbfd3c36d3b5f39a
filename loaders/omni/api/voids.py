"""Void documents in the lists of the API. Those of transfers and jobs have no field of their own for it.

The documents may carry a flag or a status of void, and those are read. Without either, a document that is not approved
although its goods have moved may be void or may only have been opened again.
"""

from dataclasses import replace
from datetime import date
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from loaders.cells.columns import Approval, Flag
from loaders.layouts.description import Values
from loaders.omni.documents import find_voids

COLUMNS = {
    "approved": Flag("isApproved"),
    "void": Flag("isVoid", optional=True),
    "deleted": Flag("isDeleted", optional=True),
    "status": Approval("status", optional=True),
    "stage": Approval("stage", optional=True),
}
# The same fields of lists whose documents have an accounting status as well. Any of them may be missing.
MARKS = {
    **{name: replace(column, optional=True) for name, column in COLUMNS.items() if name != "status"},
    "mark": COLUMNS["status"],
}
_VOID_CODE = "2"


class UnclearVoid(Refused):
    """A document that has moved goods but is not approved, and may be void."""

    def __init__(self, what: str, day: date, menu: str) -> None:
        super().__init__(
            f"{what} on {day}, but it is not marked as approved, and the list does not show whether it is void. "
            f"Export {menu} instead."
        )


def find_void_documents(rows: Values) -> pa.Array:
    """Return a mask of the documents with a flag or a status of void."""
    flags = [pc.fill_null(rows[name], False) for name in ("void", "deleted")]
    words = [find_voids(rows[name], len(rows[name])) for name in ("status", "stage")]
    coded = pc.fill_null(pc.equal(rows["status"], _VOID_CODE), False)
    return pc.or_(pc.or_(pc.or_(*flags), pc.or_(*words)), coded)


def name_marks(rows: Values) -> Values:
    """Return the values of `MARKS` under the names of `COLUMNS`."""
    return {**rows, "status": rows["mark"]}


def check_known(rows: Values, void: pa.Array, words: tuple[str, str], menu: str) -> None:
    """Raise UnclearVoid for the first document with a date of which no field shows that it is not void.

    `words` are what the document is called and what was done to it.
    """
    is_stated = pc.or_(rows["void"].is_valid(), rows["mark"].is_valid())
    is_known = reduce(pc.or_, (void, is_stated, pc.fill_null(rows["approved"], False)))
    days = pc.coalesce(rows["move_date"], rows["acct_date"])
    row = pc.index(pc.and_(pc.invert(is_known), days.is_valid()), value=True).as_py()
    if row >= 0:
        noun, verb = words
        raise UnclearVoid(f"{noun} {rows['order_ref'][row]} was {verb}", days[row].as_py(), menu)


def name_status(rows: Values, void: pa.Array) -> pa.Array:
    """Return the status of each document, in the word of the exported lists if it is void."""
    return pc.if_else(void, "Void", rows["status"])


def check_approved(rows: Values, moved: pa.Array, words: tuple[str, str], day: str, menu: str) -> None:
    """Raise UnclearVoid for the first document that has moved but is not approved.

    `words` are what the document is called and what was done to it, and `day` is the column of the day.
    """
    unapproved = pc.invert(pc.fill_null(rows["approved"], False))
    row = pc.index(pc.and_(unapproved, moved), value=True).as_py()
    if row >= 0:
        noun, verb = words
        raise UnclearVoid(f"{noun} {rows['reference'][row]} was {verb}", rows[day][row].as_py(), menu)
