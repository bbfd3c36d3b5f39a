"""The fix plan: what is open, by the screen to open, the filter to set and the field to fill; made to be printed."""

import streamlit as st

from pages.parts.frame.page_context import current
from pages.parts.money import say_money
from pages.parts.month import landed
from pages.parts.month.headline import headline, judge
from pages.parts.widgets import computed, downloads
from pages.parts.widgets.answers import ask, total, where
from pages.parts.widgets.filters import by_column
from pages.parts.words import say_count
from pages.worklist import plan, printing

context = current()
landed.stop_if_empty(context)
plan.set_for_print()
answer, items = ask(context, "fix_plan"), ask(context, "worklist")
screens = {*answer.table["screen"].to_pylist()}
count = sum(answer.table["items"].to_pylist())
headline(
    context,
    "Fix plan",
    f"{context.settings.name or context.warehouse.organisation}: which screen, which filter, which field, how",
    say_money(total(answer.table, "amount"), context.settings.currency),
    f"In {say_count(count, 'document')} on {say_count(len(screens), 'screen')}",
    *judge(bool(answer.unlanded), count, say_count(answer.table.num_rows, "job"), "nothing to mend"),
    ("worklist/worklist", "Assign or explain them"),
)
landed.say_missing(context, answer)
if not answer.table.num_rows and not answer.unlanded:
    st.success("Nothing is open on the worklist, so there is nothing to mend.", icon=":material/check:")
with st.container(horizontal=True):
    shown = by_column(answer.table, "for_whom", "For", "plan-for")
    shown = by_column(shown, "how", "How", "plan-how")
downloads.offer(answer, shown, ("amount",))
plan.offer_sheet(context, shown, items.table)
printing.offer_fix_plan(context)
for screen in plan.screens(shown):
    plan.draw_screen(context, screen, where(shown, "screen", [screen]), items.table)
computed.explain(answer)
