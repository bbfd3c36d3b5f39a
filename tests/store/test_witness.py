"""Keys, signed heads and the anchor over the life of an audit log: older logs, lost keys, dead processes, restores."""

import json
import logging
from pathlib import Path

import pytest

from close.archive.verify import OnlyListed, accept, list_notes, verify
from close.store.audit_log import NEW_KEY, AuditLog, Draft
from close.store.authority.people import NotAllowed
from close.store.manifests import publish_record as append
from close.store.records import name, read
from close.store.warehouse import Warehouse
from close.store.witness import acts, keys
from close.store.witness.anchor import ENVIRONMENT as ANCHOR
from close.store.witness.anchor import AheadOfLog, AnchorUnavailable
from close.store.witness.keys import BadKey
from close.work.authority.acts import assign_roles
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


def say(warehouse: Warehouse, *notes: str) -> None:
    for note in notes or ("a note",):
        AuditLog(warehouse).record(Draft("ada", "commented", "2026-03", "month", note))


def list_numbers(warehouse: Warehouse, folder: str = "heads") -> list[int]:
    return sorted(int(path.stem) for path in (warehouse.folder / folder).glob("*.json"))


def list_anchored(path: Path) -> list[int]:
    return [json.loads(line)["event"] for line in path.read_bytes().splitlines()]


def move_to_another_machine(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv(keys.ENVIRONMENT, str(folder / "other machine" / "key.pem"))


# --- the key


def test_the_key_is_created_once_for_its_owner_only(warehouse: Warehouse, own_key: Path) -> None:
    assert own_key.stat().st_mode & 0o777 == 0o400
    content = own_key.read_bytes()
    say(warehouse)
    assert own_key.read_bytes() == content
    inside = [path for path in warehouse.folder.rglob("*") if path.is_file()]
    assert not [path for path in inside if b"PRIVATE" in path.read_bytes()]
    own = keys.find_key()
    assert own
    assert "PRIVATE" not in repr(own)


def test_a_key_that_others_can_read_is_refused(warehouse: Warehouse, own_key: Path) -> None:
    own_key.chmod(0o644)
    keys._load.cache_clear()
    with pytest.raises(BadKey, match="chmod 400"):
        say(warehouse)
    own_key.chmod(0o600)
    say(warehouse)


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----\n", b"\xff"])
def test_a_damaged_key_is_refused_and_not_replaced(warehouse: Warehouse, own_key: Path, content: bytes) -> None:
    own_key.chmod(0o600)
    own_key.write_bytes(content)
    with pytest.raises(BadKey, match="Restore it from a backup"):
        say(warehouse)
    assert own_key.read_bytes() == content
    assert AuditLog(warehouse).events() == []


def test_a_key_that_cannot_be_created_refuses_the_act(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").write_text("not a folder")
    monkeypatch.setenv(keys.ENVIRONMENT, str(tmp_path / "a file" / "key.pem"))
    with pytest.raises(BadKey, match=keys.ENVIRONMENT):
        say(warehouse)
    assert AuditLog(warehouse).events() == []


def test_verifying_creates_no_key(warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    move_to_another_machine(monkeypatch, tmp_path)
    assert verify(warehouse) == []
    assert not keys.find_path().exists()


# --- another key


def test_another_key_takes_over_and_the_log_says_so(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(warehouse)
    first = keys.find_key()
    move_to_another_machine(monkeypatch, tmp_path)
    say(warehouse, "one", "two")
    second = keys.find_key()
    assert first
    assert second
    events = AuditLog(warehouse).events()
    assert [(event.kind, event.key) for event in events] == [
        ("commented", first.key_id),
        (NEW_KEY, second.key_id),
        ("commented", second.key_id),
        ("commented", second.key_id),
    ]
    assert verify(warehouse) == []
    assert list_notes(warehouse) == [
        f"Event 1 is signed with the key {first.key_id}.",
        f"Events 2 to 4 are signed with the key {second.key_id}, which is this installation's.",
    ]


def test_a_key_that_this_installation_does_not_know_has_to_be_accepted(
    warehouse: Warehouse, tmp_path: Path, own_key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(warehouse)
    move_to_another_machine(monkeypatch, tmp_path)
    say(warehouse)
    other = keys.find_key()
    assert other
    monkeypatch.setenv(keys.ENVIRONMENT, str(own_key))
    (fault,) = verify(warehouse)
    assert fault.path == f"keys/{other.key_id}.pem"
    assert acts.check_start(warehouse.folder) == fault
    say(warehouse)  # the work goes on
    assert verify(warehouse) == [fault]
    event = accept(warehouse, "cyd", "the laptop of ann, compared by telephone")
    assert verify(warehouse) == []
    assert f"Event {event.number}: cyd accepted restored records: {event.note}" in list_notes(warehouse)


def test_only_an_administrator_accepts(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    assign_roles(warehouse, "cyd", (("administrator", "cyd"),), ())
    with pytest.raises(NotAllowed, match="accept restored records"):
        accept(warehouse, "ada", "please")
    assert accept(warehouse, "cyd", "compared by telephone").who == "cyd"


def test_an_administrator_according_to_the_records_in_doubt_does_not_accept_them(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    assign_roles(warehouse, "eve", (("administrator", "eve"),), ())
    monkeypatch.setenv("TIEOUT_ADMINISTRATORS", "cyd, bob")
    with pytest.raises(OnlyListed, match="eve is not listed in TIEOUT_ADMINISTRATORS"):
        accept(warehouse, "eve", "trust me")
    assert accept(warehouse, "Bob", "compared by telephone").who == "Bob"


# --- logs from before, and processes that died


def write_unsigned(warehouse: Warehouse, count: int) -> None:
    """Record events as before events were signed."""
    for number in range(1, count + 1):
        record = {"number": number, "recorded_at": f"2026-03-0{number}T00:00:00+00:00", "manifest": 1, "who": "ada"}
        record |= {"kind": "commented", "period": "2026-03", "subject": "month", "note": "", "value": ""}
        append(warehouse.folder / "journal", number, record)


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


# --- the anchor


@pytest.fixture
def anchor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "share" / "anchor"
    path.parent.mkdir()
    monkeypatch.setenv(ANCHOR, str(path))
    return path


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


def test_a_torn_line_is_named_and_does_not_stop_the_next(warehouse: Warehouse, anchor: Path) -> None:
    say(warehouse, "one", "two")
    anchor.write_bytes(anchor.read_bytes()[:-30])
    assert [fault.path for fault in verify(warehouse)] == [f"{anchor}, line 2"]
    say(warehouse, "three")
    assert [fault.path for fault in verify(warehouse)] == [f"{anchor}, line 2"]
    assert len(anchor.read_bytes().splitlines()) == 4
    accept(warehouse, "cyd", "a power failure during event 2")
    assert verify(warehouse) == []
