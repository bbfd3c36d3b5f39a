"""Blank COGS: documents without cost of goods sold, the condition that fails, and the cost that is likely missing."""

from typing import Any

import streamlit as st

from close.engine.slices import Rows
from close.rules import reasons
from pages.blank_cogs.margin import LABELS, measure_margin, rows_in
from pages.parts.frame.page_context import current, month_name
from pages.parts.month import proofs, uploads
from pages.parts.month.heading import draw_heading, judge_findings
from pages.parts.widgets import drill_downs
from pages.parts.widgets.answers import ask, draw_none, lacks, say_source, share_of_largest, tally, total, where
from pages.parts.widgets.computation import explain
from pages.parts.widgets.filters import by_column
from pages.parts.widgets.listing import draw_list
from pages.parts.widgets.tables import draw
from pages.parts.words import plain, say, say_count, say_money

COLUMNS = (
    "order_ref",
    "likely_missing_cogs",
    "evidence",
    "reason",
    "move_date",
    "acct_date",
    "sales",
    "status",
    "customer",
)
IN_FILE = {"Y": "In this month's COGS Breakdown", "N": "Only in an earlier month's COGS Breakdown"}
MARKS = {
    "meets": ":green[:material/check:]",
    "lacks": ":red[:material/close:]",
    "skips": ":gray[:material/remove:]",
}
# The group whose usual cost an estimate is based on.
ESTIMATES = {"customer_margin": "the customer", "channel_margin": "the channel"}
LARGEST = 10

context = current()
uploads.stop_if_empty(context)
answer, entries = ask(context, "blank_cogs"), ask(context, "cogs_breakdown")
rows, missing = answer.table, total(answer.table, "likely_missing_cogs")
blind = lacks(answer, "cogs_entries", "sales_documents") or (not answer.table.num_rows and uploads.lacks_sales(context))
draw_heading(
    context,
    "Blank COGS",
    "orders and credit notes without cost of goods sold, and the condition that fails",
    say_money(None if blind else missing, context.settings.currency),
    f"Likely missing COGS of {say_count(rows.num_rows, 'document')}",
    *judge_findings(blind, rows.num_rows, f"{rows.num_rows:,} without COGS", "none without COGS"),
    ("missing_fields", "Enter the missing dates"),
    why=say_source(context, answer),
)
uploads.warn_of_missing(context, answer)


def draw_top() -> None:
    """Draw the amounts by failing condition, in the largest rows, and in the month's margin."""
    halves = st.grid(5, min_column_width=150)
    with halves.cell(column_span=3):
        kinds = tally(rows, ["failing_condition"], "likely_missing_cogs")
        bars = [{"code": k["failing_condition"], "label": say(k["failing_condition"]), **k} for k in kinds]
        drill_downs.draw_bars(bars, "Likely missing COGS", "conditions", "condition")
    with halves.cell(column_span=2):
        share = share_of_largest(rows, "likely_missing_cogs", LARGEST)
        if share is not None and rows.num_rows > LARGEST:
            st.markdown(f"The **{LARGEST} largest rows** make up **{share:.0f}%** of the amount.")
        say_evidence()
    draw_margin()


def say_evidence() -> None:
    """Draw how reliable the amounts are: a cost from Omni, an estimate, or unknown."""
    estimated = where(rows, "evidence_code", list(ESTIMATES))
    if estimated.num_rows:
        st.markdown(
            f"**{estimated.num_rows:,}** amounts ({say_money(total(estimated, 'likely_missing_cogs'))}) are estimates: "
            "sales × the customer's average cost ratio (or the channel's, if the customer has fewer than three sales). "
            "The others are the cost that Omni has on the document or its lines."
        )
    unknown = where(rows, "evidence_code", ["cost_unknown"]).num_rows
    if unknown:
        st.markdown(f"The total does not include **{say_count(unknown, 'document')}** whose cost is unknown.")
    idle = where(rows, "evidence_code", ["nothing_moved"]).num_rows
    if idle:
        st.markdown(f"No stock has moved yet for **{say_count(idle, 'document')}**, so no cost is missing yet.")


def draw_margin() -> None:
    """Draw the month's gross profit as exported, and with the missing COGS of documents invoiced in the month."""
    if lacks(entries, "cogs_entries"):
        return
    exported = measure_margin(rows_in(entries.rows, "invoice_date", context.month))
    in_month = rows_in(answer.rows.among("in_month_file", ["Y"]), "acct_date", context.month)
    count, amounts = in_month.measure("likely_missing_cogs")
    corrected = exported.plus(amounts["likely_missing_cogs"])
    draw([exported.record("As exported"), corrected.record("With the missing COGS")], "margin", **LABELS)
    st.caption(
        f"Of the {say_money(missing)} that is probably missing, {say_money(amounts['likely_missing_cogs'])} belongs to "
        f"{say_count(count, 'document')} invoiced or credited in {month_name(context.period)}. Only this part changes "
        "the month's margin. The rest belongs to other months, or to documents that still have no date."
    )


def draw_conditions(row: dict[str, Any]) -> None:
    """Draw the conditions for Omni to calculate COGS, and which of them this document meets."""
    st.markdown("**Conditions for Omni to calculate COGS**")
    codes = row["conditions_code"].split(reasons.SEVERAL)
    marked = ((MARKS[code.partition("_")[0]], reasons.say(code, row, answer.period)) for code in codes)
    lines = (f"- {mark} {plain(condition)}" for mark, condition in marked)
    st.markdown("\n".join(lines))
    whose = ESTIMATES.get(row["evidence_code"])
    if whose and row["sales"]:
        share = row["likely_missing_cogs"] * 100 / row["sales"]
        st.caption(f"The amount is an estimate: {share:.1f}% of its sales, which is the average cost ratio of {whose}.")


def draw_documents() -> None:
    """Draw the list by condition, evidence and file, and the selected document."""
    documents = by_column(Rows(rows), "failing_condition", "Failing condition", "condition")
    with st.container(horizontal=True):
        documents = by_column(documents, "evidence", "Evidence for the amount", "evidence")
        documents = by_column(documents, "in_month_file", "File", "file", IN_FILE.__getitem__)
    draw_list(context, answer, documents, COLUMNS, ("likely_missing_cogs", "sales"), draw_conditions)
    proofs.draw_others(context, "SY5")


if rows.num_rows:
    draw_top()
    draw_documents()
elif not blind:
    draw_none(
        f"Every document has COGS. Tested: {say_count(entries.rows.count(), 'row')} in this month's COGS Breakdown, "
        "and the blank rows of earlier months.",
        answer,
        entries,
    )
explain(answer)
