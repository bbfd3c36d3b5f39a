"""The history of a document as a column of steps, and the values of an earlier state next to those of today."""

from collections.abc import Sequence

import streamlit as st

from close.signing.answers import answer
from close.store.warehouse import Warehouse
from pages.parts.frame.page_context import PageContext, open_state
from pages.parts.widgets import story
from pages.parts.widgets.origin import draw_origin
from pages.parts.widgets.story import STATES, Record
from pages.parts.widgets.tables import draw
from pages.parts.words import plain

WIDTHS = (7, 8, 6, 5, 9, 5)
HEADS = ("State", "Step", "Date", "Amount", "Details", "Source")
SIDES = {"step": "Step", "then": "As shown here", "today": "Today"}


def draw_chain(context: PageContext, steps: Sequence[Record]) -> None:
    """Draw the steps in a column, broken ones in red. A toggle shows the source line. A phone shows no headings."""
    with st.container(border=True, key="chain"):
        with st.container(key="chain-heads"):
            for cell, head in zip(st.columns(WIDTHS, gap="xsmall"), HEADS, strict=True):
                cell.caption(head, text_alignment="right" if head == "Amount" else "left")
        for index, step in enumerate(steps):
            _draw_step(context, step, index)


def _draw_step(context: PageContext, step: Record, index: int) -> None:
    state = STATES[step["state"]]
    cells = st.columns(WIDTHS, vertical_alignment="center", gap="xsmall")
    cells[0].badge(state.word, color=state.colour)
    name = plain(step["step"])
    cells[1].markdown(f":red[**{name}**]" if state.is_broken else name)
    cells[2].markdown(story.say_step_day(step))
    cells[3].markdown(plain(story.say_amount(step)), text_alignment="right")
    cells[4].caption(plain(story.say_details(step)))
    key = f"origin-{step['ref_key']}-{index}"
    with cells[5]:
        is_open = st.toggle("Line", key=key)
    if is_open:
        draw_origin(context, step)


def draw_today(context: PageContext, ref: str, steps: Sequence[Record]) -> None:
    """Draw what is different today about a document that is shown in an earlier state. Today draws nothing."""
    if context.warehouse.past is None:
        return
    rows = compare_steps(steps, _list_today(open_state(context.warehouse.organisation), context.period, ref))
    st.markdown("**What is different today**")
    if rows:
        draw(rows, "document-today", **SIDES)
    else:
        st.caption("No step of this document differs from today's exports.")


def _list_today(warehouse: Warehouse, period: str, ref: str) -> list[Record]:
    return story.list_steps(answer(warehouse, "document_story", period, reference=ref).table, ref)


def compare_steps(then: Sequence[Record], today: Sequence[Record]) -> list[Record]:
    """Return the steps whose date, amount or details differ, as they were and as they are."""
    sides = [{(step["position"], step["step"]): _say(step) for step in steps} for steps in (then, today)]
    names = dict.fromkeys([*sides[0], *sides[1]])
    pairs = ((name, sides[0].get(name, "none"), sides[1].get(name, "none")) for name in names)
    return [{"step": step, "then": first, "today": second} for (_, step), first, second in pairs if first != second]


def _say(step: Record) -> str:
    parts = (story.say_step_day(step), story.say_amount(step), step["about"] or "")
    return ", ".join(part for part in parts if part)
