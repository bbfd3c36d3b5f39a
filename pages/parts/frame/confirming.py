"""A confirmation before an act that cannot be undone."""

from collections.abc import Callable
from typing import Literal

import streamlit as st


def draw_confirmed(
    label: str,
    consequence: str,
    act: Callable[[], None],
    key: str,
    *,
    icon: str | None = None,
    kind: Literal["primary", "secondary", "tertiary"] = "secondary",
    disabled: bool = False,
) -> None:
    """Draw a button that first shows what the act means for good. The act is the callback of a second button."""
    with st.popover(label, icon=icon, type=kind, disabled=disabled):
        st.write(consequence)
        st.button(f"Yes: {label[:1].lower()}{label[1:]}", type="primary", key=key, on_click=act)
