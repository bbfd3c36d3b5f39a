"""Logs turned back to an older state. What `verify` alone cannot show is asserted as well: see docs/audit-log.md."""

from collections.abc import Callable

import pytest

from close.store.audit_log import AuditLog, Draft
from close.store.records import name
from close.store.witness.anchor import ENVIRONMENT as ANCHOR
from close.store.witness.anchor import AheadOfLog
from tests.archive.tampering.edits import ROLLBACKS, Kept
from tests.given.recorded import PERIOD


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
