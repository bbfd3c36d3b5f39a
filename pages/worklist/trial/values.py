"""The corrections that a user has set for a month. They are kept in the session, and nowhere else."""

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from close.engine.slices import Rows
from close.signing.syncs import IMPORTED
from close.work.corrections import VOID, Correction
from pages.parts.frame.page_context import PageContext

DATES = ("move_date", "acct_date")
NUMBERS = {"CN": "sales_reference", "PO": "supplier_inv_no", "SCN": "supplier_inv_no"}
# The causes of documents to be voided in Omni: duplicates, and those that are void in the ledger.
TO_VOID = frozenset(("P23", "P24", "S22"))
TURN = "what-if-turn"

Row = dict[str, Any]
Field = tuple[str, str, str]  # a dataset, a key and a column


def list_corrections(context: PageContext) -> tuple[Correction, ...]:
    """Return the corrections that were set in this session for the month."""
    return tuple(Correction(*field, value) for field, value in sorted(read_values(context).items()))


def read_values(context: PageContext) -> dict[Field, Any]:
    """Return the new value of each field that was set, for the caller to change."""
    key = f"trial-{context.warehouse.organisation}-{context.period}"
    values: dict[Field, Any] = st.session_state.setdefault(key, {})
    return values


def find_field(row: Row, name: str) -> Field:
    """Return the field of a document that a column of the report `correctable` shows."""
    column = {"number": NUMBERS.get(row["doc_type"], "number"), "stage": "po_status"}.get(name, name)
    return row["_dataset"], row["_ref_key"], column


def set_value(context: PageContext, row: Row, name: str, value: Any) -> None:
    """Keep the value of a field. A value that the export already states is not a correction."""
    field = find_field(row, name)
    if value == row[name]:
        read_values(context).pop(field, None)
    else:
        read_values(context)[field] = value


def fill_accounting_dates(context: PageContext, documents: Iterable[Row]) -> None:
    """Set blank accounting dates to the date that stock moved, except in documents that should be void.

    A date that stock moved is never set: an accounting date does not show that goods have moved.
    """
    for row in documents:
        if row["acct_date"] is None and row["move_date"] is not None and not _is_to_void(context, row):
            set_value(context, row, "acct_date", row["move_date"])
    turn()


def _is_to_void(context: PageContext, row: Row) -> bool:
    """Return True if the cause asks for the document to be voided, or if this trial has voided it."""
    return row["cause_id"] in TO_VOID or read_values(context).get(find_field(row, "stage")) == VOID


def add_sync(context: PageContext, rows: Rows, refs: Sequence[str]) -> None:
    """Sync documents in the trial: Omni marks them as imported and posts their entries."""
    for row in rows.among("ref", list(refs)).table().to_pylist():
        read_values(context)[row["_dataset"], row["_ref_key"], "status"] = IMPORTED
    turn()


def clear(context: PageContext) -> None:
    """Forget every correction of the month."""
    read_values(context).clear()
    turn()


def turn() -> None:
    """Draw the fields again, with the values that were set outside them."""
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
