"""Versions: of two exports of a month in one upload, the day of each decides, and otherwise one question does."""

from pathlib import Path

import pytest

from close.store.warehouse import Warehouse
from close.work.current_exports import say_state
from loaders import land
from loaders.uploads.consent import ASK, Consent
from loaders.uploads.written_cards import write_card
from tests.loaders.exports import SALES, sales_csv
from tests.loaders.intake.test_consent import CHANGED
from tests.loaders.test_intake import TOML


def settings(day: int) -> bytes:
    return TOML.split(b"\nexported_on")[0] + f"\nexported_on = 2027-10-{day:02}\n".encode()


def drop(first: bytes, second: bytes) -> list[tuple[str, str, bytes]]:
    return [
        ("a", "organisation.toml", first),
        ("a", "sales.csv", sales_csv(SALES)),
        ("b", "organisation.toml", second),
        ("b", "sales.csv", sales_csv(CHANGED)),
    ]


DATED, REVERSED, UNDATED = drop(settings(5), settings(22)), drop(settings(22), settings(5)), drop(TOML, TOML)


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path, "Kelp")


def list_states(warehouse: Warehouse) -> list[tuple[int, str]]:
    head = warehouse.head()
    sales = [record for record in warehouse.manifests.list_ever(head) if record.dataset("sales_documents")]
    return sorted((record.rows, say_state(head, record)) for record in sales)


@pytest.mark.parametrize(("files", "older", "rows"), [(DATED, 1, 2), (REVERSED, 3, 3)])
def test_the_one_exported_later_stays_and_the_other_is_kept_as_replaced(warehouse, files, older, rows) -> None:
    cards = land(files, warehouse, consent=ASK)
    assert [card.path for card in cards if card.status == "waiting"] == []
    assert cards[older].status == "older"
    assert cards[older].newer == cards[4 - older].path
    assert (rows, "current") in list_states(warehouse)
    assert len([state for _, state in list_states(warehouse) if state == "replaced"]) == 1


def test_a_card_in_words_says_which_file_it_replaced(warehouse: Warehouse) -> None:
    cards = land([("", "north.csv", sales_csv(SALES)), ("", "south.csv", sales_csv(CHANGED))], warehouse, "2027-09")
    assert [write_card(card)[1:] for card in cards] == [[], ["  replaced north.csv"]]


def test_the_same_upload_again_changes_nothing(warehouse: Warehouse) -> None:
    land(DATED, warehouse, consent=ASK)
    before = warehouse.head()
    cards = land(DATED, warehouse, consent=ASK)
    assert [cards[1].status, cards[3].status] == ["older", "unchanged"]
    assert warehouse.head() == before


def test_a_person_may_choose_the_older_one_and_it_stays_chosen(warehouse: Warehouse) -> None:
    land(DATED, warehouse, consent=ASK)
    cards = land(DATED, warehouse, consent=Consent(frozenset({1, 3}), newer=frozenset({1})))
    assert cards[1].status == "landed"
    assert (3, "current") in list_states(warehouse)
    again = land(DATED, warehouse, consent=ASK)
    assert again[3].status == "waiting"


def test_without_days_both_wait_and_name_each_other(warehouse: Warehouse) -> None:
    cards = land(UNDATED, warehouse, consent=ASK)
    assert [cards[1].status, cards[3].status] == ["waiting", "waiting"]
    assert cards[3].versions == (1,)
    done = land(UNDATED, warehouse, consent=Consent(frozenset({1, 3}), newer=frozenset({1})))
    assert [done[1].status, done[3].status] == ["landed", "older"]
    assert (3, "current") in list_states(warehouse)
    assert (2, "replaced") in list_states(warehouse)


def test_a_version_that_changes_an_earlier_upload_is_asked_about(warehouse: Warehouse) -> None:
    first = ("", "first.csv", sales_csv((*CHANGED, ("", "K-9", *SALES[0][2:]))))
    land([("", "organisation.toml", TOML), first], warehouse)
    cards = land(DATED, warehouse, consent=ASK)
    assert [cards[1].status, cards[3].status] == ["waiting", "waiting"]
    assert cards[1].versions == ()
