"""A damaged organisation says so, and no other is affected."""

from pathlib import Path

from close.store.audit_log import AuditLog, Draft
from close.store.records import append, name, read
from close.store.warehouse import Warehouse
from pages.parts.frame import page_context
from tests.pages.conftest import CLEAN, FAULTY
from tests.pages.screen import Open, words


def test_a_damaged_organisation_breaks_only_itself(open_page: Open, writable: Path) -> None:
    last = max((writable / CLEAN / "manifests").iterdir())
    last.chmod(0o644)
    last.write_text('{"number": 1, "land')
    other = open_page("overview", FAULTY)
    assert not other.exception
    assert not other.error
    assert CLEAN in page_context.known_organisations()
    damaged = open_page("overview", CLEAN)
    assert not damaged.exception
    assert f"The record manifests/{last.name} of {CLEAN} is damaged" in words(damaged)


def test_a_forged_event_is_announced_above_every_page(open_page: Open, writable: Path) -> None:
    """A record that nobody with the key has written: the pages still open, with a warning."""
    AuditLog(Warehouse(writable, CLEAN)).record(Draft("ada", "commented", "2026-03", "month", "one"))
    append(writable / CLEAN / "journal", 2, {**read(writable / CLEAN / "journal" / name(1)), "number": 2})
    for page in ("overview", "bridge"):
        opened = open_page(page, CLEAN)
        assert not opened.exception
        assert f"The records of {CLEAN} are in doubt: journal/{name(2)}, it is not signed" in words(opened)
    assert not open_page("overview", FAULTY).error
