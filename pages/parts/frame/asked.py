"""The page that was asked for before the sign-in: a provider sends everybody back to the front page.

The tab itself remembers the address, so that the server keeps nothing of people it does not know yet. It is put behind
the origin of the tab: an address can lead to another page of Tieout, never to another machine.
"""

import streamlit as st

MET = "met"
REMEMBER = """<script>
sessionStorage.setItem("asked", location.pathname + location.search);
</script>"""
RETURN = """<script>
const asked = sessionStorage.getItem("asked");
sessionStorage.removeItem("asked");
if (asked && asked !== location.pathname) location.replace(location.origin + asked);
</script>"""


def remember() -> None:
    """Have the tab keep its address, drawn on the door."""
    st.html(REMEMBER, unsafe_allow_javascript=True)


def return_once(is_front_page: bool) -> None:
    """Have the tab go where it was asked to, where a session begins on the bare front page as after a sign-in."""
    if is_front_page and MET not in st.session_state and not st.query_params:
        with st.sidebar:
            st.html(RETURN, unsafe_allow_javascript=True)
    st.session_state[MET] = True
