"""The frame around every page: sign-in, the top bar and the menu. Loads a sample company on first start."""

from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.starlette import App

from pages.parts.bar import glossary, menu, moved, top_bar
from pages.parts.frame import naming, navigation, people, scripts, sign_in, welcome
from pages.parts.frame.doubts import draw_doubts
from pages.parts.frame.guard import GUARDS
from pages.parts.frame.outcomes import draw_toasts, draw_undrawn, show_errors
from pages.parts.frame.page_context import NOBODY, offered_organisations, open_warehouse
from pages.parts.frame.past import draw_band
from pages.parts.frame.tour import draw_tour
from pages.parts.frame.url import confirm_address, swap_filters
from pages.parts.widgets.drill_downs import adopt_opened
from pages.parts.widgets.story import remember_page

LOOKS = Path(__file__).parent / ".streamlit"
STYLES = ("page", "bar", "panel", "phone", "rows", "paper")  # in this order, because a later one may change an earlier
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
        naming.act_now()
    offered, wanted = offered_organisations(), st.query_params.get("organisation")
    if not offered and not people.may_look(open_warehouse(NOBODY)):
        sign_in.draw_no_role()
        return
    context = st.session_state["context"] = top_bar.draw(offered or [NOBODY], navigation.find_name(page))
    with st.sidebar:
        st.markdown("**Tieout**")
        doors = menu.draw(context)
        glossary.draw_button()
        moved.draw_seal(context)
        welcome.draw_note(context)
        naming.keep_name()
        scripts.open_at_top(f"{context.page} {st.query_params.get('ref', '')}")
    confirm_address(context.page)
    draw_doubts(context.warehouse)
    draw_band(context.warehouse, context.page)
    moved.draw_moved(context)
    if wanted and wanted not in offered:
        people.admit(open_warehouse(wanted))
    navigation.draw_tabs(context.page)
    draw_tour(context)
    swap_filters(context.page)
    adopt_opened()
    draw_toasts()
    naming.ask_name()
    remember_page(context)
    page.run()
    remember_page(context)
    draw_toasts()
    draw_undrawn()
    menu.update(context, doors)


if get_script_run_ctx(suppress_warning=True):
    # Our own image, because Streamlit would have the browser fetch a named icon from an outside server.
    st.set_page_config(page_icon=LOOKS / "icon.png", layout="wide", initial_sidebar_state=SIDEBAR)
    for name in STYLES:
        st.html(LOOKS / f"{name}.css")
    if st.context.theme.type == "dark":
        st.html(LOOKS / "dark_paper.css")
    page = navigation.choose_page()
    with show_errors():
        draw()
else:
    # `streamlit run` finds the server here, and then runs this file again for every page.
    app = App(Path(__file__), middleware=GUARDS)
