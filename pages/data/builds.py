"""The build of an organisation's months on the upload page: its progress, and a button to cancel it."""

import streamlit as st

from close.signing.claims import drop_claims, find_claim
from close.store.authority.people import Action
from close.store.warehouse import Warehouse
from pages.parts.frame import people
from pages.parts.frame.page_context import month_name
from pages.parts.widgets.answers import LOOK_EVERY, say_progress

CALCULATING = "All reports of the month are being calculated in the background. You can carry on in the meantime."
CANCEL = "Pages will calculate their figures when you open them."


def draw_build(warehouse: Warehouse) -> None:
    """Draw the progress of a running build, and keep it up to date until the build has ended."""
    if find_claim(warehouse):
        st.fragment(_draw_progress, run_every=LOOK_EVERY)(warehouse)


def _draw_progress(warehouse: Warehouse) -> None:
    claim = find_claim(warehouse)
    if claim is None:
        st.rerun()  # without a build nothing has to be kept up to date
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.progress(claim.share, say_progress(claim))
            if people.may_act(warehouse, Action.LAND):
                st.button("Cancel", icon=":material/close:", help=CANCEL, on_click=drop_claims, args=(warehouse,))
        later = ", ".join(month_name(period) for period in claim.months[1:])
        st.caption(CALCULATING + (f" Next: {later}." if later else ""))
