"""Consent: what an upload would change is shown first, and only what was agreed to lands."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from close.store.warehouse import Warehouse
from loaders import land
from loaders.command import main
from loaders.intake.changes import AmountChange, Example, describe_changes
from loaders.uploads import consent
from loaders.uploads.consent import ALL, ASK, REHEARSAL, Consent
from loaders.uploads.versions import list_waves
from tests.given.landings import landing, sale
from tests.loaders.exports import SALES, sales_csv
from tests.loaders.test_intake import DROP, TOML

CHANGED = (SALES[0], (*SALES[1][:11], Decimal("31.00"), SALES[1][12]))  # K-2 is restated, and KC-1 is missing
MORE = (*SALES, ("", "K-9", *SALES[0][2:]))
RESTATED = ("", "sales2.csv", sales_csv(CHANGED))


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path / "warehouse", "Kelp")
    land(DROP, warehouse)
    return warehouse


def statuses(cards: list) -> list[str]:
    return [card.status for card in cards]


def test_a_first_upload_of_a_month_lands_at_once(tmp_path: Path) -> None:
    cards = land(DROP, Warehouse(tmp_path, "Kelp"), consent=ASK)
    assert statuses(cards) == ["landed", "landed"]
    assert not cards[1].changes


def test_a_restatement_waits_and_shows_what_it_would_change(warehouse: Warehouse) -> None:
    before = warehouse.head(), sorted(warehouse.folder.rglob("*"))
    (card,) = land([RESTATED], warehouse, "2027-09", consent=ASK)
    assert card.status == "waiting"
    assert (warehouse.head(), sorted(warehouse.folder.rglob("*"))) == before
    (changes,) = card.changes
    assert (changes.new, changes.changed, changes.vanished) == (0, 1, 1)
    assert changes.columns == {"sales": 1}
    assert AmountChange("sales", Decimal(0), Decimal(1), Decimal("1073.70")) in changes.amounts
    assert set(changes.examples) == {Example("vanished", "KC-1"), Example("changed", "K-2", "sales", "30.00", "31.00")}


def test_what_was_agreed_to_lands(warehouse: Warehouse) -> None:
    number = warehouse.head().number
    (card,) = land([RESTATED], warehouse, "2027-09", consent=Consent(frozenset({0})))
    assert card.status == "landed"
    assert warehouse.head().number == number + 1


def land_in_between(monkeypatch: pytest.MonkeyPatch, warehouse: Warehouse, *theirs: tuple[str, str, bytes]) -> None:
    """Have a colleague's files land once, between the next rehearsal and its landing."""

    def list_waves_late(*arguments: Any) -> Iterator[list[int]]:
        monkeypatch.undo()
        assert statuses(land(theirs, warehouse, "2027-09")) == ["landed"]
        return list_waves(*arguments)

    monkeypatch.setattr(consent, "list_waves", list_waves_late)


def test_what_was_agreed_to_waits_again_if_others_have_landed_in_the_same_moment(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shown,) = land([RESTATED], warehouse, "2027-09", consent=ASK)
    land_in_between(monkeypatch, warehouse, ("", "more.csv", sales_csv(MORE)))
    (card,) = land([RESTATED], warehouse, "2027-09", consent=Consent(frozenset({0}), stamp=shown.stamp))
    assert (card.status, card.changes[0].vanished) == ("waiting", 2)
    (card,) = land([RESTATED], warehouse, "2027-09", consent=Consent(frozenset({0}), stamp=card.stamp))
    assert card.status == "landed"


def test_a_file_that_changed_nothing_waits_if_it_would_by_then(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    land_in_between(monkeypatch, warehouse, RESTATED)
    (card,) = land([("", "more.csv", sales_csv(MORE))], warehouse, "2027-09", consent=ASK)
    assert card.status == "waiting"


def test_new_documents_alone_are_not_asked_about(warehouse: Warehouse) -> None:
    (card,) = land([("", "more.csv", sales_csv(MORE))], warehouse, "2027-09", consent=ASK)
    assert card.status == "landed"
    assert card.outcome
    assert card.outcome.new == 1


def test_only_the_files_that_change_something_wait(warehouse: Warehouse) -> None:
    october = (
        TOML.replace(b"2027-09", b"2027-10"),
        tuple((date(2027, 10, 2), *row[1:3], *(date(2027, 10, 3),) * 2, *row[5:]) for row in SALES),
    )
    drop = [RESTATED, ("oct", "organisation.toml", october[0]), ("oct", "sales.csv", sales_csv(october[1]))]
    cards = land([("", "organisation.toml", TOML), *drop], warehouse, consent=ASK)
    assert statuses(cards) == ["unchanged", "waiting", "landed", "landed"]


def test_a_second_version_in_the_same_upload_is_asked_about(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Kelp")
    cards = land([*DROP, RESTATED], warehouse, consent=ASK)
    assert "waiting" in statuses(cards)
    assert statuses(cards)[0] == "landed"


def test_a_file_beside_one_that_waits_waits_as_well(warehouse: Warehouse) -> None:
    alike = ("", "zz sales alike.csv", sales_csv((*CHANGED, ("", "K-9", *SALES[0][2:]))))
    assert statuses(land([RESTATED, alike], warehouse, "2027-09", consent=ASK)) == ["waiting", "waiting"]


def test_a_rehearsal_lands_nothing(warehouse: Warehouse, tmp_path: Path) -> None:
    before = sorted(warehouse.folder.rglob("*"))
    assert statuses(land([*DROP, RESTATED], warehouse, consent=REHEARSAL)) == ["unchanged", "unchanged", "waiting"]
    assert sorted(warehouse.folder.rglob("*")) == before
    empty = Warehouse(tmp_path / "empty", "Kelp")
    assert statuses(land(DROP, empty, consent=REHEARSAL)) == ["waiting", "waiting"]
    assert not empty.folder.exists()


def test_on_the_command_line_files_land_at_once(warehouse: Warehouse) -> None:
    assert statuses(land([RESTATED], warehouse, "2027-09", consent=ALL)) == ["landed"]


def test_the_command_prints_what_would_change(
    warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, number = tmp_path / "again.csv", warehouse.head().number
    file.write_bytes(RESTATED[2])
    options = ["--warehouse", str(warehouse.root), "--period", "2027-09"]
    assert main([str(file), *options, "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("would land")
    assert "sales_documents: 0 new, 1 changed, 1 no longer listed" in out
    assert "K-2: Sales from 30.00 to 31.00" in out
    assert "KC-1: no longer listed" in out
    assert warehouse.head().number == number
    assert main([str(file), *options]) == 0
    assert warehouse.head().number == number + 1


def account(name: str, debit: int) -> dict[str, object]:
    return {"account": name, "account_name": name, "debit": debit}


def test_an_account_in_an_overlapping_file_is_compared_with_its_newest_entries(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Kelp")
    first = landing("ledger_entries", [account("100", 1), account("200", 2)], name="a.csv", lag=4)
    second = landing("ledger_entries", [account("200", 3), account("300", 4)], name="b.csv", lag=5)
    warehouse.land([first, second], "ada")
    third = landing("ledger_entries", [account("200", 3), account("400", 9)], name="c.csv", lag=6)
    fourth = landing("ledger_entries", [account("100", 5), account("200", 3)], name="d.csv", lag=6)
    with warehouse.rehearse([third, fourth]) as rehearsals:
        found = [describe_changes(rehearsal)[0] for rehearsal in rehearsals]
    assert [(changes.new, changes.changed, changes.vanished) for changes in found] == [(1, 0, 0), (0, 1, 0)]
    assert found[1].columns == {"debit": 1}
    assert found[1].amounts == (AmountChange("debit", Decimal(0), Decimal(4), Decimal(0)),)


def test_documents_of_several_lines_are_compared_line_by_line(tmp_path: Path) -> None:
    def line(code: str, amount: int) -> dict[str, object]:
        return {"order_ref": "S-1", "ref_key": "S-1", "product_code": code, "qty": amount}

    warehouse = Warehouse(tmp_path, "Kelp")
    warehouse.land([landing("order_lines", [line("A", 1), line("B", 2)], name="a.csv")], "ada")
    with warehouse.rehearse([landing("order_lines", [line("B", 2), line("A", 7)], name="b.csv")]) as (rehearsal,):
        (changes,) = describe_changes(rehearsal)
    assert (changes.changed, changes.vanished) == (1, 0)
    assert [example[2:] for example in changes.examples] == [("qty", "1.00", "7.00")]


def test_a_blank_is_not_zero(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Kelp")
    blank = landing("sales_documents", [sale("S-1", cost=None)], name="a.csv")
    warehouse.land([blank], "ada")
    zero = replace(landing("sales_documents", [sale("S-1", cost=0)], name="b.csv"))
    with warehouse.rehearse([zero]) as (rehearsal,):
        (changes,) = describe_changes(rehearsal)
    assert changes.examples == (Example("changed", "S-1", "cost", "–", "0.00"),)
