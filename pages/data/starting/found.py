"""The settings found in the files, each with its evidence, for a person to accept together."""

from collections.abc import Sequence

import streamlit as st

from close.work.proposals import ACCOUNTS, PATTERNS, PREFIXES, Proposal
from pages.data.proposals import say_found, say_setting
from pages.parts.words import plain, say_count

SHOWN = ("package", "currency")
FOLDS = {
    "settings": "How the company sells and posts",
    PREFIXES: "How references begin",
    PATTERNS: "How references are written",
}


def draw_found(name: str, rows: Sequence[Proposal]) -> None:
    """Draw the name of the company and the proposed settings: the accounts and the books in full, the others folded."""
    _draw_row("Organisation", plain(name), "its files are read under this name")
    shown = [row for row in rows if row.part == ACCOUNTS or row.setting in SHOWN]
    _draw_rows(sorted(shown, key=lambda row: (row.part == ACCOUNTS, row.setting == "currency")))
    for part, title in FOLDS.items():
        folded = [row for row in rows if row.part == part and row not in shown]
        if folded:
            with st.expander(f"{title}: {say_count(len(folded), 'setting')}"):
                _draw_rows(folded)


def _draw_rows(rows: Sequence[Proposal]) -> None:
    for row in rows:
        _draw_row(say_setting(row), say_found(row), plain(row.evidence))


def _draw_row(setting: str, found: str, evidence: str) -> None:
    left, right = st.columns([1, 3], gap="small")
    left.markdown(setting)
    with right.container(gap=None):
        st.markdown(f"**{found}**")
        st.caption(evidence[:1].upper() + evidence[1:])
