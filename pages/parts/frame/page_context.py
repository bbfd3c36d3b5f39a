"""The subject of a page: one organisation, one month and one snapshot of its warehouse."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from close.months import Month, month
from close.store.manifests import LandingRecord, Manifest
from close.store.settings import Settings
from close.store.warehouse import Warehouse, organisations
from pages.parts.frame import people

ROOT = Path(os.environ.get("TIEOUT_WAREHOUSE", Path(__file__).resolve().parents[3] / "warehouse"))
NOBODY = "your-organisation"


@dataclass(frozen=True)
class PageContext:
    """One organisation, one month, one snapshot: what every answer on a page is about, and the name of the page."""

    warehouse: Warehouse
    period: str
    manifest: Manifest
    page: str = ""

    @property
    def month(self) -> Month:
        """The month as days."""
        return month(self.period)

    @property
    def settings(self) -> Settings:
        """The settings in force, or the defaults where none have landed."""
        return self.warehouse.settings(self.period, self.manifest) or Settings()

    @property
    def is_empty(self) -> bool:
        """Return whether the organisation has landed no exports, for any month; settings do not count."""
        return not data_landings(self.manifest)

    @property
    def has_begun(self) -> bool:
        """Return whether any export has landed for the month; settings do not count."""
        return _has_landed(self.manifest, self.period)

    @property
    def has_previous(self) -> bool:
        """Return whether any export landed for the month before: without one, its numbers would be guesses."""
        return _has_landed(self.manifest, self.month.previous.period)


def current() -> PageContext:
    """The context that `app.py` chose for this page, if the user may look. Raises SignedOut, NoSuchOrganisation."""
    context: PageContext = st.session_state["context"]
    people.admit(context.warehouse)
    return context


def data_landings(manifest: Manifest) -> list[LandingRecord]:
    """The landings of a snapshot without settings: settings alone do not make a month."""
    return [record for record in manifest.landings if not record.dataset("settings")]


def _has_landed(manifest: Manifest, period: str) -> bool:
    return any(record.period == period for record in data_landings(manifest))


def months(manifest: Manifest) -> list[str]:
    """The months to choose from, newest first: from the first with exports, without a gap, to the last that is over.

    A month is closed once it is over, so nothing later than the last full month is offered unless it has landed.
    """
    landed = sorted({record.period for record in data_landings(manifest)}) or [_last_full_month()]
    return _list_months(landed[0], max(landed[-1], min(_last_full_month(), month(landed[-1]).next.period)))


def nameable_months(manifest: Manifest) -> list[str]:
    """The months that a drop or settings may be for, newest first: three years back, or as far as anything reaches."""
    last = _last_full_month()
    landed = manifest.periods() or [last]
    return _list_months(min(landed[0], f"{int(last[:4]) - 3}{last[4:]}"), max(landed[-1], month(last).next.period))


def _last_full_month() -> str:
    return month(f"{datetime.now(UTC):%Y-%m}").previous.period


def _list_months(first: str, last: str) -> list[str]:
    """From the last month back to the first."""
    periods = [first]
    while periods[-1] < last:
        periods.append(month(periods[-1]).next.period)
    return periods[::-1]


def newest_month(manifest: Manifest) -> str:
    """The month to open first: the newest with exports; settings may lie further ahead or back."""
    return max((record.period for record in data_landings(manifest)), default=months(manifest)[0])


def month_name(period: str) -> str:
    """A month in words: March 2026."""
    return f"{month(period).start:%B %Y}"


def open_warehouse(organisation: str) -> Warehouse:
    """The warehouse of an organisation below the one folder that the environment may set."""
    return Warehouse(ROOT, organisation)


def known_organisations() -> list[str]:
    """Organisations that have landed something."""
    return organisations(ROOT)


def offered_organisations() -> list[str]:
    """Organisations in which the current user has a role; on one's own machine all of them."""
    return [folder for folder in known_organisations() if people.may_look(open_warehouse(folder))]
