"""The panel on the right: what explains the chosen row stays next to the list that it was chosen from."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.parts.words import plain

# Esc also closes menus and dialogs, so the panel has a key of its own.
NEXT, PREVIOUS, HIDE = "j", "k", "x"


@dataclass(frozen=True)
class Picked:
    """A selected row, the name of its table, and its position from 0 among the table's `count` rows.

    The table is a page of a list of `whole` rows, of which so many are on the pages before it.
    """

    row: dict[str, Any]
    table: str
    position: int
    count: int
    before: int
    whole: int


@contextmanager
def open_panel(picked: Picked, title: str) -> Iterator[None]:
    """Draw what follows in the panel, below the title and the buttons for the next and the previous row."""
    with st.container(key="panel"):
        with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"):
            st.caption(f"Row {picked.before + picked.position + 1:,} of {picked.whole:,}")
            _draw_button("Previous", ":material/keyboard_arrow_up:", PREVIOUS, picked, picked.position - 1)
            _draw_button("Next", ":material/keyboard_arrow_down:", NEXT, picked, picked.position + 1)
            _draw_button("Hide", ":material/close:", HIDE, picked, None)
        st.header(title, anchor=False)
        yield


def _draw_button(label: str, icon: str, key: str, picked: Picked, position: int | None) -> None:
    """Draw a button that selects another row of the table, or none."""
    st.button(
        label,
        icon=icon,
        shortcut=key,
        type="tertiary",
        key=f"panel-{label}",
        disabled=position is not None and not 0 <= position < picked.count,
        on_click=select_row,
        args=(picked.table, position),
    )


def select_row(table: str, position: int | None) -> None:
    """Select a row of a table by its position, or none, before the table is drawn again."""
    rows = [] if position is None else [position]
    st.session_state[table] = {"selection": {"rows": rows, "columns": [], "cells": []}}
    if position is None:
        st.query_params.pop("row", None)


def draw_lines(table: str, lines: Iterable[tuple[str, str, str]]) -> None:
    """Draw the rows of a table as lines for a narrow window: a name that selects its row, an amount, and what it says.

    The table itself is drawn in a container whose key begins with `wide-table`. The width of the window shows one of
    the two.
    """
    with st.container(key=f"narrow-lines-{table}", gap="xsmall"):
        for position, (name, amount, text) in enumerate(lines):
            with st.container(gap=None, key=f"lines-{table}-{position}"):
                with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                    key = f"line-{table}-{position}"
                    st.button(plain(name), key, type="tertiary", on_click=select_row, args=(table, position), wrap=True)
                    st.markdown(f"**{plain(amount)}**", text_alignment="right", width="content")
                st.caption(plain(text))
