"""The key that signs heads: created once, never replaced, and accepted if this installation does not know it."""

from pathlib import Path

import pytest

from close.archive.verify import OnlyListed, accept, list_notes, verify
from close.store.audit_log import NEW_KEY, AuditLog
from close.store.warehouse import Warehouse
from close.store.witness import acts, keys
from close.store.witness.keys import BadKey
from close.work.authority.acts import assign_roles
from tests.store.witness.witnessed import move_to_another_machine, say


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
    monkeypatch.setenv("TIEOUT_ADMINISTRATORS", "cyd")
    event = accept(warehouse, "cyd", "the laptop of ann, compared by telephone")
    assert verify(warehouse) == []
    assert f"Event {event.number}: cyd accepted restored records: {event.note}" in list_notes(warehouse)


def test_a_key_without_a_signature_has_to_be_known_as_well(
    warehouse: Warehouse, tmp_path: Path, own_key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise, it would become known unseen once another key is accepted."""
    say(warehouse)
    move_to_another_machine(monkeypatch, tmp_path)
    other = keys.open_key(warehouse.folder)
    monkeypatch.setenv(keys.ENVIRONMENT, str(own_key))
    assert [fault.path for fault in verify(warehouse)] == [f"keys/{other.key_id}.pem"]


@pytest.mark.parametrize("listed", ["", "cyd, bob"])
def test_an_administrator_according_to_the_records_in_doubt_does_not_accept_them(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, listed: str
) -> None:
    assign_roles(warehouse, "eve", (("administrator", "eve"),), ())
    monkeypatch.setenv("TIEOUT_ADMINISTRATORS", listed)
    with pytest.raises(OnlyListed, match="eve is not listed in TIEOUT_ADMINISTRATORS"):
        accept(warehouse, "eve", "trust me")


def test_records_that_name_nobody_are_not_accepted_by_everybody(warehouse: Warehouse) -> None:
    say(warehouse)
    with pytest.raises(OnlyListed):
        accept(warehouse, "cyd", "they let everybody do everything")


def test_the_environment_says_who_accepts(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    assign_roles(warehouse, "eve", (("administrator", "eve"),), ())
    monkeypatch.setenv("TIEOUT_ADMINISTRATORS", "cyd, bob")
    assert accept(warehouse, "Bob", "compared by telephone").who == "Bob"
