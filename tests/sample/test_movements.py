"""The sample's stock movements agree with its documents and valuations, and leave every other answer as it is."""

import pytest

from close.signing.answers import answer
from close.store.warehouse import Warehouse
from loaders import land
from sample import KESTREL, Faults, simulate, write

MONTHS = ("2026-07", "2026-08")
SAME = ("findings", "bridge", "accruals", "stock_valuation", "document_states")


@pytest.fixture(scope="module")
def warehouses(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Warehouse]:
    """Return the sample company with and without its stock movements."""
    folder = tmp_path_factory.mktemp("sample")
    write(simulate(KESTREL, seed=7, months=len(MONTHS), faults=Faults.all()), folder)
    found = {}
    for has_movements in (True, False):
        found[has_movements] = Warehouse(folder / str(has_movements), "Kestrel")
        for month in MONTHS:
            files = sorted((folder / "exports" / month).iterdir())
            kept = [path for path in files if has_movements or "Movements" not in path.name]
            cards = land([("", path.name, path.read_bytes()) for path in kept], found[has_movements])
            assert [card.file_name for card in cards if card.status == "refused"] == []
    return found


def ask(warehouse: Warehouse, report: str, month: str = MONTHS[-1]) -> list[dict[str, object]]:
    rows = answer(warehouse, report, month).table.to_pylist()
    return [{name: value for name, value in row.items() if name != "_landing"} for row in rows]


@pytest.mark.parametrize("report", SAME)
def test_movements_that_agree_change_no_answer(warehouses: dict[bool, Warehouse], report: str) -> None:
    for month in MONTHS:
        assert ask(warehouses[True], report, month) == ask(warehouses[False], report, month)


def test_movements_add_up_to_documents_and_valuations(warehouses: dict[bool, Warehouse]) -> None:
    assert ask(warehouses[True], "movement_conflicts") == []
    rolls = ask(warehouses[True], "stock_roll")
    assert len(rolls) == len(KESTREL.products)
    assert [row for row in rolls if row["difference"]] == []
    ties = {row["tie_out"]: row["state_code"] for row in ask(warehouses[True], "tie_outs")}
    assert (ties["T15"], ties["T17"]) == ("holds", "holds")


def test_the_valuation_shows_that_it_counts_goods_on_the_way(warehouses: dict[bool, Warehouse]) -> None:
    (row,) = ask(warehouses[True], "stock_in_transit")
    assert (row["ref"], row["units"], row["state_code"]) == ("BT-26082", 2, "transit_counted")


def test_the_first_month_has_no_valuation_before_it(warehouses: dict[bool, Warehouse]) -> None:
    doubts = {row["cause_id"]: row["unmet_code"] for row in ask(warehouses[True], "causes_not_tested", MONTHS[0])}
    assert doubts == dict.fromkeys(("A06", "A10"), "movements_not_compared") | {"A07": "not_landed|production_jobs"}
