"""The page of stock movements: optional without them, and their differences with them."""

from pathlib import Path

import pytest

from close.store.warehouse import Warehouse
from tests.given.landings import sale, settings
from tests.given.screens import open_page
from tests.movements.steps import APRIL, LAST, MONTH, move, movements, valued
from tests.movements.test_part_dates import orders


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings(), *orders(sale("S-1"))], "ada")
    return warehouse


def show(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> str:
    app = open_page(warehouse.root, "Ash & Co", MONTH, "stock_movements", monkeypatch)
    assert not app.exception
    texts = [*app.markdown, *app.info, *app.header, *app.metric]
    return " ".join(str(text.value) for text in texts)


def test_without_movements_the_page_says_where_to_export_them(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Stock > Track Stock Movements" in show(warehouse, monkeypatch)


def test_differences_transfers_and_contradictions_are_listed(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [move("BT-1", -8, doc_type="BT"), move("BT-1", 8, APRIL, "BT"), move("S-1", -1)]
    warehouse.land([valued(LAST, P=20), valued(MONTH, P=11), movements(*steps)], "ada")
    text = show(warehouse, monkeypatch)
    assert "Units by product and branch" in text
    assert "On the way between branches" in text
    assert "Movements against documents: 1 contradiction" in text
