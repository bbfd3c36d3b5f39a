"""Exports prove a step only if they are newer than their dependencies, and steps are due on business days."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from close.months import month
from close.signing.answers import answer
from close.store.datasets import DATASETS
from close.store.warehouse import Landing, Warehouse
from close.texts import say_date
from close.work.checklist import NotAttestable, attest
from loaders import land
from tests.given.landings import adjustment, landing, purchase, sale, settings

PERIOD = "2026-03"
ENTRY = {"section": "stock_adjustments", "section_label": "x", "reference": "A-1", "ref_key": "A-1"}
COGS = {"doc_type": "SO", "order_ref": "S-1", "ref_key": "S-1", "cogs": 6}


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings(uses_pos=False)], "ada")
    return warehouse


def steps(warehouse: Warehouse, report: str = "checklist", period: str = PERIOD) -> dict[str, dict]:
    return {row["step"]: row for row in answer(warehouse, report, period).table.to_pylist()}


def sales(lag: int, **columns: object) -> Landing:
    return landing("sales_documents", [sale("S-1", **columns)], lag=lag, name=f"sales {lag}.csv")


@pytest.mark.parametrize(("lag", "proof"), [(-3, "cannot_tell"), (0, "cannot_tell"), (1, "proven")])
def test_an_export_of_the_month_end_has_not_seen_the_month(warehouse: Warehouse, lag: int, proof: str) -> None:
    warehouse.land([sales(lag)], "ada")
    found = steps(warehouse)["CH1"]
    assert (found["exception_count"], found["state"]) == (0, proof)
    day = month(PERIOD).end + timedelta(days=lag)
    why = (
        None
        if proof == "proven"
        else f"Sales orders and credit notes: exported on {say_date(day)}, on or before month end"
    )
    assert found["stale_evidence"] == steps(warehouse, "step_proof")["CH1"]["stale_evidence"] == why


def test_exceptions_are_counted_however_old_the_export_is(warehouse: Warehouse) -> None:
    warehouse.land([sales(0, acct_date=None, status="NOT_IMPORTED")], "ada")
    found = steps(warehouse)["CH1"]
    assert (found["exception_count"], found["state"]) == (1, "cannot_tell")
    assert "on or before month end" in found["stale_evidence"]


def test_a_stale_step_is_attested_until_a_fresh_export_decides(warehouse: Warehouse) -> None:
    warehouse.land([sales(0)], "ada")
    attest(warehouse, PERIOD, "CH1", "ada", "both filters were empty on the 3rd")
    assert steps(warehouse)["CH1"]["state"] == "attested"
    warehouse.land([sales(4)], "ada")
    assert steps(warehouse)["CH1"]["state"] == "proven"
    with pytest.raises(NotAttestable, match="already prove it"):
        attest(warehouse, PERIOD, "CH1", "ada", "again")


def test_an_unknown_day_is_reported_and_not_stale(warehouse: Warehouse) -> None:
    warehouse.land([replace(sales(4), exported_on=None)], "ada")
    found = steps(warehouse)["CH1"]
    assert (found["state"], found["stale_evidence"], found["undated_evidence"]) == ("proven", None, "sales_documents")


def test_what_landed_before_the_month_end_is_stale_though_its_day_is_unknown(warehouse: Warehouse) -> None:
    ahead = "2099-12"
    export = landing("sales_documents", [sale("S-1")], ahead)
    warehouse.land([replace(export, exported_on=None)], "ada")
    found = steps(warehouse, period=ahead)["CH1"]
    assert found["state"] == "cannot_tell"
    assert ", before month end" in found["stale_evidence"]


DOCUMENTS = [{"kind": kind, "number": "1", "status": "PAID"} for kind in ("bill", "sales_invoice")]
ORDERED = [  # step, its proof, the documents that must not be newer
    ("SY5", landing("cogs_entries", [COGS], lag=5), sales(6)),
    ("SY2", landing("ledger_documents", DOCUMENTS, lag=5), sales(6)),
    (
        "SY2",
        landing("ledger_documents", DOCUMENTS, lag=5),
        landing("purchase_documents", [purchase("PO-1")], lag=6),
    ),
    (
        "SY1",
        landing("stock_reconciliation_entries", [ENTRY], lag=5),
        landing("stock_adjustments", [adjustment("A-1")], lag=6),
    ),
]


@pytest.mark.parametrize(("step", "evidence", "basis"), ORDERED)
def test_evidence_is_not_older_than_what_it_depends_on(warehouse: Warehouse, step: str, evidence, basis) -> None:
    held, against = next(iter(evidence.tables)), next(iter(basis.tables))
    rest = {
        "sales_documents": sales(5),
        "purchase_documents": landing("purchase_documents", [purchase("PO-1")], lag=5),
        "stock_adjustments": landing("stock_adjustments", [adjustment("A-1")], lag=5),
    }
    warehouse.land([evidence, *rest.values()], "ada")
    assert (steps(warehouse)[step]["state"], steps(warehouse)[step]["stale_evidence"]) == ("proven", None)
    warehouse.land([basis], "ada")
    found = steps(warehouse)[step]
    assert (found["exception_count"], found["state"]) == (0, "cannot_tell")
    assert found["stale_code"] == f"older_than|{held}|2026-04-05|{against}|2026-04-06"
    titles = DATASETS[held].title, DATASETS[against].title
    assert found["stale_evidence"] == f"{titles[0]} (5 Apr 2026): older than {titles[1]} (6 Apr 2026)"
    warehouse.land([replace(evidence, exported_on=date(2026, 4, 6))], "ada")
    assert (steps(warehouse)[step]["state"], steps(warehouse)[step]["stale_evidence"]) == ("proven", None)


def test_several_files_are_as_old_as_the_oldest(warehouse: Warehouse) -> None:
    north, south = sales(4), landing("sales_documents", [sale("S-2")], lag=-1, name="south.csv")
    warehouse.land([north, south], "ada")
    assert steps(warehouse)["CH1"]["stale_evidence"] == (
        "Sales orders and credit notes: exported on 30 Mar 2026, on or before month end"
    )


def due(warehouse: Warehouse, period: str = PERIOD) -> dict[int, str]:
    return {row["due_day"]: str(row["due_date"]) for row in steps(warehouse, period=period).values()}


def test_due_days_skip_weekends(warehouse: Warehouse) -> None:
    # March 2026 ends on a Tuesday, February on a Saturday.
    assert due(warehouse) == {
        1: "2026-04-01",
        2: "2026-04-02",
        3: "2026-04-03",
        4: "2026-04-06",
        5: "2026-04-07",
        6: "2026-04-08",
    }
    assert due(warehouse, "2026-02")[1] == "2026-03-02"


def test_due_days_skip_holidays_of_the_settings(warehouse: Warehouse) -> None:
    days = [{"day": date(2026, 4, day)} for day in (3, 6)]  # Good Friday, Easter Monday
    both = settings("2026-03", uses_pos=False)
    named = replace(both, tables={**both.tables, **landing("settings_holidays", days).tables})
    warehouse.land([named], "ada")
    assert due(warehouse)[3] == "2026-04-07"
    assert due(warehouse)[6] == "2026-04-10"
    assert due(warehouse, "2026-02")[1] == "2026-03-02"
    warehouse.land(
        [settings("2026-04", uses_pos=False)], "ada"
    )  # no holidays are given, so the earlier ones still apply
    assert due(warehouse, "2026-04")[1] == "2026-05-01"


def test_due_days_skip_the_public_holidays_of_the_country(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Kelp")
    toml = b'name = "Kelp"\ncountry = "GB-ENG"\nholidays = [2026-04-01]\nuses_pos = false\n'
    assert land([("", "organisation.toml", toml)], warehouse, PERIOD)[0].status == "landed"
    found = due(warehouse)
    assert (found[1], found[2], found[3]) == ("2026-04-02", "2026-04-07", "2026-04-08")  # after Easter
    in_force = warehouse.settings(PERIOD)
    assert in_force
    assert in_force.holidays == (date(2026, 4, 1),)
    assert in_force.say_free(date(2026, 4, 3)) == "Good Friday"
    assert land([("", "organisation.toml", toml)], warehouse, PERIOD)[0].status == "unchanged"


@pytest.mark.parametrize("period", ["2024-02", "2025-12", "2026-01", "2026-05"])
def test_due_days_are_business_days_in_order(warehouse: Warehouse, period: str) -> None:
    first = month(period).end + timedelta(days=1)
    wanted = [day for n in range(20) if (day := first + timedelta(days=n)).weekday() < 5]
    found = due(warehouse, period)
    assert {number: str(wanted[number - 1]) for number in found} == found


@pytest.mark.parametrize(("kinds", "state"), [(("bill",), "cannot_tell"), (("bill", "sales_invoice"), "proven")])
def test_invoices_that_are_not_listed_may_be_drafts(warehouse: Warehouse, kinds: tuple[str, ...], state: str) -> None:
    listed = [{"kind": kind, "number": "1", "status": "PAID"} for kind in kinds]
    warehouse.land([sales(4), landing("ledger_documents", listed, lag=5)], "test")
    assert steps(warehouse)["SY2"]["state"] == state
