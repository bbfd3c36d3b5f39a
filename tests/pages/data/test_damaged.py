"""An organisation that cannot be read says so, and no other is affected."""

from pathlib import Path

import pytest

from close.store import manifests
from close.store.audit_log import AuditLog, Draft
from close.store.records import name, read
from close.store.warehouse import Warehouse
from pages.parts.frame import page_context
from tests.pages.conftest import CLEAN, FAULTY
from tests.pages.screen import Open, words


def damage(root: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    last = max((root / CLEAN / "manifests").iterdir())
    last.chmod(0o644)
    last.write_text('{"number": 1, "land')
    return f"The record manifests/{last.name} of {CLEAN} is damaged"


def write_with_a_newer_version(root: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    with monkeypatch.context() as patch:
        patch.setattr(manifests, "FORMAT", manifests.FORMAT + 1)
        warehouse = Warehouse(root, CLEAN)
        head = warehouse.head()
        assert warehouse.manifests.publish(head.follow(head.landings, head.published_at))
    return f"{CLEAN} was written by a newer version of Tieout"


@pytest.mark.parametrize("spoil", [damage, write_with_a_newer_version])
def test_an_unreadable_organisation_breaks_only_itself(spoil, open_page: Open, writable: Path, monkeypatch) -> None:
    said = spoil(writable, monkeypatch)
    other = open_page("sales_and_credits", FAULTY)
    assert not other.exception
    assert not other.error
    assert CLEAN in page_context.known_organisations()
    spoiled = open_page("overview", CLEAN)
    assert not spoiled.exception
    assert said in words(spoiled)


def test_a_forged_event_is_announced_above_every_page(open_page: Open, writable: Path) -> None:
    """A record that nobody with the key has written: the pages still open, with a warning."""
    AuditLog(Warehouse(writable, CLEAN)).record(Draft("ada", "commented", "2026-03", "month", "one"))
    journal = writable / CLEAN / "journal"
    manifests.publish_record(journal, 2, {**read(journal / name(1)), "number": 2})
    for page in ("overview", "bridge"):
        opened = open_page(page, CLEAN)
        assert not opened.exception
        assert f"The records of {CLEAN} are in doubt: journal/{name(2)}, it is not signed" in words(opened)
    assert not open_page("sales_and_credits", FAULTY).error
