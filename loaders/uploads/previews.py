"""A preview of a mapped file: what would land, the checks, the rows that are not read, and the error, if any."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.spools import Rows, Spool
from close.store.warehouse import Warehouse
from loaders.cells.days import parse_day
from loaders.files.archives import measure_unpacked
from loaders.files.contents import Content
from loaders.files.formats import open_sheets
from loaders.files.sheets import Sheet
from loaders.intake.cards import Card
from loaders.intake.exports import LOADERS, Folder, read
from loaders.intake.periods import PeriodUnknown
from loaders.layouts.description import Check
from loaders.layouts.doubts.added_rows import AddedRow
from loaders.layouts.doubts.columns.unit_amounts import PerUnit
from loaders.layouts.doubts.summed_rows import TotalAmongRows
from loaders.layouts.grids import SecondHeader, list_grids
from loaders.layouts.recognition import ClaimedTwice, ColumnTwice, Unrecognised, WrappedHeaders, recognise
from loaders.layouts.table_rows import StrayRow
from loaders.ledger.layouts.ledger import OneAmount
from loaders.ledger.layouts.outline.lines import UnknownRow
from loaders.ledger.layouts.sides import SideUnknown
from loaders.mapping.choice import NoMappingFits
from loaders.mapping.file_columns import BLANK
from loaders.mapping.guesses import remember_formats
from loaders.mapping.loader import open_mapped
from loaders.mapping.mapping import Mapping
from loaders.mapping.numbered.evidence import OtherColumns, RowNotRead
from loaders.mapping.numbered.kinds import find_kinds
from loaders.mapping.numbered.relations import find_relations
from loaders.mapping.row_kinds import RowKind, sort_rows
from loaders.mapping.sides.roles import SidesSwapped
from loaders.mapping.sides.words import SideWordUnknown
from loaders.mapping.stray_rows import LastLineAlone, RowAboveHeaders
from loaders.mapping.sums import TotalAsRow, list_lines
from loaders.mapping.written import MarkUnknown, OrderUnknown, OtherMark, OtherOrder

# The reasons for refusing a file that a mapping, or a change to one, may settle.
MAPPABLE: tuple[type[Refused], ...] = (
    Unrecognised,
    WrappedHeaders,
    ClaimedTwice,
    ColumnTwice,
    OneAmount,
    SideUnknown,
    MarkUnknown,
    OtherMark,
    OrderUnknown,
    OtherOrder,
    TotalAsRow,
    TotalAmongRows,
    AddedRow,
    PerUnit,
    SidesSwapped,
    SideWordUnknown,
    RowAboveHeaders,
    StrayRow,
    UnknownRow,
    SecondHeader,
    NoMappingFits,
    OtherColumns,
    RowNotRead,
    LastLineAlone,
)
LONGEST, MOST_LETTERS = 2**23, 300  # bytes of a file, and letters of a cell
FIRST = 10  # rows


class TooLong(Refused):
    """A file that is too long to be previewed after every choice."""

    def __init__(self) -> None:
        super().__init__(
            "This file is too long to be mapped on screen. Map a shorter export of the same report. "
            "Then upload this one, and it is read with that mapping."
        )


@dataclass(frozen=True)
class Preview:
    """The result of reading a file with a mapping: its card if it would land, or the reason for refusing it.

    `mapping` also has the formats that the file proves. `first` are the first rows of its dataset, in the order of the
    file. `kinds` are the rows by kind.
    """

    mapping: Mapping
    card: Card | None = None
    problem: Refused | None = None
    kinds: dict[str, RowKind] | None = None
    first: tuple[dict[str, Any], ...] = ()

    @property
    def rows(self) -> int:
        """The number of rows that would land."""
        return self.card.rows if self.card else 0

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checks that the file passed, and those that it cannot prove."""
        return self.card.checks if self.card else ()

    @property
    def needs_month(self) -> bool:
        """True if only the month is missing."""
        return isinstance(self.problem, PeriodUnknown)


class Known(NamedTuple):
    """The export that a loader recognises in a file: the loader's name and the export's title."""

    name: str
    title: str


@dataclass(frozen=True)
class Opened:
    """A file to map: its sheets that have any rows, and the export that it is known as, if any."""

    sheets: tuple[Sheet, ...]
    known: Known | None


def preview(
    name: str, content: Content, mapping: Mapping, warehouse: Warehouse | None, period: str | None = None
) -> Preview:
    """Read a file with a mapping, without landing it. If it has no headers, it also shows the kinds of its columns."""
    none = pa.array([], pa.int32())
    mapping = replace(mapping, kinds=(BLANK,) * len(mapping.kinds), relations=())
    try:
        export = open_mapped(open_sheets(content), mapping)
    except Refused as error:
        return Preview(mapping, problem=error)
    try:
        pending = read(name, content, warehouse, Folder(None, period), mapping=mapping)
    except Refused as error:
        return Preview(mapping, problem=error, kinds=sort_rows(export, none))
    landed = list_lines(pending.landing.tables[mapping.dataset])
    settled = remember_formats(mapping, pending.landing.reading)
    if not mapping.has_headers:
        kinds = find_kinds(export)
        settled = replace(settled, kinds=kinds, relations=find_relations(export, kinds))
    first = _list_first(pending.landing.tables[mapping.dataset])
    return Preview(settled, pending.card, None, sort_rows(export, landed), first)


def _list_first(rows: Rows) -> tuple[dict[str, Any], ...]:
    batch = next(iter(rows.to_batches()), None)
    return tuple(batch.slice(0, FIRST).to_pylist()) if batch is not None else ()


def open_short(content: Content) -> Opened:
    """Return the sheets of a file that is short enough for the screen. Raises TooLong."""
    if measure_unpacked(content) > LONGEST:
        raise TooLong
    sheets = [sheet for sheet in open_sheets(content) if sheet.rows]
    return Opened(tuple(map(_cut_cells, sheets)), _find_known(sheets))


def _cut_cells(sheet: Sheet) -> Sheet:
    """Return a sheet for the screen, on which nobody reads a cell beyond its first letters."""
    return replace(sheet, spool=Spool(map(_cut, sheet.spool.to_batches()), sheet.spool.order))


def _cut(batch: pa.RecordBatch) -> pa.RecordBatch:
    def shorten(cells: pa.Array) -> pa.Array:
        return pc.utf8_slice_codeunits(cells, 0, MOST_LETTERS) if pa.types.is_string(cells.type) else cells

    return pa.RecordBatch.from_arrays(list(map(shorten, batch.columns)), batch.schema.names)


def _find_known(sheets: Sequence[Sheet]) -> Known | None:
    try:
        loader = recognise(sheets, LOADERS)[0].loader
    except Refused:
        return None
    return Known(loader.name, loader.title)


def suggest_month(content: Content, mapping: Mapping) -> str | None:
    """Return the month of most days in a file, if they are in one month in every order that may apply."""
    try:
        export = open_mapped(open_sheets(content), mapping)
    except Refused:
        return None
    texts = [
        text
        for grid in list_grids(export)
        for name in export.loader.period_columns
        for text in (grid.cells[name].to_pylist() if name in grid.cells else ())
        if text
    ]
    orders = [mapping.date_order] if mapping.date_order else ["day-first", "month-first"]
    readings = [[day for text in texts if (day := parse_day(text, order))] for order in orders]
    longest = max(map(len, readings))
    found = {_find_month(days) for days in readings if days and len(days) == longest}
    return found.pop() if len(found) == 1 else None


def _find_month(days: Sequence[date]) -> str | None:
    """Return the month of more than half of the days."""
    month, count = Counter(f"{day:%Y-%m}" for day in days).most_common(1)[0]
    return month if count * 2 > len(days) else None
