"""COGS proof: COGS by invoice month and dispatch month, each month's journal, and stranded COGS."""

from typing import Any

import altair as alt
import streamlit as st

from close.engine.slices import Rows
from pages.bridge.openings import draw_openings
from pages.parts.charts import PICK, Axis, make_matrix, read_cell
from pages.parts.frame.page_context import current, month_name
from pages.parts.month import uploads
from pages.parts.month.closed_months import list_changed, say_changed
from pages.parts.month.heading import draw_heading
from pages.parts.widgets import drill_downs
from pages.parts.widgets.answers import ask, draw_none, lacks, say_source, tally
from pages.parts.widgets.computation import explain
from pages.parts.widgets.filters import by_column, count
from pages.parts.widgets.listing import draw_list
from pages.parts.widgets.pictures import offer_pictures
from pages.parts.widgets.tables import NO_DATE
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
    "state": "State",
    "omni_cogs": "Omni COGS",
    "journal": "Journal",
}
INVOICED, DISPATCHED = "invoice-month", "dispatch-month"  # the filters of the documents
COLUMNS = ("ref", "cogs", "cogs_date", "move_date", "contact", "status")
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
    chosen = [month for key in (INVOICED, DISPATCHED) for month in st.session_state.get(key, [])]
    chart = make_matrix(
        [{**cell, "money": cell["cogs"]} for cell in cells],
        INVOICE,
        DISPATCH,
        alt.Text("money:Q", format=ON_AXES),
        alt.Tooltip("money:Q", title="COGS", format=IN_CHARTS),
        chosen,
    )
    state = st.altair_chart(
        chart,
        key=f"crossing-{'-'.join(chosen)}",
        on_select="rerun",
        selection_mode=PICK,
        alt="COGS by invoice month and dispatch month",
    )
    offer_pictures(chart, "COGS by invoice month and dispatch month")
    clicked = read_cell(state, INVOICE, DISPATCH, chosen)
    if clicked is not None:
        invoiced, dispatched = ([month] for month in clicked) if clicked else ([], [])
        drill_downs.open_list({INVOICED: invoiced, DISPATCHED: dispatched})
    known, apart = (sum(cell["documents"] for cell in part) for part in (cells, off))
    st.caption(
        f"{least.capitalize()}{say_count(known, 'document')} {agree(known, 'has', 'have')} COGS. {apart:,} of them, "
        f"worth {say_money(sum(abs(cell['cogs']) for cell in off))}, {agree(apart, 'was', 'were')} invoiced and "
        "dispatched in different months: the stronger the red, the larger the amount. The journal follows the invoice "
        "month, and stock follows the dispatch month. Select a cell to list its documents."
    )


def draw_months() -> None:
    """Draw each month's journal next to Omni's COGS, and the months whose COGS changed later."""
    st.markdown("**Each month's journal**")
    opens = [{INVOICED: [row["cogs_month"]], DISPATCHED: []} for row in by_month]
    drill_downs.draw_rows(by_month, opens, "cogs-months", MONTHS)
    st.caption(
        "The journal comes from the month's own ledger file. Replaced by a later sync: the file shows the earlier "
        "journal. Out of date when synced: Omni COGS was already different. Changed since it was synced: an order was "
        "completed or edited afterwards."
    )
    if changed := list_changed(context):
        with st.expander("Months whose COGS changed after their end", icon=":material/history:"):
            st.caption(
                "The bridge, the tie-outs and the flux of a month count its COGS at its month end. This page also "
                "counts what came later:\n\n" + "\n".join(f"- {plain(say_changed(context, row))}" for row in changed)
            )


def draw_documents() -> None:
    """Draw the documents of the chosen months, or all of them folded. Those with two different months are first."""
    answer = ask(context, "cogs_proof_documents")
    is_chosen = any(st.session_state.get(key) for key in (INVOICED, DISPATCHED))
    label = f"All {say_count(answer.rows.count(), 'document')} with COGS, by invoice month and dispatch month"
    with drill_downs.draw_answer(), st.expander(label, expanded=is_chosen, icon=":material/list:"):
        with st.container(horizontal=True):
            order = sorted(count(answer.rows, "dispatch_month"))
            rows = by_column(answer.rows, "invoice_month", "Invoice month", INVOICED, month_name, order=order)
            rows = by_column(rows, "dispatch_month", "Dispatch month", DISPATCHED, say_month, order=order)
        draw_list(context, answer, rows, COLUMNS, ("cogs",))


def say_month(period: str) -> str:
    """Return a dispatch month in words. A document that has not been dispatched has none."""
    return period if period == NO_DATE else month_name(period)


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
    if unknown := rows["cost"].null_count:
        fates.append(f"Omni has no cost yet for {unknown:,} of them. Blank COGS estimates it")
    st.caption(f"{'. '.join(fates)}. {say_settings()}")
    shown = by_column(Rows(rows), "fate", "What will happen", "fate")
    shown = by_column(shown, "cogs_month", "Invoice month", "month", month_name)
    draw_list(context, stranded, shown, STRANDED, ("cost",), explain=explain_fate)


def explain_fate(row: dict[str, Any]) -> tuple[str, str]:
    """Return why a document is stranded, with what will happen to its COGS, and what to do."""
    why = row["why"][:1].upper() + row["why"][1:]
    return f"{why}: its COGS belongs to {month_name(row['cogs_month'])} ({row['fate']}).", row["fix"]


def say_settings() -> str:
    """Draw the two settings that decide which documents can still be synced."""
    settings = context.settings
    locked = say_day(settings.lock_date) if settings.lock_date else "none"
    return f"Past months that Omni syncs again: {settings.past_months}. Lock date: {locked}."


halves = st.grid(2, min_column_width=620)  # so that no amount of a month is cut
if by_month:
    with halves.cell():
        draw_months()
with halves.cell():
    draw_matrix()
draw_stranded()
if by_month:
    draw_documents()
if any(row["difference"] for row in by_month):
    draw_openings(context)
for answer in (proof, months, stranded):
    explain(answer)
