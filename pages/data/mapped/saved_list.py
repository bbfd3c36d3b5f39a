"""The saved mappings of an organisation, and the way to forget one."""

from collections.abc import Sequence

import streamlit as st

from close.store.warehouse import Warehouse
from loaders.mapping.mapping import Mapping
from loaders.mapping.saved import forget_mapping
from pages.parts.frame.outcomes import attempt, draw_outcome
from pages.parts.frame.people import me
from pages.parts.widgets.tables import draw
from pages.parts.words import say_count, title

PLACE = "mappings"


def draw_saved(warehouse: Warehouse, saved: Sequence[Mapping]) -> None:
    """Draw the saved mappings, and the choice of one to forget."""
    st.header("Saved mappings", anchor=False)
    draw_outcome(PLACE)
    draw(
        [_describe(mapping) for mapping in saved],
        "mappings",
        name="Name",
        dataset="Contains",
        version="Version",
        saved="Saved on",
        headers="For files with these headers",
    )
    with st.popover("Forget a mapping", icon=":material/delete:", disabled=bool(warehouse.past)):
        st.caption("A forgotten mapping reads no more files. The files that it has read stay as they are.")
        chosen = st.selectbox("Mapping", saved, format_func=lambda mapping: mapping.title, key="map-forget")
        st.button("Forget it", on_click=_forget, args=(warehouse, chosen), key="map-forget-it")


def _describe(mapping: Mapping) -> dict[str, object]:
    headers = ", ".join(filter(None, mapping.headers)) if mapping.has_headers else None
    return {
        "name": mapping.name,
        "dataset": title(mapping.dataset),
        "version": mapping.version,
        "saved": mapping.saved_on,
        "headers": headers or f"No headers, {say_count(len(mapping.kinds), 'column')}",
    }


def _forget(warehouse: Warehouse, mapping: Mapping) -> None:
    does, done = f"forgets the mapping {mapping.name}", f"Forgotten: {mapping.name}"
    attempt(lambda: forget_mapping(warehouse, mapping, me(warehouse)), does, done, PLACE)
