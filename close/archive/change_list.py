"""The list of changes to make in Omni: every correction of a trial by screen, with the value now and the new one."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from close.archive import export
from close.work.corrections import Correction

FORMATS = ("xlsx", "csv")
LABELS = {
    "screen": "Screen",
    "doc_type": "Type",
    "ref": "Reference",
    "contact": "Customer, supplier or reason",
    "field": "Field",
    "now": "In Omni now",
    "change_to": "Change to",
    "done": "Done",
}
# The columns of the report `correctable` with the name of each field in Omni, and with its value.
FIELDS = {
    "move_date": ("_move_field", "move_date"),
    "acct_date": ("_acct_field", "acct_date"),
    "sales_reference": ("_number_field", "number"),
    "supplier_inv_no": ("_number_field", "number"),
    "status": ("_status_field", "status"),
    "po_status": ("_stage_field", "stage"),
}
STATUSES = {
    "NOT_IMPORTED": "Not Imported Yet Or Reset For Re-import",
    "IMPORTED": "Imported",
    "ERROR": "Error",
    "DO_NOT_IMPORT": "Do Not Import",
}


def list_changes(documents: Iterable[Mapping[str, Any]], corrections: Iterable[Correction]) -> pa.Table:
    """Return the changes, sorted by screen, field and reference. `documents` are rows of the report `correctable`."""
    known = {(row["_dataset"], row["_ref_key"]): row for row in documents}
    found = [(known[each.dataset, each.ref_key], each) for each in corrections if (each.dataset, each.ref_key) in known]
    rows = sorted(
        (_list_change(row, each) for row, each in found), key=lambda row: [row[n] for n in ("screen", "field", "ref")]
    )
    return pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in LABELS})


def write_changes(changes: pa.Table, file_format: str) -> bytes:
    """Return the list as a file in one of FORMATS. A workbook has a sheet for each screen."""
    if file_format != "xlsx":
        return export.write(changes.rename_columns([LABELS[name] for name in changes.column_names]), file_format)
    screens = sorted({*changes["screen"].to_pylist()})
    sheets = {s: export.BookSheet(changes.filter(pc.equal(changes["screen"], s)), LABELS) for s in screens}
    return export.write_book(sheets)


def _list_change(row: Mapping[str, Any], correction: Correction) -> dict[str, str]:
    field, now = FIELDS[correction.column]
    own = {name: row[name] or "" for name in ("screen", "doc_type", "ref", "contact")}
    return {
        **own,
        "field": row[field],
        "now": _say(row[now]),
        "change_to": _say(correction.value) or "blank",
        "done": "",
    }


def _say(value: date | str | None) -> str:
    return STATUSES.get(str(value), str(value)) if value is not None else ""
