"""Every kind of file, edited in every way: `verify` names it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from close.archive.verify import list_notes
from close.store.witness import keys
from close.work import comments
from tests.archive.tampering.edits import (
    EDITS,
    HARMLESS,
    KINDS,
    Kept,
    double,
    flip,
    put_older,
    swap,
)
from tests.given import forgery
from tests.given.recorded import PERIOD


def test_the_untouched_copy_has_no_faults(kept: Kept) -> None:
    assert kept.faults() == set()
    assert all(kept.files(kind) for kind in KINDS)
    own = keys.find_key()
    assert own
    assert list_notes(kept.warehouse) == [
        f"Events 1 to 5 are signed with the key {own.key_id}, which is this installation's."
    ]


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
