"""A backup contains everything recorded, even while other processes write.

A restore verifies it and overwrites nothing.
"""

import sys
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

import pytest

from close.archive.backup import NotRestored, backup, restore
from close.archive.outputs import write_output
from close.archive.verify import verify
from close.commands.command import main
from close.signing.rerun import rerun
from close.store.audit_log import AuditLog
from close.store.warehouse import Warehouse
from close.store.witness import keys
from tests.given.recorded import files, organisation
from tests.given.writers import record_for_ever

SPAWN = get_context("spawn")


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return organisation(tmp_path / "warehouse")


def held(warehouse: Warehouse) -> dict[str, bytes]:
    return {path.relative_to(warehouse.root).as_posix(): path.read_bytes() for path in files(warehouse)}


def test_there_and_back(warehouse: Warehouse, tmp_path: Path) -> None:
    assert backup(warehouse, tmp_path / "kept.tar") == len(held(warehouse))
    restored = restore(tmp_path / "kept.tar", tmp_path / "elsewhere")
    assert held(restored) == held(warehouse)
    assert {path.stat().st_mode & 0o777 for path in files(restored)} == {0o444}
    assert all(again.is_same for again in rerun(restored, 2))
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["ash-co"]


def test_by_command(warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target, kept = str(tmp_path / "elsewhere"), str(tmp_path / "kept.tar")
    assert main(["backup", "--warehouse", str(warehouse.root), "-o", kept]) == 0
    assert main(["restore", kept, "--warehouse", target]) == 0
    told = capsys.readouterr().out
    assert f"restored once to check it. Its newest event is 5, sha256 {newest(warehouse)}." in told
    assert told.endswith("No file has changed since it was written.\n")
    assert main(["restore", kept, "--warehouse", target]) == 1
    assert "already exists. Move it away" in capsys.readouterr().err


def newest(warehouse: Warehouse) -> str:
    return sha256(files(warehouse, "journal")[-1].read_bytes()).hexdigest()


def test_a_rehearsal_restores_nothing(warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "kept.tar"
    backup(warehouse, kept)
    before = sorted(tmp_path.rglob("*"))
    assert main(["restore", str(kept), "--warehouse", str(tmp_path / "elsewhere"), "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert told == f"{kept} can be restored. Its newest event is 5, sha256 {newest(warehouse)}.\n"
    assert sorted(tmp_path.rglob("*")) == before


def test_a_backup_that_could_not_be_restored_is_an_error(
    warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = files(warehouse, "data")[0]
    path.chmod(0o644)
    path.write_bytes(b"?")
    assert main(["backup", "--warehouse", str(warehouse.root), "-o", str(tmp_path / "kept.tar")]) == 1
    assert path.name in capsys.readouterr().err


def test_the_same_records_give_the_same_bytes(warehouse: Warehouse, tmp_path: Path) -> None:
    for kept in ("one.tar", "two.tar"):
        backup(warehouse, tmp_path / kept)
    assert (tmp_path / "one.tar").read_bytes() == (tmp_path / "two.tar").read_bytes()


def test_another_machine_does_not_know_the_key_until_it_is_accepted(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    backup(warehouse, tmp_path / "kept.tar")
    monkeypatch.setenv(keys.ENVIRONMENT, str(tmp_path / "other machine" / "key.pem"))
    keys.open_key(tmp_path / "another organisation")
    target = ["--warehouse", str(tmp_path / "elsewhere")]
    assert main(["restore", str(tmp_path / "kept.tar"), *target]) == 0
    assert "does not know the key" in capsys.readouterr().err
    assert main(["verify", *target]) == 1
    accepting = ["accept", *target, "--who", "cyd", "--note", "moved to the new server"]
    assert main(accepting) == 1
    assert "not listed in TIEOUT_ADMINISTRATORS" in capsys.readouterr().err
    monkeypatch.setenv("TIEOUT_ADMINISTRATORS", "cyd")
    assert main(accepting) == 0
    assert main(["verify", *target]) == 0


def test_a_backup_on_another_machine_holds_the_key_that_signed_its_label(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(keys.ENVIRONMENT, str(tmp_path / "other machine" / "key.pem"))
    backup(warehouse, tmp_path / "kept.tar")
    monkeypatch.setenv(keys.ENVIRONMENT, str(tmp_path / "third machine" / "key.pem"))
    restored = restore(tmp_path / "kept.tar", tmp_path / "elsewhere")
    assert len(keys.list_ids(restored.folder)) == 2


def write_within(limit: int, target: Path) -> None:
    """Replace a file in a process that cannot write more than a number of bytes, as on a full disk."""
    import resource  # noqa: PLC0415 - Windows has none

    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        write_output(target, lambda path: path.write_bytes(b"x" * 10_000))
    except OSError:
        sys.exit(1)


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of Linux and macOS")
def test_a_full_disk_leaves_the_former_file(tmp_path: Path) -> None:
    target = tmp_path / "new" / "folders" / "kept.tar"
    for limit, code in ((20_000, 0), (1_000, 1)):
        child = SPAWN.Process(target=write_within, args=(limit, target))
        child.start()
        child.join()
        assert child.exitcode == code
        assert target.read_bytes() == b"x" * 10_000
        assert [path.name for path in target.parent.iterdir()] == ["kept.tar"]


def test_nothing_is_overwritten(warehouse: Warehouse, tmp_path: Path) -> None:
    backup(warehouse, tmp_path / "kept.tar")
    before = held(warehouse)
    with pytest.raises(NotRestored, match="exists"):
        restore(tmp_path / "kept.tar", warehouse.root)
    assert held(warehouse) == before
    assert [path.name for path in warehouse.root.iterdir()] == ["ash-co"]


def test_while_others_write(warehouse: Warehouse, tmp_path: Path) -> None:
    child = SPAWN.Process(target=record_for_ever, args=(warehouse.root, "ben"))
    child.start()
    try:
        heads: set[tuple[int, int]] = set()
        deadline = monotonic() + 60
        while len(heads) < 4 and monotonic() < deadline:
            kept = tmp_path / f"{len(heads)}.tar"
            backup(warehouse, kept)
            restored = restore(kept, tmp_path / f"{monotonic()}")
            assert verify(restored) == []
            heads.add((AuditLog(restored).head(), restored.head().number))
    finally:
        child.kill()
        child.join()
    assert len(heads) == 4
