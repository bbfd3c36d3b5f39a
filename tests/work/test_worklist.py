"""An item leaves the worklist by only four exits, each with a name, a reason and an amount. All others are refused."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from close.months import BadPeriod
from close.rules.answers import run
from close.rules.catalogue import causes
from close.signing import pins
from close.signing.answers import answer
from close.signing.pins import MONTH_REPORTS
from close.store.audit_log import AuditLog, Draft, EmptyNote, Event
from close.store.authority.people import NotAllowed
from close.store.seals import MONTH, SEALED, Sealed, now
from close.store.warehouse import Warehouse
from close.work import worklist
from tests.given.landings import landing, purchase, sale, settings
from tests.given.named import appoint, rule

PERIOD, NEXT = "2026-03", "2026-04"
LATE, BILL, SMALL = "SO:S-1", "PO:P-1", "SO:S-2"
Act = Callable[[Warehouse, list[str]], list[Event]]
EXITS: dict[str, Act] = {
    "explained": lambda house, items: worklist.explain(house, PERIOD, items, "ada", "s01", "sent on the last day"),
    "accrued": lambda house, items: worklist.accrue(house, PERIOD, items, "ada", "MJ-7", "GRNI"),
    "accepted": lambda house, items: worklist.accept(house, PERIOD, items, "ada", "small"),
}
OTHERS: dict[str, Act] = {
    "assigned": lambda house, items: worklist.assign(house, PERIOD, items, "ada", "ben"),
    "due": lambda house, items: worklist.set_due(house, PERIOD, items, "ada", working_day()),
}


def working_day(day: date | None = None) -> date:
    day = day or now() + timedelta(days=1)
    return day if day.weekday() < 5 else working_day(day + timedelta(days=1))


def sales(**late: object) -> list[dict[str, Any]]:
    undated = {"acct_date": None, "status": "NOT_IMPORTED"}
    return [sale("S-1", **{**undated, **late}), sale("S-2", **{**undated, "cost": 2}), sale("S-3")]


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """Land two uninvoiced orders, worth 6.00 and 2.00, and a delivery without a bill worth 50.00."""
    warehouse = Warehouse(tmp_path, "Ash & Co")
    bought = [purchase("P-1", acct_date=None, supplier_inv_no=None, status="NOT_IMPORTED"), purchase("P-2")]
    warehouse.land([settings(), landing("sales_documents", sales()), landing("purchase_documents", bought)], "ada")
    rule(warehouse, item_threshold=Decimal("5.00"))
    return warehouse


def rows(warehouse: Warehouse, period: str = PERIOD) -> dict[str, dict[str, Any]]:
    return {row["item"]: row for row in answer(warehouse, "worklist", period).table.to_pylist()}


def status(warehouse: Warehouse, item: str, period: str = PERIOD) -> str:
    return rows(warehouse, period)[item]["status"]


def test_an_item_is_a_document_with_its_causes_money_and_age(warehouse: Warehouse) -> None:
    found = rows(warehouse)
    assert set(found) == {LATE, BILL, SMALL}
    bill = found[BILL]
    assert (bill["cause_id"], bill["amount"], bill["exposure_date"]) == ("P01", Decimal("50.00"), date(2026, 3, 10))
    assert (bill["age_days"], bill["urgency"], bill["priority"]) == (21, Decimal("1050.00"), "low")
    assert (bill["carried"], bill["status"], bill["open_comments"]) == ("new", "open", 0)
    assert [row["item"] for row in found.values()] == [BILL, LATE, SMALL]


def test_materiality_sets_what_is_pressing(warehouse: Warehouse) -> None:
    rule(warehouse, materiality=Decimal("30.00"))
    found = rows(warehouse)
    assert [found[item]["priority"] for item in (BILL, LATE, SMALL)] == ["high", "medium", "low"]
    assert (found[BILL]["_high_from"], found[BILL]["_medium_from"]) == (Decimal("900.00"), Decimal("90.00"))


def test_a_corrected_item_is_cleared(warehouse: Warehouse) -> None:
    corrected = sales(acct_date=date(2026, 4, 2), move_date=date(2026, 4, 2), status="IMPORTED")
    warehouse.land([landing("sales_documents", corrected, NEXT)], "ada")
    found = rows(warehouse, NEXT)
    assert {item: (row["carried"], row["status"]) for item, row in found.items()} == {
        LATE: ("cleared", "fixed"),
        SMALL: ("carried", "open"),
        BILL: ("carried", "open"),
    }
    assert (found[LATE]["amount"], found[LATE]["amount_before"]) == (0, Decimal("6.00"))
    assert status(warehouse, LATE) == "open"


@pytest.mark.parametrize("kind", EXITS)
def test_every_exit_is_recorded_with_its_amount_and_taken_back(warehouse: Warehouse, kind: str) -> None:
    (event,) = EXITS[kind](warehouse, [SMALL])
    assert (event.kind, event.subject, event.amount, event.period) == (kind, SMALL, Decimal("2.00"), PERIOD)
    assert status(warehouse, SMALL) == kind
    (left,) = run(warehouse, "item_exits", PERIOD).table.to_pylist()
    assert (left["item"], left["exit"], left["who"]) == (SMALL, kind, "ada")
    worklist.take_back(warehouse, PERIOD, [SMALL], "ben", "not so")
    assert status(warehouse, SMALL) == "open"
    assert rows(warehouse)[SMALL]["reopened"] == "Put back on the list for March 2026 by ben: not so"
    assert run(warehouse, "item_exits", PERIOD).table.num_rows == 0


def test_many_items_are_one_action_and_an_event_each(warehouse: Warehouse) -> None:
    events = worklist.explain(warehouse, PERIOD, [BILL, LATE, BILL], "ada", "P01", "in transit")
    assert [(event.subject, event.amount) for event in events] == [(BILL, Decimal("50.00")), (LATE, Decimal("6.00"))]


def test_explained_and_accepted_are_carried_and_accrued_is_back(warehouse: Warehouse) -> None:
    EXITS["explained"](warehouse, [LATE])
    EXITS["accepted"](warehouse, [SMALL])
    EXITS["accrued"](warehouse, [BILL])
    found = rows(warehouse, NEXT)
    assert {item: row["status"] for item, row in found.items()} == {LATE: "explained", SMALL: "accepted", BILL: "open"}
    reversed_journal = "Accrued for March 2026 by MJ-7. That journal has reversed, and the item is still open."
    assert found[BILL]["reopened"] == reversed_journal
    assert (found[LATE]["exit_period"], found[LATE]["exit_note"]) == (PERIOD, "sent on the last day")


def test_an_explanation_ends_with_its_amount_and_an_acceptance_above_the_threshold(warehouse: Warehouse) -> None:
    EXITS["explained"](warehouse, [LATE])
    EXITS["accepted"](warehouse, [SMALL])
    moved = [sale("S-1", acct_date=None, cost=7), sale("S-2", acct_date=None, cost=4), sale("S-3")]
    warehouse.land([landing("sales_documents", moved, NEXT)], "ada")
    found = rows(warehouse, NEXT)
    assert found[LATE]["reopened"] == "Explained for March 2026 by ada at 6.00. It is now 7.00."
    assert (found[LATE]["status"], found[SMALL]["status"]) == ("open", "accepted")
    rule(warehouse, item_threshold=Decimal("3.00"))
    found = rows(warehouse, NEXT)
    assert found[SMALL]["status"] == "open"
    assert found[SMALL]["reopened"] == "Accepted for March 2026 by ada. It is now 4.00, above the threshold of 3.00."
    assert {item: row["status"] for item, row in rows(warehouse).items() if item != BILL} == {
        LATE: "explained",
        SMALL: "accepted",
    }


def test_a_word_of_the_month_outranks_those_of_months_before(warehouse: Warehouse) -> None:
    worklist.explain(warehouse, NEXT, [LATE], "ada", "S01", "known")
    EXITS["explained"](warehouse, [LATE])
    worklist.take_back(warehouse, PERIOD, [LATE], "ada", "said too early")
    assert (status(warehouse, LATE), status(warehouse, LATE, NEXT)) == ("open", "explained")


def test_hands_and_days_are_carried(warehouse: Warehouse) -> None:
    worklist.assign(warehouse, PERIOD, [LATE, BILL], "ada", "ben")
    worklist.assign(warehouse, NEXT, [LATE], "ada", "cyd")
    worklist.set_due(warehouse, PERIOD, [BILL], "ada", working_day())
    assert [rows(warehouse, NEXT)[item]["assignee"] for item in (LATE, BILL, SMALL)] == ["cyd", "ben", None]
    assert (rows(warehouse, NEXT)[BILL]["due"], rows(warehouse)[LATE]["assignee"]) == (working_day(), "ben")


def test_an_item_above_the_threshold_blocks_the_whole_acceptance(warehouse: Warehouse) -> None:
    with pytest.raises(
        worklist.AboveThreshold,
        match=r"up to 5\.00 may be accepted\. These are above that: SO:S-1 at 6\.00\. .*change the item threshold",
    ):
        worklist.accept(warehouse, PERIOD, [SMALL, LATE], "ada", "small")
    rule(warehouse, item_threshold=Decimal(0))
    with pytest.raises(worklist.AboveThreshold, match=r"up to 0\.00 may be accepted"):
        worklist.accept(warehouse, PERIOD, [SMALL], "ada", "small")
    assert AuditLog(warehouse).head() == 2


def test_what_is_refused_records_nothing(warehouse: Warehouse) -> None:
    house = warehouse
    for refused, words, act in (
        (worklist.UnknownCause, "S01", lambda: worklist.explain(house, PERIOD, [LATE], "ada", "Z99", "x")),
        (worklist.NoJournal, "the accrual journal", lambda: worklist.accrue(house, PERIOD, [LATE], "ada", " ", "x")),
        (worklist.UnknownPerson, "no role", lambda: worklist.assign(house, PERIOD, [LATE], "ada", " ")),
        (worklist.BadDue, "is in the past", lambda: worklist.set_due(house, PERIOD, [LATE], "ada", date(2026, 3, 2))),
        (worklist.BadDue, "Saturday", lambda: worklist.set_due(house, PERIOD, [LATE], "ada", date(2126, 11, 23))),
        (worklist.StillOpen, "SO:S-1", lambda: worklist.take_back(house, PERIOD, [LATE], "ada", "x")),
        (EmptyNote, "Enter a note", lambda: worklist.explain(house, PERIOD, [LATE], "ada", "S01", " ")),
        (EmptyNote, "Enter a note", lambda: worklist.accrue(house, PERIOD, [LATE], "ada", "MJ", "")),
        (EmptyNote, "Enter a note", lambda: worklist.accept(house, PERIOD, [SMALL], "ada", "")),
        (BadPeriod, "2026-13", lambda: worklist.assign(house, "2026-13", [LATE], "ada", "ben")),
    ):
        with pytest.raises(refused, match=words):
            act()
    assert AuditLog(warehouse).head() == 1


@pytest.mark.parametrize("kind", [*EXITS, *OTHERS])
def test_only_items_of_the_month_are_worked_on(warehouse: Warehouse, kind: str) -> None:
    act = {**EXITS, **OTHERS}[kind]
    with pytest.raises(worklist.UnknownItem, match="not on the worklist of 2026-03: SO:S-3"):
        act(warehouse, ["SO:S-3"])
    with pytest.raises(worklist.NothingPicked):
        act(warehouse, [])
    assert AuditLog(warehouse).head() == 1


@pytest.mark.parametrize("kind", [*EXITS, *OTHERS])
def test_a_sealed_month_is_worked_on_no_more(warehouse: Warehouse, kind: str) -> None:
    EXITS["explained"](warehouse, [SMALL])
    AuditLog(warehouse).record(Draft("ada", SEALED, PERIOD, MONTH))
    for act in ({**EXITS, **OTHERS}[kind], lambda house, items: worklist.take_back(house, PERIOD, items, "ada", "x")):
        with pytest.raises(Sealed, match="2026-03 was sealed by ada"):
            act(warehouse, [SMALL])
    assert AuditLog(warehouse).head() == 3


@pytest.mark.parametrize("role", ["viewer", "auditor"])
def test_a_role_that_only_looks_is_refused(warehouse: Warehouse, role: str) -> None:
    EXITS["explained"](warehouse, [SMALL])
    appoint(warehouse, ("administrator", "root"), (role, "ada"), (role, "ben"))
    back: Act = lambda house, items: worklist.take_back(house, PERIOD, items, "ada", "x")  # noqa: E731
    for act in (*EXITS.values(), *OTHERS.values(), back):
        with pytest.raises(NotAllowed, match=f"ada has the role {role} and may not work on the worklist"):
            act(warehouse, [SMALL])


def test_work_is_given_only_to_people_with_a_role(warehouse: Warehouse) -> None:
    appoint(warehouse, ("administrator", "root"), ("preparer", "ada"), ("viewer", "ben"))
    assert OTHERS["assigned"](warehouse, [SMALL])[0].value == "ben"
    with pytest.raises(worklist.UnknownPerson, match='"cyd" has no role'):
        worklist.assign(warehouse, PERIOD, [SMALL], "ada", "cyd")


def test_a_holiday_cannot_be_a_due_day(warehouse: Warehouse) -> None:
    day = working_day()
    stated = settings()
    holidays = landing("settings_holidays", [{"day": day}]).tables
    warehouse.land([type(stated)(**{**vars(stated), "tables": {**stated.tables, **holidays}})], "ada")
    with pytest.raises(worklist.BadDue, match=r"not a business day \(a holiday\)"):
        worklist.set_due(warehouse, PERIOD, [SMALL], "ada", day)


def test_an_item_is_explained_with_any_cause_that_exists_also_one_that_no_export_shows(warehouse: Warehouse) -> None:
    assert len(causes()) == 82
    assert worklist.explain(warehouse, PERIOD, [LATE], "ada", "a06", "in holding stock")[0].value == "A06"


def test_an_exit_changes_what_was_signed_and_an_assignment_does_not(warehouse: Warehouse) -> None:
    assert "item_exits" in MONTH_REPORTS
    before = pins.pin(warehouse, PERIOD, "item_exits")
    for act in OTHERS.values():
        act(warehouse, [LATE])
    assert pins.pin(warehouse, PERIOD, "item_exits") == before
    EXITS["explained"](warehouse, [LATE])
    assert pins.pin(warehouse, PERIOD, "item_exits").digest != before.digest
    assert pins.pin(warehouse, "2026-02", "item_exits").rows == 0
