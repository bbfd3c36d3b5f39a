"""The list of changes: by screen, with statuses as Omni writes them, and without formulas."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from close.archive.change_list import DAYS, FORMS, find_date_order, list_changes, write_changes
from close.errors import Refused
from close.store.settings import Settings
from close.store.warehouse import Warehouse
from close.work.corrections import Correction, read_correction
from tests.given.landings import landing, sale, settings

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
        ("Purchases > Purchase Orders", "Supplier Inv No", "blank", "=cmd|x"),
        ("Sales > Sales Orders", "Invoice Date", "blank", "31 Mar 2026"),
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


def test_a_file_writes_dates_in_the_order_of_omni_s_exports(tmp_path: Path) -> None:
    sold = document("S-1", "SO", "Sales > Sales Orders", "sales_documents")
    corrections = [Correction("sales_documents", "S-1", "acct_date", date(2026, 3, 5))]
    written = {
        order: list_changes([sold], corrections, say_day=say)["change_to"][0].as_py() for order, say in DAYS.items()
    }
    assert written == {
        "day-first": "05/03/2026",
        "month-first": "03/05/2026",
        "year-first": "2026-03-05",
        "": "5 Mar 2026",
    }
    assert {*FORMS} == {*DAYS}
    warehouse = Warehouse(tmp_path, "company")
    warehouse.land([settings(date_order="month-first")], "ada")
    assert find_date_order(warehouse.head(), Settings(date_order="month-first")) == "month-first"
    stated = replace(landing("sales_documents", [sale("S-1")]), reading={"date_order": "day-first"})
    warehouse.land([stated], "ada")
    assert find_date_order(warehouse.head(), Settings(date_order="month-first")) == "day-first"
    assert find_date_order(replace(warehouse.head(), landings=()), Settings()) == ""


@pytest.mark.parametrize("typed", ["31/03/2026", "3/31/26", "3-31-2026", "2026-03-31", "31 Mar 2026", "1.4.2026"])
def test_a_date_is_no_number(typed: str) -> None:
    with pytest.raises(Refused, match="is a date"):
        read_correction(Correction("purchase_documents", "PO-1", "supplier_inv_no", typed))


@pytest.mark.parametrize("typed", ["20260331", "INV 31/03", "31-03-2026-A", "10-11-12", "44/2026", "40-13-2026"])
def test_a_number_that_is_like_a_date_stays_a_number(typed: str) -> None:
    assert read_correction(Correction("purchase_documents", "PO-1", "supplier_inv_no", typed)).value == typed
