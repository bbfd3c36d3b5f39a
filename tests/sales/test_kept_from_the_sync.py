"""Orders not synced for a reason: a total of zero, or a manual invoice that somebody recorded."""

from pathlib import Path

import pytest

from close.signing.answers import answer
from close.store.warehouse import Warehouse
from close.work import worklist
from tests.given.landings import Row, credit, landing, sale, settings

PERIOD, NEXT = "2026-03", "2026-04"
ZERO = {"sales": 0, "sales_tax": 0, "sales_incl": 0}
KEPT = {"status": "DO_NOT_IMPORT"}


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings()], "ada")
    return warehouse


def upload(warehouse: Warehouse, *rows: Row, period: str = PERIOD) -> None:
    kinds = ("doc_type", "order_ref", "ref_key", "acct_date", "status", "sales")
    cogs = [
        {**{kind: row[kind] for kind in kinds}, "cogs": None if row["status"] == "NOT_IMPORTED" else row["cost"]}
        for row in rows
    ]
    warehouse.land([landing("sales_documents", rows, period), landing("cogs_entries", cogs, period)], "ada")


def exceptions(warehouse: Warehouse, step: str, period: str = PERIOD) -> dict[str, str]:
    rows = answer(warehouse, "step_exceptions", period).table.to_pylist()
    return {row["ref"]: row["reason_code"] for row in rows if row["step"] == step}


def causes(warehouse: Warehouse, period: str = PERIOD) -> dict[str, str]:
    return {row["ref"]: row["cause_id"] for row in answer(warehouse, "findings", period).table.to_pylist()}


def test_a_total_of_zero_needs_no_batch(warehouse: Warehouse) -> None:
    free = sale("W-1", source="Web store", **ZERO, status="NOT_IMPORTED")
    upload(warehouse, sale("S-1", **ZERO, **KEPT), sale("S-2", **KEPT), free, credit("C-1", **ZERO, **KEPT))
    paid = {"order_ref": "W-1", "ref_key": "W-1", "source": "Web store", "payment_date": free["acct_date"], "amount": 0}
    warehouse.land([landing("payments", [paid])], "ada")
    assert causes(warehouse) == {"S-2": "S07", "W-1": "S28"}
    assert exceptions(warehouse, "CL2") == {}
    assert exceptions(warehouse, "SY5").keys() == {"S-2", "W-1"}


def test_a_document_that_can_never_sync_is_not_listed_as_ready(warehouse: Warehouse) -> None:
    upload(warehouse, sale("S-1", **ZERO, status="NOT_IMPORTED"))
    (row,) = answer(warehouse, "blank_cogs", PERIOD).table.to_pylist()
    assert row["reason_code"] == "zero_total_not_imported"
    assert "Sync" not in row["fix"]
    assert exceptions(warehouse, "SY5") == exceptions(warehouse, "CH1") == {"S-1": "zero_total_not_imported"}


def test_a_reason_is_recorded_once(warehouse: Warehouse) -> None:
    upload(warehouse, sale("S-1", **KEPT), sale("S-2", **KEPT))
    assert exceptions(warehouse, "SY5").keys() == {"S-1", "S-2"}
    worklist.explain(warehouse, PERIOD, ["SO:S-1"], "ada", "S07", "one invoice for the whole project, INV-77")
    assert exceptions(warehouse, "SY5").keys() == {"S-2"}
    upload(warehouse, sale("S-1", **KEPT), sale("S-2", **KEPT), period=NEXT)
    assert exceptions(warehouse, "SY5", NEXT).keys() == {"S-2"}


def test_a_reason_ends_when_the_order_changes_or_it_is_put_back(warehouse: Warehouse) -> None:
    upload(warehouse, sale("S-1", **KEPT), sale("S-2", **KEPT))
    worklist.explain(warehouse, PERIOD, ["SO:S-1", "SO:S-2"], "ada", "S07", "invoiced by hand")
    upload(warehouse, sale("S-1", **KEPT, sales=11), sale("S-2", **KEPT), period=NEXT)
    assert exceptions(warehouse, "SY5", NEXT).keys() == {"S-1"}
    worklist.take_back(warehouse, NEXT, ["SO:S-2"], "ada", "it was not")
    assert exceptions(warehouse, "SY5", NEXT).keys() == {"S-1", "S-2"}
    assert exceptions(warehouse, "SY5") == {}


def test_another_explanation_is_not_a_reason(warehouse: Warehouse) -> None:
    upload(warehouse, sale("S-1", **KEPT))
    worklist.explain(warehouse, PERIOD, ["SO:S-1"], "ada", "S05", "to be synced")
    assert exceptions(warehouse, "SY5").keys() == {"S-1"}
