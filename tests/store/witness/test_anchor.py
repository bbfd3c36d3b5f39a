"""The anchor: a line for each event outside the records, which survives losses and restores."""

import logging
from pathlib import Path

import pytest

from close.archive.verify import accept, list_notes, verify
from close.store.audit_log import AuditLog, Draft
from close.store.records import name
from close.store.warehouse import Warehouse
from close.store.witness.anchor import ENVIRONMENT as ANCHOR
from close.store.witness.anchor import AheadOfLog, AnchorUnavailable
from tests.given.landings import landing, sale
from tests.store.witness.witnessed import list_anchored, move_to_another_machine, say


def test_each_event_has_a_line(warehouse: Warehouse, anchor: Path) -> None:
    other = Warehouse(warehouse.root, "Birch")
    say(warehouse, "one", "two")
    say(other, "one")
    say(warehouse, "three")
    assert list_anchored(anchor) == [1, 2, 1, 3]
    assert verify(warehouse) == []
    assert verify(other) == []


def test_an_anchor_that_starts_later_takes_in_the_events_before(
    warehouse: Warehouse, anchor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(ANCHOR)
    say(warehouse, "one", "two")
    monkeypatch.setenv(ANCHOR, str(anchor))
    assert "Events 1 to 2 are not in the anchor so far. The next act adds it." in list_notes(warehouse)
    say(warehouse, "three")
    assert list_anchored(anchor) == [1, 2, 3]


def test_an_act_without_its_anchor_is_refused(warehouse: Warehouse, anchor: Path) -> None:
    say(warehouse)
    anchor.parent.rename(anchor.parent.with_name("not connected"))
    with pytest.raises(AnchorUnavailable, match="Connect the disk"):
        say(warehouse)
    with pytest.raises(AnchorUnavailable):
        warehouse.land([landing("sales_documents", [sale("S-2")])], "ada")
    assert (AuditLog(warehouse).head(), warehouse.head().number) == (1, 1)


def test_an_anchor_lost_during_an_act_is_reported_and_caught_up(
    warehouse: Warehouse, anchor: Path, caplog: pytest.LogCaptureFixture
) -> None:
    say(warehouse)
    away = anchor.parent.with_name("not connected")

    def unplug(_: object) -> None:
        anchor.parent.rename(away)

    with caplog.at_level(logging.WARNING, "tieout"):
        AuditLog(warehouse).record(Draft("ada", "commented", "2026-03", "month", "two"), unplug)
    assert "The event is recorded" in caplog.text
    assert str(anchor) in caplog.text
    away.rename(anchor.parent)
    assert verify(warehouse) == []
    say(warehouse, "three")
    assert list_anchored(anchor) == [1, 2, 3]


def test_restored_records_are_accepted_with_a_reason(
    warehouse: Warehouse, anchor: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Restore a copy that is older than the anchor, on a machine with another key."""
    say(warehouse, "one", "two", "three")
    for folder in ("journal", "heads"):
        (warehouse.folder / folder / name(3)).unlink()
    move_to_another_machine(monkeypatch, tmp_path)
    with pytest.raises(AheadOfLog):
        say(warehouse)
    monkeypatch.setenv("TIEOUT_ADMINISTRATORS", "cyd")
    event = accept(warehouse, "cyd", "the disk failed on Friday, this is the backup of Thursday")
    assert event.number == 4  # after the one that says that another key takes over
    say(warehouse, "it goes on")
    assert list_anchored(anchor) == [1, 2, 3, 4, 5]
    assert verify(warehouse) == []
    assert "Restored records were accepted in event 4. The anchor is compared from there on." in list_notes(warehouse)
    for folder in ("journal", "heads"):
        (warehouse.folder / folder / name(5)).unlink()
    assert [fault.path for fault in verify(warehouse)] == [f"journal/{name(5)}"]
    accepted = next(line for line in anchor.read_bytes().splitlines(keepends=True) if b'"accepted"' in line)
    anchor.write_bytes(anchor.read_bytes() + accepted)  # said again, it does not cover what was lost since
    assert [fault.path for fault in verify(warehouse)] == [f"journal/{name(5)}"]
    with pytest.raises(AheadOfLog):
        say(warehouse)


def test_a_torn_line_is_named_and_does_not_stop_the_next(
    warehouse: Warehouse, anchor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(warehouse, "one", "two")
    anchor.write_bytes(anchor.read_bytes()[:-30])
    assert [fault.path for fault in verify(warehouse)] == [f"{anchor}, line 2"]
    say(warehouse, "three")
    assert [fault.path for fault in verify(warehouse)] == [f"{anchor}, line 2"]
    assert len(anchor.read_bytes().splitlines()) == 4
    monkeypatch.setenv("TIEOUT_ADMINISTRATORS", "cyd")
    accept(warehouse, "cyd", "a power failure during event 2")
    assert verify(warehouse) == []
