"""Every page: its address never changes, links use its name, and its tables show the important columns first."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.bridge.identities import EXPLANATIONS
from pages.parts.frame.navigation import FOLDER, PAGES
from pages.parts.month.proofs import ALL_PROOFS

from .conftest import FAULTY
from .screen import Open

# The addresses that users have bookmarked, and the page that each one opens.
ADDRESSES = {
    "": "overview",
    "checklist": "checklist",
    "worklist": "worklist",
    "fix-plan": "fix_plan",
    "what-if": "what_if",
    "signoff": "signoff",
    "flux": "flux",
    "retrospective": "retrospective",
    "month-pack": "pack",
    "audit-log": "audit_log",
    "moved": "moves",
    "timing-differences": "timing_differences",
    "blank-cogs": "blank_cogs",
    "missing-fields": "missing_fields",
    "bridge": "bridge",
    "tie-outs": "tie_outs",
    "stock-account": "stock_account",
    "ledger-match": "ledger_match",
    "cogs-proof": "cogs_proof",
    "sync-gap": "sync_gap",
    "accruals": "accruals",
    "story": "document",
    "cogs-breakdown": "cogs_breakdown",
    "stock-valuation": "stock_valuation",
    "stock-on-hand": "stock_on_hand",
    "stock-movements": "stock_movements",
    "sales-and-credits": "sales_and_credits",
    "purchases-and-credits": "purchases_and_credits",
    "start": "start",
    "upload": "upload",
    "map": "mapping",
    "landed": "landings",
    "coverage": "coverage",
    "organisation": "organisation",
}
# The first columns of the wide tables, as many as 1000 pixels show.
FIRST = {
    "checklist": ["Reference", "Why", "Amount ex tax", "Type", "Stock moved"],
    "worklist": ["Reference", "Amount", "Cause", "Effect on the gap", "Days", "Priority"],
    "bridge": ["Reference", "Effect on the gap", "Cause"],
    "timing_differences": ["Reference", "Document value", "Direction", "Days open"],
    "stock_on_hand": ["Reference", "Net", "Flags", "Date", "Stock moved"],
}


def registered() -> dict[str, str]:
    """Return the addresses known to Streamlit, each with its script."""

    def show() -> None:
        import streamlit as st  # noqa: PLC0415 - the script of a page, run by itself

        from pages.parts.frame.navigation import PAGES, register  # noqa: PLC0415

        st.session_state["registered"] = {register(page).url_path: str(page.path) for page in PAGES.values()}

    return AppTest.from_function(show).run().session_state["registered"]


def test_every_old_address_opens_its_page() -> None:
    assert registered() == {address: str(PAGES[name].path) for address, name in ADDRESSES.items()}
    assert all(page.path.is_file() for page in PAGES.values())
    assert PAGES.keys() == set(ADDRESSES.values())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_knows_its_name(open_page: Open, months: list[str], name: str) -> None:
    app = open_page(name, period=months[-1])
    assert not app.exception
    assert not [error for error in app.error if "foresee" in error.value]
    context = app.session_state["context"]
    assert (context.page, context.warehouse.organisation) == (name, FAULTY)


def linked(path: Path) -> Iterator[str]:
    """Return the names of pages that a script links to, in calls and in the action of its heading."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        page_names = node.args[:1] if node.func.id in {"link", "go"} else []
        if node.func.id == "draw_heading" and isinstance(node.args[-1], ast.Tuple):
            page_names = node.args[-1].elts[:1]
        yield from (str(name.value) for name in page_names if isinstance(name, ast.Constant))


def test_links_lead_to_pages_of_the_table() -> None:
    links = {(path.name, name) for path in FOLDER.rglob("*.py") for name in linked(path)}
    assert len(links) > len(PAGES)
    assert not [(script, name) for script, name in links if name not in PAGES]
    assert {explanation.page for explanation in EXPLANATIONS.values() if explanation.page} <= PAGES.keys()
    assert {proof.page for proof in ALL_PROOFS.values()} <= PAGES.keys()


@pytest.mark.parametrize("page", FIRST)
def test_the_most_important_columns_come_first(open_page: Open, months: list[str], page: str) -> None:
    app, first = open_page(page, period=months[-1]), FIRST[page]
    assert first in [list(table.value.columns)[: len(first)] for table in app.dataframe]
