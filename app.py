"""The frame around every page: sign-in, organisation, month and navigation. Loads a sample company on first start."""

from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.starlette import App

from pages.parts.frame import navigation, people, sign_in, welcome
from pages.parts.frame.doubts import draw_doubts
from pages.parts.frame.guard import GUARDS
from pages.parts.frame.outcomes import show_errors
from pages.parts.frame.page_context import (
    NOBODY,
    PageContext,
    month_name,
    months,
    newest_month,
    offered_organisations,
    open_warehouse,
)
from pages.parts.frame.tour import draw_tour
from pages.parts.frame.url import adopt_choice, write_choices
from pages.parts.month import signing

LOOKS = Path(__file__).parent / ".streamlit"
# In pixels: wide enough for the longest menu entry.
SIDEBAR = 250


def draw() -> None:
    """Draw the requested page, if the user may see it."""
    sign_in.check_access()
    if people.has_sign_in() and not people.is_signed_in():
        sign_in.draw_sign_in()
        return
    if people.has_sign_in():
        sign_in.return_to_address(page.url_path == "")
    with show_errors():
        welcome.land_sample_once()
    offered, wanted = offered_organisations(), st.query_params.get("organisation")
    if not offered and not people.may_look(open_warehouse(NOBODY)):
        sign_in.draw_no_role()
        return
    st.session_state["context"] = choose(offered or [NOBODY])
    draw_sidebar(st.session_state["context"])
    draw_doubts(st.session_state["context"].warehouse)
    draw_tour(st.session_state["context"])
    if wanted and wanted not in offered:
        people.admit(open_warehouse(wanted))
    page.run()


def choose(organisations: list[str]) -> PageContext:
    """Choose the organisation and the month from the sidebar or the URL."""
    adopt_choice("organisation", organisations, organisations[0])
    with st.sidebar:
        st.selectbox("Organisation", organisations, format_func=welcome.say_organisation, key="organisation")
    warehouse = open_warehouse(st.session_state["organisation"])
    manifest = warehouse.head()
    options = months(manifest)
    adopt_choice("period", options, newest_month(manifest))
    with st.sidebar:
        st.selectbox("Month", options, format_func=month_name, key="period")
    write_choices()
    return PageContext(warehouse, st.session_state["period"], manifest, navigation.find_name(page))


def draw_sidebar(context: PageContext) -> None:
    """Draw the part of the sidebar below the organisation and the month: the seal, the user and the menu."""
    signing.draw_seal(context)
    sign_in.draw_user(context.warehouse)
    navigation.draw_menu()
    welcome.draw_note(context)


if get_script_run_ctx(suppress_warning=True):
    # Our own image, because Streamlit would have the browser fetch a named icon from an outside server.
    st.set_page_config(page_icon=LOOKS / "icon.png", layout="wide", initial_sidebar_state=SIDEBAR)
    st.html(LOOKS / "page.css")
    page = navigation.choose_page()
    with show_errors():
        draw()
else:
    # `streamlit run` finds the server here, and then runs this file again for every page.
    app = App(Path(__file__), middleware=GUARDS)
