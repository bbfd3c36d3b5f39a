"""The audit log is appended to, never edited, and proves its own order."""

import json
from pathlib import Path

import pytest

from close.store.audit_log import AuditLog, Draft, Nameless
from close.store.authority.identity import SIGNED_IN, TYPED, identify
from close.store.manifests import publish_record
from close.store.records import digest, verify
from close.store.warehouse import Warehouse
from tests.given.landings import landing, sale


@pytest.fixture
def journal(tmp_path: Path) -> AuditLog:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([landing("sales_documents", [sale("S-1")])], "ada")
    journal = AuditLog(warehouse)
    for who, kind in (("ada", "attested"), ("ben", "withdrawn"), ("ada", "attested")):
        journal.record(Draft(who, kind, "2026-03", "SY2", f"{who} looked"))
    return journal


def test_an_event_says_how_its_person_was_identified(journal: AuditLog) -> None:
    identify("Ada@ash.example")
    try:
        own, other = (journal.record(Draft(who, "noted", "", "x")) for who in ("ada@ash.example", "ben"))
    finally:
        identify("")
    assert [event.named_by for event in (journal.events()[0], own, other)] == [TYPED, SIGNED_IN, TYPED]


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("journal/*.json"))


def test_events_come_back_as_recorded(journal: AuditLog) -> None:
    events = journal.events()
    assert [(e.number, e.who, e.kind, e.subject, e.note) for e in events] == [
        (1, "ada", "attested", "SY2", "ada looked"),
        (2, "ben", "withdrawn", "SY2", "ben looked"),
        (3, "ada", "attested", "SY2", "ada looked"),
    ]
    assert {(e.period, e.manifest) for e in events} == {("2026-03", 1)}
    assert [e.recorded_at for e in events] == sorted(e.recorded_at for e in events)
    assert all(e.recorded_at.endswith("+00:00") for e in events)


def test_each_event_carries_the_hash_of_the_one_before(journal: AuditLog, tmp_path: Path) -> None:
    hashes = [digest(path.read_bytes()) for path in files(tmp_path)]
    assert [json.loads(path.read_bytes())["before"] for path in files(tmp_path)] == ["", *hashes[:-1]]
    assert list(verify(journal.folder)) == []


def test_a_byte_changed_anywhere_is_found_and_named(journal: AuditLog, tmp_path: Path) -> None:
    """Flip one bit in every byte of every event, and check that the first event reported is the changed one."""
    for path in files(tmp_path):
        whole = path.read_bytes()
        path.chmod(0o644)
        for index in range(len(whole)):
            path.write_bytes(whole[:index] + bytes([whole[index] ^ 1]) + whole[index + 1 :])
            assert next(verify(journal.folder)).path == f"journal/{path.name}", index
        path.write_bytes(whole)


def test_an_event_replaced_by_a_whole_one_is_found_by_the_next(journal: AuditLog, tmp_path: Path) -> None:
    _, second, third = files(tmp_path)
    second.unlink()
    publish_record(journal.folder, 2, {"who": "mallory"})
    (fault,) = verify(journal.folder)
    assert fault.path == f"journal/{third.name}"
    assert "journal/000000002.json" in fault.why


def test_an_event_taken_away_is_named(journal: AuditLog, tmp_path: Path) -> None:
    files(tmp_path)[1].unlink()
    assert [(fault.path, fault.why) for fault in verify(journal.folder)] == [
        ("journal/000000002.json", "it is missing")
    ]


def test_an_event_is_never_touched_again(journal: AuditLog, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in files(tmp_path)}
    journal.record(Draft("cy", "attested", "2026-04", "SY3", "ok"))
    assert {path: path.read_bytes() for path in before} == before
    assert {path.stat().st_mode & 0o777 for path in files(tmp_path)} == {0o444}
    assert [path.name for path in files(tmp_path)] == [f"{n:09d}.json" for n in range(1, 5)]


def test_an_event_needs_a_name(journal: AuditLog) -> None:
    with pytest.raises(Nameless):
        journal.record(Draft(" ", "attested", "2026-03", "SY2"))
    assert journal.head() == 3


def test_a_check_sees_what_came_before_and_may_refuse(journal: AuditLog) -> None:
    seen: list[int] = []
    journal.record(Draft("ada", "attested", "2026-03", "SY2"), lambda events: seen.append(len(events)))
    assert seen == [3]


def test_sql_sees_the_events(journal: AuditLog) -> None:
    table = journal.table()
    assert table["number"].to_pylist() == [1, 2, 3]
    assert table["kind"].to_pylist() == ["attested", "withdrawn", "attested"]
    assert [moment.isoformat() for moment in table["recorded_at"].to_pylist()] == [
        event.recorded_at.removesuffix("+00:00") for event in journal.events()
    ]


def test_an_empty_journal_is_a_table_too(tmp_path: Path) -> None:
    assert AuditLog(Warehouse(tmp_path, "nobody")).table().num_rows == 0
