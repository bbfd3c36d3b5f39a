"""The description of a kind of export in a loader module, and the values passed along while a file is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

import pyarrow as pa

from close.store.datasets import Dataset
from close.store.warehouse import Settings
from loaders.cells.columns import Column
from loaders.files.sheets import Sheet

# column of a dataset -> its values
Values = Mapping[str, pa.Array]


class Check(NamedTuple):
    """A check on a file. `state` is "passed" or "not proven"."""

    label: str
    state: str
    detail: str


@dataclass(frozen=True)
class Expectations:
    """The context for reading a file: the settings in force, and the datasets whose last export had a grand total."""

    settings: Settings | None = None
    had_total: Callable[[str], bool] = lambda _: False


@dataclass(frozen=True)
class Contents:
    """The contents of a file: each dataset's rows (without `period`), the checks, and the days that show the month.

    `reading` describes how the file was read, in words for the card. Most `period_days` should be in the period.
    `other_days` are the other days in the rows.
    """

    tables: Mapping[str, pa.Table]
    totals: Mapping[str, Decimal]
    checks: tuple[Check, ...]
    absent: tuple[str, ...]
    reading: Mapping[str, str]
    period_days: pa.Array
    other_days: pa.Array


def keep(values: Values, settings: Settings | None) -> Values:  # noqa: ARG001 - every `derive` takes these arguments
    """Return the values unchanged, for loaders without derived columns."""
    return values


@dataclass(frozen=True)
class OuterLabel:
    """A column by which a pivot may group its rows, printing each label once.

    `always_filled`: Omni has the value for every row. `filled_where`: column -> value of the rows that have it. In
    other rows a blank may be real. `strict`: the file is refused if such a row still lacks the value.
    """

    always_filled: bool = False
    filled_where: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False


@dataclass(frozen=True)
class Loader:
    """One kind of export.

    `columns`: column of the dataset -> its name and kind in the file. Additional columns are only for `derive`.
    `key`: the column that is filled in every data row.
    `period_columns`: the columns of days that decide the month. `other_day_columns`: days that may be in any
    month, but show that the period was covered.
    `lists_open`: the export lists open documents of any month, so it may contain no days of a quiet month.
    `yields_to`: loaders that take precedence if a file has the columns of both.
    `is_general`: the columns have common names, so every loader without this flag takes precedence.
    `how_to_export`: where to click to get the file.
    `report_title`: the beginning of a line above the headers, if the columns alone do not identify the report.
    `adds_up`: rows with the same key are parts of one item, and are added together.
    `labels`: the columns with section headings and totals, if the report has such columns.
    `outer_labels`: the columns that a pivot may print once per group, see `outer_labels`.
    `derive`: adds the derived columns. `layout`: reads the rows, see `tables` and `sections`.
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
    yields_to: tuple[str, ...] = ()
    is_general: bool = False
    report_title: str = ""
    adds_up: bool = False
    labels: tuple[str, ...] = ()
    outer_labels: Mapping[str, OuterLabel] = field(default_factory=dict)
    derive: Callable[[Values, Settings | None], Values] = field(default=keep)


@dataclass(frozen=True)
class ColumnGroup:
    """Columns under one caption of a pivot, such as "2026 March": column -> position.

    `is_total`: they are the totals of the other groups' columns.
    """

    caption: str
    is_total: bool
    positions: Mapping[str, int]


@dataclass(frozen=True)
class Export:
    """A recognised export: its loader, its sheet, its header row, and the position of each column found.

    `groups` is set if the amount columns occur several times, and `positions` then contains the first of each.
    `captions` is the number of caption rows above the headers.
    """

    loader: Loader
    sheet: Sheet
    header: int
    positions: Mapping[str, int]
    groups: tuple[ColumnGroup, ...] = ()
    captions: int = 0

    @property
    def headers(self) -> dict[str, str]:
        """The header in this file for each column of the dataset."""
        labels = self.sheet.row(self.header)
        return {name: labels[position] or "" for name, position in self.positions.items()}

    @property
    def preamble(self) -> tuple[str, ...]:
        """The rows above the headers, as text.

        A merged title is returned once, even if each of its cells repeats it.
        """
        rows = (dict.fromkeys(filter(None, self.sheet.row(index))) for index in range(self.header - self.captions))
        return tuple(" ".join(row) for row in rows)
