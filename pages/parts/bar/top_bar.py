"""The bar at the top of every page: the organisation, the month with arrows, the search and the user."""

from collections.abc import Sequence

import streamlit as st

from pages.parts.bar import search
from pages.parts.frame import sign_in, welcome
from pages.parts.frame.page_context import PageContext, month_name, months, newest_month, open_state
from pages.parts.frame.past import find_past
from pages.parts.frame.url import AS_OF, adopt_choice, write_choices

MONTH = "period"
LETTER, ARROW, NARROWEST, WIDEST = 8, 60, 230, 340  # in pixels


def draw(organisations: Sequence[str], page: str) -> PageContext:
    """Draw the bar, and return the organisation and the month that were chosen in it or in the URL."""
    with st.container(key="top-bar", horizontal=True, vertical_alignment="center", gap="small"):
        context = _choose(organisations, page)
        search.draw_button(context)
        sign_in.draw_user(context.warehouse)
    write_choices()
    return context


def _choose(organisations: Sequence[str], page: str) -> PageContext:
    adopt_choice("organisation", organisations, organisations[0])
    organisation = st.selectbox(
        "Organisation",
        organisations,
        format_func=welcome.say_organisation,
        key="organisation",
        label_visibility="collapsed",
        width=_find_width(organisations),
    )
    if st.session_state.get("organisation_in_url") not in {None, organisation}:
        st.query_params.pop(AS_OF, None)  # it is a state of another organisation
    warehouse = open_state(organisation, find_past(open_state(organisation)))
    manifest = warehouse.head()
    options = months(manifest)
    adopt_choice(MONTH, options, newest_month(manifest))
    _draw_month(options)
    return PageContext(warehouse, st.session_state[MONTH], manifest, page)


def _find_width(organisations: Sequence[str]) -> int:
    """Return the width at which the longest name is seen in full, in pixels, up to half of a narrow screen."""
    longest = max(len(welcome.say_organisation(organisation)) for organisation in organisations)
    return max(NARROWEST, min(WIDEST, LETTER * longest + ARROW))


def _draw_month(options: Sequence[str]) -> None:
    """Draw the month between two arrows. The options start with the newest month."""
    position = list(options).index(st.session_state[MONTH])
    with st.container(key="top-month", horizontal=True, vertical_alignment="center", gap=None, width="content"):
        _draw_arrow("Month before", ":material/chevron_left:", options[position + 1 :][:1])
        st.selectbox("Month", options, format_func=month_name, key=MONTH, label_visibility="collapsed", width=165)
        _draw_arrow("Month after", ":material/chevron_right:", options[:position][-1:])


def _draw_arrow(label: str, icon: str, goal: Sequence[str]) -> None:
    st.button(
        label, key=label, icon=icon, type="tertiary", disabled=not goal, on_click=_show, args=tuple(goal) or ("",)
    )


def _show(period: str) -> None:
    st.session_state[MONTH] = period
