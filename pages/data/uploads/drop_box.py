"""The box into which files are dropped. It is emptied after each upload, so that a rerun does not land files again."""

from collections.abc import Callable

import streamlit as st

from loaders import DroppedFile
from pages.parts.frame.naming import act_before_page
from pages.parts.words import say_count

TYPES = ["csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "htm", "html", "xml", "json", "toml", "zip"]
NUMBER = "drops"


def draw_drop_box(label: str, land: Callable[[list[DroppedFile]], None], why: str = "") -> None:
    """Draw the box, which is disabled if there is a reason `why` nothing can be uploaded.

    `land` gets the files when the script runs again, before the page is drawn.
    """
    key = f"drop-{st.session_state.setdefault(NUMBER, 0)}"
    st.file_uploader(
        label,
        type=TYPES,
        accept_multiple_files=True,
        key=key,
        disabled=bool(why),
        on_change=_empty,
        args=(key, land),
    )
    if why:
        st.caption(why)


def _empty(key: str, land: Callable[[list[DroppedFile]], None]) -> None:
    drop = [DroppedFile("", file.name, file.getvalue()) for file in st.session_state[key] or ()]
    st.session_state[NUMBER] += 1
    if drop:
        act_before_page(lambda: land(drop), f"uploads {say_count(len(drop), 'file')}")
