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
    refusal: str = "",
) -> None:
    """Draw a button that first shows what the act means for good. The act is the callback of a second button.

    With a `refusal`, which its tooltip shows, the button is disabled.
    """
    with st.popover(label, icon=icon, type=kind, disabled=bool(refusal), help=refusal or None):
        st.write(consequence)
        st.button(f"Yes: {label[:1].lower()}{label[1:]}", type="primary", key=key, on_click=act)
