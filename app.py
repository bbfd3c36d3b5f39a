"""The context: who is here, organisation, month and navigation around every page, on a warehouse never empty-handed."""

from pathlib import Path

import streamlit as st

from pages.parts.frame import asked, people, sign_in, welcome
from pages.parts.frame.navigation import draw_menu, navigate
from pages.parts.frame.page_context import (
    NOBODY,
    PageContext,
    follow_url,
    month_name,
    months,
    newest_month,
    offered_organisations,
    open_warehouse,
    write_url,
)
from pages.parts.frame.troubles import told
from pages.parts.month import signing

LOOKS = Path(__file__).parent / ".streamlit"
# In pixels: room for the longest entry of the menu.
SIDEBAR = 250


def draw() -> None:
    """The page that was asked for, to who may see it."""
    sign_in.check_door()
    if people.has_sign_in() and not people.is_signed_in():
        sign_in.draw_sign_in()
        asked.remember()
        return
    if people.has_sign_in():
        asked.return_once(page.url_path == "")
    with told():
        welcome.land_sample_once()
    offered, wanted = offered_organisations(), st.query_params.get("organisation")
    if not offered and not people.may_look(open_warehouse(NOBODY)):
        sign_in.draw_stranger()
        return
    st.session_state["context"] = choose(offered or [NOBODY])
    draw_sidebar(st.session_state["context"])
    if wanted and wanted not in offered:
        people.admit(open_warehouse(wanted))
    page.run()


def choose(organisations: list[str]) -> PageContext:
    """The organisation and the month, from the sidebar or the URL."""
    follow_url("organisation", organisations, organisations[0])
    with st.sidebar:
        st.selectbox("Organisation", organisations, format_func=welcome.name, key="organisation")
    warehouse = open_warehouse(st.session_state["organisation"])
    manifest = warehouse.head()
    options = months(manifest)
    follow_url("period", options, newest_month(manifest))
    with st.sidebar:
        st.selectbox("Month", options, format_func=month_name, key="period")
    write_url()
    return PageContext(warehouse, st.session_state["period"], manifest, page.url_path.replace("-", "_"))


def draw_sidebar(context: PageContext) -> None:
    """Below organisation and month: whether it is sealed, who is here, the menu."""
    signing.draw_seal(context)
    sign_in.draw_person(context.warehouse)
    draw_menu()
    welcome.sidebar_note(context)


# A picture of our own: Streamlit would have the browser fetch a named icon from outside.
st.set_page_config(page_icon=LOOKS / "icon.png", layout="wide", initial_sidebar_state=SIDEBAR)
st.html(LOOKS / "page.css")
page = navigate()
with told():
    draw()
