"""The trial of corrections on a copy of the month, with their effect on every figure before anybody opens Omni."""

from functools import partial

import pyarrow.compute as pc
import streamlit as st

from close.work.open_items import say_correctable
from pages.parts.frame.page_context import current
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading
from pages.parts.widgets.answers import ask
from pages.parts.widgets.computation import explain
from pages.parts.words import plain, say_count
from pages.worklist.trial import effects
from pages.worklist.trial.changes import draw_changes, draw_files
from pages.worklist.trial.editor import draw_editor
from pages.worklist.trial.values import add_sync, list_corrections

context = current()
uploads.stop_if_empty(context)
answer = ask(context, "correctable")
top = st.container()
st.info(
    "This is a trial. Nothing has been changed in Omni or in your files, and nothing here is recorded.",
    icon=":material/science:",
)
st.header("Set the corrected values", anchor=False)
draw_editor(context, answer)
corrections, files = list_corrections(context), draw_files()
with top:
    draw_heading(
        context,
        "What if",
        "try corrections before you make them in Omni, and see what they change",
        f"{answer.rows.count():,}",
        "Documents that may need a correction",
        f"{say_count(len(corrections), 'correction')} set" if corrections else "no corrections set",
        "blue" if corrections else "gray",
        ("fix_plan", "See what to correct"),
    )
    listed = pc.count(answer.table["cause_id"]).as_py()
    parts = ask(context, "open_items").table.to_pylist()
    st.caption(plain(say_correctable(listed, answer.rows.count(), parts)))
st.header("See the effect", anchor=False)
effects.draw_button(context, corrections, files)
effects.draw_effect(context, corrections, files, partial(add_sync, context, answer.rows))
st.header("Make the changes in Omni", anchor=False)
draw_changes(context, answer)
explain(answer)
