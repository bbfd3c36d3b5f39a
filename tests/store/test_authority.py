"""Authority is not data: roles and signing rules change by acts of administrators, and a file only proposes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from close.store.authority import values
from close.store.authority.people import ADMINISTRATORS, Role, roles_of
from close.store.warehouse import Warehouse
from close.work.authority import acts
from close.work.authority.proposals import find_proposal
from tests.given.landings import settings
from tests.given.named import appoint, people, rule

PEOPLE = {role: f"{role}@ash.example" for role in Role}
EVERYBODY = [(str(role), who) for role, who in PEOPLE.items()]
PREPARES, ADMINISTERS, AUDITS = Role.PREPARER, Role.ADMINISTRATOR, Role.AUDITOR
NOBODY = "eve@elsewhere.example"


@pytest.fixture(autouse=True)
def _nobody_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ADMINISTRATORS, raising=False)


def test_settings_files_change_neither_roles_nor_rules(tmp_path: Path) -> None:
    """Upload settings that name others and loosen rules, as everybody who may upload: they are only proposed."""
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings()], "root")
    appoint(warehouse, *EVERYBODY)
    rule(warehouse, PEOPLE[ADMINISTERS], materiality=Decimal(10))
    before = warehouse.governing()
    for number, role in enumerate((PREPARES, ADMINISTERS), 2):
        told: dict[str, object] = {"materiality": 500, "one_person_may_review": True}
        warehouse.land([people(("administrator", NOBODY), period=f"2026-0{number}", **told)], PEOPLE[role])
        governing, proposal = warehouse.governing(), find_proposal(warehouse)
        assert governing
        assert before
        assert (governing.people, governing.materiality) == (before.people, Decimal(10))
        assert not governing.one_person_may_review
        assert proposal
        assert proposal.people == (("administrator", NOBODY),)
        assert proposal.rules == {"materiality": Decimal(500), "one_person_may_review": True}


def test_a_first_settings_file_only_proposes_too(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([people(*EVERYBODY, materiality=Decimal(50))], "root")
    governing = warehouse.governing()
    assert governing
    assert (governing.people, governing.materiality) == ((), Decimal(0))
    proposal = find_proposal(warehouse)
    assert proposal
    assert acts.adopt(warehouse, "root", proposal.record.landing)
    assert roles_of(warehouse.governing(), PEOPLE[AUDITS]) == {AUDITS}
    assert roles_of(warehouse.governing(), NOBODY) == frozenset()
    assert find_proposal(warehouse) is None


def test_a_proposal_that_changes_nothing_is_none(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings()], "root")
    appoint(warehouse, *EVERYBODY)
    warehouse.land([people(*reversed(EVERYBODY), period="2026-02")], PEOPLE[PREPARES])
    assert find_proposal(warehouse) is None


def test_a_later_act_settles_its_part_of_a_proposal(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([people(*EVERYBODY, materiality=Decimal(50))], "root")
    rule(warehouse, materiality=Decimal(20))
    proposal = find_proposal(warehouse)
    assert proposal
    assert proposal.people
    assert not proposal.rules


def test_the_last_administrator_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings()], "root")
    with pytest.raises(values.NoAdministrator):
        appoint(warehouse, ("preparer", "ada"))
    appoint(warehouse, ("preparer", "ada"), ("administrator", "ben"))
    for people_left in ((), (("preparer", "ada"),)):
        with pytest.raises(values.NoAdministrator):
            appoint(warehouse, *people_left, who="ben")
    monkeypatch.setenv(ADMINISTRATORS, "root")
    appoint(warehouse, ("preparer", "ada"), who="ben")
    assert roles_of(warehouse.governing(), "ben") == frozenset()


def test_two_administrators_do_not_overwrite_each_other(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings()], "root")
    appoint(warehouse, ("administrator", "ada"), ("administrator", "ben"))
    seen = (("administrator", "ada"), ("administrator", "ben"))
    acts.assign_roles(warehouse, "ada", (*seen, ("viewer", "cyd")), seen)
    with pytest.raises(acts.RolesChanged):
        acts.assign_roles(warehouse, "ben", (*seen, ("viewer", "dee")), seen)


@pytest.mark.parametrize(
    "text", ["-1", "NaN", "inf", "1e12", "a lot", "50,00", "1_000", "0.005", "1000000000000", "\u0665"]
)
def test_a_rule_has_a_plausible_value(text: str) -> None:
    with pytest.raises(values.BadRule):
        values.read_value("materiality", text)


@pytest.mark.parametrize("period", ["2026-01", "2026-02", "2026-03"])
def test_authority_from_earlier_versions_stays_until_the_first_act(tmp_path: Path, period: str) -> None:
    """Settings decided both before. New settings, also those of the same month, neither lose nor change them."""
    warehouse = Warehouse(tmp_path, "Ash & Co")
    with as_before():
        warehouse.land([people(*EVERYBODY, period="2026-02", materiality=Decimal(50))], "root")
    before = warehouse.governing()
    assert before
    assert (len(before.people), before.materiality) == (5, Decimal(50))
    warehouse.land([people(("viewer", NOBODY), period=period, materiality=Decimal(900))], PEOPLE[PREPARES])
    after = warehouse.governing()
    assert after
    assert (after.people, after.materiality) == (before.people, Decimal(50))
    acts.give_role(warehouse, PEOPLE[ADMINISTERS], Role.VIEWER, "cyd")
    rule(warehouse, PEOPLE[ADMINISTERS], materiality=Decimal(1))
    final = warehouse.governing()
    assert final
    assert (len(final.people), final.materiality) == (6, Decimal(1))


@contextmanager
def as_before() -> Iterator[None]:
    """Land settings as versions did in which they decided roles and rules."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("close.store.warehouse.withhold_authority", lambda _folder, _head, landings: landings)
        yield
