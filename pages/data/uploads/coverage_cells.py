"""The cells of the coverage matrix: the uploads of one dataset for one month, and how fresh they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from close.months import month
from close.store.manifests import LandingRecord
from pages.data.uploads.landing_records import SHORT
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.month import uploads
from pages.parts.words import say_count

MISSING, PARTIAL, UNDATED, EARLY, SAVED = "missing", "one list missing", "undated", "too early", "saved"
TAKEN_BACK = "a file taken back"
SETTINGS = "settings"


@dataclass(frozen=True)
class Cell:
    """The current uploads of a dataset for a month.

    `is_expected` is True if the month needs any, and `is_missing` if it lacks one of them. `taken_back` are uploads
    that were taken back while others stayed, so that a part of the month, such as a branch, may be missing.
    """

    period: str
    dataset: str
    records: tuple[LandingRecord, ...]
    is_expected: bool
    is_missing: bool
    taken_back: tuple[LandingRecord, ...] = ()

    @property
    def rows(self) -> int:
        """The number of rows in all of its files."""
        return sum(file.rows for record in self.records if (file := record.dataset(self.dataset)))

    @property
    def taken(self) -> date | None:
        """The day on which the oldest of its files was exported, or None if that of any file is unknown."""
        days = [record.exported_on for record in self.records]
        return min(date.fromisoformat(day) for day in days if day) if days and all(days) else None

    @property
    def is_early(self) -> bool:
        """True if a file was certainly exported before the month was over."""
        end = month(self.period).end
        known = [record.exported_on or record.landed_at[:10] for record in self.records]
        return any(date.fromisoformat(day) <= end for day in known)

    def say(self) -> str | None:
        """Return the cell in a few words, or None if there is no upload and none is needed."""
        if not self.records:
            return MISSING if self.is_expected else None
        if self.is_missing:
            return PARTIAL
        if self.taken_back:
            return f"{self.rows:,} · {TAKEN_BACK}"
        return SAVED if self.dataset == SETTINGS else f"{self.rows:,} · {self._say_age()}"

    def say_freshness(self) -> str:
        """Return how fresh the uploads are, in a sentence."""
        end = month(self.period).end
        if self.dataset == SETTINGS:
            return f"In force from {month_name(self.period)} until a later month has settings of its own."
        if self.is_early:
            return f"At least one file was exported before {month_name(self.period)} was over. Export it again."
        if not self.taken:
            return (
                "The export date is unknown. State it as exported_on in an organisation.toml uploaded with the files."
            )
        return f"Exported {say_count((self.taken - end).days, 'day')} after month end."

    def say_taken_back(self) -> str:
        """Return which files were taken back, and what to do, or an empty string."""
        names = " and ".join(record.file_name for record in self.taken_back)
        was = "was" if len(self.taken_back) == 1 else "were"
        it = "it" if len(self.taken_back) == 1 else "them"
        return (
            f"{names} {was} taken back, and no other file has been uploaded since. If the month needs {it}, such as "
            f"the export of a branch, upload {it} again or make {it} current."
            if names
            else ""
        )

    def _say_age(self) -> str:
        if self.is_early:
            return EARLY
        return say_count((self.taken - month(self.period).end).days, "day") if self.taken else UNDATED


def list_cells(context: PageContext, period: str) -> list[Cell]:
    """Return the cells of a month in the order of the columns."""
    month_context = replace(context, period=period)
    expected, missing = uploads.expected_exports(month_context), uploads.missing_exports(month_context)
    gone = uploads.taken_back(month_context)
    return [
        Cell(
            period,
            name,
            tuple(context.manifest.of(name, period)),
            name in expected,
            name in missing,
            tuple(record for record in gone if record.dataset(name)),
        )
        for name in dict.fromkeys((*SHORT, *expected))
    ]


def make_row(cells: Sequence[Cell]) -> Mapping[str, Any]:
    """Return the cells of a month as a row of a table."""
    return {"month": month_name(cells[0].period), **{cell.dataset: cell.say() for cell in cells}}
