"""The outcome of an action: why it was refused, or a toast that it was done. A traceback goes only to the log."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from close.errors import Refused, say_failure
from pages.parts.frame import scripts
from pages.parts.frame.naming import act_named
from pages.parts.words import plain

TOASTS, REFUSALS, OUTCOME = "toasts", "refusals", "outcome-"
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


def attempt(act: Callable[[], object], does: str, done: str, where: str = "page") -> None:
    """Run an action from a button's callback, once the user has a name.

    `does` is what the action is about to do, as in `act_named`. `done` is shown as a toast, and the reason for a
    refusal by `draw_outcome` in the same part of a page.
    """
    act_named(lambda: _attempt(act, done, where), does)


def _attempt(act: Callable[[], object], done: str, where: str) -> None:
    try:
        act()
    except Refused as error:
        st.session_state[f"{OUTCOME}{where}"] = str(error)
    except OSError as error:
        LOG.exception("The computer could not read or write a file")
        st.session_state[f"{OUTCOME}{where}"] = say_failure(error)
    else:
        announce(done)


def announce(done: str) -> None:
    """Say in a toast what was saved, also if another page is drawn next."""
    st.session_state.setdefault(TOASTS, []).append(done)


def draw_toasts() -> None:
    """Draw the toasts that have not been drawn."""
    for done in st.session_state.pop(TOASTS, ()):
        st.toast(plain(done), icon=":material/check:", duration="long")


def draw_undrawn() -> None:
    """Say in a toast why an action was refused, if its part of the page is no longer there."""
    for name in [str(name) for name in st.session_state if str(name).startswith(OUTCOME)]:
        st.toast(plain(st.session_state.pop(name)), icon=":material/block:", duration="long")


def draw_outcome(where: str = "page") -> bool:
    """Show why the last action was refused, once. Return whether it was."""
    sentence = st.session_state.pop(f"{OUTCOME}{where}", "")
    if sentence:
        st.error(plain(sentence), icon=":material/block:")
    return bool(sentence)


def draw_refusal(field: str) -> None:
    """Show below a field why its text was refused, once, and put the field in focus.

    `field` is the key of the field, and the part of the page that `attempt` was given.
    """
    if draw_outcome(field):
        st.session_state[REFUSALS] = st.session_state.get(REFUSALS, 0) + 1
        # A second refusal in the same words would not run the same script again.
        turn = str(st.session_state[REFUSALS])
        scripts.run(scripts.FOCUS_FIELD, field=re.sub(r"[^\w-]", "-", field, flags=re.ASCII), turn=turn)
