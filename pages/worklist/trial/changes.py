"""The list of changes on screen, with its files, and the field for exports that were corrected already."""

from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from close.archive import change_list
from close.rules.answers import Answer
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.answers import ask
from pages.parts.widgets.downloads import offer_files
from pages.parts.widgets.tables import draw
from pages.parts.words import say, say_count
from pages.worklist.items import OPEN
from pages.worklist.trial.values import list_corrections


def draw_files() -> list[UploadedFile]:
    """Draw the field for exports that were corrected already, which are read into the trial only."""
    with st.expander("Or try a corrected export, such as one with another cost", icon=":material/upload_file:"):
        st.caption("It takes the place of the export of the same month, in this trial only.")
        return list(st.file_uploader("Corrected exports", accept_multiple_files=True, key="what-if-files") or ())


def draw_changes(context: PageContext, answer: Answer) -> None:
    """Draw the changes by screen of Omni, and their downloads, which write dates as Omni does."""
    items = ask(context, "worklist").rows.among("status", [OPEN]).table().to_pylist()
    make = partial(change_list.list_changes, answer.table.to_pylist(), list_corrections(context), items)
    shown = make()
    if not shown.num_rows:
        st.caption("The changes that you set are listed here, by the screen of Omni to open.")
        return
    labels = {name: label for name, label in change_list.LABELS.items() if name != "done"}
    draw([{**row, "doc_type": say(row["doc_type"])} for row in shown.to_pylist()], "what-if-changes", **labels)
    order = change_list.find_date_order(context.manifest, context.settings)
    changes = make(say_day=change_list.DAYS[order])
    offer_files(
        f"{say_count(shown.num_rows, 'change')}. The files write dates as Omni does: {change_list.FORMS[order]}.",
        {suffix: change_list.write_changes(changes, suffix) for suffix in change_list.FORMATS},
        lambda suffix: f"changes in Omni {context.period}.{suffix}",
        "what-if",
    )
