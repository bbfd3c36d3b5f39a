"""Choices of a page that a link may set: taken from the URL once, then the reader's own."""

from collections.abc import Sequence

import streamlit as st


def follow(name: str, options: Sequence[str], many: bool = False) -> None:
    """Let `?name=` of a link set the choice of the widget with that key, also when the same link is followed again.

    Where `many` may be chosen, commas part them.
    What was asked is forgotten once taken, so that it does not overrule what is chosen on the page afterwards.
    """
    asked = st.query_params.get(name)
    if asked is None:
        return
    chosen = [option for option in (asked.split(",") if many else [asked]) if option in options]
    if chosen:
        st.session_state[name] = chosen if many else chosen[0]
    del st.query_params[name]
