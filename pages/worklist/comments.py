"""Comments on screen: the thread of a subject, and all that are not closed on one page."""

from collections.abc import Callable, Sequence

import streamlit as st

from close.errors import Refused
from close.store.people import Action, is_same, may
from close.work.comments import CLOSED, OPEN, Comment, close_comment, comment, comments, resolve
from pages.parts.frame.page_context import PageContext
from pages.parts.frame.people import me
from pages.parts.words import Colour, plain

REFUSED = "comment-refused"
COLOURS: dict[str, Colour] = {"open": "orange", "resolved": "blue", "closed": "gray"}


def draw_thread(context: PageContext, subject: str) -> None:
    """What was said of a subject up to this month, and the field to say more; any page may draw it."""
    found = comments(context.warehouse, context.period, subject)
    st.markdown(f"**Comments** · {len(found)}" if found else "**Comments**")
    _say_refused()
    for one in found:
        draw_comment(context, one)
    if may(context.warehouse.governing(), me(context.warehouse), Action.COMMENT):
        _draw_asking(context, subject)


def draw_all(context: PageContext) -> None:
    """Every comment up to this month that is not closed, oldest first, with what it is about."""
    found = comments(context.warehouse, context.period)
    waiting = [one for one in found if one.state != CLOSED]
    _say_refused()
    if not waiting:
        st.success(
            f"Nothing waits for an answer: {len(found):,} comments were made, all closed.", icon=":material/check:"
        )
    for one in waiting:
        with st.container(border=True):
            st.markdown(f"**{plain(one.asked.subject)}**, {one.asked.period}")
            draw_comment(context, one)


def count_open(found: Sequence[Comment]) -> int:
    """How many nobody has answered."""
    return sum(one.state == OPEN for one in found)


def draw_comment(context: PageContext, one: Comment) -> None:
    """A comment, its state, its answer, and what may be done with it."""
    asked = one.asked
    with st.container(gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.badge(one.state, color=COLOURS[one.state])
            st.markdown(f"{plain(asked.note)}", width="stretch")
        st.caption(f"{plain(asked.who)}, {_when(asked.recorded_at)}")
        if one.resolved:
            st.caption(f"↳ {plain(one.resolved.note)} ({plain(one.resolved.who)}, {_when(one.resolved.recorded_at)})")
        if one.closed:
            st.caption(f"↳ closed by {plain(one.closed.who)}, {_when(one.closed.recorded_at)}")
        if one.state != CLOSED and may(context.warehouse.governing(), me(context.warehouse), Action.COMMENT):
            _draw_answering(context, one)


def _draw_answering(context: PageContext, one: Comment) -> None:
    number = one.asked.number
    with st.container(horizontal=True):
        if one.state == OPEN:
            with st.popover("Resolve", icon=":material/done:", type="tertiary"):
                st.text_area("Answer", key=f"resolve-note-{number}")
                st.button(
                    "Resolve it", key=f"resolve-{number}", type="primary", on_click=_resolve, args=(context, number)
                )
        if is_same(one.asked.who, me(context.warehouse)):
            st.button(
                "Close",
                key=f"close-{number}",
                icon=":material/done_all:",
                type="tertiary",
                on_click=_close,
                args=(context, number),
            )


def _draw_asking(context: PageContext, subject: str) -> None:
    key = f"comment-{subject}-{context.period}"
    with st.form(f"form-{key}", clear_on_submit=True, border=False):
        st.text_area("Ask or say something", key=key, height=80)
        st.form_submit_button("Comment", on_click=_comment, args=(context, subject, key))


def _comment(context: PageContext, subject: str, key: str) -> None:
    _attempt(lambda: comment(context.warehouse, context.period, subject, me(context.warehouse), st.session_state[key]))


def _resolve(context: PageContext, number: int) -> None:
    note = st.session_state[f"resolve-note-{number}"]
    _attempt(lambda: resolve(context.warehouse, number, me(context.warehouse), note))


def _close(context: PageContext, number: int) -> None:
    _attempt(lambda: close_comment(context.warehouse, number, me(context.warehouse)))


def _attempt(act: Callable[[], object]) -> None:
    try:
        act()
    except Refused as error:
        st.session_state[REFUSED] = str(error)


def _say_refused() -> None:
    if words := st.session_state.pop(REFUSED, ""):
        st.error(plain(words), icon=":material/block:")


def _when(moment: str) -> str:
    return f"{moment[:16].replace('T', ' ')} UTC"
