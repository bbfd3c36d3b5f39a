"""A step is attested only if exports cannot prove it, and never against them."""

from pathlib import Path

import pytest

from close.months import BadPeriod
from close.rules.answers import run
from close.store.audit_log import AuditLog, EmptyNote
from close.store.warehouse import Warehouse
from close.work.checklist import NotAttestable, UnknownStep, attest, withdraw
from close.work.steps import steps
from tests.given.landings import landing, sale

PERIOD = "2026-03"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """Return a company with one uninvoiced order. Purchases, adjustments and the ledger have not landed."""
    warehouse = Warehouse(tmp_path, "Ash & Co")
    settings = landing(
        "settings", [{"name": "Ash & Co", "package": "xero", "upload_state": "draft", "uses_pos": False}]
    )
    sales = landing("sales_documents", [sale("S-1", acct_date=None, status="NOT_IMPORTED")])
    cogs = landing("cogs_entries", [{"doc_type": "SO", "order_ref": "S-1", "ref_key": "S-1", "cogs": None}])
    warehouse.land([settings, sales, cogs], "ada")
    return warehouse


def states(warehouse: Warehouse, period: str = PERIOD) -> dict[str, tuple[object, str]]:
    rows = run(warehouse, "checklist", period).table.to_pylist()
    return {row["step"]: (row["exception_count"], row["state"]) for row in rows}


def test_green_is_earned_by_a_query(warehouse: Warehouse) -> None:
    found = states(warehouse)
    assert found.keys() == steps().keys()
    assert found["CH1"] == (1, "exceptions")
    assert found["CH2"] == (0, "proven")
    assert found["SY5"] == (1, "exceptions")
    assert found["CL1"] == (None, "not_applicable")
    for step in ("CH3", "CH4", "SY1", "SY2", "SY4"):
        assert found[step] == (0, "cannot_tell"), step


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("CH1", r"it still has exceptions \(1\)"),
        ("CH2", "its exports already prove it"),
        ("CL1", "does not apply"),
    ],
)
def test_a_step_decided_by_data_cannot_be_attested(warehouse: Warehouse, step: str, words: str) -> None:
    with pytest.raises(NotAttestable, match=words):
        attest(warehouse, PERIOD, step, "ada", "looked at the screen")
    assert AuditLog(warehouse).events() == []


def test_an_unknown_step_or_month_or_a_blank_note_is_refused(warehouse: Warehouse) -> None:
    with pytest.raises(UnknownStep, match="CL1, CL2, CH1"):
        attest(warehouse, PERIOD, "CH9", "ada", "ok")
    with pytest.raises(EmptyNote):
        attest(warehouse, PERIOD, "CH3", "ada", " ")
    with pytest.raises(BadPeriod, match="2026-13"):
        attest(warehouse, "2026-13", "CH3", "ada", "ok")
    with pytest.raises(NotAttestable, match="nothing to withdraw"):
        withdraw(warehouse, PERIOD, "CH3", "ada", "ok")
    assert AuditLog(warehouse).events() == []


def test_an_attestation_shows_who_and_for_which_month(warehouse: Warehouse) -> None:
    attest(warehouse, PERIOD, "SY2", "ada", "both draft tabs show 0")
    (row,) = [row for row in run(warehouse, "checklist", PERIOD).table.to_pylist() if row["step"] == "SY2"]
    assert (row["state"], row["exception_count"]) == ("attested", 0)
    assert (row["attested_by"], row["note"]) == ("ada", "both draft tabs show 0")
    assert states(warehouse, "2026-04")["SY2"] == (0, "cannot_tell")
    withdraw(warehouse, PERIOD, "SY2", "ben", "one was left")
    assert states(warehouse)["SY2"] == (0, "cannot_tell")


def test_an_export_overrules_an_attestation(warehouse: Warehouse) -> None:
    attest(warehouse, PERIOD, "CH4", "ada", "the list was reviewed")
    assert states(warehouse)["CH4"] == (0, "attested")
    credit = {"doc_type": "SCN", "order_ref": "VC-1", "ref_key": "VC-1", "move_date": sale("")["move_date"]}
    warehouse.land([landing("purchase_documents", [credit])], "ada")
    assert states(warehouse)["CH4"] == (1, "exceptions")
    warehouse.land([landing("purchase_documents", [{**credit, "is_void": True}])], "ada")
    assert states(warehouse)["CH4"] == (0, "proven")
