"""The effects of landing an export on those that landed before."""

from pathlib import Path

import pytest

from close.store.warehouse import Outcome, Warehouse
from tests.given.landings import Row, landing, sale
from tests.given.tables import connect

LINES = "order_lines"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path, "Ash & Co")


def land(warehouse: Warehouse, rows: list[Row], dataset: str = "sales_documents", period: str = "2026-03") -> Outcome:
    (outcome,) = warehouse.land([landing(dataset, rows, period, f"{len(warehouse.head().landings)}.csv")], "ada")
    return outcome


def line(ref: str, code: str, **columns: object) -> Row:
    return {"order_ref": ref, "ref_key": ref, "product_code": code, **columns}


def current(warehouse: Warehouse, dataset: str = "sales_documents") -> list[str]:
    with connect(warehouse, [dataset]) as connection:
        return [ref for (ref,) in connection.sql(f"select order_ref from {dataset} order by all").fetchall()]


def test_a_first_export_is_new(warehouse: Warehouse) -> None:
    outcome = land(warehouse, [sale("S-1"), sale("S-2")])
    assert (outcome.status, outcome.rows, outcome.new, outcome.changed, outcome.vanished) == ("landed", 2, 2, 0, 0)
    assert (outcome.replaced, outcome.added_to) == ((), ())
    assert current(warehouse) == ["S-1", "S-2"]


def test_the_same_export_twice_is_one_landing(warehouse: Warehouse) -> None:
    export = landing("sales_documents", [sale("S-1")])
    first, second, both = warehouse.land([export], "ada"), warehouse.land([export], "ben"), None
    both = warehouse.land([export, export], "ada")
    assert [first[0].status, second[0].status, *(o.status for o in both)] == ["landed", *["unchanged"] * 3]
    assert warehouse.head().number == 1
    assert warehouse.head().landings[0].who == "ada"


def test_the_same_export_taken_again_is_as_new_as_its_last_day(warehouse: Warehouse) -> None:
    sales = [landing("sales_documents", [sale("S-1")], name="0.csv", lag=lag) for lag in (4, 9, 2)]
    done = [warehouse.land([export], "ada")[0].status for export in sales]
    assert done == ["landed", "unchanged", "unchanged"]
    head = warehouse.head()
    assert (head.number, [record.exported_on for record in head.landings]) == (2, ["2026-04-09"])
    assert warehouse.manifests.open(1).landings[0].exported_on == "2026-04-04"


def test_a_later_export_replaces_what_shares_a_key(warehouse: Warehouse) -> None:
    land(warehouse, [sale("S-1"), sale("S-2"), sale("S-3")])
    outcome = land(warehouse, [sale("S-2", sales=11), sale("S-3"), sale("S-4")])
    assert outcome.replaced == ("0.csv",)
    assert (outcome.new, outcome.changed, outcome.vanished) == (1, 1, 1)
    assert current(warehouse) == ["S-2", "S-3", "S-4"]


def test_an_export_that_shares_no_key_is_added(warehouse: Warehouse) -> None:
    land(warehouse, [sale("S-1")])
    outcome = land(warehouse, [sale("S-2")])
    assert (outcome.added_to, outcome.replaced) == (("0.csv",), ())
    assert (outcome.new, outcome.changed, outcome.vanished) == (1, 0, 0)
    assert current(warehouse) == ["S-1", "S-2"]


def test_one_export_replaces_several(warehouse: Warehouse) -> None:
    for rows in ([sale("S-1")], [sale("S-2")], [sale("S-3")]):
        land(warehouse, rows)
    outcome = land(warehouse, [sale("S-1"), sale("S-2", cost=None)])
    assert outcome.replaced == ("0.csv", "1.csv")
    assert outcome.added_to == ("2.csv",)
    assert (outcome.new, outcome.changed, outcome.vanished) == (0, 1, 0)


def test_other_months_and_datasets_stay(warehouse: Warehouse) -> None:
    land(warehouse, [sale("S-1")])
    assert land(warehouse, [sale("S-1")], period="2026-04").replaced == ()
    assert land(warehouse, [line("S-1", "A")], LINES).replaced == ()
    assert current(warehouse) == ["S-1", "S-1"]


@pytest.mark.parametrize(
    ("before", "after", "counts"),
    [
        ([("S-1", "A"), ("S-1", "B")], [("S-1", "B"), ("S-1", "A")], (0, 0, 0)),  # in a different order
        ([("S-1", "A"), ("S-1", "B")], [("S-1", "A")], (0, 1, 0)),  # one line fewer
        ([("S-1", "A")], [("S-1", "A"), ("S-1", "B")], (0, 1, 0)),  # one line more
        ([("S-1", "A"), ("S-2", "A")], [("S-1", "B"), ("S-3", "A")], (1, 1, 1)),
        ([("S-1", None)], [("S-1", "A")], (0, 1, 0)),  # blank is a distinct value
        ([("S-1", "")], [("S-1", None)], (0, 1, 0)),
    ],
)
def test_keys_that_repeat_are_counted_once(warehouse: Warehouse, before: list, after: list, counts: tuple) -> None:
    land(warehouse, [line(*row) for row in before], LINES)
    outcome = land(warehouse, [line(*row) for row in after], LINES)
    assert (outcome.new, outcome.changed, outcome.vanished) == counts


def test_a_repeated_line_is_a_change(warehouse: Warehouse) -> None:
    land(warehouse, [line("S-1", "A")], LINES)
    assert land(warehouse, [line("S-1", "A"), line("S-1", "A")], LINES).changed == 1


def test_a_blank_key_is_a_key(warehouse: Warehouse) -> None:
    stock: Row = {"product_code": "A", "soh": 1, "stock_value": 5}
    land(warehouse, [stock, {**stock, "option": ""}], "stock_valuation_lines")
    outcome = land(warehouse, [{**stock, "soh": 2}], "stock_valuation_lines")
    assert (outcome.new, outcome.changed, outcome.vanished) == (0, 1, 1)


def test_a_dataset_without_a_key_is_replaced_whole(warehouse: Warehouse) -> None:
    land(warehouse, [{"opening": 1, "closing": 2}], "stock_reconciliation_balances")
    assert land(warehouse, [{"opening": 1, "closing": 3}], "stock_reconciliation_balances").replaced == ("0.csv",)
