"""A damaged organisation says so, and no other is affected."""

from pathlib import Path

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
