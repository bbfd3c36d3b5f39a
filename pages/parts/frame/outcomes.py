"""The outcome of an action: the reason it was refused, or a confirmation. A traceback goes only to the log."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from close.errors import Refused, say_failure
from pages.parts.words import plain

LOG = logging.getLogger("tieout")


@contextmanager
def show_errors() -> Iterator[None]:
    """Show a refusal in its own words, and any unexpected error as an apology without internal details."""
    try:
        yield
    except Refused as error:
        st.error(plain(error), icon=":material/block:")
    except OSError as error:
        LOG.exception("The computer could not read or write a file")
        st.error(plain(say_failure(error)), icon=":material/hard_drive:")
    except Exception:  # the last line of defence against showing a traceback
        LOG.exception("A page failed")
        st.error(
            "Something went wrong. No data has been changed or lost. Reload the page. If it happens again, try another "
            "month to see whether these exports cause it, and send the last lines of the log (in the window where "
            "you started Tieout) to your administrator.",
            icon=":material/sentiment_dissatisfied:",
        )


def attempt(act: Callable[[], object], done: str = "", where: str = "page") -> None:
    """Run an action from a button's callback, and keep its outcome for `draw_outcome` in the same part of a page.

    `done` is the confirmation. Leave it blank if the page shows the result anyway.
    """
    try:
        act()
        outcome = (True, done)
    except Refused as error:
        outcome = (False, str(error))
    except OSError as error:
        LOG.exception("The computer could not read or write a file")
        outcome = (False, say_failure(error))
    st.session_state[f"outcome-{where}"] = outcome


def draw_outcome(where: str = "page") -> None:
    """Show the outcome of the last action, once."""
    is_done, sentence = st.session_state.pop(f"outcome-{where}", (True, ""))
    if not sentence:
        return
    if is_done:
        st.success(plain(sentence), icon=":material/check:")
    else:
        st.error(plain(sentence), icon=":material/block:")
