"""Every page, in the order of the work: the close, the findings, the Omni reports, the exports."""

import streamlit as st

from pages.parts.frame import PAGES, link

SECTIONS = {
    "Close": [
        ("close/overview", "Overview", ":material/dashboard:"),
        ("close/checklist", "Checklist", ":material/checklist:"),
        ("close/worklist", "Worklist", ":material/assignment_ind:"),
        ("close/fix_plan", "Fix plan", ":material/build:"),
        ("close/signoff", "Sign-off", ":material/verified:"),
        ("close/moved", "Moved since signed", ":material/difference:"),
    ],
    "Findings": [
        ("reports/timing_differences", "Timing differences", ":material/schedule:"),
        ("reports/blank_cogs", "Blank COGS", ":material/money_off:"),
        ("reports/missing_fields", "Missing fields", ":material/edit_off:"),
    ],
    "Ledger": [
        ("ledger/bridge", "Bridge", ":material/waterfall_chart:"),
        ("ledger/tie_outs", "Tie-outs", ":material/rule:"),
        ("ledger/stock_account", "Stock account", ":material/account_balance:"),
        ("ledger/ledger_match", "Ledger match", ":material/join_inner:"),
        ("ledger/cogs_proof", "COGS proof", ":material/grid_on:"),
        ("ledger/sync_gap", "Sync All gap", ":material/sync_problem:"),
        ("ledger/accruals", "Accruals", ":material/receipt_long:"),
        ("documents/story", "Document", ":material/timeline:"),
    ],
    "Omni reports": [
        ("reports/cogs_breakdown", "COGS breakdown", ":material/request_quote:"),
        ("reports/stock_valuation", "Stock valuations", ":material/inventory_2:"),
        ("reports/stock_on_hand", "Stock on hand", ":material/warehouse:"),
        ("reports/sales_and_credits", "Sales and credits", ":material/sell:"),
        ("reports/purchases_and_credits", "Purchases and credits", ":material/local_shipping:"),
    ],
    "Exports": [
        ("exports/upload", "Upload", ":material/upload_file:"),
        ("exports/landed", "What has landed", ":material/folder_open:"),
        ("exports/organisation", "Organisation", ":material/business:"),
    ],
}


def navigate() -> st.Page:
    """The page that the URL asks for. The menu is drawn by `draw_menu`, below organisation and month."""
    return st.navigation(
        {section: [_page(*entry) for entry in pages] for section, pages in SECTIONS.items()}, position="hidden"
    )


def draw_menu() -> None:
    """Links to every page that keep organisation and month, in the sidebar."""
    with st.sidebar:
        for section, pages in SECTIONS.items():
            with st.container(gap="xxsmall"):
                st.caption(section)
                for path, title, icon in pages:
                    link(path, title, icon)


def _page(path: str, title: str, icon: str) -> st.Page:
    name = path.split("/")[1].replace("_", "-")
    return st.Page(PAGES / f"{path}.py", title=title, icon=icon, url_path=name, default=path == "close/overview")
