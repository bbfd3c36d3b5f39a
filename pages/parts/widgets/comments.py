"""Comments on screen: the thread on a subject."""

from functools import partial

import streamlit as st

from close.store.authority.people import Action, is_same
from close.work.comments import CLOSED, OPEN, Comment, close_comment, comment, comments, resolve
from pages.parts.frame.confirming import draw_confirmed
from pages.parts.frame.outcomes import attempt, draw_outcome, draw_refusal
from pages.parts.frame.page_context import PageContext
from pages.parts.frame.people import may_act, me, user_name
from pages.parts.words import Colour, plain, say_moment

WHERE = "comments"
STATES = {OPEN: "to answer", "resolved": "answered", CLOSED: "closed"}
COLOURS: dict[str, Colour] = {"open": "orange", "resolved": "blue", "closed": "gray"}


def draw_thread(context: PageContext, subject: str) -> None:
    """Draw the comments on a subject up to this month, and the field for a new one. Any page may draw it."""
    found = comments(context.warehouse, context.period, subject)
    st.markdown(f"**Comments** · {len(found)}" if found else "**Comments**")
    draw_outcome(WHERE)
    for one in found:
        draw_comment(context, one)
    if may_act(context.warehouse, Action.COMMENT):
        _draw_form(context, subject)


def draw_comment(context: PageContext, one: Comment) -> None:
    """Draw a comment, its state, its answer, and the available actions."""
    question = one.asked
    with st.container(gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.badge(STATES[one.state], color=COLOURS[one.state])
            st.markdown(f"{plain(question.note)}", width="stretch")
        st.caption(f"{plain(question.who)}, {say_moment(question.recorded_at)} UTC")
        if one.resolved:
            when = say_moment(one.resolved.recorded_at)
            st.caption(f"↳ {plain(one.resolved.note)} ({plain(one.resolved.who)}, {when} UTC)")
        if one.closed:
            st.caption(f"↳ closed by {plain(one.closed.who)}, {say_moment(one.closed.recorded_at)} UTC")
        if one.state != CLOSED and may_act(context.warehouse, Action.COMMENT):
            _draw_answers(context, one)


def _draw_answers(context: PageContext, one: Comment) -> None:
    number = one.asked.number
    with st.container(horizontal=True):
        if one.state == OPEN:
            with st.popover("Resolve", icon=":material/done:", type="tertiary"):
                st.text_area("Answer", key=f"resolve-note-{number}")
                draw_refusal(f"resolve-note-{number}")
                st.button(
                    "Resolve it", key=f"resolve-{number}", type="primary", on_click=_resolve, args=(context, number)
                )
        if is_same(one.asked.who, user_name()):
            draw_confirmed(
                "Close",
                "A closed comment cannot be answered or opened again.",
                partial(_close, context, number),
                f"close-{number}",
                icon=":material/done_all:",
                kind="tertiary",
            )


def _draw_form(context: PageContext, subject: str) -> None:
    key = f"comment-{subject}-{context.period}"
    with st.form(f"form-{key}", clear_on_submit=True, border=False):
        st.text_area("Ask a question or leave a comment", key=key, height=80)
        draw_refusal(key)
        st.form_submit_button("Comment", on_click=_comment, args=(context, subject, key))


def _comment(context: PageContext, subject: str, key: str) -> None:
    note = st.session_state[key]
    house, period = context.warehouse, context.period
    attempt(lambda: comment(house, period, subject, me(house), note), "saves your comment", "Comment saved", key)


def _resolve(context: PageContext, number: int) -> None:
    key = f"resolve-note-{number}"
    note = st.session_state[key]
    attempt(
        lambda: resolve(context.warehouse, number, me(context.warehouse), note),
        "saves your answer",
        "Answer saved",
        key,
    )


def _close(context: PageContext, number: int) -> None:
    attempt(
        lambda: close_comment(context.warehouse, number, me(context.warehouse)),
        "closes the comment",
        "Comment closed",
        WHERE,
    )
