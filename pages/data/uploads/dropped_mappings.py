"""Mappings among the uploaded files: the way to save one for the organisation."""

from collections.abc import Callable, Sequence

import streamlit as st

from close.store.warehouse import Warehouse
from loaders import Card, DroppedFile
from loaders.mapping.saved import save_mapping
from loaders.uploads.dropped_files import MappingDropped, read_dropped_mapping
from loaders.uploads.reader import read_apart
from pages.parts.frame.outcomes import announce
from pages.parts.frame.page_context import current
from pages.parts.frame.people import me


def is_mapping(card: Card) -> bool:
    """Return True if the card is that of a mapping."""
    return bool(card.problem and card.problem.refusal is MappingDropped)


def draw_ways_to_keep(cards: Sequence[Card], keep: Callable[[str], None]) -> None:
    """Draw a button for each mapping. `keep` gets the path of its file."""
    for card in filter(is_mapping, cards):
        st.button(
            "Save it for this organisation",
            icon=":material/save:",
            key=f"keep-{card.path}",
            on_click=keep,
            args=(card.path,),
        )


def save_dropped_mapping(file: DroppedFile, warehouse: Warehouse) -> None:
    """Save the mapping in a file, in the newest month with any upload. Raises BadMapping."""
    if mapping := read_apart(read_dropped_mapping, file):
        period = max(warehouse.head().periods(), default=current().period)
        kept = save_mapping(warehouse, mapping, period, me(warehouse))
        announce(f"Mapping saved: {kept.name}. It reads the files that fit it from now on")
