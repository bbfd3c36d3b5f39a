"""What the screen gets of a file to map: never more than it shows, and never of a file that is too long for it."""

import pytest

from loaders.files.formats import open_sheets
from loaders.omni.sales import LOADER
from loaders.uploads import previews
from loaders.uploads.previews import MOST_LETTERS, TooLong, open_short
from loaders.uploads.reader import read_apart
from tests.loaders.exports import sales_csv


def test_long_cells_are_cut_for_the_screen_alone() -> None:
    content = b"Day,Note\n2026-04-01," + b"x" * 900_000 + b"\n2026-04-02,short\n"
    (sheet,) = read_apart(open_short, content).sheets
    assert [len(cell or "") for cell in sheet.row(1)] == [len("2026-04-01"), MOST_LETTERS]
    assert (sheet.row(2), sheet.line(2)) == (("2026-04-02", "short"), 3)
    assert len(open_sheets(content)[0].row(1)[1] or "") == 900_000


def test_a_known_export_is_named() -> None:
    known = read_apart(open_short, sales_csv()).known
    assert known == (LOADER.name, LOADER.title)
    assert read_apart(open_short, b"Day,Note\n2026-04-01,none\n").known is None


def test_a_file_too_long_for_the_screen_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previews, "LONGEST", 10)
    with pytest.raises(TooLong, match="too long to be mapped on screen"):
        open_short(b"Day,Note\n2026-04-01,none\n")
