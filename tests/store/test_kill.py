"""A process killed at a random moment leaves complete landings and a complete audit log."""

import hashlib
import json
import os
import signal
from dataclasses import replace
from itertools import count
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from time import sleep

import pytest

from close.archive.verify import verify
from close.store.audit_log import AuditLog, Draft
from close.store.records import list_records
from close.store.warehouse import Warehouse
from close.store.witness import anchor, keys
from loaders import land
from sample import KESTREL, Faults, simulate, write
from tests.given.landings import landing, sale
from tests.given.variants import spread
from tests.given.writers import record_for_ever

KILLS = spread(range(50), 8)  # at some places of an act
# Children start from a process that has already imported everything, so that a kill hits the landing, not an import.
SERVER = get_context("forkserver")
SERVER.set_forkserver_preload(["__main__", "pandas", "tests.given.writers", __name__])


def land_drop(root: Path, organisation: str, folder: Path) -> None:
    """Land a folder of exports, unless killed first."""
    drop = [("", path.name, path.read_bytes()) for path in sorted(folder.iterdir())]
    land(drop, Warehouse(root, organisation), who="ada")


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    write(simulate(replace(KESTREL, documents=60), seed=1, months=1, faults=Faults.none()), folder)
    (month,) = (folder / "exports").iterdir()
    return month


def whole(warehouse: Warehouse) -> int:
    """Return the landings in the newest snapshot, with every file present and unchanged."""
    head = warehouse.head()
    for file in (file for record in head.landings for file in record.files):
        assert hashlib.sha256((warehouse.folder / file.path).read_bytes()).hexdigest() == file.sha256
    for record in head.landings:
        assert hashlib.sha256(warehouse.original(record.sha256)).hexdigest() == record.sha256
    return len(head.landings)


def written(folder: Path) -> int:
    """Return all files, including those without their final name."""
    return sum(path.is_file() for path in folder.rglob("*"))


def kill_when_written(child: BaseProcess, folder: Path, files: int, pause: float) -> None:
    """Kill a child process shortly after it has written a number of files, or let it end."""
    while child.is_alive() and written(folder) < files:
        sleep(0.0005)
    sleep(pause)
    child.kill()
    child.join()


def test_a_kill_leaves_all_or_nothing(exports: Path, tmp_path: Path) -> None:
    land_drop(tmp_path, "unharmed", exports)
    unharmed = Warehouse(tmp_path, "unharmed")
    complete, files, chance = whole(unharmed), written(unharmed.folder), Random(1)
    outcomes = set()
    for n in KILLS:
        warehouse = Warehouse(tmp_path, f"killed {n}")
        child = SERVER.Process(target=land_drop, args=(tmp_path, warehouse.organisation, exports))
        child.start()
        kill_when_written(child, warehouse.folder, (files + 1) * n // KILLS[-1], chance.uniform(0, 0.01))
        left = whole(warehouse)
        assert left in (0, complete)
        assert warehouse.head().number == bool(left)
        outcomes.add((left, warehouse.folder.exists()))
        if n % 5 == 0:
            again = land([("", path.name, path.read_bytes()) for path in exports.iterdir()], warehouse)
            assert sum(card.status == ("unchanged" if left else "landed") for card in again) == complete
            assert whole(warehouse) == complete
    assert outcomes >= {(0, True), (complete, True)}  # some died while writing files, and the last one finished


def test_a_kill_while_signing_leaves_a_whole_chain(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([landing("sales_documents", [sale("S-1")])], "ada")
    chance, grown, known = Random(2), 0, 0
    for n in range(len(KILLS)):
        child = SERVER.Process(target=record_for_ever, args=(tmp_path, f"ada {n}"))
        child.start()
        # Every other child is killed after its second event, which is a signature.
        kill_when_written(child, warehouse.folder / "journal", known + 1 + n % 2, chance.uniform(0, 0.4))
        assert verify(warehouse) == []
        events = AuditLog(warehouse).events()
        assert [event.number for event in events] == list(range(1, len(events) + 1))
        assert len(list_records(warehouse.folder / "journal")) == len(events) >= known
        grown, known = grown + (len(events) > known), len(events)
    assert grown > len(KILLS) / 4
    assert {event.kind for event in AuditLog(warehouse).events()} == {"commented", "signed"}
    assert AuditLog(warehouse).record(Draft("ben", "commented", "2026-03", "month")).number == known + 1
    assert verify(warehouse) == []


def record_until(root: Path, outside: Path, moment: int) -> None:
    """Record an event with a key and an anchor outside the warehouse, and die before the given file is on disk."""
    os.environ |= {keys.ENVIRONMENT: str(outside / "key.pem"), anchor.ENVIRONMENT: str(outside / "anchor")}
    sync, moments = os.fsync, count(1)

    def sync_or_die(handle: int) -> None:
        if next(moments) == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        sync(handle)

    os.fsync = sync_or_die  # type: ignore[assignment]
    AuditLog(Warehouse(root, "Ash & Co")).record(Draft(f"ada {moment}", "commented", "2026-03", "month"))


def test_a_kill_at_any_moment_of_an_act_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kill before each write is on disk: of the key, the event, its head and its line in the anchor."""
    root, outside = tmp_path / "warehouse", tmp_path / "outside"
    warehouse, outside_files = Warehouse(root, "Ash & Co"), outside / "anchor"
    monkeypatch.setenv(keys.ENVIRONMENT, str(outside / "key.pem"))
    monkeypatch.setenv(anchor.ENVIRONMENT, str(outside_files))
    left = set()
    for moment in count(1):
        child = SERVER.Process(target=record_until, args=(root, outside, moment))
        child.start()
        child.join()
        assert verify(warehouse) == []
        heads = list_records(warehouse.folder / "heads")
        lines = outside_files.read_bytes().splitlines() if outside_files.exists() else []
        left.add((len(AuditLog(warehouse).events()) - len(heads), len(heads) - len(lines)))
        if child.exitcode == 0:
            break
        assert child.exitcode == -signal.SIGKILL
    assert left >= {(0, 0), (1, 0), (0, 1)}  # without a head, and with a head but without its line
    whole = AuditLog(warehouse).record(Draft("ben", "commented", "2026-03", "month")).number
    assert [int(path.stem) for path in list_records(warehouse.folder / "heads")] == [*range(1, whole + 1)]
    numbers = [json.loads(line)["event"] for line in outside_files.read_bytes().splitlines()]
    assert sorted({*numbers}) == [*range(1, whole + 1)]
    assert verify(warehouse) == []
