"""The records that are watched, with a key of their own."""

from pathlib import Path

import pytest

from close.store.warehouse import Warehouse
from close.store.witness import keys
from close.store.witness.anchor import ENVIRONMENT as ANCHOR
from tests.given.landings import landing, sale


@pytest.fixture(autouse=True)
def own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Start without a key."""
    path = tmp_path / "configuration" / "key.pem"
    monkeypatch.setenv(keys.ENVIRONMENT, str(path))
    return path


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path / "warehouse", "Ash & Co")
    warehouse.land([landing("sales_documents", [sale("S-1")])], "ada")
    return warehouse


@pytest.fixture
def anchor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "share" / "anchor"
    path.parent.mkdir()
    monkeypatch.setenv(ANCHOR, str(path))
    return path
