"""The fields of each document that a correction may set, each with the name that Omni has for it and an editor of its
kind: a calendar for a date, a line for a number, a list for a status.
"""

from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from close.engine.slices import Rows
from close.errors import Refused
from close.rules.answers import Answer
from close.work.corrections import CHOICES, EARLIEST, LATEST, Correction, read_correction
from pages.parts.frame.confirming import draw_confirmed
from pages.parts.frame.page_context import PageContext, find_date_format
from pages.parts.month.causes import cause
from pages.parts.widgets.answers import draw_none
from pages.parts.words import plain, say, say_count, say_day, say_money
from pages.worklist.trial import values
from pages.worklist.trial.documents import choose_documents
from pages.worklist.trial.earlier import draw_earlier
from pages.worklist.trial.values import DATES, TURN, Row, find_field, list_corrections, read_values, set_value

# The columns of a document, each with the column that has Omni's name for it. A kind of document has some of them.
FIELDS = {
    "move_date": "_move_field",
    "acct_date": "_acct_field",
    "number": "_number_field",
    "status": "_status_field",
    "stage": "_stage_field",
}
SHOWN, WIDTH, PAGE = 6, 200, "what-if-page"  # documents on a page, pixels of a field, and the key of the page


def draw_editor(context: PageContext, answer: Answer) -> None:
    """Draw the documents with the fields that may be corrected, and keep what is entered."""
    if not answer.rows.count():
        draw_none("No document of the month has anything to correct.", answer)
        return
    rows = choose_documents(answer)
    for row in answer.say(_read_page(rows)).to_pylist():
        with st.container(border=True, key=f"what-if-{row['doc_type']}-{row['ref']}"):
            _draw_document(context, row)
    _draw_acts(context, rows)


def _draw_acts(context: PageContext, rows: Rows) -> None:
    """Draw what sets or removes the values of many documents at once."""
    with st.container(horizontal=True):
        st.button(
            "Fill blank accounting dates",
            on_click=lambda: values.fill_accounting_dates(context, rows.table().to_pylist()),
            icon=":material/event:",
            help="Sets them to the date that stock moved, in the documents chosen above, on every page. Documents to "
            "be voided, such as duplicates, are left out. Dates that stock moved are never filled.",
        )
        draw_confirmed(
            "Remove all corrections",
            "The values that you set are kept nowhere else. Download the changes first if you need them.",
            partial(values.clear, context),
            "clear-corrections",
            refusal="" if list_corrections(context) else "No correction is set.",
        )
    draw_earlier(context)


def _read_page(rows: Rows) -> Any:
    """Return the documents of the page that the user chose, largest amount first."""
    count = rows.count()
    pages = -(-count // SHOWN)
    if pages <= 1:
        return rows.page(0, SHOWN)
    number = st.pagination(pages, key=PAGE) - 1
    st.caption(f"{number * SHOWN + 1:,} to {min(number * SHOWN + SHOWN, count):,} of {say_count(count, 'document')}")
    return rows.page(number * SHOWN, SHOWN)


def _draw_document(context: PageContext, row: Row) -> None:
    """Draw a document with an editor for each of its fields, and what was wrong with a value."""
    st.markdown(_say_heading(context, row))
    problems, names = [], [name for name, title in FIELDS.items() if row[title]]
    with st.container(horizontal=True):
        for name in names:
            value = _ask_value(context, row, name)
            try:
                correction = read_correction(Correction(*find_field(row, name), value))
                set_value(context, row, name, correction.value)
            except Refused as error:
                set_value(context, row, name, row[name])
                problems.append(plain(error))
    changed = [name for name in names if find_field(row, name) in read_values(context)]
    if changed:
        st.caption("In Omni now: " + ", ".join(f"{row[FIELDS[name]]} {_say(row[name])}" for name in changed))
    for problem in problems:
        st.error(problem, icon=":material/block:")


def _say_heading(context: PageContext, row: Row) -> str:
    title = cause(row["cause_id"], context.period).name if row["cause_id"] else ""
    money = say_money(row["amount"], context.settings.currency) if row["amount"] is not None else ""
    blank = f"blank: {row['missing_fields']}" if row["missing_fields"] else ""
    facts = [say(row["doc_type"]), row["contact"], money, title, blank]
    return f"**{plain(row['ref'])}** · " + " · ".join(plain(fact) for fact in facts if fact)


def _ask_value(context: PageContext, row: Row, name: str) -> Any:
    """Draw the editor of a field, and return its value, which is None if it is blank."""
    kind, key = find_field(row, name)[2], f"{name}-{row['_dataset']}-{row['_ref_key']}"
    label, value = row[FIELDS[name]], read_values(context).get(find_field(row, name), row[name])
    key = f"what-if-{st.session_state.get(TURN, 0)}-{context.period}-{context.manifest.number}-{key}"
    if name in DATES:
        form = find_date_format(context.settings)
        return st.date_input(
            label, value, key=key, width=WIDTH, format=form, min_value=EARLIEST, max_value=LATEST
        )  # fmt: skip
    if kind in CHOICES:
        options = list(CHOICES[kind])
        index = options.index(value) if value in options else None
        return st.selectbox(
            label, options, index, key=key, width=WIDTH, placeholder="blank", format_func=lambda code: str(say(code))
        )
    return st.text_input(label, value, key=key, width=WIDTH, placeholder="blank") or None


def _say(value: date | str | None) -> str:
    return "blank" if value is None else say_day(value) if isinstance(value, date) else str(say(value))
