"""The worklist: everything out of step, the most pressing first; who mends it, and what is off the list and why."""

import streamlit as st

from close.comments import comments
from pages.parts import computed, downloads, landed, worklist
from pages.parts.answers import ask, total, where
from pages.parts.filters import choose_one
from pages.parts.frame import current, link
from pages.parts.headline import headline, judge
from pages.parts.money import say_money
from pages.parts.people import me
from pages.parts.tables import draw
from pages.parts.worklist_actions import draw_actions
from pages.parts.worklist_comments import count_open, draw_all
from pages.parts.worklist_item import draw_item

ITEMS, ROLL, COMMENTS = "Items", "Roll-forward", "Comments"

frame = current()
landed.stop_if_empty(frame)
answer = ask(frame, "worklist")
still = where(answer.table, "status", [worklist.OPEN])
high = where(still, "priority", ["high"]).num_rows
blind = bool(answer.unlanded)


def draw_items() -> None:
    """The list with its filters, what may be done with the picked items, and the one that is picked alone."""
    if not answer.table.num_rows:
        tested = landed.rows_tested(frame, ["sales_documents", "purchase_documents", "stock_adjustments"])
        words = f"Nothing is out of step: {tested:,} documents were tested."
        (st.info if blind else st.success)(words, icon=":material/check:")
        return
    shown = worklist.choose(frame, answer, me(frame))
    st.caption(worklist.say_limits(answer.table))
    picked = worklist.pick(frame, answer, shown)
    draw_actions(frame, picked)
    downloads.offer(answer, shown.select(answer.table.column_names), ("amount",))
    if len(picked) == 1:
        draw_item(frame, picked[0])


def draw_roll() -> None:
    """Opening + new - cleared ± revalued = closing, and the same for timing differences alone."""
    draw(worklist.roll_forward(answer.table), "worklist-roll", **worklist.ROLL)
    st.caption(
        "Opening is last month's list as it is known now. An item leaves by four exits only: fixed in data, explained "
        "with a cause, accrued by a journal, accepted under the threshold."
    )
    link(
        "reports/timing_differences",
        "The roll-forward of timing differences",
        icon=":material/schedule:",
        view="Roll-forward",
    )


headline(
    frame,
    "Worklist",
    "everything that is out of step, money × days first",
    say_money(total(still, "amount"), frame.settings.currency),
    f"Open in {still.num_rows:,} items",
    *judge(blind, still.num_rows, f"{high:,} of high priority", "nothing is open"),
    ("close/fix_plan", "Where to click to mend them"),
)
landed.say_missing(frame, answer)
waiting = count_open(comments(frame.warehouse, frame.period))
view = choose_one("View", (ITEMS, ROLL, COMMENTS), "worklist-view", hidden=True)
if view == COMMENTS:
    st.caption(f"{waiting:,} open")
{ITEMS: draw_items, ROLL: draw_roll, COMMENTS: lambda: draw_all(frame)}[view]()
computed.explain(answer)
