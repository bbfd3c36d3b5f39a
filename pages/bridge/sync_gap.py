"""Sync All gap: what is dated and not in the books, by kind, and whether the Sync All button would take it."""

from typing import Any

import streamlit as st

from pages.parts import charts
from pages.parts.frame.page_context import current
from pages.parts.money import say_money
from pages.parts.month import landed, ledger
from pages.parts.month.headline import headline
from pages.parts.widgets import computed, doors
from pages.parts.widgets.answers import ask, lacks, total, where
from pages.parts.widgets.filters import by_column
from pages.parts.widgets.listing import draw_list

SOURCES = ("sales_documents", "purchase_documents", "stock_adjustments")
COLUMNS = ("ref", "amount", "kind", "acct_date", "age_days", "move_date", "status", "reasons", "contact")
KINDS = {"kind": "Kind", "taken": "Sync All", "documents": "Documents", "amount": "Amount ex tax", "oldest": "Oldest"}
TAKEN = {"Y": "takes it", "N": "skips it"}
ABOUT = (
    "Sync All takes customers, invoices, suppliers, supplier invoices and COGS. It leaves out credit notes, supplier "
    "credits, landed costs and adjustments: each has a tab of its own on the sync screen."
)

context = current()
landed.stop_if_empty(context)
gap, unsynced = ask(context, "sync_all_gap"), ask(context, "unsynced")
rows = unsynced.table
skipped = where(gap.table, "in_sync_all", ["N"])
left_out = sum(skipped["documents"].to_pylist())
blind = lacks(gap, *SOURCES)
headline(
    context,
    "Sync All gap",
    "dated by the month end and not in the books",
    say_money(None if blind else total(gap.table, "amount"), context.settings.currency),
    f"Amount of {rows.num_rows:,} documents, ex tax",
    "not all exports have landed" if blind else f"{left_out:,} that Sync All skips" if left_out else "none is skipped",
    "orange" if blind else "red" if left_out else "green",
    ("checklist/checklist", "The syncing steps"),
)
ledger.say_missing(context, gap)
st.caption(ABOUT)


def draw_kinds() -> None:
    """Kinds with their money, and ages; a kind is the door to its documents."""
    kinds = gap.table.to_pylist()
    halves = st.grid(5, min_column_width=150)
    with halves.cell(column_span=3):
        lines = [{**row, "taken": TAKEN[row["in_sync_all"]]} for row in kinds]
        doors.draw_rows(lines, [{"kind": [row["kind"]]} for row in kinds], "kinds", KINDS)
    with halves.cell(column_span=2):
        st.altair_chart(charts.ageing([age(row) for row in rows.to_pylist()], "Amount ex tax"), key="ageing")


def age(row: dict[str, Any]) -> dict[str, Any]:
    """A document for the chart of ages: how long it has been dated by the month end."""
    direction = f"Sync All {TAKEN[row['in_sync_all']]}"
    return {"age": charts.age_of(row["age_days"]), "direction": direction, "money": row["amount"] or 0, "count": 1}


def draw_documents() -> None:
    """The documents by kind, and the picked one."""
    shown = by_column(rows, "kind", "Kind", "kind")
    draw_list(context, unsynced, shown, COLUMNS, ("amount",), lambda r: ledger.story_link(r["doc_type"], r["ref"]))


if rows.num_rows:
    draw_kinds()
    draw_documents()
elif not blind:
    tested = landed.rows_tested(context, list(SOURCES))
    st.success(f"Everything that is dated is in the books: {tested:,} rows were tested.", icon=":material/check:")
computed.explain(gap)
computed.explain(unsynced)
