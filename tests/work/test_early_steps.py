"""A step done before an earlier one that it depends on: a warning that says which and why, and blocks nothing."""

from pathlib import Path

import pytest

from close.rules.answers import run_model
from close.signing.answers import answer
from close.store.warehouse import Warehouse
from close.work.checklist import waive, withdraw
from tests.given.landings import credit, landing, sale, settings
from tests.given.screens import open_page

PERIOD = "2026-03"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """Land sales without payments: CH1 and CH2 are proven, and CL1 cannot be told. The company has no web shop."""
    warehouse = Warehouse(tmp_path, "Ash & Co")
    sold = [sale("S-1"), credit("C-1", sales_reference="S-1")]
    warehouse.land([settings(uses_ecommerce=False), landing("sales_documents", sold)], "ada")
    return warehouse


def early(warehouse: Warehouse) -> list[tuple[str, str]]:
    rows = answer(warehouse, "early_steps", PERIOD).table.to_pylist()
    assert all(row["reason"] for row in rows)
    return [(row["step"], row["earlier"]) for row in rows]


def test_only_done_steps_whose_earlier_step_is_open_are_early(warehouse: Warehouse) -> None:
    assert early(warehouse) == [("CH1", "CL1"), ("CH2", "CL1")]
    waive(warehouse, PERIOD, "SY1", "ben", "agreed")
    assert early(warehouse)[2:] == [("SY1", step) for step in ("CH3", "CH4", "X1", "X2")]
    waive(warehouse, PERIOD, "CL1", "ben", "agreed")
    assert [step for step, _ in early(warehouse)] == ["SY1"] * 4
    withdraw(warehouse, PERIOD, "SY1", "ben", "too early")
    assert early(warehouse) == []


def test_a_step_only_depends_on_earlier_ones(warehouse: Warehouse) -> None:
    rows = answer(warehouse, "checklist", PERIOD).table.to_pylist()
    at = {row["step"]: row["position"] for row in rows}
    orders = run_model(warehouse, "step_orders", PERIOD, warehouse.head().number).to_pylist()
    assert orders
    assert all(at[row["earlier"]] < at[row["step"]] for row in orders)


def test_the_checklist_warns(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(warehouse.root, "Ash & Co", PERIOD, "checklist", monkeypatch, step="CH1")
    (warning,) = [found.value for found in app.warning if "done again" in found.value]
    assert "Close registers for POS (CL1)" in warning
    assert "Closing the registers gives orders their dates" in warning
    button = next(found for found in app.button if found.label.startswith("CH1"))
    assert button.help == "Done before Close registers for POS"
    app = open_page(warehouse.root, "Ash & Co", PERIOD, "checklist", monkeypatch, step="CL1")
    assert not [found.value for found in app.warning if "done again" in found.value]
