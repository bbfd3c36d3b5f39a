"""Refused files: the reason, and the ways in which a person may have them read after all."""

from collections.abc import Callable, Sequence

import streamlit as st

from loaders import Card, DroppedFile
from loaders.intake.cards import join_path
from loaders.uploads.consent import count_unreadable
from pages.data.mapped.unknown_file import keep_file
from pages.parts.frame.navigation import go
from pages.parts.words import plain, say_count


def draw_refused(cards: Sequence[Card]) -> None:
    """Draw files refused for the same reason: where the error is and what to do, in the loader's words."""
    files = ", ".join(f"**{plain(card.path)}**" for card in cards)
    lines = "\n".join(f"- {plain(problem)}" for problem in cards[0].problems)
    st.error(f"Not read: {files}\n\n{lines}", icon=":material/block:")


def draw_ways_to_accept(cards: Sequence[Card], accept: Callable[[str], None]) -> None:
    """Draw a button for each file that may be uploaded without its unreadable rows. `accept` gets the file's path."""
    for card in filter(count_unreadable, cards):
        rows = count_unreadable(card)
        file = f": {plain(card.file_name)}" if len(cards) > 1 else ""
        which = "this row" if rows == 1 else f"these {say_count(rows, 'row')}"
        st.button(
            f"Upload it without {which}{file}",
            icon=":material/rule:",
            key=f"incomplete-{card.path}",
            help="Every page that a left-out row could affect then lists it, and whatever depends on it reads “cannot "
            "tell”, until you upload the corrected file.",
            on_click=accept,
            args=(card.path,),
        )


def draw_ways_to_map(cards: Sequence[Card], unread: Sequence[DroppedFile]) -> None:
    """Draw a button for each of the `unread` files, whose columns may be mapped."""
    files = {join_path(file.folder, file.name): file for file in unread}
    for card in cards:
        file = files.get(card.path)
        if file and st.button(
            f"Map its columns: {plain(file.name)}" if len(cards) > 1 else "Map its columns",
            icon=":material/table_edit:",
            key=f"map-{card.path}",
        ):
            keep_file(file)
            go("mapping")
