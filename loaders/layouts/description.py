"""What a loader module describes, and what the framework passes along while it reads an export by that description."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

import pyarrow as pa

from close.store.datasets import Dataset
from close.store.warehouse import Settings
from loaders.cells.columns import Column
from loaders.files.sheets import Sheet

# Column of a dataset -> its values.
Values = Mapping[str, pa.Array]


class Check(NamedTuple):
    """Something that was proven of a file, or could not be. `state` is "passed" or "not proven"."""

    label: str
    state: str
    detail: str


@dataclass(frozen=True)
class Expectations:
    """What a file is read against: the settings in force, and which datasets had a grand total in their last export."""

    settings: Settings | None = None
    had_total: Callable[[str], bool] = lambda _: False


@dataclass(frozen=True)
class Contents:
    """What a file holds: rows of each dataset (without `period`), what was proven, and the days that show its month.

    `reading` says how the file was read, in words for the card. `period_days` should mostly lie in the period;
    `other_days` are further days of the rows.
    """

    tables: Mapping[str, pa.Table]
    totals: Mapping[str, Decimal]
    checks: tuple[Check, ...]
    absent: tuple[str, ...]
    reading: Mapping[str, str]
    period_days: pa.Array
    other_days: pa.Array


def keep(values: Values, settings: Settings | None) -> Values:  # noqa: ARG001 - what every `derive` is given
    """Return the values unchanged: there is nothing to derive."""
    return values


@dataclass(frozen=True)
class OuterLabel:
    """A column by which a pivot may group its rows, printing each label once.

    `always_filled`: Omni has the value for every row. `filled_where`: column -> the value of the rows that have it. A
    blank of any other row may be a real one. `strict`: a file is refused if such a row lacks the value all the same.
    """

    always_filled: bool = False
    filled_where: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False


@dataclass(frozen=True)
class Loader:
    """One kind of export.

    `columns`: column of the dataset -> how the file calls and writes it. Further names serve `derive` only.
    `key`: the column that every data row fills.
    `period_columns`: the columns of days that decide which month the file is for. `other_day_columns`: days that may
    lie in any month, but show that the period was covered.
    `lists_open`: the export has no month of its own but lists what is open, so that a quiet month has no day in it.
    `yields_to`: loaders that win where a file has the columns of both.
    `is_general`: its columns are common words, so that every loader without this mark wins over it.
    `how_to_export`: where a person clicks to get the file.
    `report_title`: what a line above the headers must begin with, where the columns alone do not identify the report.
    `adds_up`: rows of one key are parts of one thing, and are added up.
    `labels`: the columns that hold headings and totals of sections, if the report has such columns.
    `outer_labels`: the columns that a pivot may print once per group, see `outer_labels`.
    `derive`: adds the columns that follow from others. `layout`: reads the rows, see `tables` and `sections`.
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
    """Columns that stand under one caption of a pivot, such as "2026 March": the position of each.

    `is_total`: they add up the columns of the other groups.
    """

    caption: str
    is_total: bool
    positions: Mapping[str, int]


@dataclass(frozen=True)
class Export:
    """A recognised export: its loader, its sheet, the row of the headers, and the position of each column it has.

    `groups`: where the columns of amounts stand several times; `positions` has the first. `captions`: how many rows
    above the headers name them.
    """

    loader: Loader
    sheet: Sheet
    header: int
    positions: Mapping[str, int]
    groups: tuple[ColumnGroup, ...] = ()
    captions: int = 0

    @property
    def headers(self) -> dict[str, str]:
        """Column of the dataset -> what this file calls it."""
        labels = self.sheet.row(self.header)
        return {name: labels[position] or "" for name, position in self.positions.items()}

    @property
    def preamble(self) -> tuple[str, ...]:
        """The rows above the headers, as text. A merged title is given once, even if each of its cells repeats it."""
        rows = (dict.fromkeys(filter(None, self.sheet.row(index))) for index in range(self.header - self.captions))
        return tuple(" ".join(row) for row in rows)
