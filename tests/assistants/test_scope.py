"""An assistant sees the organisations in which its person has a role, and no trace of the others."""

from pathlib import Path

import pytest

from close.assistants.questions import Questions
from close.assistants.scope import NotChosen, NotVisible, Scope
from close.store.authority.people import ADMINISTRATORS, Role
from close.store.warehouse import Warehouse
from close.work.authority.acts import give_role, take_role
from tests.given.landings import settings

ANN, BEN = "ann@example.com", "ben@example.com"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A warehouse with an organisation that has people, and one that has none."""
    for name in ("Ash & Co", "Elm"):
        Warehouse(tmp_path, name).land([settings()], "ada")
    give_role(Warehouse(tmp_path, "Ash & Co"), "ada", Role.ADMINISTRATOR, ANN)
    return tmp_path


def names(scope: Scope) -> list[str]:
    return [each["organisation"] for each in Questions(scope).list_organisations()["organisations"]]


def test_only_people_with_a_role_see_an_organisation_that_has_people(root: Path) -> None:
    assert names(Scope(root, who=ANN)) == ["ash-co", "elm"]
    assert names(Scope(root, who=BEN)) == ["elm"]
    assert names(Scope(root)) == ["elm"]


def test_an_administrator_of_the_machine_closes_the_others(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADMINISTRATORS, BEN)
    assert names(Scope(root)) == []
    assert names(Scope(root, who=BEN)) == ["ash-co", "elm"]


def test_an_organisation_without_a_role_looks_like_one_that_does_not_exist(root: Path) -> None:
    scope, texts = Scope(root, who=BEN), []
    for name in ("Ash & Co", "Oak"):
        with pytest.raises(NotVisible) as refused:
            scope.open(name)
        texts.append(str(refused.value).replace(name, "..."))
    assert texts[0] == texts[1]
    assert "Choose one of these: elm." in texts[0]


def test_a_role_that_is_taken_counts_at_once(root: Path) -> None:
    scope, warehouse = Scope(root, who=BEN), Warehouse(root, "Ash & Co")
    give_role(warehouse, ANN, Role.VIEWER, BEN)
    assert scope.open("Ash & Co").organisation == "ash-co"
    take_role(warehouse, ANN, Role.VIEWER, BEN)
    with pytest.raises(NotVisible):
        scope.open("Ash & Co")


def test_the_only_organisation_need_not_be_named(root: Path) -> None:
    with pytest.raises(NotChosen, match="ash-co, elm"):
        Scope(root, who=ANN).open()
    assert Scope(root, only="Elm", who=ANN).open().organisation == "elm"
    assert Scope(root, who=BEN).open().organisation == "elm"
