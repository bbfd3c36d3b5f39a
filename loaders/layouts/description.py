"""The description of an export: what a loader module holds. The framework does the rest."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

import pyarrow as pa

from close.store.datasets import Dataset
from close.store.warehouse import Settings
from loaders.cells.columns import Column
from loaders.files.sheets import Sheet

Rows = Mapping[str, pa.Array]


class Check(NamedTuple):
    """Something proven of a file, or that the file gives nothing to prove it by. `state`: passed, not proven."""

    label: str
    state: str
    detail: str


@dataclass(frozen=True)
class Known:
    """What is known before a file is read: the settings in force, and which datasets had a grand total last time."""

    settings: Settings | None = None
    had_total: Callable[[str], bool] = lambda _: False


@dataclass(frozen=True)
class Contents:
    """What a file holds: rows of each dataset (without `period`), what was proven, and what tells its month.

    `days`: the days that should lie in the period for the most part; `other_days`: further days of the rows.
    """

    tables: Mapping[str, pa.Table]
    totals: Mapping[str, Decimal]
    checks: tuple[Check, ...]
    absent: tuple[str, ...]
    words: Mapping[str, str]
    days: pa.Array
    other_days: pa.Array


def keep(rows: Rows, settings: Settings | None) -> Rows:  # noqa: ARG001 - what every `derive` is given
    """Nothing to derive."""
    return rows


@dataclass(frozen=True)
class Loader:
    """One kind of export.

    `columns`: column of the dataset -> how the file calls and writes it; further names serve `derive` only.
    `key`: the column that every data row fills. `dated`: the columns that tell which month the file is for;
    `also_dated`: days that may lie in any month, but show that the period was seen. `yields_to`: loaders whose files
    have the columns of this one too, and are theirs. `where`: where a person clicks to get the file.
    `titled`: what a line above the headers begins with, where the columns alone do not tell the report.
    `labels`: the columns in which headings and totals of sections stand, where they have one.
    `derive`: adds the columns that follow from others. `layout`: how rows are laid out, see `tables` and `sections`.
    """

    name: str
    version: int
    title: str
    where: str
    dataset: Dataset
    key: str
    columns: Mapping[str, Column]
    layout: Callable[["Page", Known], Contents]
    dated: tuple[str, ...] = ()
    also_dated: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    titled: str = ""
    labels: tuple[str, ...] = ()
    derive: Callable[[Rows, Settings | None], Rows] = field(default=keep)


@dataclass(frozen=True)
class Page:
    """A recognised table: its loader, the row that holds the headers, and the place of each column it has."""

    loader: Loader
    sheet: Sheet
    header: int
    places: Mapping[str, int]

    @property
    def headers(self) -> dict[str, str]:
        """Column of the dataset -> what this file calls it."""
        labels = self.sheet.row(self.header)
        return {name: labels[place] or "" for name, place in self.places.items()}

    @property
    def preamble(self) -> tuple[str, ...]:
        """What stands above the headers, row by row; a title that was merged may stand in each of its cells."""
        rows = (dict.fromkeys(filter(None, self.sheet.row(index))) for index in range(self.header))
        return tuple(" ".join(row) for row in rows)
