"""The results of steps on disk: one process reads what another computed, and nothing in them can change an answer."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from close.engine.connection import Bench
from close.engine.step_cache import FOLDER, STEPS, KeptResult, StepCache
from close.engine.step_marks import NAME, Marker, find_marker
from close.rules.answers import run
from close.rules.queries import library
from close.rules.results import RESULTS
from close.signing.pins import pin_subject
from close.store.warehouse import Warehouse
from close.store.witness.keys import ENVIRONMENT
from tests.given.landings import adjustment, landing, purchase, sale, settings
from tests.given.variants import spread

pytestmark = pytest.mark.usefixtures("own_steps")

PERIOD = "2026-03"
REPORTS = ("bridge", "checklist", "findings", "worklist")
TABLE = pa.table({"x": pa.array([1, None, 3], pa.int32()), "amount": pa.array(["a", "b", None])})


@dataclass(frozen=True)
class Computed:
    """A warehouse with the steps of some reports on disk, and the digests of these reports."""

    warehouse: Warehouse
    digests: dict[str, str]


def land(root: Path) -> Warehouse:
    warehouse = Warehouse(root, "Ash & Co")
    sales = landing("sales_documents", [sale("S-1", acct_date=None), sale("S-2")])
    purchases = landing("purchase_documents", [purchase("PO-1", move_date=None)])
    warehouse.land([settings(), sales, purchases, landing("stock_adjustments", [adjustment("A-1")])], "ada")
    return warehouse


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Computed:
    """Compute the reports once, for all tests that begin with them on disk."""
    warehouse = land(tmp_path_factory.mktemp("computed"))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(FOLDER)
        return Computed(warehouse, ask(warehouse))


@pytest.fixture
def computed(once: Computed, tmp_path: Path) -> Iterator[Computed]:
    root = shutil.copytree(once.warehouse.root, tmp_path / "computed")
    yield Computed(Warehouse(root, "Ash & Co"), once.digests)
    RESULTS.clear()


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    yield land(tmp_path)
    RESULTS.clear()


def ask(warehouse: Warehouse) -> dict[str, str]:
    """Return the digest of each report as a fresh process would."""
    RESULTS.clear()
    return {name: run(warehouse, name, PERIOD).result.digest for name in REPORTS}


def rows(warehouse: Warehouse) -> list[Path]:
    return sorted((warehouse.folder / STEPS / "rows").iterdir())


def test_another_process_reads_what_one_has_computed(computed: Computed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bench, "compute", lambda *_: pytest.fail("it was computed again"))
    assert ask(computed.warehouse) == computed.digests


@pytest.mark.parametrize("step", spread([1, 2, 3], 2))
def test_lost_and_damaged_results_are_computed_again(computed: Computed, step: int) -> None:
    warehouse = computed.warehouse
    for number, path in enumerate(rows(warehouse)[::step]):
        content = path.read_bytes()
        if number % 3 == 0:
            path.unlink()
        elif number % 3 == 1:
            path.write_bytes(content[: len(content) // 2])
        else:
            middle = len(content) // 2
            path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    for path in sorted((warehouse.folder / STEPS / "keys").glob("*/*"))[::7]:
        path.write_text("not a key", encoding="ascii")
    assert ask(warehouse) == computed.digests
    assert ask(warehouse) == computed.digests


def test_an_upload_uses_what_it_leaves_unchanged(computed: Computed) -> None:
    warehouse = computed.warehouse
    warehouse.land([landing("stock_adjustments", [adjustment("A-2")])], "ada")
    cached = ask(warehouse)
    for path in rows(warehouse):
        path.unlink()
    assert ask(warehouse) == cached


def test_a_signature_computes_what_it_records(computed: Computed) -> None:
    warehouse = computed.warehouse
    (signed,) = pin_subject(warehouse, PERIOD, "findings")
    cache = StepCache(warehouse.folder / STEPS)
    cache.publish("forged", TABLE)
    forged = cache.find("forged")
    assert forged
    for key in sorted((warehouse.folder / STEPS / "keys").glob("*/*")):
        kept = cache.find(key.stem)
        assert kept
        cache._record(key.stem, KeptResult(kept.content, forged.sha256))
    RESULTS.clear()
    assert run(warehouse, "findings", PERIOD).table.equals(TABLE)
    (again,) = pin_subject(warehouse, PERIOD, "findings")
    assert again.digest == signed.digest


def test_figures_that_somebody_put_there_are_not_read(computed: Computed) -> None:
    """Whoever can write to the folder, but not read the secret, makes rows and key files that look alike."""
    own, forger = StepCache(computed.warehouse.folder / STEPS), Marker(find_marker().name, b"guess")
    theirs = StepCache(own.folder, marker=forger)
    forged = theirs.publish("forged", TABLE)
    for path in sorted(own.folder.glob("keys/*/*")):
        theirs._record(path.stem, KeptResult(forged, forged))
    assert own.find("forged") is None
    assert ask(computed.warehouse) == computed.digests


def test_a_key_file_of_another_step_is_not_read(tmp_path: Path) -> None:
    cache = StepCache(tmp_path)
    for key in ("ab12", "ab34"):
        cache.publish(key, pa.table({"x": [key]}))
    (one, other) = sorted(tmp_path.glob("keys/*/*"))
    other.write_bytes(one.read_bytes())
    assert cache.find("ab34") is None


def test_two_installations_share_a_folder(computed: Computed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path: path.read_bytes() for path in computed.warehouse.folder.glob(f"{STEPS}/keys/*/*")}
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "other machine" / "key.pem"))
    assert ask(computed.warehouse) == computed.digests
    assert all(path.read_bytes() == content for path, content in before.items())
    monkeypatch.setattr(Bench, "compute", lambda *_: pytest.fail("it was computed again"))
    assert ask(computed.warehouse) == computed.digests


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps who can read a file in lists")
def test_a_secret_that_others_can_read_proves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "key.pem"))
    (tmp_path / NAME).write_bytes(b"x" * 32)
    (tmp_path / NAME).chmod(0o644)
    assert find_marker().mark("a") != Marker("", b"x" * 32).mark("a")
    assert find_marker() is find_marker()


def test_a_result_comes_back_with_its_types(tmp_path: Path) -> None:
    cache = StepCache(tmp_path)
    content = cache.publish("ab12", TABLE)
    found = cache.find("ab12")
    assert found
    assert found.content == content
    assert TABLE.equals(cache.read("ab12"), check_metadata=True)


def test_results_not_read_for_the_longest_go_first(tmp_path: Path) -> None:
    cache = StepCache(tmp_path, limit=3000)
    for number in range(8):
        cache.publish(f"key{number}", pa.table({"x": [number] * 50}))
    for number in range(8):
        kept = cache.find(f"key{number}")
        assert kept
        os.utime(tmp_path / "rows" / f"{kept.sha256}.parquet", (number, number))
    assert cache.read("key0") is not None  # read most recently, so it stays
    cache.sweep()
    left = [number for number in range(8) if cache.find(f"key{number}")]
    assert left[0] == 0
    assert left[1:] == list(range(9 - len(left), 8))
    assert sum(path.stat().st_size for path in (tmp_path / "rows").iterdir()) <= cache.limit


def test_a_folder_that_cannot_be_written_costs_no_answer(warehouse: Warehouse, once: Computed) -> None:
    (warehouse.folder / STEPS).write_text("a file where the folder should be", encoding="ascii")
    assert ask(warehouse) == once.digests


def test_another_folder_may_hold_the_steps(computed: Computed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warehouse = computed.warehouse
    monkeypatch.setenv(FOLDER, str(tmp_path / "fast"))
    shutil.rmtree(warehouse.folder / STEPS)
    assert ask(warehouse) == computed.digests
    assert not (warehouse.folder / STEPS).exists()
    monkeypatch.setattr(Bench, "compute", lambda *_: pytest.fail("it was computed again"))
    assert ask(warehouse) == computed.digests


def test_every_report_has_its_columns_and_is_the_same_from_disk(computed: Computed) -> None:
    first = {name: run(computed.warehouse, name, PERIOD, reference="S-1") for name in library("reports")}
    RESULTS.clear()
    for name, answer in first.items():
        assert answer.table.column_names == answer.report.tree.named_selects
        assert not [str(field) for field in answer.table.schema if pa.types.is_floating(field.type)]
        assert answer.table.equals(run(computed.warehouse, name, PERIOD, reference="S-1").table), name
