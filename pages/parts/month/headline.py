"""The top of a page: one number, one status, one action."""

from collections.abc import Mapping

import streamlit as st

from pages.parts.frame.page_context import PageContext, link, month_name
from pages.parts.month import proofs, signing
from pages.parts.words import Colour

# The page to go to, what the link says, and what it sets on that page.
Action = tuple[()] | tuple[str, str] | tuple[str, str, Mapping[str, str]]


def headline(  # noqa: PLR0913, PLR0917 - these are the parts of every page's top, in the order they are read
    context: PageContext,
    title: str,
    sentence: str,
    number: str,
    what: str,
    status: str,
    colour: str,
    action: Action = (),
) -> None:
    """Title and month, what the page is about, number, status, what to do next, who stands for it, what it proves."""
    st.title(title, anchor=False)
    st.caption(f"{month_name(context.period)} · {sentence}")
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        with st.container(horizontal=True, vertical_alignment="bottom", width="content"):
            st.metric(what, number, width="content")
            st.badge(status, color=colour)  # type: ignore[arg-type]
        if action:
            page, label, *sets = action
            link(page, label, icon=":material/arrow_forward:", **(sets[0] if sets else {}))
    if subject := signing.subject_of(context.page):
        signing.draw_bar(context, subject)
    proofs.draw_way_back(context)


def judge(blind: bool, caught: int, words: str, clean: str) -> tuple[str, Colour]:
    """Status and colour of a page that counts what is wrong; where an export is missing it does not pretend to know."""
    if blind:
        return "not all exports have landed", "orange"
    return (words, "red") if caught else (clean, "green")
