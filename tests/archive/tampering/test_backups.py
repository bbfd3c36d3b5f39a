"""A backup that was cut, changed or made up is refused."""

import io
import json
import tarfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from close.archive.backup import NotRestored, backup, restore
from close.store.warehouse import Warehouse
from tests.given.recorded import files, organisation

LABEL = "backup.json"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return organisation(tmp_path / "warehouse")


def test_an_empty_backup_is_refused(tmp_path: Path) -> None:
    kept = tmp_path / "kept.tar"
    backup(Warehouse(tmp_path / "warehouse", "Nobody"), kept)
    with pytest.raises(NotRestored, match="incomplete: it contains 0 of 0 files"):
        restore(kept, tmp_path / "elsewhere")
    tarfile.open(kept, "w").close()
    with pytest.raises(NotRestored, match="cannot be read as a backup"):
        restore(kept, tmp_path / "elsewhere")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def read_tar(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}  # type: ignore[union-attr]


def write_tar(path: Path, label: object, contents: Mapping[str, bytes]) -> Path:
    """Write files as a backup would, under a label."""
    with tarfile.open(path, "w") as archive:
        for name, content in {LABEL: json.dumps(label).encode(), **contents}.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path


def test_a_backup_cut_consistently_is_refused(warehouse: Warehouse, tmp_path: Path) -> None:
    """Leave out the newest event and its head, and state the right number of files."""
    backup(warehouse, tmp_path / "kept.tar")
    contents = read_tar(tmp_path / "kept.tar")
    label = json.loads(contents.pop(LABEL))
    newest = ("journal/000000005.json", "heads/000000005.json")
    shorter = {name: content for name, content in contents.items() if not name.endswith(newest)}
    cut = write_tar(tmp_path / "cut.tar", {**label, "files": len(shorter)}, shorter)
    with pytest.raises(NotRestored, match="its label"):
        restore(cut, tmp_path / "elsewhere")


def test_a_label_that_is_not_signed_is_refused_beside_signed_records(warehouse: Warehouse, tmp_path: Path) -> None:
    kept, stripped = tmp_path / "kept.tar", tmp_path / "stripped.tar"
    backup(warehouse, kept)
    with tarfile.open(kept) as whole, tarfile.open(stripped, "w") as other:
        label, *members = whole.getmembers()
        stated = json.loads(whole.extractfile(label).read())  # type: ignore[union-attr]  # plain files have content
        bare = {key: stated[key] for key in ("organisation", "files", "event", "manifest")}
        for member in (label, *members):
            content = whole.extractfile(member).read()  # type: ignore[union-attr]
            content = json.dumps(bare).encode() if member is label else content
            member.size = len(content)
            other.addfile(member, io.BytesIO(content))
    with pytest.raises(NotRestored, match="its label"):
        restore(stripped, tmp_path / "elsewhere")


def test_nor_beside_signed_events_whose_heads_were_left_out(warehouse: Warehouse, tmp_path: Path) -> None:
    """Leave out the newest event as well: without heads and label, nothing else in the file shows it."""
    backup(warehouse, tmp_path / "kept.tar")
    contents = read_tar(tmp_path / "kept.tar")
    organisation = json.loads(contents.pop(LABEL))["organisation"]
    newest = f"journal/{len(files(warehouse, 'journal')):09d}.json"
    kept = {name: text for name, text in contents.items() if "/heads/" not in name and not name.endswith(newest)}
    cut = write_tar(tmp_path / "cut.tar", {"organisation": organisation, "files": len(kept)}, kept)
    with pytest.raises(NotRestored, match="its label"):
        restore(cut, tmp_path / "elsewhere")


def test_a_backup_with_a_foreign_file_is_refused(warehouse: Warehouse, tmp_path: Path) -> None:
    """Add a computed step, which no backup holds, under a label without a signature."""
    backup(warehouse, tmp_path / "kept.tar")
    contents = read_tar(tmp_path / "kept.tar")
    label = json.loads(contents.pop(LABEL))
    more = {**contents, f"{warehouse.organisation}/steps/keys/ab/abcd": b"forged"}
    unsigned = {"files": len(more), "organisation": label["organisation"]}
    grown = write_tar(tmp_path / "grown.tar", unsigned, more)
    with pytest.raises(NotRestored, match="steps/keys"):
        restore(grown, tmp_path / "elsewhere")


def test_a_changed_backup_is_not_restored(warehouse: Warehouse, tmp_path: Path) -> None:
    for path in (files(warehouse, "journal")[1], files(warehouse, "data")[0], files(warehouse, "evidence")[0]):
        whole = path.read_bytes()
        path.chmod(0o644)
        path.write_bytes(whole[:-2] + b"??")
        backup(warehouse, tmp_path / "kept.tar")
        with pytest.raises(NotRestored, match=path.name):
            restore(tmp_path / "kept.tar", tmp_path / "elsewhere")
        assert list((tmp_path / "elsewhere").iterdir()) == []
        path.write_bytes(whole)


def test_a_cut_backup_is_refused(warehouse: Warehouse, tmp_path: Path) -> None:
    """Cut the file anywhere. The audit log comes last, and without its end it would still be a complete chain."""
    kept = tmp_path / "kept.tar"
    backup(warehouse, kept)
    content = kept.read_bytes()
    with tarfile.open(kept) as archive:
        last = archive.getmembers()[-1]
    for end in (0, 100, len(content) // 2, last.offset, last.offset + 512, last.offset_data + last.size - 1):
        kept.write_bytes(content[:end])
        with pytest.raises(NotRestored):
            restore(kept, tmp_path / "elsewhere")
        assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("name", ["ash-co/../../evil.json", "/evil.json", "other/journal/000000001.json"])
@pytest.mark.parametrize("label", [{"organisation": "ash-co", "files": 1}, {"organisation": "..", "files": 1}, {}, 1])
def test_a_file_that_is_not_a_backup_is_refused(tmp_path: Path, name: str, label: object) -> None:
    write_tar(tmp_path / "kept.tar", label, {name: b"{}"})
    with pytest.raises(NotRestored):
        restore(tmp_path / "kept.tar", tmp_path / "elsewhere")
    assert not list(tmp_path.rglob("evil.json"))
    assert list((tmp_path / "elsewhere").iterdir()) == []
