"""What goes wrong on a page, said to the person at the screen; the traceback goes to the log."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from close.errors import Refused
from pages.parts.words import plain

LOG = logging.getLogger("tieout")


@contextmanager
def told() -> Iterator[None]:
    """Show what was refused in its own words, and anything unforeseen as an apology that names no internals."""
    try:
        yield
    except Refused as error:
        st.error(plain(error), icon=":material/block:")
    except Exception:  # the last door before the screen: whatever it is, no traceback is shown
        LOG.exception("A page failed")
        st.error(
            "Something went wrong that we did not foresee. Nothing has been changed or lost: what has landed is as it "
            "was. Reload the page; if it happens again, try another month to see whether these exports cause it, "
            "and pass the last lines of the log (the window Tieout was started in) to whoever looks after it.",
            icon=":material/sentiment_dissatisfied:",
        )
