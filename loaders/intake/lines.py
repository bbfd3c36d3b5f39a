"""One line of an export as it stands in the file: where a number on the screen ends."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow.compute as pc

from loaders.catalogue import LOADERS
from loaders.files.sources import open_sheets
from loaders.layouts.description import Loader
from loaders.layouts.recognition import recognise


@dataclass(frozen=True)
class Lines:
    """What a file holds at a line, below its own headings: one row, or one for each line of a document of a list.

    Cells are text as in the file, trimmed; None where there is nothing. `sheet` is the name of the workbook's sheet.
    """

    sheet: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


def read_lines(content: bytes, line: int, loaders: Sequence[Loader] = LOADERS) -> Lines:
    """The row or rows at a line of an export; none where it has no such line. Raises what `open_sheets` raises."""
    page = recognise(open_sheets(content), loaders)
    headings = tuple(heading or "" for heading in page.sheet.row(page.header))
    found = pc.indices_nonzero(pc.equal(page.sheet.lines, line)).to_pylist()
    return Lines(page.sheet.name, headings, tuple(page.sheet.row(index) for index in found if index != page.header))
