"""Warehouses that past versions wrote are read, verified and continued, and one of a newer version is refused."""

import shutil
from pathlib import Path

import pytest

from close.archive.verify import verify
from close.commands.command import main
from close.rules.answers import run
from close.signing import signoff
from close.signing.rerun import rerun
from close.signing.standing import PREPARER
from close.store import manifests
from close.store.audit_log import AuditLog, Draft
from close.store.manifests import FORMAT, NewerFormat
from close.store.warehouse import Warehouse
from tests.given import recorded
from tests.given.landings import landing, sale
from tests.given.recorded import PERIOD
from tests.store.upgrades.kept_formats import KEPT

FORMATS = sorted(KEPT.iterdir())
SIGNED = [2, 5]


@pytest.fixture(params=FORMATS, ids=[folder.name for folder in FORMATS])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Warehouse:
    shutil.copytree(request.param / "ash-co", tmp_path / "ash-co")
    return Warehouse(tmp_path, "Ash & Co")


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    """Record a landing and an event as a later version will, whose format has the next number."""
    warehouse = recorded.organisation(tmp_path / "later")
    with monkeypatch.context() as patch:
        patch.setattr(manifests, "FORMAT", FORMAT + 1)
        warehouse.land([landing("sales_documents", [sale("S-2")], period="2026-04")], "ada")
        AuditLog(warehouse).record(Draft("ada", "foreseen", PERIOD, "month"))
    shutil.copytree(tmp_path / "later", tmp_path / "here")  # so that nothing of it is known in this process
    return Warehouse(tmp_path / "here", "Ash & Co")


def test_there_is_a_warehouse_of_every_format() -> None:
    assert [folder.name for folder in FORMATS] == [*(f"format-{number}" for number in range(1, FORMAT + 1)), "unstated"]


def test_it_is_verified_and_reported(kept: Warehouse) -> None:
    assert verify(kept) == []
    assert [event.kind for event in AuditLog(kept).events()] == [
        "commented",
        "signed",
        "attested",
        "attached",
        "signed",
    ]
    rows = run(kept, "sales_and_credits", PERIOD).table.to_pylist()
    assert [(row["order_ref"], f"{row['sales']:f}") for row in rows if row["order_ref"]] == [("S-1", "11.00")]


@pytest.mark.parametrize("number", SIGNED)
def test_what_was_signed_is_reproduced(kept: Warehouse, number: int) -> None:
    assert [again.is_same for again in rerun(kept, number)] == [True]


def test_work_goes_on_in_it(kept: Warehouse) -> None:
    kept.land([landing("sales_documents", [sale("S-1", sales=12)], name="third.csv")], "ada")
    signoff.sign(kept, PERIOD, "sales_and_credits", "ada", PREPARER)
    assert verify(kept) == []
    assert [again.is_same for again in rerun(kept, 6)] == [True]


def test_a_newer_warehouse_is_refused_with_a_sentence(newer: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NewerFormat, match=f"ash-co was written by a newer version of Tieout, in format {FORMAT + 1}"):
        newer.head()
    with pytest.raises(NewerFormat, match="Update Tieout"):
        AuditLog(newer).events()
    where = ["--warehouse", str(newer.root)]
    assert main(["report", "sales_and_credits", "--period", PERIOD, *where]) == 1
    assert "Update Tieout" in capsys.readouterr().err
    assert main(["verify", *where]) == 1
    assert "Update Tieout" in capsys.readouterr().err
