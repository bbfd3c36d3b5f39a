"""The worklist: everything that does not reconcile, most urgent first, with the assignee and the exits."""

import streamlit as st

from close.work.comments import comments
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import current
from pages.parts.frame.people import user_name
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading, judge_findings
from pages.parts.widgets.answers import ask, draw_none, say_source
from pages.parts.widgets.computation import explain
from pages.parts.widgets.downloads import offer_rows
from pages.parts.widgets.filters import choose_one
from pages.parts.widgets.tables import draw
from pages.parts.words import plain, say_count, say_least, say_money, say_tested
from pages.worklist import items
from pages.worklist.comments import count_open, draw_all
from pages.worklist.selection import draw_actions, draw_item

ITEMS, ROLL, COMMENTS = "Items", "Roll-forward", "Comments"

context = current()
uploads.stop_if_empty(context)
answer = ask(context, "worklist")
still = answer.rows.among("status", [items.OPEN])
high = still.among("priority", ["high"]).count()
count, amounts = still.measure("amount")
blind = bool(answer.unlanded)


def draw_items() -> None:
    """Draw the list with its filters, the actions on the ticked items, and a single ticked item in full."""
    if not answer.rows.count():
        tested = uploads.count_tested_rows(context, ["sales_documents", "purchase_documents", "stock_adjustments"])
        draw_none(f"No open items: {say_tested(tested, 'document')}.", answer)
        return
    rows = items.choose(context, answer, user_name())
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover("How items are ranked and accepted", icon=":material/help:", type="tertiary"):
            st.write(plain(items.say_limits(answer.rows)))
        link("organisation", "Change materiality or the item threshold", icon=":material/tune:")
    picked = items.pick(context, answer, rows)
    draw_actions(context, [one.row for one in picked])
    offer_rows(answer, rows, ("amount", "gap_amount"))
    if len(picked) == 1:
        with st.container(key="below-form"):
            draw_item(context, picked[0])


def draw_roll() -> None:
    """Draw opening + new - cleared ± revalued = closing, and the same for timing differences alone."""
    draw(items.roll_forward(answer.rows), "worklist-roll", **items.ROLL)
    st.caption(
        "Opening is last month's list in its latest known state. An item leaves the list in only four ways: fixed in "
        "data, explained with a cause, accrued by a journal, or accepted below the threshold."
    )
    link(
        "timing_differences",
        "Roll-forward of timing differences",
        icon=":material/schedule:",
        view="Roll-forward",
    )


draw_heading(
    context,
    "Worklist",
    "everything that does not reconcile, most urgent first",
    say_money(None if blind and not count else amounts["amount"], context.settings.currency),
    f"{'Known amount' if answer.stood_in else 'Amount'} of {say_least(blind)}{say_count(count, 'open item')}",
    *judge_findings(blind, count, f"{high:,} of high priority", "no open items"),
    ("fix_plan", "See where to correct them"),
    why=say_source(context, answer),
)
uploads.warn_of_missing(context, answer)
items.draw_parts(context)
waiting = count_open(comments(context.warehouse, context.period))
view = choose_one("View", (ITEMS, ROLL, COMMENTS), "worklist-view", hidden=True)
if view == COMMENTS and waiting:
    st.caption(f"{say_count(waiting, 'comment')} to answer")
{ITEMS: draw_items, ROLL: draw_roll, COMMENTS: lambda: draw_all(context)}[view]()
explain(answer)
