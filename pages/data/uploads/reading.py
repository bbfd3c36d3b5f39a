"""The progress of an upload on screen, with a button that cancels it."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import streamlit as st

from loaders.files.contents import ROWS
from loaders.uploads.progress import Progress, Tell
from pages.parts.words import plain, say_count

_MEGABYTE = 2**20


@contextmanager
def draw_progress(files: int) -> Iterator[Tell]:
    """Draw a bar and a button while files are read, and yield the function that moves the bar.

    A click on the button makes Streamlit end the script where it next draws, which is in that function. Then no file
    lands.
    """
    place, start = st.empty(), monotonic()
    with place.container(border=True):
        bar = st.progress(0.0, f"Reading and checking {say_count(files, 'file')}…")
        st.button("Cancel the upload", key="cancel-upload", icon=":material/close:")

    def tell(progress: Progress) -> None:
        seconds = int(monotonic() - start)
        where = f"{progress.position + 1} of {progress.files}" if progress.files > 1 else ""
        words = (where, plain(progress.name), say_step(progress), f"{seconds} s" if seconds else "")
        bar.progress(min(progress.share, 1.0), "Reading and checking " + " · ".join(filter(None, words)))

    try:
        yield tell
    finally:
        place.empty()


def say_step(progress: Progress) -> str:
    """Return how far the reading of a long file is: the megabytes opened, or the rows checked."""
    unit, done, total = progress.step
    if not total:
        return ""
    if unit == ROWS:
        return f"row {done:,} of {total:,} checked"
    return f"{done / _MEGABYTE:,.0f} of {total / _MEGABYTE:,.0f} MB opened"
