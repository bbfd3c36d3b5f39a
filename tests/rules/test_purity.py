"""An answer has the same bytes at any time and in any place."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from close.archive import export
from close.rules.answers import run
from close.rules.queries import library
from close.store.warehouse import Warehouse
from loaders import land
from sample import ALDER, Faults, simulate, write
from tests.given.variants import spread

REPORTS = sorted(library("reports"))
EARLY = "2026-01"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Land three months, then export the first one again."""
    folder = tmp_path_factory.mktemp("alder")
    company = replace(ALDER, documents=60)
    write(simulate(company, 3, 3, Faults.all(1)), folder / "one")
    write(simulate(company, 4, 1, Faults.all(1)), folder / "other")
    warehouse = Warehouse(folder, "Alder")
    for exports in ("one/exports/2026-01", "one/exports/2026-02", "one/exports/2026-03", "other/exports/2026-01"):
        land([("", path.name, path.read_bytes()) for path in sorted((folder / exports).iterdir())], warehouse)
    assert warehouse.head().number == 4
    return warehouse


@cache
def answer(warehouse: Warehouse, name: str, manifest: int | None = None) -> bytes:
    return export.write(run(warehouse, name, EARLY, manifest).table, "csv")


@pytest.mark.parametrize("name", spread(REPORTS, 8))
def test_a_closed_month_does_not_hear_of_later_ones(warehouse: Warehouse, name: str) -> None:
    assert answer(warehouse, name, 1) == answer(warehouse, name, 3)


def test_a_month_taken_again_is_answered_anew(warehouse: Warehouse) -> None:
    for name in ("timing_differences", "balances", "missing_fields", "cogs_breakdown", "stock_valuation"):
        assert answer(warehouse, name, 3) != answer(warehouse, name)


def test_another_copy_of_the_warehouse_answers_the_same(warehouse: Warehouse, tmp_path: Path) -> None:
    for path in warehouse.folder.rglob("*"):
        if path.is_file() and "exports" not in path.parts:
            copy = tmp_path / "moved" / path.relative_to(warehouse.root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    moved = Warehouse(tmp_path / "moved", "Alder")
    for name in ("timing_differences", "blank_cogs", "checklist"):
        assert answer(moved, name) == answer(warehouse, name)


def test_an_answer_names_the_missing_datasets(warehouse: Warehouse) -> None:
    assert run(warehouse, "timing_differences", EARLY).unlanded == ()
    assert "stock_valuation_lines" in run(warehouse, "balances", "2026-04").unlanded
