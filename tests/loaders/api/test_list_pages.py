"""A list that was saved page by page lands as one list."""

import json
from pathlib import Path
from typing import Any

import pytest

from close.store.warehouse import Warehouse
from loaders import Card, land
from loaders.uploads.list_pages import find_pages

TOML = b'name = "Kelp"\ntime_zone = "Pacific/Auckland"\nperiod = "2027-09"\n'


def payment(number: int, order: int = 1, **changed: object) -> dict[str, object]:
    return {
        "id": number,
        "orderId": order,
        "orderRef": f"K-{order}",
        "paymentDate": "2027-09-05T00:00:00Z",
        "amount": number,
        "batchReference": None,
        **changed,
    }


def upload(folder: Path, **pages: list[dict[str, Any]]) -> list[Card]:
    files = [("", f"{name}.json", json.dumps(page).encode()) for name, page in pages.items()]
    return land([("", "organisation.toml", TOML), *files], Warehouse(folder, "Kelp"))[1:]


def test_pages_of_one_order_land_together(tmp_path: Path) -> None:
    pages = {
        "Payments_1": [payment(1), payment(2)],
        "Payments_2": [payment(3), payment(4, 2)],
        "Payments_3": [payment(5)],
    }
    (card,) = upload(tmp_path, **pages)
    assert (card.file_name, card.status, card.rows) == ("Payments_1.json to Payments_3.json", "landed", 5)


def test_a_payment_on_two_pages_lands_once(tmp_path: Path) -> None:
    (card,) = upload(tmp_path, Payments_0=[payment(1), payment(2)], Payments_1=[payment(2), payment(3)])
    assert card.rows == 3
    assert card.checks[0].detail == "the list is closed; 1 repeated document left out"


def test_an_empty_last_page_belongs_to_the_list(tmp_path: Path) -> None:
    (card,) = upload(tmp_path, Payments_1=[payment(1), payment(2)], Payments_2=[])
    assert (card.status, card.rows) == ("landed", 2)


@pytest.mark.parametrize(("count", "state"), [(249, "passed"), (250, "not proven")])
def test_a_list_as_long_as_a_page_may_be_one_of_several(tmp_path: Path, count: int, state: str) -> None:
    (card,) = upload(tmp_path, payments=[payment(number) for number in range(1, count + 1)])
    assert (card.checks[0].label, card.checks[0].state) == ("Complete", state)


@pytest.mark.parametrize(
    "second",
    [
        [payment(2), payment(3), payment(4)],
        [{"id": 9, "code": "A"}],
    ],
)
def test_lists_that_are_no_pages_stay_apart(tmp_path: Path, second: list[dict[str, Any]]) -> None:
    assert len(upload(tmp_path, Payments_1=[payment(1)], Payments_2=second)) == 2


@pytest.mark.parametrize(
    ("names", "pages"),
    [
        (["Payments 2027-09 2.json", "Payments 2027-09 1.json"], [[1, 0]]),
        (["Payments_1 2027-09.json", "Payments_2 2027-09.json"], [[0, 1]]),
        (["Payments_1 2027-09.json", "Payments_2 2027-10.json"], []),
        (["Payments 2027-01.json", "Payments 2027-02.json"], []),
        (["Payments 2027-09-01.json", "Payments 2027-09-02.json"], []),
        (["p1.json", "p3.json"], []),
        (["p2.json", "p3.json"], []),
        (["p1.csv", "p2.csv"], []),
        (["p1.json", "q2.json"], []),
    ],
)
def test_page_numbers_count_up_from_the_first(names: list[str], pages: list[list[int]]) -> None:
    assert find_pages([("", name) for name in names]) == pages
