"""The nine doors of the menu, every page behind them with its address, and the links from one page to another.

A page has a single name, that of its script. An address never changes, because users bookmark it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from pages.parts.frame import scripts
from pages.parts.frame.url import carried_choices

FOLDER = Path(__file__).resolve().parents[2]
STORIES = frozenset({"SO", "CN", "PO", "SCN", "ADJ"})


@dataclass(frozen=True)
class Page:
    """A script below `pages/`, the address that opens it, and its title. The front page has no address.

    `others` are other words by which people look for it, such as former titles.
    """

    script: str
    address: str
    title: str
    others: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name that links use for the page, which is that of its script."""
        return Path(self.script).stem

    @property
    def path(self) -> Path:
        """The script itself."""
        return FOLDER / self.script


@dataclass(frozen=True)
class Door:
    """An entry in the menu, and its pages. The first one opens, and the others are tabs at the top of it."""

    title: str
    icon: str
    pages: tuple[Page, ...]

    @property
    def name(self) -> str:
        """The name of the page that opens."""
        return self.pages[0].name


@dataclass(frozen=True)
class Count:
    """A count next to a door in the menu, and what it counts if the door's title does not say so."""

    text: str
    tooltip: str | None = None


DOORS = (
    Door("Overview", ":material/dashboard:", (Page("overview/overview.py", "", "Overview"),)),
    Door(
        "Checklist",
        ":material/checklist:",
        (
            Page("checklist/checklist.py", "checklist", "Checklist"),
            Page("bridge/sync_gap.py", "sync-gap", "Sync All gap"),
        ),
    ),
    Door(
        "Timing differences",
        ":material/schedule:",
        (Page("timing_differences/timing_differences.py", "timing-differences", "Timing differences"),),
    ),
    Door("Blank COGS", ":material/money_off:", (Page("blank_cogs/blank_cogs.py", "blank-cogs", "Blank COGS"),)),
    Door(
        "Bridge",
        ":material/waterfall_chart:",
        (
            Page("bridge/bridge.py", "bridge", "Bridge"),
            Page("blank_cogs/cogs_proof.py", "cogs-proof", "COGS proof"),
            Page("bridge/stock_account.py", "stock-account", "Control accounts", ("Stock account", "Tolerances")),
            Page("bridge/tie_outs.py", "tie-outs", "Tie-outs"),
            Page("bridge/ledger_match.py", "ledger-match", "Ledger match"),
            Page("reports/document.py", "story", "Document", ("Story of a document", "History")),
        ),
    ),
    Door(
        "Worklist",
        ":material/assignment_ind:",
        (
            Page("worklist/worklist.py", "worklist", "Worklist"),
            Page("worklist/fix_plan.py", "fix-plan", "Fix plan"),
            Page("timing_differences/missing_fields.py", "missing-fields", "Missing fields"),
            Page("worklist/what_if.py", "what-if", "What if"),
        ),
    ),
    Door(
        "Reports",
        ":material/table_chart:",
        (
            Page("reports/cogs_breakdown.py", "cogs-breakdown", "COGS breakdown"),
            Page("reports/stock_valuation.py", "stock-valuation", "Stock valuations"),
            Page("reports/stock_on_hand.py", "stock-on-hand", "Stock on hand"),
            Page("reports/stock_movements.py", "stock-movements", "Stock movements"),
            Page("reports/sales_and_credits.py", "sales-and-credits", "Sales and credits"),
            Page("reports/purchases_and_credits.py", "purchases-and-credits", "Purchases and credits"),
            Page("timing_differences/accruals.py", "accruals", "Accruals"),
        ),
    ),
    Door(
        "Sign-off",
        ":material/verified:",
        (
            Page("signoff/signoff.py", "signoff", "Sign-off"),
            Page("signoff/moves.py", "moved", "Changes since signing", ("Moved since signed",)),
            Page("signoff/flux.py", "flux", "Flux"),
            Page("signoff/retrospective.py", "retrospective", "How the close went"),
            Page("signoff/pack.py", "month-pack", "Month pack", ("Binder",)),
            Page("signoff/audit_log.py", "audit-log", "Audit log", ("Log", "History", "Events", "Journal")),
        ),
    ),
    Door(
        "Data",
        ":material/upload_file:",
        (
            Page("data/upload.py", "upload", "Upload"),
            Page("data/start.py", "start", "Start"),
            Page("data/mapping.py", "map", "Map a file"),
            Page("data/coverage.py", "coverage", "Coverage"),
            Page("data/landings.py", "landed", "Uploaded files", ("Landed files", "Snapshots")),
            Page("data/organisation.py", "organisation", "Organisation", ("Settings", "Roles", "Signing rules")),
        ),
    ),
)
PAGES = {page.name: page for door in DOORS for page in door.pages}


def choose_page() -> st.Page:
    """Return the page requested by the URL."""
    is_first_visit = PagesManager.uses_pages_directory
    page = st.navigation([register(page) for page in PAGES.values()], position="hidden")
    if is_first_visit and page.url_path:
        # Until a server has run this function, Streamlit looks for the address among the scripts directly in `pages/`
        # and tells the browser "Page not found". The same address is found as soon as it is asked for again.
        scripts.run(scripts.RELOAD)
    return page


def register(page: Page) -> st.Page:
    """Return the Streamlit page with its address."""
    return st.Page(page.path, title=page.title, url_path=page.address or None, default=not page.address)


def find_name(page: st.Page) -> str:
    """Return the name that links use for a page."""
    return next(known.name for known in PAGES.values() if known.address == page.url_path)


def find_door(name: str) -> Door:
    """Return the door that a page is behind."""
    return next(door for door in DOORS if name in {page.name for page in door.pages})


def draw_menu(name: str, counts: Mapping[str, Count], key: str = "door") -> None:
    """Draw the doors, and mark the one that the page is behind. `counts` are by the doors' titles.

    `key` names the marked door, which needs another name if the menu is drawn twice.
    """
    current = find_door(name)
    for door in DOORS:
        count = counts.get(door.title)
        with st.container(key=key if door is current else None):
            label = f"{door.title} :small[:gray[{count.text}]]" if count else door.title
            link(door.name, label, door.icon, count.tooltip if count else None)


def draw_tabs(name: str) -> None:
    """Draw the pages behind the same door as links, if there are several."""
    pages = find_door(name).pages
    if len(pages) > 1:
        with st.container(key="tabs", horizontal=True, gap="small"):
            for page in pages:
                with st.container(key="tab" if page.name == name else None, width="content"):
                    link(page.name, page.title)


def link(name: str, label: str, icon: str | None = None, tooltip: str | None = None, **parameters: str) -> None:
    """Draw a link to a page by its name, such as `tie_outs`.

    The link keeps the organisation and the month unless they are given.
    """
    choices = {**carried_choices(), **parameters}
    st.page_link(PAGES[name].path, label=label, icon=icon, help=tooltip, query_params=choices)


def go(name: str, **parameters: str) -> NoReturn:
    """Open a page by its name, keeping the organisation and the month unless they are given."""
    st.switch_page(PAGES[name].path, query_params={**carried_choices(), **parameters})
