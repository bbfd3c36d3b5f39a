"""A record to edit, and the key of somebody else."""

import shutil
from pathlib import Path

import pytest

from close.store.warehouse import Warehouse
from close.store.witness import keys
from close.store.witness.anchor import ENVIRONMENT as ANCHOR
from tests.archive.tampering.edits import Kept
from tests.given.recorded import organisation


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ANCHOR, str(folder / "anchor"))
        return Kept(organisation(folder / "warehouse"), folder / "anchor")


@pytest.fixture
def kept(whole: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """Copy the warehouse and its anchor."""
    shutil.copytree(whole.warehouse.root, tmp_path / "warehouse", ignore=shutil.ignore_patterns("steps"))
    shutil.copy(whole.anchor, tmp_path / "anchor")
    monkeypatch.setenv(ANCHOR, str(tmp_path / "anchor"))
    return Kept(Warehouse(tmp_path / "warehouse", whole.warehouse.organisation), tmp_path / "anchor")


@pytest.fixture
def other_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> keys.SigningKey:
    """Return the key of somebody else."""
    with monkeypatch.context() as patch:
        patch.setenv(keys.ENVIRONMENT, str(tmp_path / "elsewhere" / "key.pem"))
        return keys.open_key(tmp_path / "elsewhere")
