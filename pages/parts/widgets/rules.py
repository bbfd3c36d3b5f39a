"""Rules in words: a button that opens each section of the rule pages."""

from collections.abc import Iterable

import streamlit as st

from close.rules.rulebook import Rule


def draw_rules(rules: Iterable[Rule]) -> None:
    """Draw one button for each rule."""
    for rule in rules:
        with st.popover(rule.title, icon=":material/menu_book:", type="tertiary"):
            st.markdown(f"**{rule.title}**\n\n{rule.text}")
