"""The fix plan: what is open, by the screen to open, the filter to set and the field to fill; made to be printed."""

import streamlit as st

from pages.parts import computed, downloads, landed, printing, worklist_plan
from pages.parts.answers import ask, total, where
from pages.parts.filters import by_column
from pages.parts.frame import current
from pages.parts.headline import headline, judge
from pages.parts.money import say_money
from pages.parts.words import say_count

frame = current()
landed.stop_if_empty(frame)
worklist_plan.set_for_print()
answer, items = ask(frame, "fix_plan"), ask(frame, "worklist")
screens = {*answer.table["screen"].to_pylist()}
count = sum(answer.table["items"].to_pylist())
headline(
    frame,
    "Fix plan",
    f"{frame.settings.name or frame.warehouse.organisation}: which screen, which filter, which field, how",
    say_money(total(answer.table, "amount"), frame.settings.currency),
    f"In {say_count(count, 'document')} on {say_count(len(screens), 'screen')}",
    *judge(bool(answer.unlanded), count, say_count(answer.table.num_rows, "job"), "nothing to mend"),
    ("close/worklist", "Assign or explain them"),
)
landed.say_missing(frame, answer)
if not answer.table.num_rows and not answer.unlanded:
    st.success("Nothing is open on the worklist, so there is nothing to mend.", icon=":material/check:")
with st.container(horizontal=True):
    shown = by_column(answer.table, "for_whom", "For", "plan-for")
    shown = by_column(shown, "how", "How", "plan-how")
downloads.offer(answer, shown, ("amount",))
worklist_plan.offer_sheet(frame, shown, items.table)
printing.offer_fix_plan(frame)
for screen in worklist_plan.screens(shown):
    worklist_plan.draw_screen(frame, screen, where(shown, "screen", [screen]), items.table)
computed.explain(answer)
