"""The list of changes: by screen, with statuses as Omni writes them, and without formulas."""

import io
import zipfile
from datetime import date

from close.archive.change_list import list_changes, write_changes
from close.work.corrections import Correction

FIELDS = {"_move_field": "Fully Received Date", "_acct_field": "Invoice Date", "_number_field": "Supplier Inv No"}
FIELDS |= {"_status_field": "Accounting Status", "_stage_field": "Stage"}
VALUES = {"move_date": None, "acct_date": None, "number": None, "status": "NOT_IMPORTED", "stage": "Draft"}


def document(ref: str, doc_type: str, screen: str, dataset: str) -> dict:
    own = {
        "ref": ref,
        "_ref_key": ref,
        "doc_type": doc_type,
        "screen": screen,
        "_dataset": dataset,
        "contact": "+Elm",
        "amount": 5,
    }
    return {**FIELDS, **VALUES, **own}


def test_changes_are_listed_by_screen_and_harmless() -> None:
    bought = document("PO-1", "PO", "Purchases > Purchase Orders", "purchase_documents")
    sold = document("S-1", "SO", "Sales > Sales Orders", "sales_documents")
    corrections = [
        Correction("sales_documents", "S-1", "acct_date", date(2026, 3, 31)),
        Correction("purchase_documents", "PO-1", "supplier_inv_no", "=cmd|x"),
        Correction("purchase_documents", "PO-1", "status", "IMPORTED"),
        Correction("purchase_documents", "PO-9", "status", "IMPORTED"),
    ]
    items = [{"doc_type": "PO", "ref": "PO-1", "assignee": "Ann", "due": date(2026, 4, 2)}]
    changes = list_changes([sold, bought], corrections, items)
    assert [(row["screen"], row["field"], row["now"], row["change_to"]) for row in changes.to_pylist()] == [
        ("Purchases > Purchase Orders", "Supplier Inv No", "", "=cmd|x"),
        ("Sales > Sales Orders", "Invoice Date", "", "2026-03-31"),
        ("Accounting dashboard > Purchases", "Sync", "Not imported yet", "Imported, by the sync"),
    ]
    assert [(row["amount"], row["owner"], row["due"]) for row in changes.to_pylist()] == [
        (5, "Ann", date(2026, 4, 2)),
        (5, "Nobody yet", None),
        (5, "Ann", date(2026, 4, 2)),
    ]
    assert "'=cmd|x" in write_changes(changes, "csv").decode()
    assert "'+Elm" in write_changes(changes, "csv").decode()
    with zipfile.ZipFile(io.BytesIO(write_changes(changes, "xlsx"))) as book:
        assert b"Sales &gt; Sales Orders" in book.read("xl/workbook.xml")
        assert not [name for name in book.namelist() if "sheet" in name and b"<f>" in book.read(name)]
