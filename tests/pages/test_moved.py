"""Documents moved since signing: the numbers match the report's, and a document is shown as signed and as now."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from close.store.audit_log import AuditLog, Draft, Event
from close.store.warehouse import Warehouse
from pages.parts.frame import page_context
from pages.signoff.differences import say_documents
from tests.given.landings import landing as export
from tests.given.landings import sale, settings
from tests.given.screens import start, visit

from .screen import words

PERIOD = "2026-03"
EFFECTS = ("Stock", "Reconciliation", "COGS", "Revenue")


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Warehouse]:
    monkeypatch.setattr(page_context, "ROOT", tmp_path)
    st.cache_data.clear()
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings()], "ada")
    land(warehouse, [sale("S-1"), sale("S-2"), sale("S-3", move_date=None, qty_moved=0)])
    yield warehouse
    st.cache_data.clear()


@pytest.fixture
def opened(warehouse: Warehouse) -> Callable[..., AppTest]:
    def opened(**parameters: str) -> AppTest:
        return visit(start(organisation="ash-co", period=PERIOD, **parameters), "moves")

    return opened


def land(warehouse: Warehouse, rows: list[dict], period: str = PERIOD) -> None:
    warehouse.land([export("sales_documents", rows, period, f"sales {len(rows)} {rows[0]['sales']}.csv")], "ada")


def sign(warehouse: Warehouse, who: str = "ada") -> Event:
    return AuditLog(warehouse).record(Draft(who, "signed", PERIOD, "month", value="preparer"))


def change(warehouse: Warehouse) -> None:
    """Increase the cost of S-1, remove S-2, and deliver S-3 in April."""
    land(warehouse, [sale("S-1", sales=12), sale("S-3", move_date=None, qty_moved=0)])
    shut = {"move_date": sale("")["acct_date"].replace(month=4)}
    land(warehouse, [sale("S-3", **shut)], "2026-04")


def numbers(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def listed(app: AppTest):
    return next(found.value for found in app.dataframe if (found.key or "").startswith("table-moved_documents"))


def test_an_unsigned_month_is_reported(opened: Callable[..., AppTest]) -> None:
    app = opened()
    assert not app.exception
    assert "Nothing in March 2026 is signed yet" in words(app)
    assert not app.dataframe


def test_no_movement_is_stated(warehouse: Warehouse, opened: Callable[..., AppTest]) -> None:
    sign(warehouse)
    app = opened()
    assert not app.exception
    assert numbers(app) == {"Documents that affect the month": "0", **dict.fromkeys(EFFECTS, "0.00")}
    assert "No documents changed from snapshot 2 to snapshot 2." in words(app)


def test_what_moved_is_listed_with_its_effect(warehouse: Warehouse, opened: Callable[..., AppTest]) -> None:
    sign(warehouse)
    change(warehouse)
    app = opened()
    assert not app.exception
    assert numbers(app) == {
        "Documents that affect the month": "2",
        **dict(zip(EFFECTS, ("6.00", "0.00", "0.00", "(8.00)"), strict=True)),
    }
    assert listed(app)["Reference"].tolist() == ["S-2", "S-1"]
    assert listed(app)["What changed"].tolist() == ["gone", "amount"]
    went_on = next(found for found in app.button_group if "Changed after month end · 1" in found.options)
    went_on.set_value("Changed after month end · 1").run()
    assert listed(app)["Reference"].tolist() == ["S-3"]


def test_a_picked_document_is_shown_as_signed_and_now(warehouse: Warehouse, opened: Callable[..., AppTest]) -> None:
    sign(warehouse)
    change(warehouse)
    app = opened(row="SO|S-1")
    facts = app.table[0].value
    sales = facts[facts["Fact"] == "Sales"].iloc[0].tolist()
    assert sales == ["Sales", "10.00", "→", "12.00"]
    assert set(facts[facts[""] == "→"]["Fact"]) == {"Sales"}
    assert "Revenue 2.00" in words(app)
    assert "sales 2 12.csv" in words(app)


def test_a_signature_on_something_else_does_not_pass_for_the_month(
    warehouse: Warehouse, opened: Callable[..., AppTest]
) -> None:
    AuditLog(warehouse).record(Draft("ada", "signed", PERIOD, "timing_differences", value="preparer"))
    said = words(opened())
    assert "when Timing differences was signed and now" in said
    assert "The whole month itself is not signed yet" in said
    sign(warehouse)
    assert "The whole month itself" not in words(opened())


def test_another_signature_may_be_chosen(warehouse: Warehouse, opened: Callable[..., AppTest]) -> None:
    first = sign(warehouse)
    change(warehouse)
    again = sign(warehouse, "ben")
    app = opened()
    assert numbers(app)["Documents that affect the month"] == "0"
    assert app.selectbox(key="since").value == str(again.number)
    assert numbers(opened(since=str(first.number)))["Documents that affect the month"] == "2"


def test_documents_do_not_pass_for_the_balances(warehouse: Warehouse, opened: Callable[..., AppTest]) -> None:
    sign(warehouse)
    change(warehouse)
    said = words(opened())
    assert "By the amounts of the documents themselves" in said
    assert "The balances come from exports of their own." in said
    assert "Not changed: stock on hand," in said
    assert "sales from " in said
    assert "Effect on the month" not in said


def test_counts_of_changed_documents_agree_with_their_words() -> None:
    assert say_documents(1, 0) == "**1 changed document** affects the month."
    assert say_documents(2, 1) == "**2 changed documents** affect the month. 1 other only changed after month end."
    assert say_documents(0, 3) == "**0 changed documents** affect the month. 3 others only changed after month end."
