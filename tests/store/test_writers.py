"""Several processes write at once: nothing is lost or done twice, and readers see complete snapshots."""

import json
import os
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from time import sleep

from close.archive.verify import verify as verify_all
from close.store.audit_log import AuditLog, Event
from close.store.records import verify
from close.store.warehouse import Warehouse
from tests.given.landings import landing, sale, settings
from tests.given.tables import connect
from tests.given.writers import attest, attest_step, comment, keep_at_it, land_files, land_next, land_versions, sign

SPAWN = get_context("spawn")
SECONDS = float(os.environ.get("TIEOUT_WRITING_SECONDS", "4"))


def together(target: Callable[..., None], arguments: list[tuple], watch: Callable[[], None] = lambda: None) -> None:
    """Run one process for each action, all starting at once, and watch while they run."""
    start = SPAWN.Barrier(len(arguments))
    processes = [SPAWN.Process(target=target, args=(*given, start)) for given in arguments]
    for process in processes:
        process.start()
    while any(process.is_alive() for process in processes):
        watch()
        sleep(0.01)
    assert [process.exitcode for process in processes] == [0] * len(processes)


def refs(warehouse: Warehouse) -> list[str]:
    with connect(warehouse, ["sales_documents"]) as connection:
        return [ref for (ref,) in connection.sql("select order_ref from sales_documents order by all").fetchall()]


def wanted(count: int, *writers: str) -> list[str]:
    return sorted(f"{who}-{n}" for who in writers for n in range(count))


def test_different_months_at_once(tmp_path: Path) -> None:
    together(land_files, [(tmp_path, "ada", "2026-03", 15), (tmp_path, "ben", "2026-04", 15)])
    warehouse = Warehouse(tmp_path, "Ash & Co")
    assert warehouse.head().number == 30
    assert refs(warehouse) == wanted(15, "ada", "ben")


def test_the_same_month_at_once(tmp_path: Path) -> None:
    together(land_files, [(tmp_path, who, "2026-03", 12) for who in ("ada", "ben")])
    warehouse = Warehouse(tmp_path, "Ash & Co")
    assert warehouse.head().number == 24
    assert refs(warehouse) == wanted(12, "ada", "ben")


def test_readers_never_see_half_a_month(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    seen: Counter[int] = Counter()

    def watch() -> None:
        with connect(warehouse, ["sales_documents"]) as connection:
            found = connection.sql("select customer, sales, count(*) from sales_documents group by all").fetchall()
        assert [count for _, _, count in found] in ([], [2])
        seen[len(found)] += 1

    together(land_versions, [(tmp_path, who, 25) for who in ("ada", "ben")], watch)
    assert seen[1]
    assert warehouse.head().number == 50
    assert len(warehouse.head().landings) == 1
    assert [len(warehouse.manifests.open(n).landings) for n in range(1, 51)] == [1] * 50


def test_the_journal_has_no_gap_and_no_fork(tmp_path: Path) -> None:
    together(attest, [(tmp_path, who, 25) for who in ("ada", "ben")])
    events = AuditLog(Warehouse(tmp_path, "Ash & Co")).events()
    assert [event.number for event in events] == list(range(1, 51))
    assert sorted(event.subject for event in events) == wanted(25, "ada", "ben")
    assert list(verify(tmp_path / "ash-co" / "journal")) == []


def test_signing_commenting_attesting_and_landing_at_once(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings(), landing("sales_documents", [sale("S-1")])], "ada")
    work = {"ada": (comment, sign, land_next, attest_step), "ben": (sign, land_next, comment)}
    together(keep_at_it, [(tmp_path, who, acts, SECONDS) for who, acts in work.items()])
    done = [record for who in work for record in json.loads((tmp_path / f"{who}.json").read_text())]

    assert verify_all(warehouse) == []
    events = AuditLog(warehouse).events()
    assert [event.number for event in events] == list(range(1, len(events) + 1))
    assert sorted(event.note for event in events) == sorted(note for _, _, note in done if note)
    assert len({(event.who, event.note) for event in events}) == len(events)
    landed = sum(name == "land_next" for name, _, _ in done)
    assert len(warehouse.head().landings) == 2 + landed
    assert warehouse.head().number == 1 + landed
    assert len(refs(warehouse)) == len(set(refs(warehouse))) == 1 + landed
    assert {event.kind for event in events} == {"commented", "signed", "attested"}
    assert_no_signature_twice([event for event in events if event.kind == "signed"])


def assert_no_signature_twice(signed: list[Event]) -> None:
    """Check that no unchanged subject was signed twice."""
    digests = [[pin["digest"] for pin in event.pins] for event in signed]
    assert all(one != next_one for one, next_one in pairwise(digests))


def test_only_one_of_two_simultaneous_signatures_counts(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([landing("sales_documents", [sale("S-1")])], "ada")
    together(keep_at_it, [(tmp_path, who, (sign,), 1) for who in ("ada", "ben", "cy")])
    assert [event.kind for event in AuditLog(warehouse).events()] == ["signed"]
