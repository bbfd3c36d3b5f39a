"""Every page, in the order of the work: the close, the findings, the Omni reports, the exports."""

import streamlit as st

from pages.parts.frame.page_context import PAGES, link

SECTIONS = {
    "Close": [
        ("overview/overview", "Overview", ":material/dashboard:"),
        ("checklist/checklist", "Checklist", ":material/checklist:"),
        ("worklist/worklist", "Worklist", ":material/assignment_ind:"),
        ("worklist/fix_plan", "Fix plan", ":material/build:"),
        ("signoff/signoff", "Sign-off", ":material/verified:"),
        ("signoff/moved", "Moved since signed", ":material/difference:"),
    ],
    "Findings": [
        ("timing_differences/timing_differences", "Timing differences", ":material/schedule:"),
        ("blank_cogs/blank_cogs", "Blank COGS", ":material/money_off:"),
        ("timing_differences/missing_fields", "Missing fields", ":material/edit_off:"),
    ],
    "Ledger": [
        ("bridge/bridge", "Bridge", ":material/waterfall_chart:"),
        ("bridge/tie_outs", "Tie-outs", ":material/rule:"),
        ("bridge/stock_account", "Stock account", ":material/account_balance:"),
        ("bridge/ledger_match", "Ledger match", ":material/join_inner:"),
        ("blank_cogs/cogs_proof", "COGS proof", ":material/grid_on:"),
        ("bridge/sync_gap", "Sync All gap", ":material/sync_problem:"),
        ("timing_differences/accruals", "Accruals", ":material/receipt_long:"),
        ("reports/document", "Document", ":material/timeline:"),
    ],
    "Omni reports": [
        ("reports/cogs_breakdown", "COGS breakdown", ":material/request_quote:"),
        ("reports/stock_valuation", "Stock valuations", ":material/inventory_2:"),
        ("reports/stock_on_hand", "Stock on hand", ":material/warehouse:"),
        ("reports/sales_and_credits", "Sales and credits", ":material/sell:"),
        ("reports/purchases_and_credits", "Purchases and credits", ":material/local_shipping:"),
    ],
    "Exports": [
        ("data/upload", "Upload", ":material/upload_file:"),
        ("data/landed", "What has landed", ":material/folder_open:"),
        ("data/organisation", "Organisation", ":material/business:"),
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
    return st.Page(PAGES / f"{path}.py", title=title, icon=icon, url_path=name, default=path == "overview/overview")
