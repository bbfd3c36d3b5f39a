"""Handwritten exports of a few rows."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa

from close.months import month
from close.store.datasets import DATASETS
from close.store.warehouse import Landing

Row = dict[str, Any]


def landing(
    dataset: str,
    rows: Iterable[Row],
    period: str = "2026-03",
    name: str = "",
    lag: int = 4,
    absent: tuple[str, ...] = (),
) -> Landing:
    """Return an export of one dataset, taken `lag` days after the month end. Columns missing from a row are blank."""
    table = rows_of(dataset, list(rows), period)
    name = name or f"{dataset} {period}.csv"
    content = f"{name} {period} {table.to_pylist()}".encode()
    taken = date.fromordinal(month(period).end.toordinal() + lag)
    return Landing(name, content, "by.hand", 1, period, taken, {"format": "csv"}, absent, {}, {dataset: table})


def rows_of(dataset: str, rows: list[Row], period: str) -> pa.Table:
    full = [{"period": period, "_line": line, **row} for line, row in enumerate(rows, 2)]
    return pa.Table.from_pylist(full, DATASETS[dataset].schema)


def leave_out(whole: Landing, *lines: int) -> Landing:
    """Return an export without the rows on some lines, as if a cell in each of them could not be read."""
    ((dataset, rows),) = whole.tables.items()
    read = [row for row in rows.to_pylist() if row["_line"] not in lines]
    unread = [
        {
            "dataset": dataset,
            "reference": row["ref_key"],
            "ref_key": row["ref_key"],
            "value": "?",
            "_line": row["_line"],
        }
        for row in rows.to_pylist()
        if row["_line"] in lines
    ]
    tables = {
        dataset: rows_of(dataset, read, whole.period),
        "unreadable_rows": rows_of("unreadable_rows", unread, whole.period),
    }
    return replace(whole, content=f"{whole.content!r} without {lines}".encode(), tables=tables)


def sale(ref: str, **columns: object) -> Row:
    """Return an order in sales_documents without errors: dispatched, invoiced and synced."""
    sound = {
        "doc_type": "SO",
        "order_ref": ref,
        "ref_key": ref.upper(),
        "created_date": date(2026, 3, 1),
        "customer": "Ash & Co",
        "move_date": date(2026, 3, 10),
        "acct_date": date(2026, 3, 10),
        "status": "IMPORTED",
        "is_void": False,
    }
    amounts = {"qty_ordered": 2, "qty_moved": 2, "sales_incl": 12, "sales_tax": 2, "sales": 10, "cost": 6}
    return {**sound, **amounts, **columns}


def credit(ref: str, **columns: object) -> Row:
    """Return a credit note in sales_documents, also without errors."""
    amounts = {"qty_ordered": -2, "qty_moved": -2, "sales_incl": -12, "sales_tax": -2, "sales": -10, "cost": -6}
    return sale(ref, **{"doc_type": "CN", "sales_reference": "S-0", **amounts, **columns})


def purchase(ref: str, **columns: object) -> Row:
    """Return a purchase order, received, billed and synced."""
    sound = {
        "doc_type": "PO",
        "order_ref": ref,
        "ref_key": ref.upper(),
        "created_date": date(2026, 3, 1),
        "supplier": "Elm Ltd",
        "supplier_inv_no": f"INV {ref}",
        "move_date": date(2026, 3, 10),
        "acct_date": date(2026, 3, 10),
        "po_status": "Approved",
        "status": "IMPORTED",
        "is_void": False,
    }
    amounts = {"qty_ordered": 5, "qty_moved": 5, "purchases_total": 50, "product_total": 50, "total_incl": 60}
    return {**sound, **amounts, **columns}


def supplier_credit(ref: str, **columns: object) -> Row:
    """Return a supplier credit note, sent back, credited and synced."""
    amounts = {"qty_ordered": -5, "qty_moved": -5, "purchases_total": -50, "product_total": -50, "total_incl": -60}
    return purchase(ref, **{"doc_type": "SCN", **amounts, **columns})


def adjustment(ref: str, **columns: object) -> Row:
    """Return a stock adjustment, completed and booked."""
    sound = {
        "reference": ref,
        "ref_key": ref.upper(),
        "created_date": date(2026, 3, 1),
        "source": "Manual",
        "is_auto": False,
        "move_date": date(2026, 3, 10),
        "acct_date": date(2026, 3, 10),
        "adjustment_status": "Completed",
        "is_void": False,
        "qty": 1,
        "total": 8,
    }
    return {**sound, **columns}


def settings(period: str = "2026-01", **told: object) -> Landing:
    """Return the settings of a company that uses every feature, with the given changes."""
    recorded = {
        "name": "Ash & Co",
        "package": "xero",
        "inventory_method": "perpetual",
        "upload_state": "draft",
        **dict.fromkeys(("uses_pos", "uses_ecommerce", "batches_sales"), True),
    }
    return landing("settings", [{**recorded, **told}], period)
