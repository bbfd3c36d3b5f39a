"""Companies whose corrections are tried."""

import shutil
from datetime import date
from pathlib import Path

import pytest

import sample
from close.engine.step_cache import find_folder
from close.signing.answers import answer
from close.store.audit_log import AuditLog, Draft
from close.store.warehouse import Warehouse, organisations
from close.store.witness.acts import TRIALS, OnlyATrial
from close.work.trials import correct, open_trial
from tests.given.landings import landing, purchase, sale
from tests.work.trials.trying import COMPANY, MONTHS, SEED, land, list_corrections, read_tree


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("company")
    sample.write(sample.simulate(sample.KESTREL, SEED, MONTHS, sample.Faults.all()), folder)
    return folder / "exports"


@pytest.fixture(scope="module")
def company(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    warehouse = Warehouse(tmp_path_factory.mktemp("warehouse"), COMPANY)
    land(warehouse, sorted(exports.rglob("*.*")))
    return warehouse


@pytest.mark.usefixtures("own_steps")
def test_a_trial_leaves_no_trace(company: Warehouse, tmp_path: Path) -> None:
    root = Path(shutil.copytree(company.root, tmp_path / "warehouse"))
    warehouse, period = Warehouse(root, COMPANY), company.head().periods()[-1]
    corrections = list_corrections(warehouse, period)
    answer(warehouse, "missing_fields", period)
    assert list(find_folder(warehouse).glob("rows/*"))
    before = read_tree(root)
    with open_trial(warehouse) as trial:
        correct(trial, period, corrections)
        answer(trial, "missing_fields", period)
        assert organisations(root) == [COMPANY]
        with pytest.raises(OnlyATrial):
            AuditLog(trial).record(Draft("Ann", "commented", period, "CH1", "why?"))
    assert read_tree(root) == before
    assert not list((root / TRIALS).iterdir())


@pytest.fixture
def small(tmp_path: Path) -> Warehouse:
    """Return a warehouse with an order that both months list, and orders that only one of them lists."""
    warehouse = Warehouse(tmp_path, "Ash & Co")
    open_sale = {"acct_date": None, "status": "NOT_IMPORTED", "created_date": date(2026, 2, 3)}
    early = [sale("Both", **open_sale), sale("Early", **open_sale)]
    warehouse.land([landing("sales_documents", early, "2026-02")], who="tests")
    warehouse.land([landing("sales_documents", [sale("Both", **open_sale), sale("Late", **open_sale)])], who="tests")
    warehouse.land([landing("purchase_documents", [purchase("P1", supplier_inv_no=None)])], who="tests")
    return warehouse


@pytest.fixture
def left(small: Warehouse) -> Path:
    place = small.root / TRIALS / "trial-left"
    place.mkdir(parents=True)
    return place
