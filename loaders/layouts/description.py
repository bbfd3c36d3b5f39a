"""The description of a kind of export in a loader module, and the values passed along while a file is read."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pyarrow as pa

from close.errors import Refused
from close.store.datasets import Dataset
from close.store.warehouse import Settings
from loaders.cells.columns import Column
from loaders.files.sheets import Sheet

# A run of blanks or dashes is tried only at its beginning: a line may consist of thousands.
_PAGE = re.compile(r"(^|(?<![\s,|–—-])[\s,|–—-]++)page:?\s*(no\.?:?\s*)?#?\d+(\s*(of|/)\s*\d+)?$", re.IGNORECASE)
LONGEST_PREAMBLE = 20_000
# column of a dataset -> its values
Values = Mapping[str, pa.Array]
# decision about a whole file -> the votes for it, less those against it
Weights = Counter[str]


class Check(NamedTuple):
    """A check on a file. `state` is "passed" or "not proven"."""

    label: str
    state: str
    detail: str


@dataclass(frozen=True)
class Expectations:
    """The context for reading a file: the settings in force, and the datasets whose last export had a grand total.

    If `leaves_out` is true, somebody has agreed to leave out the rows with unreadable cells. If `is_mapped` is true,
    somebody says which rows are totals, so the layout does not look for them among the others.
    """

    settings: Settings | None = None
    had_total: Callable[[str], bool] = lambda _: False
    leaves_out: bool = False
    is_mapped: bool = False


@dataclass(frozen=True)
class Contents:
    """The contents of a file: each dataset's rows (without `period`), the checks, and the days that show the month.

    `reading` describes how the file was read, in words for the card. Most `period_days` should be in the period.
    `other_days` are the other days in the rows. Both count the rows of each day. Long tables are `spools.Rows`.
    """

    tables: Mapping[str, pa.Table]
    totals: Mapping[str, Decimal]
    checks: tuple[Check, ...]
    absent: tuple[str, ...]
    reading: Mapping[str, str]
    period_days: Counter[date]
    other_days: Counter[date]


def keep(values: Values, settings: Settings | None, weights: Weights) -> Values:  # noqa: ARG001 - as every `derive`
    """Return the values unchanged, for loaders without derived columns."""
    return values


def weigh_nothing(values: Values, settings: Settings | None) -> Weights:  # noqa: ARG001 - as every `weigh`
    """Return no votes, for loaders that decide row by row."""
    return Counter()


def remark_nothing(weights: Weights) -> tuple["Check", ...]:  # noqa: ARG001 - as every `remark`
    """Return no remark, for loaders whose decisions need none."""
    return ()


@dataclass(frozen=True)
class OuterLabel:
    """A column by which a pivot may group its rows, printing each label once.

    `always_filled`: Omni has the value for every row. `filled_where`: column -> value of the rows that have it. In
    other rows a blank may be real. `strict`: the file is refused if such a row still lacks the value. `of`: the column
    that decides the value, as the product's code decides its name.
    """

    always_filled: bool = False
    filled_where: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False
    of: str = ""


class Relation(NamedTuple):
    """A column that is the sum of two others. `is_tax`: the second one is the tax on the first.

    `percent` is the column that gives the second one as a percentage of the total. `is_loose`: the total may contain
    more, such as freight.
    """

    total: str
    main: str
    rest: str
    percent: str = ""
    is_tax: bool = False
    is_loose: bool = False


@dataclass(frozen=True)
class Loader:
    """One kind of export.

    `columns`: column of the dataset -> its name and kind in the file. Additional columns are only for `derive`.
    `key`: the column that is filled in every data row.
    `period_columns`: the columns of days that decide the month. `other_day_columns`: days that may be in any
    month, but show that the period was covered.
    `lists_open`: the export lists open documents of any month, so it may contain no days of a quiet month.
    `one_month`: the rows add up to figures of the month, so a file with the rows of several months is refused.
    `month_column`: the file may list other months. Only rows with a day of the month in this column, or none, land.
    `for_month`: leaves out what a report of the month would not show, and states what the rest lacks.
    `companion`: the loader that reads other rows from the same list. They land separately.
    `yields_to`: loaders that take precedence if a file has the columns of both.
    `is_general`: the columns have common names, so every loader without this flag takes precedence.
    `how_to_export`: where to click to get the file.
    `report_title`: the beginning of a line above the headers, if the columns alone do not identify the report.
    `adds_up`: rows with the same key are parts of one item, and are added together.
    `labels`: the columns with section headings and totals, if the report has such columns.
    `seldom`: the columns that few files have and none needs, so that a file without them lacks nothing.
    `outer_labels`: what is known of the columns that a pivot may print once per group, see the module `outer_labels`.
    Without any, the export is not a pivot.
    `relations`: the columns that add up, which shows if two headers are exchanged. `bounds`: pairs of columns of which
    the first is rarely less than the second. `counts`: a quantity, usually whole, and its amount, usually with cents.
    `decimal_mark`: "." or ",", if it is known for amounts that could be read with either.
    `derive`: adds the derived columns to a part of the rows. `weigh`: counts the votes of a part for what `derive`
    decides about a file. `remark`: states on the card what was found. `layout`: reads it, see `tables` and `sections`.
    """

    name: str
    version: int
    title: str
    how_to_export: str
    dataset: Dataset
    key: str
    columns: Mapping[str, Column]
    layout: Callable[["Export", Expectations], Contents]
    period_columns: tuple[str, ...] = ()
    other_day_columns: tuple[str, ...] = ()
    lists_open: bool = False
    one_month: bool = False
    month_column: str = ""
    for_month: Callable[[Contents, str], Contents] | None = None
    companion: "Loader | None" = None
    yields_to: tuple[str, ...] = ()
    is_general: bool = False
    report_title: str = ""
    adds_up: bool = False
    labels: tuple[str, ...] = ()
    seldom: tuple[str, ...] = ()
    outer_labels: Mapping[str, OuterLabel] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    bounds: tuple[tuple[str, str], ...] = ()
    counts: tuple[tuple[str, str], ...] = ()
    decimal_mark: str = ""
    derive: Callable[[Values, Settings | None, Weights], Values] = field(default=keep)
    weigh: Callable[[Values, Settings | None], Weights] = field(default=weigh_nothing)
    remark: Callable[[Weights], tuple[Check, ...]] = field(default=remark_nothing)

    def describe_label(self, name: str) -> OuterLabel:
        """Return what is known of a column as a label. By default any row may be blank."""
        return self.outer_labels.get(name, OuterLabel())


@dataclass(frozen=True)
class ColumnGroup:
    """Columns under one caption of a pivot, such as "2026 March": column -> position.

    `is_total`: they are the totals of the other groups' columns.
    """

    caption: str
    is_total: bool
    positions: Mapping[str, int]


class LongPreamble(Refused):
    """A file with far more text above its headers than a report has, in which dozens of patterns are searched for."""

    def __init__(self, line: int) -> None:
        super().__init__(
            f"The text above the headers in line {line} has over {LONGEST_PREAMBLE:,} characters. No report has that. "
            "Export the report again, and upload it unedited."
        )


@dataclass(frozen=True)
class JoinedSheets:
    """The sheets that were joined to one: their names, each with the number of lines before it.

    `unread` are the names of the workbook's other sheets, which contain no report.
    """

    starts: tuple[tuple[str, int], ...]
    unread: tuple[str, ...]


@dataclass(frozen=True)
class Export:
    """A recognised export: its loader, its sheet, its header row, and the position of each column found.

    `groups` is set if the amount columns occur several times, and `positions` then contains the first of each.
    `captions` is the number of caption rows above the headers. `pages` are the lines of repeated headers, which are no
    longer in the sheet. `has_titled_pages`: each of them was below the same lines as the first. `joined` is set if the
    sheet consists of several.
    """

    loader: Loader
    sheet: Sheet
    header: int
    positions: Mapping[str, int]
    groups: tuple[ColumnGroup, ...] = ()
    captions: int = 0
    pages: tuple[int, ...] = ()
    has_titled_pages: bool = False
    joined: JoinedSheets | None = None

    @property
    def sheet_name(self) -> str:
        """The name of the sheet, or those of the sheets that were joined."""
        return ", ".join(name for name, _ in self.joined.starts) if self.joined else self.sheet.name

    @property
    def headers(self) -> dict[str, str]:
        """The header in this file for each column of the dataset."""
        labels = self.sheet.row(self.header)
        return {name: labels[position] or "" for name, position in self.positions.items()}

    @property
    def preamble(self) -> tuple[str, ...]:
        """The rows above the headers, as text.

        A merged title is returned once, and the number of the page is left out. Raises LongPreamble.
        """
        rows = (dict.fromkeys(filter(None, self.sheet.row(index))) for index in range(self.header - self.captions))
        lines = [" ".join(row) for row in rows]
        if sum(map(len, lines)) > LONGEST_PREAMBLE:
            raise LongPreamble(self.sheet.line(self.header))
        return tuple(filter(None, (_PAGE.sub("", line) for line in lines)))
