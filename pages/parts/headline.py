"""The top of a page: one number, one status, one action."""

import streamlit as st

from pages.parts.frame import Frame, link, month_name
from pages.parts.words import Colour


def headline(  # noqa: PLR0913, PLR0917 - these are the parts of every page's top, in the order they are read
    frame: Frame,
    title: str,
    sentence: str,
    number: str,
    what: str,
    status: str,
    colour: str,
    action: tuple[str, str] | tuple[()] = (),
) -> None:
    """Title and month, what the page is about, the number with its status, and the link to what to do next."""
    st.title(title, anchor=False)
    st.caption(f"{month_name(frame.period)} · {sentence}")
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left, st.container(horizontal=True, vertical_alignment="bottom"):
        st.metric(what, number, width="content")
        st.badge(status, color=colour)  # type: ignore[arg-type]
    with right:
        if action:
            link(*action, icon=":material/arrow_forward:")


def judge(blind: bool, caught: int, words: str, clean: str) -> tuple[str, Colour]:
    """Status and colour of a page that counts what is wrong; where an export is missing it does not pretend to know."""
    if blind:
        return "not all exports have landed", "orange"
    return (words, "red") if caught else (clean, "green")
