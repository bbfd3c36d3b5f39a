"""Records forged with a right hash, without a signature or with another key: `verify` names them."""

import json
import shutil

import pytest

from close.archive.verify import verify
from close.store.records import close_record, digest, name
from close.store.warehouse import Warehouse
from close.store.witness import keys
from close.store.witness.anchor import ENVIRONMENT as ANCHOR
from close.store.witness.heads import Doubted
from close.work import comments
from tests.archive.tampering.edits import (
    Kept,
    put_key,
)
from tests.given import forgery
from tests.given.recorded import PERIOD


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
