"""The context of a page: one organisation, one month and one snapshot of its warehouse."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import streamlit as st

from close.months import Month, month
from close.places import PROGRAM, WAREHOUSE
from close.store.manifests import BrokenRecord, LandingRecord, Manifest, NewerFormat
from close.store.settings import Settings
from close.store.warehouse import Past, Warehouse, organisations
from pages.parts.frame import people

ROOT = Path(os.environ.get("TIEOUT_WAREHOUSE", PROGRAM / WAREHOUSE))
NOBODY = "your-organisation"
SETTINGS = {"settings", "settings_mappings"}


@dataclass(frozen=True)
class PageContext:
    """The organisation, month and snapshot on which every answer on a page is based, and the name of the page."""

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
        """The settings in force, or the defaults if none have landed."""
        return _read_settings(self.warehouse.root, self.warehouse.organisation, self.manifest.stamp, self.period)

    @property
    def is_empty(self) -> bool:
        """True if the organisation has not landed exports for any month. Settings do not count."""
        return not data_landings(self.manifest)

    @property
    def has_begun(self) -> bool:
        """True if any export has landed for the month. Settings do not count."""
        return _has_landed(self.manifest, self.period)

    @property
    def has_previous(self) -> bool:
        """True if any export has landed for the previous month. Without one, its figures would be guesses."""
        return _has_landed(self.manifest, self.month.previous.period)


def current() -> PageContext:
    """Return the context that `app.py` chose for this page, if the user may see it.

    Raises SignedOut, NoSuchOrganisation.
    """
    context: PageContext = st.session_state["context"]
    people.admit(context.warehouse)
    return context


def data_landings(manifest: Manifest) -> list[LandingRecord]:
    """Return a snapshot's landings without settings, because settings alone do not make a month."""
    return [record for record in manifest.landings if not SETTINGS & {file.dataset for file in record.files}]


def count_files(manifest: Manifest) -> int:
    """Return the number of current files, without settings. A file with several months or reports counts once."""
    return len({record.sha256 for record in data_landings(manifest)})


def find_date_format(settings: Settings) -> str:
    """Return how a field for a date writes it, in the organisation's order."""
    return {"day-first": "DD/MM/YYYY", "month-first": "MM/DD/YYYY"}.get(settings.date_order or "", "YYYY-MM-DD")


@lru_cache(maxsize=256)
def _read_settings(root: Path, organisation: str, stamp: tuple[int, str], period: str) -> Settings:
    """Return the settings in one snapshot, which never change. A page needs them for every amount that it shows."""
    warehouse = Warehouse(root, organisation)
    return warehouse.settings(period, warehouse.manifests.open(stamp[0])) or Settings()


def _has_landed(manifest: Manifest, period: str) -> bool:
    return any(record.period == period for record in data_landings(manifest))


def months(manifest: Manifest) -> list[str]:
    """Return every month from the first with exports to the last completed one, newest first.

    A later month appears only if it has exports.
    """
    landed = sorted({record.period for record in data_landings(manifest)}) or [_last_full_month()]
    return _list_months(landed[0], max(landed[-1], min(_last_full_month(), month(landed[-1]).next.period)))


def nameable_months(manifest: Manifest) -> list[str]:
    """Return the months that an upload or settings may be for, newest first.

    They go back three years, or as far as any data.
    """
    last = _last_full_month()
    landed = manifest.periods() or [last]
    return _list_months(min(landed[0], f"{int(last[:4]) - 3}{last[4:]}"), max(landed[-1], month(last).next.period))


def _last_full_month() -> str:
    return month(f"{datetime.now(UTC):%Y-%m}").previous.period


def _list_months(first: str, last: str) -> list[str]:
    """Return the months from the last back to the first."""
    periods = [first]
    while periods[-1] < last:
        periods.append(month(periods[-1]).next.period)
    return periods[::-1]


def newest_month(manifest: Manifest) -> str:
    """Return the month to open first: the newest with exports. Settings may be for later or earlier months."""
    return max((record.period for record in data_landings(manifest)), default=months(manifest)[0])


def month_name(period: str) -> str:
    """Return a month in words: March 2026."""
    return f"{month(period).start:%B %Y}"


def open_warehouse(organisation: str) -> Warehouse:
    """Return an organisation's warehouse, inside the folder that the environment may set.

    It is in the earlier state that the session shows of this organisation, if any, so that no act reaches today's.
    """
    shown: PageContext | None = st.session_state.get("context")
    past = shown.warehouse.past if shown and shown.warehouse.organisation == organisation else None
    return open_state(organisation, past)


def open_state(organisation: str, past: Past | None = None) -> Warehouse:
    """Return an organisation's warehouse today or in an earlier state, whatever the session shows."""
    return Warehouse(ROOT, organisation, past)


def known_organisations() -> list[str]:
    """Return the organisations that have landed anything."""
    return organisations(ROOT)


def offered_organisations() -> list[str]:
    """Return the organisations in which the current user has a role, or on a local machine all of them."""
    return [folder for folder in known_organisations() if _is_known_to_be(people.may_look, folder)]


def is_anywhere(who: str) -> bool:
    """Return whether a person has a role in any organisation, or may start one."""
    folders = [*known_organisations(), NOBODY]
    return any(_is_known_to_be(lambda warehouse: people.has_role(warehouse, who), folder) for folder in folders)


def _is_known_to_be(test: Callable[[Warehouse], bool], folder: str) -> bool:
    """Return the result of a test of an organisation. Nobody's role in a damaged one is known."""
    try:
        return test(open_warehouse(folder))
    except (BrokenRecord, NewerFormat):
        return False
