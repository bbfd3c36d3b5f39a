"""A short tour over the sample company: five stops in one line, until the user ends it for the session."""

from typing import NamedTuple

import streamlit as st

from pages.parts.frame.navigation import PAGES, find_door, link
from pages.parts.frame.page_context import PageContext
from pages.parts.frame.welcome import SAMPLE

ENDED = "tour_ended"


class Stop(NamedTuple):
    """A page by its name, and what it shows."""

    page: str
    sentence: str


STOPS = (
    Stop(
        "bridge",
        "Every cent between Omni's stock and the ledger has a cause. Select a cause's bar to see its documents.",
    ),
    Stop(
        "timing_differences",
        "Stock moved in one month and was booked in another. The page counts what clears by itself.",
    ),
    Stop("blank_cogs", "Orders without cost of goods sold, the condition that each one fails, and the likely cost."),
    Stop("checklist", "A step turns green only when the exports prove it. Otherwise it shows what is left to do."),
    Stop("signoff", "One person prepares and another reviews. A signature is suspended if its figures change."),
)


def draw_tour(context: PageContext) -> None:
    """Draw all stops on the front page of the sample company, and at each stop its sentence and the next one."""
    if context.warehouse.organisation != SAMPLE or st.session_state.get(ENDED):
        return
    at = next((number for number, stop in enumerate(STOPS) if stop.page == context.page), None)
    if at is not None:
        _draw_stop(at)
    elif not PAGES[context.page].address:
        _draw_all()


def _draw_all() -> None:
    """Draw the stops in one or two lines, so that the page below them stays in view. Each stop has its own sentence."""
    with st.container(border=True, key="tour", gap="xxsmall"):
        st.markdown("**This is a made-up company with planted errors. See what Tieout does in five stops.**")
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            for number, stop in enumerate(STOPS, 1):
                link(stop.page, f"{number} {PAGES[stop.page].title}", find_door(stop.page).icon, stop.sentence)
            _draw_end()


def _draw_stop(at: int) -> None:
    stop, following = STOPS[at], STOPS[at + 1] if at + 1 < len(STOPS) else None
    with st.container(border=True, key="tour", horizontal=True, vertical_alignment="center"):
        st.markdown(f"**Stop {at + 1} of {len(STOPS)}.** {stop.sentence}", width="stretch")
        if following:
            link(following.page, f"Next: {PAGES[following.page].title}", icon=":material/arrow_forward:")
        else:
            link("start", "Start with your own files", icon=":material/arrow_forward:", new="yes")
        _draw_end()


def _draw_end() -> None:
    st.button("End the tour", type="tertiary", icon=":material/close:", on_click=_end, key="tour-end")


def _end() -> None:
    st.session_state[ENDED] = True
