"""The journal is appended to, never edited, and proves its own order."""

import hashlib
from pathlib import Path

import pytest

from close.journal import EmptyNote, Journal
from close.warehouse import Warehouse
from tests.close.landings import landing, sale


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([landing("sales_documents", [sale("S-1")])], "ada")
    journal = Journal(warehouse)
    for who, kind in (("ada", "attested"), ("ben", "withdrawn"), ("ada", "attested")):
        journal.record(who, kind, "2026-03", "SY2", f"{who} looked ")
    return journal


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("journal/*.json"))


def test_events_come_back_as_recorded(journal: Journal) -> None:
    events = journal.events()
    assert [(e.number, e.who, e.kind, e.subject, e.note) for e in events] == [
        (1, "ada", "attested", "SY2", "ada looked"),
        (2, "ben", "withdrawn", "SY2", "ben looked"),
        (3, "ada", "attested", "SY2", "ada looked"),
    ]
    assert {(e.period, e.manifest) for e in events} == {("2026-03", 1)}
    assert [e.recorded_at for e in events] == sorted(e.recorded_at for e in events)
    assert all(e.recorded_at.endswith("+00:00") for e in events)


def test_each_event_carries_the_hash_of_the_one_before(journal: Journal, tmp_path: Path) -> None:
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files(tmp_path)]
    assert [event.before for event in journal.events()] == ["", *hashes[:-1]]


def test_an_event_is_never_touched_again(journal: Journal, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in files(tmp_path)}
    journal.record("cy", "attested", "2026-04", "SY3", "ok")
    assert {path: path.read_bytes() for path in before} == before
    assert {path.stat().st_mode & 0o777 for path in files(tmp_path)} == {0o444}
    assert [path.name for path in files(tmp_path)] == [f"{n:09d}.json" for n in range(1, 5)]


@pytest.mark.parametrize("note", ["", "  \n"])
def test_an_event_without_a_note_is_refused(journal: Journal, note: str) -> None:
    with pytest.raises(EmptyNote):
        journal.record("ada", "attested", "2026-03", "SY2", note)
    assert len(journal.events()) == 3


def test_sql_sees_the_events(journal: Journal) -> None:
    table = journal.table()
    assert table["number"].to_pylist() == [1, 2, 3]
    assert table["kind"].to_pylist() == ["attested", "withdrawn", "attested"]
    assert [moment.isoformat() for moment in table["recorded_at"].to_pylist()] == [
        event.recorded_at.removesuffix("+00:00") for event in journal.events()
    ]


def test_an_empty_journal_is_a_table_too(tmp_path: Path) -> None:
    assert Journal(Warehouse(tmp_path, "nobody")).table().num_rows == 0
