"""Settings apply from the month they were landed for."""

from datetime import date
from pathlib import Path

import pytest

from close.store.datasets import SETTINGS, SETTINGS_ACCOUNTS, SETTINGS_PATTERNS, SETTINGS_PREFIXES
from close.store.settings import Settings
from close.store.warehouse import Landing, Warehouse
from tests.given.landings import Row, landing, rows_of


def settings(period: str, **told: object) -> Landing:
    """Return settings as from an organisation.toml, with missing ones blank."""
    accounts: list[Row] = [{"role": "inventory", "code": "630", "name": None}]
    prefixes: list[Row] = [{"kind": "sales_order", "prefix": "S-"}]
    own = landing(SETTINGS.name, [{"name": "Ash & Co", **told}], period)
    patterns: list[Row] = [{"kind": "bill", "pattern": "serial-order"}]
    tables = {SETTINGS_ACCOUNTS.name: accounts, SETTINGS_PREFIXES.name: prefixes, SETTINGS_PATTERNS.name: patterns}
    rows = {name: rows_of(name, table, period) for name, table in tables.items()}
    return Landing(**{**vars(own), "tables": {**own.tables, **rows}})


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings("2026-02"), settings("2026-05", package="quickbooks")], "ada")
    return warehouse


def test_none_before_the_first(warehouse: Warehouse) -> None:
    assert warehouse.settings("2026-01") is None


@pytest.mark.parametrize(
    ("period", "package"),
    [("2026-02", "none"), ("2026-04", "none"), ("2026-05", "quickbooks"), ("2027-01", "quickbooks")],
)
def test_the_newest_up_to_the_month_hold(warehouse: Warehouse, period: str, package: str) -> None:
    stated = warehouse.settings(period)
    assert stated is not None
    assert stated.package == package


def test_a_missing_setting_has_its_default(warehouse: Warehouse) -> None:
    assert warehouse.settings("2026-03") == Settings(
        period="2026-02",
        name="Ash & Co",
        accounts=(("inventory", "630", ""),),
        prefixes={"sales_order": "S-"},
        patterns={"bill": "serial-order"},
        stated=frozenset({"name"}),
    )


def test_settings_of_an_old_snapshot(warehouse: Warehouse) -> None:
    old = warehouse.head()
    warehouse.land([settings("2026-05", lock_date=date(2026, 4, 30))], "ada")
    now, then = warehouse.settings("2026-05"), warehouse.settings("2026-05", old)
    assert now
    assert then
    assert (then.lock_date, then.package) == (None, "quickbooks")
    assert (now.lock_date, now.package) == (date(2026, 4, 30), "none")


def test_a_grand_total_is_remembered(warehouse: Warehouse) -> None:
    assert not warehouse.had_total_row("sales_documents")
    export = landing("sales_documents", [])
    warehouse.land([Landing(**{**vars(export), "reading": {"total_row": "yes"}})], "ada")
    assert warehouse.had_total_row("sales_documents")
