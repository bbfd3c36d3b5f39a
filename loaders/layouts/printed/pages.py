"""The pages of a printed report, joined: without the headers and lines that each page repeats.

The caller has to prove that all rows are from one export, for example by a grand total at the end. The lines above
repeated headers must be those above the first headers, so that no page of a different report, month or company is read.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from operator import itemgetter

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from loaders.cells.date_ranges import read_date_range
from loaders.files.sheets import Sheet, SheetBuilder
from loaders.layouts.description import Export
from loaders.layouts.grids import SecondHeader, find_headers, has_headers, list_grids
from loaders.layouts.printed.page_rows import PageRow, read_near, read_top
from loaders.layouts.totals import CutOff, TotalsDiffer

_FEW = 2
_PAGE = re.compile(r"^\W*page \d+( of \d+)?$", re.IGNORECASE)


class PagesDiffer(Refused):
    """A page with other lines above its headers than the first page, or with a balance that it does not take over."""

    def __init__(self, line: int, text: str, header: int) -> None:
        super().__init__(
            f'Line {line} ("{text}"), above the headers in line {header}, differs from the lines on the other pages. '
            "Export each report to a separate file, without page breaks."
        )


def join_pages(export: Export) -> Export:
    """Return the export without repeated headers and the lines above them, with `pages` set to the headers' lines.

    Raises SecondHeader if other headers follow, and PagesDiffer.
    """
    breaks = list(_find_breaks(export))
    if not breaks:
        return export
    near, headings = read_near(export, [*breaks, export.sheet.rows])
    top = {row.text for row in read_top(export)} - {""}
    blocks = [_find_block(near, top, row) for row in breaks]
    _check_alike(near, top, blocks, breaks)
    dropped = {*breaks, *(row for block in blocks for row in block), *_find_footer(near, export.sheet.rows)}
    for row, block in zip(breaks, blocks, strict=True):
        dropped |= _find_repeats(near, headings, row, row - len(block) - 1, dropped)
    pages = tuple(near[row].line for row in breaks)
    titled = all(any(not near[row].is_number for row in block) for block in blocks)
    return replace(export, sheet=_drop(export.sheet, dropped), pages=pages, has_titled_pages=titled)


@contextmanager
def explain_pages(export: Export, *kinds: type[Refused]) -> Iterator[None]:
    """Turn an error in the rows of several pages into SecondHeader: they may be those of several exports."""
    try:
        yield
    except Refused as error:
        if not export.pages or not isinstance(error, (CutOff, TotalsDiffer, *kinds)):
            raise
        raise SecondHeader(export.pages[0], str(error)) from error


def _find_breaks(export: Export) -> Iterator[int]:
    """Return the rows that repeat the headers. Raises SecondHeader."""
    for grid in list_grids(export):
        for row in find_headers(grid):
            if not has_headers(grid, row):
                raise SecondHeader(grid.lines[row].as_py())
            yield export.header + 1 + grid.first + row


def _find_block(near: Mapping[int, PageRow], top: Collection[str], row: int) -> list[int]:
    """Return the rows directly above repeated headers that the first page also has, or that number the page.

    Raises PagesDiffer for lines of a different report above them.
    """
    block: list[int] = []
    while (above := near.get(row - len(block) - 1)) and (above.text in top or above.is_number):
        block.append(row - len(block) - 1)
    differing, index = near.get(row - len(block) - 1), row - len(block) - 1
    while (other := near.get(index)) and len(other.cells) <= _FEW:
        index -= 1
        if differing and (other.text in top or read_date_range(other.text, "day-first")):
            raise PagesDiffer(differing.line, " ".join(differing.cells), near[row].line)
    return block


def _find_footer(near: Mapping[int, PageRow], end: int) -> Iterator[int]:
    """Return the rows that number the last page, except "Page 7 of 7", which shows that the file is complete."""
    while (row := near.get(end - 1)) and row.is_number and not _PAGE.match(" ".join(row.cells)):
        end -= 1
        yield end


def _check_alike(
    near: Mapping[int, PageRow], top: Collection[str], blocks: Sequence[Sequence[int]], breaks: Sequence[int]
) -> None:
    """Check that every page repeats the same lines, and that none has another in place of one. Raises PagesDiffer."""
    lines = [{near[row].text for row in block if not near[row].is_number} for block in blocks]
    for row, block, found in zip(breaks, blocks, lines, strict=True):
        above = near.get(row - len(block) - 1, near[row])
        in_place = found and len(found) < len(top) and len(above.cells) == 1
        if found != lines[0] or in_place:
            raise PagesDiffer(above.line, " ".join(above.cells), near[row].line)


def _find_repeats(
    near: Mapping[int, PageRow],
    headings: Sequence[tuple[int, PageRow]],
    row: int,
    before: int,
    dropped: Collection[int],
) -> set[int]:
    """Return the rows next to a page break that repeat a heading or a balance of the page before.

    `before` is the last row of that page. Raises PagesDiffer.
    """
    earlier = reversed(headings[: bisect_left(headings, before + 1, key=itemgetter(0))])
    heading = next((one.heading for at, one in earlier if at not in dropped), "")
    below, repeats = near.get(row + 1), set[int]()
    if below and below.may_head and below.heading == heading:
        repeats.add(row + 1)
        below = near.get(row + 2)
    above = near.get(before)
    if below and above and below.carries and len(above.cells) > 1:
        if not above.carries or above.amounts != below.amounts:
            raise PagesDiffer(below.line, " ".join(below.cells), near[row].line)
        repeats |= {before, row + 1 + len(repeats)}
    return repeats


def _drop(sheet: Sheet, rows: Collection[int]) -> Sheet:
    """Return a sheet without some rows."""
    builder, left_out = SheetBuilder(), pa.array(sorted(rows), pa.int64())
    for part in sheet.parts():
        indexes = pa.array(range(part.first, part.first + len(part.lines)), pa.int64())
        kept = pc.invert(pc.is_in(indexes, value_set=left_out))
        builder.add([c.filter(kept) for c in part.columns], part.lines.filter(kept), part.widths.filter(kept))
    return builder.build(sheet.reading, sheet.whole, sheet.name, sheet.lost)
