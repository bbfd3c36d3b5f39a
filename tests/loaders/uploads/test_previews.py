"""A file to map, of which the screen gets no more than it shows, and nothing if it is too long."""

import re
from collections.abc import Iterator
from inspect import getsource

import pytest

from close.errors import Refused
from loaders.files.formats import open_sheets
from loaders.mapping.loader import HeadersDiffer, WidthDiffers
from loaders.omni.sales import LOADER
from loaders.uploads import previews
from loaders.uploads.previews import MAPPABLE, MOST_LETTERS, TooLong, open_short
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


def list_refusals(kind: type[Refused] = Refused) -> Iterator[type[Refused]]:
    for each in kind.__subclasses__():
        yield each
        yield from list_refusals(each)


def test_what_tells_to_map_a_file_offers_to_map_it() -> None:
    with_a_mapping = {HeadersDiffer, WidthDiffers}  # whoever meets them is mapping the file already
    advising = {
        kind
        for kind in list_refusals()
        if kind.__module__.startswith("loaders.") and re.search(r"[Mm]ap (its|the) columns", getsource(kind))
    }
    assert len(advising) > 5
    assert not advising - {*MAPPABLE} - with_a_mapping
