"""Tests of how the close went: days from the audit log, late steps, and who is behind repeated findings."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from close.months import month
from close.signing.answers import answer
from close.signing.standing import PREPARER, REVIEWER
from close.store.audit_log import AuditLog, Draft
from close.store.seals import MONTH
from close.store.warehouse import Warehouse
from tests.given.landings import landing, purchase, sale, settings

FEBRUARY, MARCH = "2026-02", "2026-03"
TODAY = datetime.now(UTC).date()


def unbilled(ref: str, supplier: str, day: date, **columns: object) -> dict[str, Any]:
    return purchase(ref, supplier=supplier, move_date=day, acct_date=None, status="NOT_IMPORTED", **columns)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Land two months in which Elm's bills are late twice and Oak's once, and close the first of them."""
    warehouse = Warehouse(tmp_path_factory.mktemp("retrospective"), "Ash & Co")
    february, march = date(2026, 2, 9), date(2026, 3, 9)
    first = [unbilled("P-1", "Elm", february, branch="Leeds"), unbilled("P-2", "Oak", february)]
    second = [unbilled("P-3", "Elm", march, branch="York"), *first]
    for period, orders in ((FEBRUARY, first), (MARCH, second)):
        sales = landing("sales_documents", [sale(f"S-{period}")], period)
        warehouse.land([settings(period), landing("purchase_documents", orders, period), sales], "ada")
    log = AuditLog(warehouse)
    log.record(Draft("ada", "attested", FEBRUARY, "SY2", "looked"))
    log.record(Draft("ada", "attested", FEBRUARY, "SY3", "looked"))
    log.record(Draft("ada", "withdrawn", FEBRUARY, "SY3", "not so"))
    log.record(Draft("ada", "signed", FEBRUARY, MONTH, value=PREPARER))
    log.record(Draft("ben", "signed", FEBRUARY, MONTH, value=REVIEWER))
    signed = log.record(Draft("ben", "signed", MARCH, MONTH, value=REVIEWER))
    log.record(Draft("ben", "retracted", MARCH, MONTH, "too early", about=signed.number))
    return warehouse


def rows(warehouse: Warehouse, name: str, period: str = MARCH) -> list[dict[str, Any]]:
    return answer(warehouse, name, period).table.to_pylist()


def test_a_month_is_closed_by_a_review_that_holds(warehouse: Warehouse) -> None:
    february, march = rows(warehouse, "close_history")
    assert (february["period"], february["reviewed_on"]) == (FEBRUARY, TODAY)
    assert (february["days_to_close"], february["days_of_work"]) == ((TODAY - month(FEBRUARY).end).days, 0)
    assert (february["first_upload"], february["late_steps"]) == (TODAY, 1)
    assert (march["reviewed_on"], march["days_to_close"], march["late_steps"]) == (None, None, None)
    assert (march["gap"], march["unexplained"]) == (None, None)


def test_a_step_is_late_if_it_was_first_done_after_its_day_and_still_holds(warehouse: Warehouse) -> None:
    (late,) = rows(warehouse, "late_steps", FEBRUARY)
    due = next(r["due_date"] for r in rows(warehouse, "checklist", FEBRUARY) if r["step"] == "SY2")
    assert (late["step"], late["who"], late["due_date"], late["done_on"]) == ("SY2", "ada", due, TODAY)
    assert late["days_late"] == (TODAY - due).days
    assert rows(warehouse, "late_steps") == []


def test_a_repeat_offender_has_several_documents_with_findings_in_several_months(warehouse: Warehouse) -> None:
    found = {(row["party_kind"], row["party"]): row for row in rows(warehouse, "repeat_offenders")}
    assert set(found) == {("supplier", "Elm")}
    elm = found["supplier", "Elm"]
    assert (elm["months"], elm["documents"], elm["amount"]) == (2, 2, Decimal("100.00"))
    assert (elm["cause_id"], elm["first_month"], elm["last_month"]) == ("P01", FEBRUARY, MARCH)
    assert rows(warehouse, "repeat_offenders", FEBRUARY) == []
