"""Stock on hand reconciliation: Omni's closing balance for the ledger as a statement, and every entry behind it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import streamlit as st

from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import current
from pages.parts.month import uploads
from pages.parts.month.closed_months import list_changed, say_opening
from pages.parts.month.heading import draw_heading, judge_findings
from pages.parts.widgets import drill_downs
from pages.parts.widgets.answers import ask, lacks, say_source, total
from pages.parts.widgets.computation import explain
from pages.parts.widgets.filters import by_column, by_flag, count, count_flagged
from pages.parts.widgets.listing import draw_list
from pages.parts.widgets.tables import FLAGS, draw
from pages.parts.words import Colour, agree, say_count, say_day, say_money

COLUMNS = (
    "reference",
    "net",
    FLAGS,
    "entry_date",
    "move_date",
    "acct_date",
    "section",
    "debit",
    "credit",
    "contact",
    "line",
)
ROLL = {"label": "Line", "amount": "Amount", "entries": "Entries"}
# The positions of lines in the roll. Sections without their own line are totalled in the 'other' line.
LAST_CLOSING, OPENING, OTHER, DIFFERENCE = 1, 2, 7, 11
BALANCES = {"label": "Balance", "amount": "Amount", "basis": "Date used"}

context = current()
uploads.stop_if_empty(context)
answer, roll = ask(context, "stock_on_hand"), ask(context, "stock_on_hand_roll")
balances = ask(context, "balances").table.to_pylist()[0]
roll_lines = roll.table.to_pylist()
blind = lacks(answer, "stock_reconciliation_entries")


def amount_at(position: int) -> Decimal | None:
    """Return the amount of a line in the roll, or None if the roll does not have it."""
    return next((line["amount"] for line in roll_lines if line["position"] == position), None)


def say_status() -> tuple[str, Colour]:
    """Return the status. A total that does not add up outranks flagged entries."""
    difference, caught = amount_at(DIFFERENCE), count_flagged(answer)
    if caught and not difference and not blind:
        return f"adds up, {say_count(caught, 'entry', 'entries')} with a flag", "orange"
    return judge_findings(blind, int(bool(difference)), f"off by {say_money(difference)}", "adds up, no flags")


draw_heading(
    context,
    "Stock on hand reconciliation",
    "the balance that the ledger's stock account should have, by accounting date",
    say_money(None if blind else balances["sohr_closing"], context.settings.currency),
    "Closing balance as exported",
    *say_status(),
    ("timing_differences", "See the timing differences"),
    why=say_source(context, answer),
)
uploads.warn_of_missing(context, answer)


def draw_statement() -> None:
    """Draw opening, sections and closing. Selecting a section lists its entries."""
    lines = [line for line in roll_lines if line["position"] != LAST_CLOSING]
    sections = list(count(answer.rows, "section"))
    opens = [{"section": list_sections(line, sections)} for line in lines]
    drill_downs.draw_rows(lines, opens, "statement", ROLL)
    st.caption(
        "Select a section to list its entries. The opening balance plus all entries should leave a difference of 0.00."
    )


def list_sections(line: dict[str, Any], sections: Sequence[str]) -> list[str]:
    """Return the sections that a line of the statement totals."""
    if line["entries"] is None:
        return []
    if line["position"] != OTHER:
        return [line["label"]]
    own = {other["label"] for other in roll_lines if other["position"] != OTHER and other["entries"] is not None}
    return [section for section in sections if section not in own]


def draw_drift() -> None:
    """Draw last month's closing balance and this month's opening balance.

    They differ if closed months were changed.
    """
    last, opening = (amount_at(position) for position in (LAST_CLOSING, OPENING))
    if last is None or opening is None:
        st.caption(
            "Last month's reconciliation is not uploaded, so its closing balance cannot be compared with this opening "
            "balance."
        )
    elif last == opening:
        st.success(
            f"The opening balance equals last month's closing balance, {say_money(last)}.", icon=":material/check:"
        )
    else:
        st.warning(
            f"**Difference of {say_money(opening - last)}**: last month closed at {say_money(last)} when it was "
            f"exported, and this month opens at {say_money(opening)}. Documents of closed months were changed in "
            f"between. {say_opening(list_changed(context), opening - last)}",
            icon=":material/history:",
        )


def draw_balances() -> None:
    """Draw the valuation and the reconciliation, and why they differ."""
    hsv, closing = balances["hsv"], balances["sohr_closing"]
    lines = [
        {"label": "Historic stock valuation", "amount": hsv, "basis": "date the stock moved"},
        {"label": "Reconciliation, closing", "amount": closing, "basis": "accounting date"},
        {"label": "Valuation less reconciliation", "amount": balances["hsv_minus_sohr"], "basis": None},
    ]
    draw(lines, "balances", **BALANCES)
    timing = ask(context, "timing_differences").table
    st.markdown(
        "These two balances are not meant to match. One counts a document when its stock moved, the other on its "
        f"accounting date. Timing is the usual reason: {say_count(timing.num_rows, 'document')} worth "
        f"{say_money(total(timing, 'value'))} {agree(timing.num_rows, 'has', 'have')} "
        f"only one date that falls by {say_day(context.month.end)}. The other reasons are costs "
        "that changed later and documents that were never synced."
    )
    link("timing_differences", "See these documents", icon=":material/schedule:")


def draw_entries() -> None:
    """Draw the entries by flag and section, and the selected entry."""
    entries = by_column(by_flag(answer), "section", "Section", "section")
    draw_list(context, answer, entries, COLUMNS, ("debit", "credit", "net"))


if not blind:
    halves = st.grid(2, min_column_width=420)
    with halves.cell():
        draw_statement()
    with halves.cell():
        draw_balances()
    draw_drift()
    draw_entries()
explain(roll)
explain(answer)
