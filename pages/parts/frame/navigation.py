"""Every page in the order of the work, with its address, and the links from one page to another.

A page has a single name, that of its script. An address never changes, because users bookmark it.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from pages.parts.frame import scripts
from pages.parts.frame.url import carried_choices
from pages.parts.words import plain

FOLDER = Path(__file__).resolve().parents[2]
STORIES = frozenset({"SO", "CN", "PO", "SCN", "ADJ"})


@dataclass(frozen=True)
class Page:
    """A script below `pages/`, the address that opens it, and its entry in the menu. The front page has no address."""

    script: str
    address: str
    title: str
    icon: str

    @property
    def name(self) -> str:
        """The name that links use for the page, which is that of its script."""
        return Path(self.script).stem

    @property
    def path(self) -> Path:
        """The script itself."""
        return FOLDER / self.script


SECTIONS = {
    "Close": (
        Page("overview/overview.py", "", "Overview", ":material/dashboard:"),
        Page("checklist/checklist.py", "checklist", "Checklist", ":material/checklist:"),
        Page("worklist/worklist.py", "worklist", "Worklist", ":material/assignment_ind:"),
        Page("worklist/fix_plan.py", "fix-plan", "Fix plan", ":material/build:"),
        Page("signoff/signoff.py", "signoff", "Sign-off", ":material/verified:"),
        Page("signoff/moves.py", "moved", "Changes since signing", ":material/difference:"),
    ),
    "Findings": (
        Page(
            "timing_differences/timing_differences.py",
            "timing-differences",
            "Timing differences",
            ":material/schedule:",
        ),
        Page("blank_cogs/blank_cogs.py", "blank-cogs", "Blank COGS", ":material/money_off:"),
        Page("timing_differences/missing_fields.py", "missing-fields", "Missing fields", ":material/edit_off:"),
    ),
    "Ledger": (
        Page("bridge/bridge.py", "bridge", "Bridge", ":material/waterfall_chart:"),
        Page("bridge/tie_outs.py", "tie-outs", "Tie-outs", ":material/rule:"),
        Page("bridge/stock_account.py", "stock-account", "Stock account", ":material/account_balance:"),
        Page("bridge/ledger_match.py", "ledger-match", "Ledger match", ":material/join_inner:"),
        Page("blank_cogs/cogs_proof.py", "cogs-proof", "COGS proof", ":material/grid_on:"),
        Page("bridge/sync_gap.py", "sync-gap", "Sync All gap", ":material/sync_problem:"),
        Page("timing_differences/accruals.py", "accruals", "Accruals", ":material/receipt_long:"),
        Page("reports/document.py", "story", "Document", ":material/timeline:"),
    ),
    "Omni reports": (
        Page("reports/cogs_breakdown.py", "cogs-breakdown", "COGS breakdown", ":material/request_quote:"),
        Page("reports/stock_valuation.py", "stock-valuation", "Stock valuations", ":material/inventory_2:"),
        Page("reports/stock_on_hand.py", "stock-on-hand", "Stock on hand", ":material/warehouse:"),
        Page("reports/stock_movements.py", "stock-movements", "Stock movements", ":material/swap_horiz:"),
        Page("reports/sales_and_credits.py", "sales-and-credits", "Sales and credits", ":material/sell:"),
        Page(
            "reports/purchases_and_credits.py",
            "purchases-and-credits",
            "Purchases and credits",
            ":material/local_shipping:",
        ),
    ),
    "Exports": (
        Page("data/start.py", "start", "Start", ":material/flag:"),
        Page("data/upload.py", "upload", "Upload", ":material/upload_file:"),
        Page("data/mapping.py", "map", "Map a file", ":material/table_edit:"),
        Page("data/coverage.py", "coverage", "Coverage", ":material/grid_view:"),
        Page("data/landings.py", "landed", "Uploaded files", ":material/folder_open:"),
        Page("data/organisation.py", "organisation", "Organisation", ":material/business:"),
    ),
}
PAGES = {page.name: page for pages in SECTIONS.values() for page in pages}


def choose_page() -> st.Page:
    """Return the page requested by the URL. `draw_menu` draws the menu, below the organisation and the month."""
    is_first_visit = PagesManager.uses_pages_directory
    page = st.navigation(
        {section: [register(page) for page in pages] for section, pages in SECTIONS.items()}, position="hidden"
    )
    if is_first_visit and page.url_path:
        # Until a server has run this function, Streamlit looks for the address among the scripts directly in `pages/`
        # and tells the browser "Page not found". The same address is found as soon as it is asked for again.
        scripts.run(scripts.RELOAD)
    return page


def register(page: Page) -> st.Page:
    """Return the Streamlit page with its address."""
    return st.Page(page.path, title=page.title, icon=page.icon, url_path=page.address or None, default=not page.address)


def find_name(page: st.Page) -> str:
    """Return the name that links use for a page."""
    return next(known.name for known in PAGES.values() if known.address == page.url_path)


def draw_menu() -> None:
    """Draw links to every page in the sidebar, which keep the organisation and the month."""
    with st.sidebar:
        for section, pages in SECTIONS.items():
            with st.container(gap="xxsmall"):
                st.caption(section)
                for page in pages:
                    link(page.name, page.title, page.icon)


def link(name: str, label: str, icon: str | None = None, **parameters: str) -> None:
    """Draw a link to a page by its name, such as `tie_outs`.

    The link keeps the organisation and the month unless they are given.
    """
    st.page_link(PAGES[name].path, label=label, icon=icon, query_params={**carried_choices(), **parameters})


def go(name: str, **parameters: str) -> NoReturn:
    """Open a page by its name, keeping the organisation and the month unless they are given."""
    st.switch_page(PAGES[name].path, query_params={**carried_choices(), **parameters})


def link_document(doc_type: str | None, reference: str | None) -> None:
    """Draw a link from a row to its document's history, if it refers to one."""
    if reference and doc_type in STORIES:
        link("document", f"History of {plain(reference)}", icon=":material/timeline:", ref=reference)
