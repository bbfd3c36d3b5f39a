"""COGS proof: COGS by invoice month and dispatch month, each month's journal, and stranded COGS."""

from typing import Any

import altair as alt
import streamlit as st

from close.engine.slices import Rows
from pages.bridge.openings import draw_openings
from pages.parts.charts import Axis, make_matrix
from pages.parts.frame.page_context import current, month_name
from pages.parts.month import uploads
from pages.parts.month.closed_months import list_changed, say_changed
from pages.parts.month.heading import draw_heading
from pages.parts.widgets.answers import ask, draw_none, lacks, say_source, tally
from pages.parts.widgets.computation import explain
from pages.parts.widgets.filters import by_column
from pages.parts.widgets.listing import draw_list
from pages.parts.widgets.pictures import offer_pictures
from pages.parts.widgets.tables import draw
from pages.parts.words import (
    IN_CHARTS,
    ON_AXES,
    Colour,
    agree,
    plain,
    say_count,
    say_day,
    say_least,
    say_money,
    say_tested,
)

MONTHS = {
    "cogs_month": "Month",
    "difference": "Difference",
    "omni_cogs": "Omni COGS",
    "journal": "Journal",
    "state": "State",
}
INVOICE = Axis("invoice_month", "Invoice month", "invoiced in")
DISPATCH = Axis("dispatch_month", "Dispatch month", "dispatched in")
STRANDED = ("ref", "cost", "cogs_month", "fate", "why", "move_date", "acct_date", "contact")

context = current()
uploads.stop_if_empty(context)
proof, months, stranded = (ask(context, name) for name in ("cogs_proof", "cogs_by_month", "stranded_cogs"))
by_month = months.table.to_pylist()
now = next((row for row in by_month if row["cogs_month"] == context.period), None)
blind = not uploads.has_ledger(context) or now is None or lacks(months, "cogs_entries")


def say_unknown() -> str:
    """Return why it is not known whether the journal agrees."""
    if not uploads.has_ledger(context):
        return "Cannot tell: no ledger uploaded"
    is_partial = months.incomplete or uploads.lacks_sales(context)
    return f"Cannot tell: {'rows are left out' if is_partial else 'no COGS uploaded'}"


def say_status() -> tuple[str, Colour]:
    """Return whether the month's journal agrees with Omni's COGS, and a colour."""
    if blind or now is None:
        return say_unknown(), "orange"
    return now["state"], "green" if not now["difference"] else "red"


status, colour = say_status()
draw_heading(
    context,
    "COGS proof",
    "Omni's COGS for each month compared with the COGS journal in the ledger",
    say_money(None if blind or now is None else now["difference"], context.settings.currency),
    f"Omni COGS less the journal of {month_name(context.period)}",
    status,
    colour,
    ("blank_cogs", "Sales without COGS"),
    why=say_source(context, months),
)
if context.settings.inventory_method != "perpetual":
    st.info("Not applicable: there is no COGS journal under periodic inventory.", icon=":material/remove:")
uploads.warn_of_missing_ledger(context, months)


def draw_matrix() -> None:
    """Draw invoice months against dispatch months."""
    cells = proof.table.to_pylist()
    if not cells:
        st.caption("No COGS has been uploaded for this month or an earlier one.")
        return
    least = say_least(bool(proof.incomplete))
    off = [cell for cell in cells if cell["invoice_month"] != cell["dispatch_month"]]
    chart = make_matrix(
        [{**cell, "money": cell["cogs"]} for cell in cells],
        INVOICE,
        DISPATCH,
        alt.Text("money:Q", format=ON_AXES),
        alt.Tooltip("money:Q", title="COGS", format=IN_CHARTS),
    )
    st.altair_chart(chart, key="crossing", alt="COGS by invoice month and dispatch month")
    offer_pictures(chart, "COGS by invoice month and dispatch month")
    known, apart = (sum(cell["documents"] for cell in part) for part in (cells, off))
    st.caption(
        f"{least.capitalize()}{say_count(known, 'document')} {agree(known, 'has', 'have')} COGS. {apart:,} of them, "
        f"worth {say_money(sum(abs(cell['cogs']) for cell in off))}, {agree(apart, 'was', 'were')} invoiced and "
        "dispatched in different months: the stronger the red, the larger the amount. The journal follows the invoice "
        "month, and stock follows the dispatch month. Hover over a cell for its number of documents."
    )


def draw_months() -> None:
    """Draw each month's journal next to Omni's COGS."""
    st.markdown("**Each month's journal**")
    draw(by_month, "cogs-months", **MONTHS)
    st.caption(
        "The journal comes from the month's own ledger file. Replaced by a later sync: the file shows the earlier "
        "journal. Out of date when synced: Omni COGS was already different. Changed since it was synced: an order was "
        "completed or edited afterwards."
    )
    if changed := list_changed(context):
        st.caption(
            "The bridge, the tie-outs and the flux of a month count its COGS at its month end. This page also counts "
            "what came later:\n\n" + "\n".join(f"- {plain(say_changed(context, row))}" for row in changed)
        )


def draw_stranded() -> None:
    """Draw documents whose COGS belongs to a closed month, or can no longer be posted."""
    st.header("COGS that a later sync would miss, and months that it would change", anchor=False)
    rows = stranded.table
    if not rows.num_rows:
        tested = uploads.count_tested_rows(context, ["sales_documents", "cogs_entries"])
        draw_none(f"None: {say_tested(tested, 'sales or COGS row')}.", stranded)
        return
    fates = [
        f"{say_count(row['count'], 'document')} {row['fate']}: {say_money(row['money'])}"
        for row in tally(rows, ["fate"], "cost")
    ]
    st.caption(f"{'. '.join(fates)}. {say_settings()}")
    shown = by_column(Rows(rows), "fate", "What will happen", "fate")
    shown = by_column(shown, "cogs_month", "Invoice month", "month", month_name)
    draw_list(context, stranded, shown, STRANDED, ("cost",), explain=explain_fate)


def explain_fate(row: dict[str, Any]) -> tuple[str, str]:
    """Return why a document is stranded, with what will happen to its COGS, and what to do."""
    return f"{row['why']}: its COGS belongs to {month_name(row['cogs_month'])} ({row['fate']}).", row["fix"]


def say_settings() -> str:
    """Draw the two settings that decide which documents can still be synced."""
    settings = context.settings
    locked = say_day(settings.lock_date) if settings.lock_date else "none"
    return f"Past months that Omni syncs again: {settings.past_months}. Lock date: {locked}."


halves = st.grid(2, min_column_width=420)
with halves.cell():
    draw_matrix()
if by_month:
    with halves.cell():
        draw_months()
if any(row["difference"] for row in by_month):
    draw_openings(context)
draw_stranded()
for answer in (proof, months, stranded):
    explain(answer)
