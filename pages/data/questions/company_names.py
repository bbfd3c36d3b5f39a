"""Files for a company whose name differs from the organisation's only in its legal form, such as Ltd and Limited."""

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from pages.parts.frame.navigation import link
from pages.parts.words import agree, plain, say_count


class SameCompany(NamedTuple):
    """The question about some files: the name they state, the organisation's, and the other organisation, if any."""

    stated: str
    known: str
    files: int
    elsewhere: str


def draw_question(asked: SameCompany, confirm: Callable[[], None], deny: Callable[[], None]) -> None:
    """Draw one question about all files with the name."""
    count = f"{say_count(asked.files, 'file')} {agree(asked.files, 'is', 'are')}"
    names = f"for “{plain(asked.stated)}”, and this organisation is “{plain(asked.known)}”"
    st.warning(f"{count} {names}. Is that the same company?", icon=":material/business:")
    other = f"No, upload them to {asked.elsewhere}" if asked.elsewhere else "No, another company"
    with st.container(horizontal=True):
        st.button("Yes, the same company", key=f"same-{asked.stated}", type="primary", on_click=confirm)
        st.button(other, key="elsewhere" if asked.elsewhere else f"other-{asked.stated}", on_click=deny)


def draw_other_company(stated: str, files: int) -> None:
    """Draw the way on for files that are another company's."""
    count = f"{say_count(files, 'file')} for “{plain(stated)}” {agree(files, 'is', 'are')} not uploaded"
    st.error(
        f"{count}. Select that organisation, or start it, and upload there.",
        icon=":material/block:",
    )
    link("start", "Start a new organisation", icon=":material/add_business:", new="yes")
