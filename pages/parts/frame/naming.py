"""The name of the user where there is no sign-in: asked before the first act, and kept in the browser."""

from collections.abc import Callable

import streamlit as st

from pages.parts.frame import people, scripts
from pages.parts.words import plain

BOX, FIRST = "name_box", "name_first"
# An act that waits for a name, with what it does, and one that has its name now.
WAITING, READY = "act_without_name", "act_with_name"


def draw_name() -> None:
    """Draw the box for the name."""
    # Streamlit forgets a box's value when code switches the page, so the name is also stored separately.
    st.session_state[BOX] = people.typed_name()
    st.text_input("Your name", key=BOX, max_chars=people.LONGEST, on_change=_keep)
    st.caption(
        "There is no sign-in on this machine. Your actions are recorded under this name, and this browser remembers it."
    )


def keep_name() -> None:
    """Have the browser remember a name that was entered in this session, or forget it if it was made blank."""
    if people.TYPED in st.session_state and not people.has_sign_in():
        scripts.run(scripts.KEEP_NAME, kept_name=people.typed_name())


def act_named(act: Callable[[], object], does: str) -> None:
    """Act now if the user has a name, and otherwise once it has been entered in a dialog.

    `does` completes the dialog's sentence "Continue …", such as "signs the month", because Continue acts at once.
    """
    if people.is_named():
        act()
    else:
        st.session_state[WAITING] = act, does


def act_before_page(act: Callable[[], object], does: str) -> None:
    """Act when this run of the script begins, or once the user has a name. For callbacks of acts that take a while."""
    if people.is_named():
        st.session_state[READY] = act
    else:
        st.session_state[WAITING] = act, does


def ask_name() -> None:
    """Draw the dialog, if an act waits for a name. Closing it forgets the act."""
    if WAITING in st.session_state:
        _draw()


def act_now() -> None:
    """Do the act that waits for this run. This comes before any widget, as it does with a button's callback.

    What it draws, such as the progress of an upload, has a place of its own in every run. In the place of the bar, it
    would keep the buttons of the bar.
    """
    place = st.empty()
    if act := st.session_state.pop(READY, None):
        with place.container():
            act()


def _forget() -> None:
    st.session_state.pop(WAITING, None)


@st.dialog("Your name first", icon=":material/person:", on_dismiss=_forget)
def _draw() -> None:
    act, does = st.session_state[WAITING]
    st.write("There is no sign-in on this machine, and everything you do here is recorded under your name.")
    st.markdown(f"**Continue {plain(does)}.**")
    with st.form("first-name", border=False):
        name = st.text_input("Your name", key=FIRST, max_chars=people.LONGEST)
        is_sent = st.form_submit_button("Continue", type="primary")
    if is_sent and name and name.strip():
        st.session_state[people.TYPED], st.session_state[READY] = name, act
        _forget()
        st.rerun()
    st.caption("This browser remembers it. You can change it at the top of the page.")


def _keep() -> None:
    st.session_state[people.TYPED] = st.session_state[BOX]
