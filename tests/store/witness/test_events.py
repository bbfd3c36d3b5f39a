"""Signed heads over the life of an audit log: older logs, dead processes, and clocks that go backwards."""

from close.archive.verify import list_notes, verify
from close.store.audit_log import AuditLog
from close.store.manifests import publish_record as append
from close.store.records import name, read
from close.store.warehouse import Warehouse
from close.store.witness import keys
from tests.store.witness.witnessed import list_numbers, say, write_unsigned


def test_a_log_from_before_is_signed_from_the_next_event_on(warehouse: Warehouse) -> None:
    write_unsigned(warehouse, 3)
    assert verify(warehouse) == []
    before = "Events 1 to 3 are recorded before events were signed. Only later signatures prove them."
    assert list_notes(warehouse) == [before]
    say(warehouse)
    assert verify(warehouse) == []
    assert list_numbers(warehouse) == [4]
    assert list_notes(warehouse)[0] == before
    changed = warehouse.folder / "journal" / name(2)
    changed.unlink()
    append(changed.parent, 2, {**read(changed.with_name(name(1))), "number": 2, "who": "mallory"})
    assert verify(warehouse)[0].path == f"journal/{name(3)}"


def test_heads_that_a_dead_process_left_unwritten_are_written_by_the_next_act(warehouse: Warehouse) -> None:
    say(warehouse, "one", "two", "three")
    for number in (2, 3):
        (warehouse.folder / "heads" / name(number)).unlink()
    assert verify(warehouse) == []
    assert "Events 2 to 3 are without a signed head so far. The next act writes it." in list_notes(warehouse)
    warehouse.revise(lambda head: head.follow(head.landings, "now"))
    assert list_numbers(warehouse) == [1, 2, 3]
    (warehouse.folder / "heads" / name(2)).unlink()  # heads are written in order, so nobody left this one out
    assert [fault.path for fault in verify(warehouse)] == [f"heads/{name(2)}"]


def test_a_clock_that_goes_backwards_is_noted(warehouse: Warehouse) -> None:
    write_unsigned(warehouse, 1)
    future = read(warehouse.folder / "journal" / name(1)) | {"number": 2, "organisation": warehouse.organisation}
    future |= {"recorded_at": "2999-01-01T00:00:00+00:00"}
    append(warehouse.folder / "journal", 2, future, keys.open_key(warehouse.folder))
    say(warehouse, "now", "later")
    assert [event.clock_behind for event in AuditLog(warehouse).events()] == ["", "", future["recorded_at"], ""]
    assert "Event 3 was recorded when the clock was behind that of the event before." in list_notes(warehouse)
    assert verify(warehouse) == []
