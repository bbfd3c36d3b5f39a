"""The lines of an export as they are in its file, read again from the original bytes."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow.compute as pc

from loaders.files.contents import Content
from loaders.files.formats import open_sheets
from loaders.intake.exports import LOADERS
from loaders.ledger.layouts.single.account_sheets import find_place
from loaders.mapping.choice import choose_exports
from loaders.mapping.mapping import Mapping


@dataclass(frozen=True)
class OriginalLine:
    """A line of a file under the file's own headings: one row, or several if a JSON document has several lines.

    Cells are text as in the file, trimmed, or None if empty. `sheet` is the name of the workbook's sheet, and `number`
    that of the line on it.
    """

    sheet: str
    number: int
    headings: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


def read_original_line(content: Content, line: int, sheet: str = "", mappings: Sequence[Mapping] = ()) -> OriginalLine:
    """Return a line of an export, without rows if the file has no such line.

    `sheet` is the name of the workbook's sheet. If it is blank, the first sheet with a report counts. `mappings` are
    those that may have read it. Raises the errors of `open_sheets` and `choose_exports`.
    """
    sheets = [one for one in open_sheets(content) if not sheet or one.name == sheet]
    export = choose_exports(sheets, LOADERS, mappings)[0]
    headings = tuple(heading or "" for heading in export.sheet.row(export.header))
    rows = tuple(
        tuple(column[at].as_py() for column in part.columns)
        for part in export.sheet.parts()
        for at in pc.indices_nonzero(pc.equal(part.lines, line)).to_pylist()
        if part.first + at != export.header
    )
    name, number = find_place(export.joined, line) if export.joined else (export.sheet.name, line)
    return OriginalLine(name, number, headings, rows)
