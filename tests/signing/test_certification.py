"""Signatures by written rules: only for proven subjects without adjustments, and a reviewer still signs."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import loaders
from close.signing.conditions import LISTS, RULES, list_covered
from close.signing.signoff import certify, sign
from close.signing.standing import CERTIFIED, PREPARER, REVIEWER, standings
from close.store.audit_log import AuditLog, Draft
from close.store.seals import MONTH, SEALED, Sealed
from close.store.warehouse import Warehouse
from close.work.steps import steps
from sample import ALDER, Faults, simulate, write
from tests.given.landings import Row, landing, sale

PERIOD = "2026-01"


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return a month without a fault."""
    folder = tmp_path_factory.mktemp("alder")
    write(simulate(replace(ALDER, documents=40), 1, 1, Faults.of([], times=1)), folder)
    return sorted((folder / "exports" / PERIOD).iterdir())


@pytest.fixture
def warehouse(exports: list[Path], tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path, "Alder")
    cards = loaders.land([("", path.name, path.read_bytes()) for path in exports], warehouse, who="ada")
    assert all(card.status == "landed" for card in cards)
    return warehouse


def numbers(warehouse: Warehouse) -> dict[str, int]:
    return {subject: rule.number for rule, subject in list_covered(warehouse, PERIOD)}


def test_a_proven_subject_is_signed_by_its_rule(warehouse: Warehouse) -> None:
    found = numbers(warehouse)
    assert found["bridge"] == found["revenue_bridge"] == 3
    assert {found[name] for name in ("timing_differences", "blank_cogs", "missing_fields")} == {1}
    assert {found[step] for step in steps() if step in found} == {2}
    assert MONTH not in found

    events = certify(warehouse, PERIOD, "ada")
    assert {event.subject for event in events} == found.keys()
    for event in events:
        rule = next(rule for rule in RULES if rule.number == found[event.subject])
        assert (event.kind, event.value, event.note) == (CERTIFIED, PREPARER, f"Rule {rule.number}: {rule.text}")
        assert event.pins
    assert {state.state for state in standings(warehouse, PERIOD).values()} == {"prepared"}
    assert certify(warehouse, PERIOD, "ada") == []

    sign(
        warehouse, PERIOD, "bridge", "ada", REVIEWER
    )  # nobody prepared it, so the person who started the rules may review
    assert standings(warehouse, PERIOD)["bridge"].state == "signed"


def test_open_or_non_empty_subjects_are_never_certified(warehouse: Warehouse) -> None:
    before = numbers(warehouse)
    days: Row = {"created_date": date(2026, 1, 2), "move_date": date(2026, 1, 9), "acct_date": None}
    warehouse.land([landing("sales_documents", [sale("X-1", **days)], PERIOD)], "ada")
    after = numbers(warehouse)
    for gone in ("CH1", "timing_differences", "missing_fields"):
        assert gone in before
        assert gone not in after
    assert "CH3" in after


def test_adjusted_subjects_are_never_certified(warehouse: Warehouse) -> None:
    assert {"CH3", "bridge", "revenue_bridge"} <= numbers(warehouse).keys()
    AuditLog(warehouse).record(Draft("ben", "waived", PERIOD, "CH3", "checked by hand"))
    found = numbers(warehouse)
    assert "CH3" not in found
    assert "bridge" in found
    AuditLog(warehouse).record(Draft("ben", "accepted", PERIOD, "S03|SO|X-1", "immaterial"))
    assert not {"bridge", "revenue_bridge"} & numbers(warehouse).keys()


def test_a_missing_export_is_not_an_empty_one(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Alder")
    warehouse.land([landing("payments", [], PERIOD)], "ada")
    assert not {*LISTS, "bridge", "revenue_bridge"} & numbers(warehouse).keys()


def test_a_sealed_month_is_not_signed_by_rule(warehouse: Warehouse) -> None:
    AuditLog(warehouse).record(Draft("ben", SEALED, PERIOD, MONTH))
    with pytest.raises(Sealed):
        certify(warehouse, PERIOD, "ada")
