"""Every record that is changed, removed, inserted or swapped is found and reported."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from close.archive.verify import verify
from close.commands.command import main
from close.store import records
from close.store.audit_log import AuditLog, Broken, Draft
from close.store.evidence import check
from close.store.manifests import BrokenRecord, publish_record
from close.store.warehouse import Warehouse
from close.store.witness.heads import Doubted
from tests.given.recorded import files, organisation

SMALL = 1500
CHAINS, NAMED = ("journal", "manifests"), ("data", "exports", "evidence")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return organisation(tmp_path_factory.mktemp("recorded"))


@pytest.fixture
def warehouse(whole: Warehouse) -> Iterator[Warehouse]:
    """Prepare the organisation. Changes made by a test are undone."""
    before = {path: path.read_bytes() for path in files(whole)}
    assert verify(whole) == []
    for path in before:
        path.chmod(0o644)
    yield whole
    for path in set(files(whole)) - before.keys():
        path.unlink()
    for path, content in before.items():
        path.write_bytes(content)
    assert verify(whole) == []


def named(warehouse: Warehouse, path: Path) -> str:
    return path.relative_to(warehouse.folder).as_posix()


def swap(one: Path, other: Path) -> None:
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def places(content: bytes, chance: Random) -> list[int]:
    """Return every byte of a small file, or some bytes of a large one."""
    return list(range(len(content))) if len(content) <= SMALL else sorted(chance.sample(range(len(content)), 100))


def test_there_is_something_of_everything(warehouse: Warehouse) -> None:
    counts = {folder: len(files(warehouse, folder)) for folder in (*CHAINS, *NAMED)}
    assert counts["journal"] == 5
    assert counts["manifests"] == 2
    assert min(counts.values()) >= 2


@pytest.mark.parametrize("folder", CHAINS)
def test_a_byte_changed_in_a_chain_is_named(warehouse: Warehouse, folder: str) -> None:
    chance = Random(1)
    for path in files(warehouse, folder):
        content = path.read_bytes()
        for place in places(content, chance):
            path.write_bytes(
                content[:place] + bytes([content[place] ^ (1 << chance.randrange(8))]) + content[place + 1 :]
            )
            assert next(records.verify(warehouse.folder / folder)).path == named(warehouse, path), place
        assert verify(warehouse)[0].path == named(warehouse, path)
        path.write_bytes(content)


@pytest.mark.parametrize("folder", NAMED)
def test_a_byte_changed_in_what_a_chain_names_is_named(warehouse: Warehouse, folder: str) -> None:
    chance = Random(2)
    for path in files(warehouse, folder):
        content, name = path.read_bytes(), named(warehouse, path)
        sha256 = records.digest(content)
        for place in places(content, chance):
            path.write_bytes(
                content[:place] + bytes([content[place] ^ (1 << chance.randrange(8))]) + content[place + 1 :]
            )
            assert check(warehouse.folder, name, sha256) is not None, place
        assert {fault.path for fault in verify(warehouse)} == {name}
        path.write_bytes(content)


def test_a_byte_more_or_less_is_named(warehouse: Warehouse) -> None:
    for path in files(warehouse):
        content = path.read_bytes()
        for other in (content + b"\n", content[:-1], b""):
            path.write_bytes(other)
            assert verify(warehouse)[0].path == named(warehouse, path)
        path.write_bytes(content)


def test_a_file_taken_away_is_named(warehouse: Warehouse) -> None:
    newest_head = files(warehouse, "heads")[-1]
    for path in files(warehouse):
        content = path.read_bytes()
        path.unlink()
        why = [fault.why[:13] for fault in verify(warehouse) if fault.path == named(warehouse, path)]
        assert why[:1] == ([] if path == newest_head else ["it is missing"])
        path.write_bytes(content)


@pytest.mark.parametrize("folder", CHAINS)
def test_an_event_or_snapshot_put_in_is_named(warehouse: Warehouse, folder: str) -> None:
    first, *_, last = files(warehouse, folder)
    after = last.with_name(records.name(int(last.stem) + 1))
    after.write_bytes(first.read_bytes())
    assert verify(warehouse)[0].path == named(warehouse, after)
    after.rename(last.with_name(records.name(int(last.stem) + 2)))
    assert verify(warehouse)[0].path == named(warehouse, after)


@pytest.mark.parametrize("folder", [*CHAINS, *NAMED])
def test_swapped_files_are_named(warehouse: Warehouse, folder: str) -> None:
    one, other = files(warehouse, folder)[:2]
    swap(one, other)
    assert verify(warehouse)[0].path in {named(warehouse, one), named(warehouse, other)}


def test_an_event_rewritten_with_its_own_digest_is_found_by_the_next(warehouse: Warehouse) -> None:
    first, second, *_ = files(warehouse, "journal")
    record = records.read(first)
    first.unlink()
    publish_record(first.parent, 1, {**record, "who": "mallory"})
    fault = verify(warehouse)[0]
    assert (fault.path, named(warehouse, first) in fault.why) == (named(warehouse, second), True)


@pytest.mark.parametrize("folder", CHAINS)
@pytest.mark.parametrize("content", ["[]", "{}", "null", '{"number": []}', '{"number": 1, "lan', ""])
def test_a_record_of_another_shape_is_a_fault_and_not_a_traceback(
    warehouse: Warehouse, folder: str, content: str
) -> None:
    last = files(warehouse, folder)[-1]
    last.write_text(content)
    assert verify(warehouse)[0].path == named(warehouse, last)
    with pytest.raises(BrokenRecord, match="is damaged"):
        (Warehouse(warehouse.root, warehouse.organisation).head(), AuditLog(warehouse).events())


def test_what_comes_after_a_hole_is_not_read_as_whole(warehouse: Warehouse) -> None:
    files(warehouse, "journal")[1].unlink()
    moved = Warehouse(warehouse.root, "Ash & Co")
    files(warehouse, "journal")[-1].rename(warehouse.folder / "journal" / records.name(9))
    with pytest.raises(Broken, match="verify"):
        AuditLog(moved).events()
    with pytest.raises(Doubted, match="verify"):
        AuditLog(moved).record(Draft("ada", "commented", "2026-03", "month"))


def test_the_command_names_the_first_that_was_touched(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--warehouse", str(warehouse.root)]
    assert main(["verify", *where]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "No record of ash-co has changed since it was written."
    assert told[1].startswith("Events 1 to 5 are signed with the key ")
    second, third = files(warehouse, "journal")[1:3]
    second.write_bytes(second.read_bytes().replace(b"ada", b"eve"))
    assert main(["verify", *where]) == 1
    output = capsys.readouterr().err.splitlines()
    assert output[0] == f"{named(warehouse, second)}: it was changed after it was written"
    assert output[1].startswith(f"{named(warehouse, third)}: it does not follow {named(warehouse, second)}")
