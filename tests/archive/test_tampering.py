"""Every kind of file, edited in every way: `verify` names it, or the anchor does.

What neither can show is asserted as well, and listed in docs/audit-log.md.
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from close.archive.verify import list_notes, verify
from close.store.audit_log import AuditLog, Draft
from close.store.records import close_record, digest, list_records, name
from close.store.warehouse import Warehouse
from close.store.witness import keys
from close.store.witness.anchor import ENVIRONMENT as ANCHOR
from close.store.witness.anchor import AheadOfLog
from close.store.witness.heads import Doubted
from close.work import comments
from tests.given import forgery
from tests.given.recorded import PERIOD, files, organisation

KINDS = ("journal", "heads", "manifests", "data", "exports", "evidence", "keys", "anchor")


@dataclass(frozen=True)
class Kept:
    """A warehouse and its anchor, which a test may edit."""

    warehouse: Warehouse
    anchor: Path

    def files(self, kind: str) -> list[Path]:
        return [self.anchor] if kind == "anchor" else files(self.warehouse, kind)

    def name(self, path: Path) -> str:
        return str(path) if path == self.anchor else path.relative_to(self.warehouse.folder).as_posix()

    def faults(self) -> set[str]:
        """Return the files that verify names. A line of the anchor counts as the anchor."""
        return {fault.path.split(",")[0] for fault in verify(self.warehouse)}

    def cut(self, *parts: str, count: int = 1) -> None:
        """Remove the newest files of some folders."""
        for part in parts:
            for path in list_records(self.warehouse.folder / part)[-count:]:
                path.unlink()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ANCHOR, str(folder / "anchor"))
        return Kept(organisation(folder / "warehouse"), folder / "anchor")


@pytest.fixture
def kept(whole: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """Copy the warehouse and its anchor."""
    shutil.copytree(whole.warehouse.root, tmp_path / "warehouse", ignore=shutil.ignore_patterns("steps"))
    shutil.copy(whole.anchor, tmp_path / "anchor")
    monkeypatch.setenv(ANCHOR, str(tmp_path / "anchor"))
    return Kept(Warehouse(tmp_path / "warehouse", whole.warehouse.organisation), tmp_path / "anchor")


@pytest.fixture
def other_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> keys.SigningKey:
    """Return the key of somebody else."""
    with monkeypatch.context() as patch:
        patch.setenv(keys.ENVIRONMENT, str(tmp_path / "elsewhere" / "key.pem"))
        return keys.open_key(tmp_path / "elsewhere")


def put_key(kept: Kept, key: keys.SigningKey) -> str:
    """Put a public key into the organisation's folder, and return its name."""
    path = kept.warehouse.folder / "keys" / f"{key.key_id}.pem"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(key.public)
    return kept.name(path)


def test_the_untouched_copy_has_no_faults(kept: Kept) -> None:
    assert kept.faults() == set()
    assert all(kept.files(kind) for kind in KINDS)
    own = keys.find_key()
    assert own
    assert list_notes(kept.warehouse) == [
        f"Events 1 to 5 are signed with the key {own.key_id}, which is this installation's."
    ]


# --- every kind of file, every edit that does not try to be consistent


def flip(path: Path, _: Path, where: float = 0.5) -> None:
    content = bytearray(path.read_bytes())
    content[int(len(content) * where)] ^= 1
    forgery.overwrite(path, bytes(content))


def cut_short(path: Path, _: Path) -> None:
    forgery.overwrite(path, path.read_bytes()[:-20])


def double(path: Path, _: Path) -> None:
    forgery.overwrite(path, path.read_bytes() * 2)


def swap(path: Path, other: Path) -> None:
    one, two = path.read_bytes(), other.read_bytes()
    forgery.overwrite(path, two)
    forgery.overwrite(other, one)


def put_older(path: Path, other: Path) -> None:
    forgery.overwrite(path, other.read_bytes())


def delete(path: Path, _: Path) -> None:
    path.unlink()


EDITS = (flip, cut_short, double, swap, put_older, delete)
# An anchor with each line twice claims the same. Without its last line, or without any, it is behind: `verify`
# says so, and the next act adds the lines again, from the signed heads.
HARMLESS = {("anchor", double), ("anchor", delete), ("heads", delete)}


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
@pytest.mark.parametrize("kind", KINDS)
def test_an_edit_is_named(kept: Kept, kind: str, edit: Callable[[Path, Path], None]) -> None:
    """Edit the newest file of a kind, with one before it as the older copy."""
    path, other = kept.files(kind)[-1], kept.files(kind)[0]
    if path == other and edit in (swap, put_older):
        other = kept.files("evidence")[0]
    edit(path, other)
    if (kind, edit) in HARMLESS:
        assert kept.faults() == set()
        assert edit is double or len(list_notes(kept.warehouse)) == 2
    else:
        assert kept.faults() & {kept.name(path), kept.name(other)}, (kind, edit)


@pytest.mark.parametrize("kind", ["heads", "keys", "anchor"])
def test_a_byte_flipped_anywhere_is_named(kept: Kept, kind: str) -> None:
    path = kept.files(kind)[-1]
    content = path.read_bytes()
    for tenth in range(10):
        flip(path, path, tenth / 10)
        assert kept.faults() == {kept.name(path)}, tenth
        forgery.overwrite(path, content)


def test_a_line_of_the_anchor_is_deleted_or_moved(kept: Kept) -> None:
    lines = kept.anchor.read_bytes().splitlines(keepends=True)
    assert len(lines) == 5
    kept.anchor.write_bytes(b"".join(lines[:2] + lines[3:]))
    assert kept.faults() == {str(kept.anchor)}
    kept.anchor.write_bytes(b"".join(lines[1:]))
    assert kept.faults() == {str(kept.anchor)}
    kept.anchor.write_bytes(b"".join(lines[::-1]))  # only the numbers of lines matter, not their order
    assert kept.faults() == set()
    kept.anchor.write_bytes(b"".join(lines[:-1]))
    assert kept.faults() == set()
    assert "Event 5 is not in the anchor so far. The next act adds it." in list_notes(kept.warehouse)
    comments.comment(kept.warehouse, PERIOD, "month", "ada", "one more")
    assert [json.loads(line)["event"] for line in kept.anchor.read_bytes().splitlines()] == [1, 2, 3, 4, 5, 6]


# --- consistent edits without the key


def test_a_forged_event_is_named_and_nothing_is_recorded_after_it(kept: Kept) -> None:
    folder = kept.warehouse.folder
    last = json.loads((folder / "journal" / name(5)).read_bytes())
    forged = {**last, "number": 6, "who": "mallory", "before": digest((folder / "journal" / name(5)).read_bytes())}
    for left_out in (("digest", "signature"), ("digest",)):
        content = {key: value for key, value in forged.items() if key not in left_out}
        (folder / "journal" / name(6)).write_bytes(close_record(content, None))
        assert kept.faults() == {f"journal/{name(6)}"}
        with pytest.raises(Doubted, match=name(6)):
            comments.comment(kept.warehouse, PERIOD, "month", "ada", "one more")
        with pytest.raises(Doubted, match=name(6)):
            kept.warehouse.revise(lambda head: head.follow(head.landings, "now"))
        assert not (folder / "heads" / name(6)).exists()


def test_records_of_another_organisation_are_named(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the signed records of one organisation, with the same key, into the empty log of another."""
    monkeypatch.delenv(ANCHOR)
    other = Warehouse(kept.warehouse.root, "Birch")
    shutil.copytree(kept.warehouse.folder, other.folder)
    assert {f"journal/{name(1)}", f"manifests/{name(1)}", f"heads/{name(1)}"} <= {f.path for f in verify(other)}


@pytest.mark.parametrize("kind", ["journal", "manifests", "heads"])
@pytest.mark.parametrize("position", [0, -1])
def test_a_record_with_a_right_hash_and_an_old_signature_is_named(kept: Kept, kind: str, position: int) -> None:
    path = kept.files(kind)[position]
    forgery.claim(path, who="mallory", event_sha256="0" * 64)
    if kind != "heads":
        forgery.rewrite_chain(path.parent, dict, keep_signatures=True)
    assert kept.name(path) in kept.faults()


@pytest.mark.parametrize("kind", ["journal", "manifests"])
def test_a_chain_rewritten_without_signatures_is_named(kept: Kept, kind: str) -> None:
    forgery.rewrite_chain(kept.warehouse.folder / kind, lambda record: record | {"who": "mallory"})
    assert kept.faults() & {kept.name(path) for path in kept.files(kind)}


@pytest.mark.parametrize("kind", ["data", "exports", "evidence"])
def test_a_file_whose_hash_is_rewritten_everywhere_is_named_by_the_key(
    kept: Kept, kind: str, other_key: keys.SigningKey
) -> None:
    """Sign everything again, with a key that this installation does not know."""
    forgery.rewrite_everywhere(kept.warehouse, kept.files(kind)[0], other_key)
    public = put_key(kept, other_key)
    faults = kept.faults()
    assert public in faults
    assert f"journal/{name(5)}" in faults  # the anchor has another


def test_another_key_under_the_name_of_ours_is_named(kept: Kept, other_key: keys.SigningKey) -> None:
    (path,) = kept.files("keys")
    forgery.overwrite(path, other_key.public)
    assert kept.faults() == {kept.name(path)}


def test_a_line_of_the_anchor_is_rewritten(kept: Kept) -> None:
    lines = kept.anchor.read_bytes().splitlines(keepends=True)
    forged = json.dumps({**json.loads(lines[-1]), "event_sha256": "0" * 64}, sort_keys=True).encode()
    kept.anchor.write_bytes(b"".join(lines[:-1]) + forged)
    assert kept.faults() == {str(kept.anchor), f"journal/{name(5)}"}
    kept.anchor.write_bytes(b"".join([*lines, forged]))  # one more line does not hide the one before
    assert kept.faults() == {str(kept.anchor), f"journal/{name(5)}"}


# --- what only the anchor shows


def cut_tail(kept: Kept) -> None:
    kept.cut("journal", "heads", count=2)


def delete_log(kept: Kept) -> None:
    for part in ("journal", "heads"):
        shutil.rmtree(kept.warehouse.folder / part)


def go_back(kept: Kept) -> None:
    """Put an older copy of the whole folder in its place."""
    kept.cut("journal", "heads", count=3)
    kept.cut("manifests")


def strip(kept: Kept) -> None:
    """Rewrite everything as if it came from before records were signed."""
    forgery.state_again(kept.warehouse, '"ada"', '"eve"')


ROLLBACKS = (cut_tail, delete_log, go_back, strip)


@pytest.mark.parametrize("forge", ROLLBACKS, ids=lambda forge: forge.__name__)
def test_only_the_anchor_shows_an_older_or_stripped_log(
    kept: Kept, forge: Callable[[Kept], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The records left are as they were, so nothing in the folder can show it. The anchor does, before any act."""
    forge(kept)
    assert f"journal/{name(5)}" in kept.faults()
    before = kept.anchor.read_bytes()
    with pytest.raises(AheadOfLog, match="tieout accept"):
        AuditLog(kept.warehouse).record(Draft("ada", "commented", PERIOD, "month", "one more"))
    with pytest.raises(AheadOfLog):
        kept.warehouse.revise(lambda head: head.follow(head.landings, "now"))
    assert kept.anchor.read_bytes() == before
    monkeypatch.delenv(ANCHOR)
    assert kept.faults() == set()


def test_uploads_after_the_newest_event_can_be_cut(kept: Kept) -> None:
    """Check a limit: the anchor has a line per event, which states the newest snapshot at that time."""
    kept.warehouse.revise(lambda head: head.follow(head.landings, "now"))
    assert kept.faults() == set()
    kept.cut("manifests")
    assert kept.faults() == set()
    kept.cut("manifests")
    assert f"manifests/{name(2)}" in kept.faults()


def test_a_cut_of_events_alone_is_named_by_their_heads(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ANCHOR)
    kept.cut("journal", count=2)
    assert kept.faults() == {f"journal/{name(4)}", f"journal/{name(5)}"}
