"""Where a page stands: the warehouse, the organisation and the month, all three in the URL."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import streamlit as st

from close.months import Month, month
from close.store.manifests import LandingRecord, Manifest
from close.store.settings import Settings
from close.store.warehouse import Warehouse, organisations
from pages.parts.frame import people

PAGES = Path(__file__).resolve().parents[2]
ROOT = Path(os.environ.get("TIEOUT_WAREHOUSE", PAGES.parent / "warehouse"))
IN_URL = ("organisation", "period")
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
        """Whether the organisation has landed nothing but its settings, for any month."""
        return not data_landings(self.manifest)


def current() -> PageContext:
    """The context that `app.py` drew around this page, for who may look at it. Raises SignedOut, NoSuchOrganisation."""
    context: PageContext = st.session_state["context"]
    people.admit(context.warehouse)
    return context


def data_landings(manifest: Manifest) -> list[LandingRecord]:
    """What has landed, settings left out: they alone do not make a month."""
    return [record for record in manifest.landings if not record.dataset("settings")]


def follow_url(name: str, options: Sequence[str], default: str) -> None:
    """Let the URL set a choice when it has changed, and keep the choice when a link has dropped it.

    Streamlit forgets the widget's own state when a page is switched by code, so what was last written is kept, too.
    """
    asked, written = st.query_params.get(name), st.session_state.get(f"{name}_in_url")
    chosen = st.session_state.get(name, written)
    if asked in options and (asked != written or chosen not in options):
        chosen = asked
    st.session_state[name] = chosen if chosen in options else default


def write_url() -> None:
    """Put the choices into the URL, so that it opens the same view for a colleague."""
    for name in IN_URL:
        value = st.session_state.get(name)
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value
        st.session_state[f"{name}_in_url"] = value


def months(manifest: Manifest) -> list[str]:
    """The months to choose from, newest first: from the first with exports, without a gap, to the last that is over.

    A month is closed once it is over, so nothing later than the last full month is offered unless it has landed.
    """
    landed = sorted({record.period for record in data_landings(manifest)}) or [_over()]
    return _span(landed[0], max(landed[-1], min(_over(), month(landed[-1]).next.period)))


def nameable_months(manifest: Manifest) -> list[str]:
    """The months that a drop or settings may be for, newest first: three years back, or as far as anything reaches."""
    over = _over()
    landed = manifest.periods() or [over]
    return _span(min(landed[0], f"{int(over[:4]) - 3}{over[4:]}"), max(landed[-1], month(over).next.period))


def _over() -> str:
    """The last month that is over."""
    return month(f"{datetime.now(UTC):%Y-%m}").previous.period


def _span(first: str, last: str) -> list[str]:
    found = [first]
    while found[-1] < last:
        found.append(month(found[-1]).next.period)
    return found[::-1]


def newest_month(manifest: Manifest) -> str:
    """The month to open first: the newest with exports; settings may lie further ahead or back."""
    return max((record.period for record in data_landings(manifest)), default=months(manifest)[0])


def link(page: str, label: str, icon: str | None = None, **params: str) -> None:
    """A link to a page, such as `reports/blank_cogs`, that keeps organisation and month."""
    st.page_link(PAGES / f"{page}.py", label=label, icon=icon, query_params={**_kept(), **params})


def go(page: str, **params: str) -> NoReturn:
    """Open a page, keeping organisation and month unless they are given."""
    st.switch_page(PAGES / f"{page}.py", query_params={**_kept(), **params})


def _kept() -> dict[str, str]:
    return {name: st.session_state[name] for name in IN_URL if st.session_state.get(name)}


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
    """Organisations in which who is here has a role; on one's own machine all."""
    return [folder for folder in known_organisations() if people.may_look(open_warehouse(folder))]
