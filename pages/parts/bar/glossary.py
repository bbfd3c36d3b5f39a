"""The glossary, which the menu opens on every page."""

from collections.abc import Mapping

import streamlit as st

from close.work.glossary import CLOSING, FIGURES, GLOSSARY, list_states
from pages.parts.words import plain


def draw_button() -> None:
    """Draw the button that opens the glossary."""
    if st.button("Glossary", icon=":material/menu_book:", key="glossary", type="tertiary"):
        _draw()


@st.dialog("Glossary", width="medium", icon=":material/menu_book:")
def _draw() -> None:
    _draw_terms("Figures", FIGURES)
    _draw_terms("States of a step", list_states())
    _draw_terms("The close", CLOSING)
    _draw_terms("Omni and the ledger", GLOSSARY)


def _draw_terms(title: str, terms: Mapping[str, str]) -> None:
    st.header(title, anchor=False)
    st.markdown("\n".join(f"- **{plain(term)}**: {plain(meaning)}" for term, meaning in terms.items()))
