"""Where a page stands: the warehouse, the organisation and the month, all three in the URL."""

import os
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from close.manifests import Manifest
from close.months import Month, month
from close.settings import Settings
from close.warehouse import Warehouse, organisations

ROOT = Path(os.environ.get("TIEOUT_WAREHOUSE", Path(__file__).resolve().parent.parent.parent / "warehouse"))
IN_URL = ("organisation", "period")
PAGES = Path(__file__).resolve().parent.parent
WHO = "local user"


@dataclass(frozen=True)
class Frame:
    """One organisation, one month, one snapshot: what every answer on a page is about."""

    warehouse: Warehouse
    period: str
    manifest: Manifest

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
        return all(record.dataset("settings") for record in self.manifest.landings)


def current() -> Frame:
    """The frame that `app.py` drew around this page."""
    return st.session_state["frame"]


def follow_url(name: str, options: list[str], default: str) -> None:
    """Let the URL set a choice when it has changed, and keep the choice when a link has dropped it."""
    asked, written = st.query_params.get(name), st.session_state.get(f"{name}_in_url")
    if asked in options and asked != written:
        st.session_state[name] = asked
    elif st.session_state.get(name) not in options:
        st.session_state[name] = default


def write_url() -> None:
    """Put the choices into the URL, so that it opens the same view for a colleague."""
    for name in IN_URL:
        value = st.session_state.get(name)
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value
        st.session_state[f"{name}_in_url"] = value


def months(manifest: Manifest) -> list[str]:
    """The months to choose from, newest first."""
    return manifest.periods()[::-1]


def link(page: str, label: str, icon: str | None = None, **params: str) -> None:
    """A link to a page, such as `reports/blank_cogs`, that keeps organisation and month."""
    kept = {name: st.session_state[name] for name in IN_URL if st.session_state.get(name)}
    st.page_link(PAGES / f"{page}.py", label=label, icon=icon, query_params={**kept, **params})


def month_name(period: str) -> str:
    """A month in words: March 2026."""
    return f"{month(period).start:%B %Y}"


def open_warehouse(organisation: str) -> Warehouse:
    """The warehouse of an organisation below the one folder that the environment may set."""
    return Warehouse(ROOT, organisation)


def known_organisations() -> list[str]:
    """Organisations that have landed something."""
    return organisations(ROOT)
