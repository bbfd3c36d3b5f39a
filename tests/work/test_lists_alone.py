"""A month of which only lists of the API are known: less is told, and nothing unknown is zero or a finding."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from close.signing.answers import answer
from close.signing.conditions import obstacles
from close.store.warehouse import Warehouse
from loaders import land
from sample import KESTREL, Faults, simulate, write
from tests.loaders.api.sample_lists import write_lists

PERIOD = "2026-07"
REPORTED = ("Sales Orders", "Purchase Orders")
OTHERS = ("Account_Transactions", "SalesInvoices", "Bills_", "organisation")
DATED = ("CH1", "CH2", "CH3", "X2")  # the steps that need dates, quantities and statuses only


@dataclass
class Month:
    """The answers for a month, each asked once."""

    warehouse: Warehouse

    def __post_init__(self) -> None:
        self._answers: dict[str, list[dict[str, Any]]] = {}

    def __getitem__(self, report: str) -> list[dict[str, Any]]:
        if report not in self._answers:
            self._answers[report] = answer(self.warehouse, report, PERIOD).table.to_pylist()
        return self._answers[report]

    def steps(self) -> dict[str, dict[str, Any]]:
        return {row["step"]: row for row in self["checklist"]}

    def accused(self) -> set[tuple[str, str, str]]:
        return {(row["cause_id"], row["doc_type"], row["ref"]) for row in self["findings"]}


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Month]:
    """Return the month from its reports, from lists with the other reports, and from lists and a ledger alone."""
    place = tmp_path_factory.mktemp("months")
    books = simulate(replace(KESTREL, documents=80), 14, 1, Faults.all())
    write(books, place)
    files = {path.name: path.read_bytes() for path in (place / "exports" / PERIOD).iterdir()}
    lists = write_lists(books, books.months[0])
    mixed = {name: content for name, content in files.items() if not name.startswith(REPORTED)}
    alone = {name: content for name, content in files.items() if any(other in name for other in OTHERS)}
    drops = {"reports": files, "mixed": {**mixed, **lists}, "alone": {**alone, **lists}}
    return {name: _land(place / name, drop) for name, drop in drops.items()}


def _land(place: Path, drop: dict[str, bytes]) -> Month:
    warehouse = Warehouse(place, "lists")
    cards = land([("", name, content) for name, content in drop.items()], warehouse, PERIOD, "ada")
    assert {card.status for card in cards} == {"landed"}
    return Month(warehouse)


@pytest.fixture(params=["mixed", "alone"])
def less(request: pytest.FixtureRequest, months: dict[str, Month]) -> Month:
    return months[request.param]


@pytest.fixture
def whole(months: dict[str, Month]) -> Month:
    return months["reports"]


def test_steps_that_need_no_costs_have_the_same_exceptions(less: Month, whole: Month) -> None:
    for step in DATED:
        now, then = less.steps()[step], whole.steps()[step]
        assert (now["state"], now["exception_count"]) == (then["state"], then["exception_count"]), step


def test_no_step_is_proven_by_less(less: Month, whole: Month) -> None:
    for step, now in less.steps().items():
        assert now["state"] != "proven" or whole.steps()[step]["state"] == "proven", step
    for step in ("CH4", "SY1", "SY3", "SY4", "SY5"):
        assert less.steps()[step]["state"] == "cannot_tell", step


def test_nothing_is_accused_that_the_reports_do_not_accuse(less: Month, whole: Month) -> None:
    assert less.accused()
    assert less.accused() <= whole.accused()


def test_batches_are_unknown_without_payments(months: dict[str, Month]) -> None:
    assert "S07" in {cause for cause, *_ in months["reports"].accused()}
    assert not {"S07", "S08", "S09", "S10", "S11", "S12"} & {cause for cause, *_ in months["alone"].accused()}
    flags = [{row[flag] for row in months["alone"]["sales_and_credits"]} for flag in ("sc6", "sc7", "sc9")]
    assert flags == [{None}] * 3
    codes = {row["reason_code"] for row in months["alone"]["step_exceptions"] if row["step"] == "SY5"}
    assert not any("cost_blank_or_zero" in code or "neither_imported" in code for code in codes)


def test_amounts_are_the_same_or_unknown(less: Month, whole: Month) -> None:
    known = {(row["cause_id"], row["doc_type"], row["ref"], row["line"]): row for row in whole["findings"]}
    for row in less["findings"]:
        then = known[row["cause_id"], row["doc_type"], row["ref"], row["line"]]
        for name in ("leg1_amount", "leg2_amount", "revenue_amount"):
            assert row[name] in (None, then[name]), (row["cause_id"], row["ref"], name)
    (balances,), (all_balances,) = less["balances"], whole["balances"]
    assert all(amount in (None, all_balances[name]) for name, amount in balances.items())


def test_sums_of_unknown_costs_are_blank(less: Month) -> None:
    rows = [row for row in less["timing_matrix"] if row["flow"] != "Adjustments"]
    assert rows
    assert {row["value"] for row in rows} == {None}
    rolls = [row for row in less["timing_roll_forward"] if row["flow"] != "Adjustments"]
    assert all(row["closing_value"] is None for row in rolls)
    assert any(row["closing_count"] for row in rolls)
    assert [row["amount"] for row in less["bridge"] if row["cause_id"] == "unexplained"] == [None, None]
    assert "cost_not_listed|sales_documents|2026-07" in str(less["bridge"])
    assert not [row for row in less["accruals"] if row["quadrant_code"] == "dispatched_not_invoiced"]
    states = (row for row in less["document_states"] if row["doc_type"] != "ADJ" and row["state"] == "live")
    assert {row["on_stock"] for row in states} <= {None, 0}


def test_tie_outs_of_what_the_lists_lack_cannot_be_told(less: Month) -> None:
    states = {row["tie_out"]: row["state_code"] for row in less["tie_outs"]}
    for tie_out in ("T8", "T11", "T15", "T16"):
        assert states[tie_out] == "side_unknown", tie_out


def test_causes_that_need_costs_cannot_be_tested(less: Month) -> None:
    assert {"S01", "S03", "C01", "P01", "P22"} <= {row["cause_id"] for row in less["causes_not_tested"]}


def test_the_worklist_shows_unknown_amounts_as_blank(less: Month, whole: Month) -> None:
    known = {row["item"]: row["amount"] for row in whole["worklist"]}
    for row in less["worklist"]:
        assert row["amount"] != 0 or known.get(row["item"]) == 0, row["item"]


def test_a_month_of_lists_cannot_be_signed(less: Month) -> None:
    codes = {code.partition("|")[0] for found in _list_obstacles(less) for code in found}
    assert "exports_stood_in" in codes
    assert answer(less.warehouse, "timing_differences", PERIOD).caution.startswith("Incomplete. Lists of the API")


def _list_obstacles(month: Month) -> Iterator[tuple[str, ...]]:
    return (obstacle.codes for obstacle in obstacles(month.warehouse, PERIOD, "month"))
