"""The list of changes to make in Omni: every correction of a trial by screen, with the value now and the new one."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from close.archive import export
from close.signing.syncs import IMPORTED, is_sync
from close.store.datasets import PURCHASE_DOCUMENTS, SALES_DOCUMENTS
from close.store.manifests import Manifest
from close.store.settings import Settings
from close.texts import say_date
from close.work.corrections import Correction
from close.work.words import say

FORMATS = ("xlsx", "csv")
LABELS = {
    "screen": "Screen",
    "doc_type": "Type",
    "ref": "Reference",
    "contact": "Customer, supplier or reason",
    "field": "Field",
    "now": "In Omni now",
    "change_to": "Change to",
    "amount": "Amount",
    "owner": "Assigned to",
    "due": "Due",
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
# Only a sync sets this status, so nobody fills it in. It is the last change to make to a document.
SYNC = "Sync"
SYNCED_ON = {"SO": "Accounting dashboard > Sales", "CN": "Accounting dashboard > Sales > Credit Notes"}
SYNCED_ON |= {"PO": "Accounting dashboard > Purchases"}
SYNCED_ON |= {"SCN": "Accounting dashboard > Purchases > Supplier Credit Notes"}
NOBODY, BLANK = "Nobody yet", "blank"
UNKNOWN = ""  # the order of dates, if no export and no setting states it: a month in letters has only one reading
DAYS: Mapping[str, Callable[[date], str]] = {
    "day-first": lambda day: f"{day:%d/%m/%Y}",
    "month-first": lambda day: f"{day:%m/%d/%Y}",
    "year-first": date.isoformat,
    UNKNOWN: say_date,
}
FORMS = {"day-first": "DD/MM/YYYY", "month-first": "MM/DD/YYYY", "year-first": "YYYY-MM-DD", UNKNOWN: "31 Mar 2026"}
KINDS = {"amount": pa.decimal128(18, 2), "due": pa.date32()}


def list_changes(
    documents: Iterable[Mapping[str, Any]],
    corrections: Iterable[Correction],
    items: Iterable[Mapping[str, Any]] = (),
    say_day: Callable[[date], str] = say_date,
) -> pa.Table:
    """Return the changes by screen and document, each document's sync after its fields.

    `documents` are rows of the report `correctable`. `items` are rows of the worklist, with the person and due day.
    `say_day` writes a date, by default as screens show it.
    """
    known = {(row["_dataset"], row["_ref_key"]): row for row in documents}
    hands = {(row["doc_type"], row["ref"]): row for row in items}
    found = [(known[each.dataset, each.ref_key], each) for each in corrections if (each.dataset, each.ref_key) in known]
    changes = [
        (_list_change(row, each, hands.get((row["doc_type"], row["ref"]), {}), say_day), each) for row, each in found
    ]
    order, fields = {SYNC: True}, list(FIELDS)
    changes.sort(
        key=lambda pair: (
            order.get(pair[0]["field"], False),
            pair[0]["screen"],
            pair[0]["ref"],
            fields.index(pair[1].column),
        )
    )
    return pa.table({n: pa.array([row.get(n) for row, _ in changes], KINDS.get(n, pa.string())) for n in LABELS})


def write_changes(changes: pa.Table, file_format: str) -> bytes:
    """Return the list as a file in one of FORMATS. A workbook has a sheet for each screen."""
    if file_format != "xlsx":
        return export.write(changes.rename_columns([LABELS[name] for name in changes.column_names]), file_format)
    screens = sorted({*changes["screen"].to_pylist()})
    sheets = {s: export.BookSheet(changes.filter(pc.equal(changes["screen"], s)), LABELS) for s in screens}
    return export.write_book(sheets)


def find_date_order(manifest: Manifest, settings: Settings) -> str:
    """Return the order of dates in Omni: that of its newest export of documents, or else that of the settings."""
    landings = [*manifest.of(SALES_DOCUMENTS.name), *manifest.of(PURCHASE_DOCUMENTS.name)]
    orders = [record.reading.get("date_order") for record in sorted(landings, key=lambda record: record.sequence)]
    return next((order for order in reversed(orders) if order and order in DAYS), settings.date_order or UNKNOWN)


def _list_change(
    row: Mapping[str, Any], correction: Correction, item: Mapping[str, Any], say_day: Callable[[date], str]
) -> dict[str, Any]:
    field, column = FIELDS[correction.column]
    own = {name: row[name] or "" for name in ("screen", "doc_type", "ref", "contact")}
    now, new = (_say(value, say_day) for value in (row[column], correction.value))
    change = {"field": row[field], "now": now, "change_to": new, "done": ""}
    if is_sync(correction):
        change |= {"screen": SYNCED_ON[row["doc_type"]], "field": SYNC, "change_to": f"{say(IMPORTED)}, by the sync"}
    return {**own, **change, "amount": row["amount"], "owner": item.get("assignee") or NOBODY, "due": item.get("due")}


def _say(value: date | str | None, say_day: Callable[[date], str]) -> str:
    if isinstance(value, date):
        return say_day(value)
    return str(say(value)) if value is not None else BLANK
