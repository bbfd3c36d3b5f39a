"""Stock on hand reconciliation: Omni's closing balance for the ledger as a statement, and every entry behind it."""

import streamlit as st

from pages.parts.frame.page_context import current, link, month_name
from pages.parts.money import say_money
from pages.parts.month import landed
from pages.parts.month.headline import headline, judge
from pages.parts.widgets import computed, doors
from pages.parts.widgets.answers import ask, lacks, total
from pages.parts.widgets.filters import by_column, by_flag, count, flagged
from pages.parts.widgets.listing import draw_list
from pages.parts.widgets.tables import FLAGS, draw
from pages.parts.words import Colour
from pages.reports import stock

COLUMNS = (
    "reference",
    FLAGS,
    "net",
    "entry_date",
    "move_date",
    "acct_date",
    "section",
    "debit",
    "credit",
    "contact",
    "line",
)
BALANCES = {"label": "Balance", "amount": "Amount", "basis": "Counts a document by"}

context = current()
landed.stop_if_empty(context)
answer, roll = ask(context, "stock_on_hand"), ask(context, "stock_on_hand_roll")
balances = ask(context, "balances").table.to_pylist()[0]
blind = lacks(answer, "stock_reconciliation_entries")
difference, caught = stock.amount(roll.table, stock.DIFFERENCE), flagged(answer)


def status() -> tuple[str, Colour]:
    """A sum that does not hold is worse than entries that look wrong."""
    if caught and not difference and not blind:
        return f"adds up, {caught:,} entries with a flag", "orange"
    return judge(blind, int(bool(difference)), f"off by {say_money(difference)}", "adds up, no flags")


headline(
    context,
    "Stock on hand reconciliation",
    "what the ledger's stock account should say, by accounting date",
    say_money(None if blind else balances["sohr_closing"], context.settings.currency),
    "Closing balance as exported",
    *status(),
    ("timing_differences/timing_differences", "See the timing differences"),
)
landed.say_missing(context, answer)


def draw_statement() -> None:
    """Opening, sections and closing; a section is the door to its entries."""
    lines = stock.statement(roll.table)
    sections = list(count(answer.table, "section"))
    opens = [{"section": stock.labels_behind(line, sections, roll.table)} for line in lines]
    doors.draw_rows(lines, opens, "statement", stock.ROLL_LABELS)
    st.caption("Pick a section to list its entries. Computed is opening plus entries; the difference should be 0.00.")


def draw_drift() -> None:
    """Last month's closing beside this month's opening: the gap is what was changed in months that were over."""
    last, opening = (stock.amount(roll.table, place) for place in (stock.LAST_CLOSING, stock.OPENING))
    if last is None or opening is None:
        st.caption("Last month's reconciliation has not landed, so its closing is not compared with this opening.")
    elif last == opening:
        st.success(f"The opening is last month's closing, {say_money(last)}.", icon=":material/check:")
    else:
        st.warning(
            f"**Drift of {say_money(opening - last)}**: last month closed at {say_money(last)} when it was exported, "
            f"and this month opens at {say_money(opening)}. Documents of closed months were changed in between.",
            icon=":material/history:",
        )


def draw_balances() -> None:
    """The valuation beside the reconciliation, and why they part."""
    hsv, closing = balances["hsv"], balances["sohr_closing"]
    lines = [
        {"label": "Historic stock valuation", "amount": hsv, "basis": "the day stock moved"},
        {"label": "Reconciliation, closing", "amount": closing, "basis": "its accounting date"},
        {"label": "Gap", "amount": balances["hsv_minus_sohr"], "basis": ""},
    ]
    draw(lines, "balances", **BALANCES)
    timing = ask(context, "timing_differences").table
    st.markdown(
        "These two are not meant to match: one counts a document on the day stock moved, the other on its accounting "
        f"date. Timing is the usual reason: {timing.num_rows:,} documents worth {say_money(total(timing, 'value'))} "
        f"have only one of their two dates by the end of {month_name(context.period)}. What else parts them is cost "
        "that changed later, and documents that were never synced."
    )
    link("timing_differences/timing_differences", "The documents in between", icon=":material/schedule:")


def draw_entries() -> None:
    """The entries by flag and section, and the picked one."""
    shown = by_column(by_flag(answer), "section", "Section", "section")
    draw_list(context, answer, shown, COLUMNS, ("debit", "credit", "net"))


if not blind:
    halves = st.grid(2, min_column_width=420)
    with halves.cell():
        draw_statement()
    with halves.cell():
        draw_balances()
    draw_drift()
    draw_entries()
computed.explain(roll)
computed.explain(answer)
