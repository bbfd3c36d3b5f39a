"""What has not landed, said where it is missed: which export, of which screen, and what it would show."""

import streamlit as st

from close.report import Answer
from pages.parts import words
from pages.parts.frame import Frame, link, month_name


def say_missing(frame: Frame, answer: Answer) -> bool:
    """Name the exports of the month that an answer lacks; whether any of them is one that it cannot do without."""
    missing = [name for name in answer.unlanded if name not in words.OPTIONAL and name != "settings"]
    if not missing:
        return False
    lines = [f"- **{words.title(name)}**: in Omni, {words.SOURCES.get(name, 'export it')}" for name in missing]
    st.warning(
        f"Not landed for {month_name(frame.period)}, so this page shows only what older exports hold:\n\n" + "\n".join(lines),
        icon=":material/upload_file:",
    )
    link("exports/upload", "Upload exports", icon=":material/upload:")
    return True


def stop_if_empty(frame: Frame) -> None:
    """Where the organisation has landed nothing, say how to begin, and draw no more."""
    if not frame.is_empty:
        return
    st.info(
        "Nothing has landed yet. Drop the month's exports of Cin7 Omni in, all at once or a zip of their folder: "
        "each is recognised by what it holds.",
        icon=":material/upload_file:",
    )
    link("exports/upload", "Upload the first exports", icon=":material/upload:")
    st.stop()
