"""A month that is uploaded after the first settings: they are offered for it, with the name and the accounts."""

from pathlib import Path

import pytest

from close.store.warehouse import Warehouse
from tests.given.landings import landing, sale, settings
from tests.given.screens import open_page
from tests.pages.screen import press, words

BEFORE, FIRST = "2026-01", "2026-02"


@pytest.fixture
def house(tmp_path: Path) -> Warehouse:
    """Land exports for two months, with settings from the second one only."""
    house = Warehouse(tmp_path, "ash")
    house.land([settings(FIRST), landing("sales_documents", [sale("SO-2")], FIRST)], "ann")
    house.land([landing("sales_documents", [sale("SO-1")], BEFORE)], "ann")
    return house


def test_the_first_settings_are_offered_for_an_earlier_month(house: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(house.root, "ash", BEFORE, "organisation", monkeypatch)
    assert "No settings are in force in January 2026." in words(app)
    press(app, "Use them from January 2026")
    assert not app.error
    now, then = house.settings(BEFORE), house.settings(FIRST)
    assert now
    assert then
    assert (now.period, now.name, now.package, now.accounts) == (BEFORE, then.name, then.package, then.accounts)
    assert now.exported_on is None
