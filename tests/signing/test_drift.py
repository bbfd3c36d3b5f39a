"""Changes since a signature: every changed document is listed with its effect, and no unchanged one."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from close.signing.answers import answer, moved_documents
from close.signing.standing import NothingSigned, moment
from close.store.audit_log import AuditLog, Draft
from close.store.warehouse import Landing, Warehouse
from tests.given.landings import landing, settings
from tests.reports.golden import AFTER, BEFORE, INSIDE, document, documents

PERIOD = "2026-03"
EFFECTS = ("on_stock", "on_reconciliation", "on_cogs", "on_revenue")
Moved = Callable[..., dict[str, dict[str, Any]]]


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings()], "ada")
    return warehouse


@pytest.fixture
def moved(warehouse: Warehouse) -> Moved:
    """Land, sign, and land later exports. Return the moved documents by reference."""

    def since(before: list[Landing], *later: list[Landing]) -> dict[str, dict[str, Any]]:
        warehouse.land(before, "ada")
        signed = AuditLog(warehouse).record(Draft("ada", "signed", PERIOD, "month", value="preparer"))
        assert moved_documents(warehouse, signed.number).table.num_rows == 0
        for landings in later:
            warehouse.land(landings, "ada")
        return {row["ref"]: row for row in moved_documents(warehouse, signed.number).table.to_pylist()}

    return since


def cogs(ref: str, amount: object, period: str = PERIOD, acct_date: date = INSIDE) -> Landing:
    row = {"doc_type": "SO", "order_ref": ref, "ref_key": ref, "acct_date": acct_date, "cogs": amount}
    return landing("cogs_entries", [row], period)


def order(ref: str, **columns: object) -> tuple[str, str, dict[str, Any]]:
    return "SO", ref, columns


def effects(row: dict[str, Any]) -> dict[str, str]:
    return {name: str(row[name]) for name in EFFECTS if row[name]}


@pytest.mark.parametrize(
    ("kind", "before", "now", "told"),
    [
        ("SO", {}, {"sales": 12}, ("amount", "Y", {"on_revenue": "2.00"})),
        ("SO", {}, {"acct_date": AFTER}, ("date", "Y", {"on_revenue": "-10.00"})),
        ("SO", {}, {"acct_date": None}, ("date", "Y", {"on_revenue": "-10.00"})),
        ("SO", {}, {"acct_date": BEFORE}, ("date", "Y", {"on_revenue": "-10.00"})),
        ("SO", {}, {"move_date": AFTER}, ("date", "Y", {"on_stock": "6.00"})),
        ("SO", {}, {"move_date": date(2026, 3, 11)}, ("date", "Y", {})),
        ("SO", {}, {"cost": 7}, ("cost", "Y", {"on_stock": "-1.00"})),
        ("SO", {}, {"is_void": True}, ("void", "Y", {"on_stock": "6.00", "on_revenue": "-10.00"})),
        ("SO", {"is_void": True}, {}, ("back", "Y", {"on_stock": "-6.00", "on_revenue": "10.00"})),
        ("SO", {}, {"status": "ERROR"}, ("status", "N", {})),
        ("SO", {}, {"qty_moved": 1}, ("quantity", "N", {})),
        ("SO", {"cost": None}, {"cost": 6}, ("cost", "N", {})),
        ("CN", {}, {"acct_date": AFTER}, ("date", "Y", {"on_revenue": "10.00"})),
        ("PO", {}, {"purchases_total": 55}, ("cost", "Y", {"on_stock": "5.00", "on_reconciliation": "5.00"})),
        ("PO", {"status": "NOT_IMPORTED"}, {}, ("status", "Y", {"on_reconciliation": "50.00"})),
        ("SCN", {}, {"move_date": None, "qty_moved": 0}, ("date, quantity", "Y", {"on_stock": "50.00"})),
        ("ADJ", {}, {"total": 9}, ("cost", "Y", {"on_stock": "1.00"})),
        ("ADJ", {}, {"is_void": True}, ("void", "Y", {"on_stock": "-8.00"})),
    ],
)
@pytest.mark.parametrize("period", [PERIOD, "2026-04"])
def test_a_change_and_its_effect(
    moved: Moved, kind: str, before: dict, now: dict, told: tuple[str, str, dict[str, str]], period: str
) -> None:
    """Check that the change shows when March is exported again and when April's export shows it."""
    found = moved([document(kind, **before)], [document(kind, period=period, **now)])
    assert [(row["changes"], row["bears"], effects(row)) for row in found.values()] == [told]


@pytest.mark.parametrize(
    "now",
    [
        {"acct_date": AFTER, "status": "IMPORTED"},
        {"move_date": AFTER, "qty_moved": 5, "acct_date": AFTER},
        {"qty_moved": 4},
    ],
)
def test_what_goes_on_after_the_month_end_leaves_its_figures(moved: Moved, now: dict[str, Any]) -> None:
    """Check that a part delivery stays as it was at month end, even if the rest is delivered or billed later."""
    before: dict[str, Any] = {"move_date": None, "acct_date": None, "qty_moved": 2, "status": "NOT_IMPORTED"}
    found = moved([document("PO", **before)], [document("PO", period="2026-04", **{**before, **now})])
    assert [(row["bears"], effects(row)) for row in found.values()] == [("N", {})]


def test_a_delivery_that_is_taken_back_bears_on_the_month(moved: Moved) -> None:
    part: dict[str, Any] = {"move_date": None, "acct_date": None, "qty_moved": 2}
    (row,) = moved([document("PO", **part)], [document("PO", **{**part, "qty_moved": 1})]).values()
    assert (row["bears"], effects(row)) == ("Y", {"on_stock": "-10.00"})


def test_a_document_no_longer_listed_is_gone(moved: Moved) -> None:
    kept, gone = order("S-1"), order("S-2")
    (row,) = moved(documents(kept, gone), documents(kept)).values()
    assert (row["ref"], row["changes"], row["state_now"]) == ("S-2", "gone", "gone")
    assert effects(row) == {"on_stock": "6.00", "on_revenue": "-10.00"}


def test_an_open_document_that_the_next_month_no_longer_lists_is_gone(moved: Moved) -> None:
    kept, gone = order("S-1"), order("S-2", acct_date=None)
    (row,) = moved(documents(kept, gone), documents(kept, period="2026-04")).values()
    assert (row["ref"], row["changes"], effects(row)) == ("S-2", "gone", {"on_stock": "6.00"})


def test_what_is_listed_for_the_first_time_is_new(moved: Moved) -> None:
    late, later = order("S-2"), order("S-3", created_date=AFTER, move_date=AFTER, acct_date=AFTER)
    (row,) = moved(documents(order("S-1")), documents(late, later, period="2026-04")).values()
    assert (row["ref"], row["changes"], row["state_before"]) == ("S-2", "new", "unknown")
    assert effects(row) == {"on_stock": "-6.00", "on_revenue": "10.00"}


def test_an_order_without_any_date_never_hides(moved: Moved) -> None:
    undated = order("S-2", created_date=None, move_date=None, acct_date=None, qty_moved=0)
    (row,) = moved(documents(order("S-1")), documents(undated, period="2026-04")).values()
    assert (row["ref"], row["changes"], row["bears"]) == ("S-2", "new", "N")


def test_cogs_that_falls_back_into_the_month(moved: Moved) -> None:
    """Compute COGS in April for a March invoice: April's breakdown shows it, and March's COGS changes."""
    (row,) = moved([document("SO"), cogs("X-1", None)], [cogs("X-1", Decimal("6.5"), "2026-04")]).values()
    assert (row["changes"], row["bears"]) == ("cost", "Y")
    assert effects(row) == {"on_reconciliation": "-6.50", "on_cogs": "6.50"}


def test_cogs_of_an_earlier_month_moves_the_reconciliation_only(moved: Moved) -> None:
    before = [document("SO", acct_date=BEFORE), cogs("X-1", 6, acct_date=BEFORE)]
    (row,) = moved(before, [cogs("X-1", 7, "2026-04", BEFORE)]).values()
    assert effects(row) == {"on_reconciliation": "-1.00"}


def test_both_sides_know_what_had_landed_then(warehouse: Warehouse) -> None:
    """Check that March has not moved if signed after April landed, and that the first month's signature differs."""
    warehouse.land([document("SO")], "ada")
    first = AuditLog(warehouse).record(Draft("ada", "signed", PERIOD, "month", value="preparer"))
    warehouse.land([document("SO", period="2026-04", sales=12)], "ada")
    again = AuditLog(warehouse).record(Draft("ada", "signed", PERIOD, "month", value="preparer"))
    assert moved_documents(warehouse, again.number).table.num_rows == 0
    assert moved_documents(warehouse, first.number).table["on_revenue"].to_pylist() == [Decimal("2.00")]
    assert moved_documents(warehouse, first.number, first.manifest).table.num_rows == 0
    assert moment(warehouse, PERIOD).number == again.number
    assert answer(warehouse, "moved_documents", PERIOD).table.num_rows == 0


def test_an_unsigned_month_has_no_moved_documents(warehouse: Warehouse) -> None:
    warehouse.land([document("SO")], "ada")
    with pytest.raises(NothingSigned, match="Nothing is signed"):
        moment(warehouse, PERIOD)
    with pytest.raises(NothingSigned, match="no event 1"):
        moved_documents(warehouse, 1)
