"""Sync All gap: documents dated but not in the ledger, by kind, and whether the Sync All button includes them."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.parts import charts
from pages.parts.frame.page_context import current
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading
from pages.parts.widgets import drill_downs
from pages.parts.widgets.answers import ask, draw_none, lacks, say_source, total, where
from pages.parts.widgets.computation import explain
from pages.parts.widgets.filters import by_column
from pages.parts.widgets.listing import draw_list
from pages.parts.words import say_count, say_money, say_tested
from pages.timing_differences.ageing import AGE, SIDE, choose_ages, draw_ages

SOURCES = ("sales_documents", "purchase_documents", "stock_adjustments")
COLUMNS = ("ref", "amount", "reasons", "kind", "acct_date", "age_days", "move_date", "status", "contact")
KINDS = {
    "kind": "Kind",
    "by_sync_all": "Sync All",
    "documents": "Documents",
    "amount": "Amount ex tax",
    "oldest": "Oldest",
}
BY_SYNC_ALL = {"Y": "Included in Sync All", "N": "Left out of Sync All"}
ABOUT = (
    "Sync All includes customers, invoices, suppliers, supplier invoices and COGS. It leaves out credit notes, "
    "supplier credits, landed costs and adjustments. Each of those has its own tab on the sync screen. "
    "It also leaves out documents older than the past-months setting, until you raise it."
)

context = current()
uploads.stop_if_empty(context)
gap, unsynced = ask(context, "sync_all_gap"), ask(context, "unsynced")
rows = unsynced.table
skipped = where(gap.table, "in_sync_all", ["N"])
left_out = sum(skipped["documents"].to_pylist())
blind = lacks(gap, *SOURCES)
draw_heading(
    context,
    "Sync All gap",
    "dated by month end but not in the ledger",
    say_money(None if blind else total(gap.table, "amount"), context.settings.currency),
    f"{'Known amount' if gap.stood_in else 'Amount'} of {say_count(rows.num_rows, 'document')}, ex tax",
    "Cannot tell: exports are missing"
    if blind
    else f"{left_out:,} left out of Sync All"
    if left_out
    else "none left out",
    "orange" if blind else "red" if left_out else "green",
    ("checklist", "The syncing steps"),
    why=say_source(context, gap),
)
uploads.warn_of_missing_ledger(context, gap)
st.caption(ABOUT)


def draw_kinds() -> None:
    """Draw the kinds with their amounts, and the ages. Selecting a kind lists its documents."""
    kinds = gap.table.to_pylist()
    halves = st.grid(5, min_column_width=150)
    with halves.cell(column_span=3):
        lines = [{**row, "by_sync_all": BY_SYNC_ALL[row["in_sync_all"]]} for row in kinds]
        drill_downs.draw_rows(
            lines, [{"kind": [row["kind"]], SIDE: [row["in_sync_all"]]} for row in kinds], "kinds", KINDS
        )
    with halves.cell(column_span=2):
        draw_ages(
            [make_age(row) for row in rows.to_pylist()], "Amount ex tax", "Sync All gap by days outstanding", list_bar
        )


def list_bar(bar: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the filters that list the documents of a bar."""
    sides = {words: code for code, words in BY_SYNC_ALL.items()}
    return {AGE: [bar["age"]], SIDE: [sides[bar["direction"]]]}


def make_age(row: dict[str, Any]) -> dict[str, Any]:
    """Return a document for the ageing chart, with the days since its date at month end."""
    direction = BY_SYNC_ALL[row["in_sync_all"]]
    return {"age": charts.say_age(row["age_days"]), "direction": direction, "money": row["amount"] or 0, "count": 1}


def draw_documents() -> None:
    """Draw the documents by kind, and the selected one."""
    documents = by_column(unsynced.rows, "kind", "Kind", "kind")
    with st.container(horizontal=True):
        documents = by_column(documents, "in_sync_all", "Sync All", SIDE, BY_SYNC_ALL.__getitem__)
        documents = choose_ages(documents)
    draw_list(context, unsynced, documents, COLUMNS, ("amount",))


if rows.num_rows:
    draw_kinds()
    draw_documents()
elif not blind:
    tested = uploads.count_tested_rows(context, list(SOURCES))
    draw_none(f"Every dated document is in the ledger: {say_tested(tested)}.", unsynced)
explain(gap)
explain(unsynced)
