"""The frame: organisation, month and navigation around every page, on a warehouse that is never empty-handed."""

import streamlit as st

from pages.parts import welcome
from pages.parts.frame import Frame, follow_url, known_organisations, month_name, months, open_warehouse, write_url
from pages.parts.navigation import navigate

st.set_page_config(page_title="Tieout", page_icon=":material/balance:", layout="wide")
welcome.land_sample_once()


def choose() -> Frame:
    """The organisation and the month, from the sidebar or the URL."""
    organisations = known_organisations()
    follow_url("organisation", organisations, organisations[0])
    with st.sidebar:
        st.selectbox("Organisation", organisations, format_func=welcome.name, key="organisation")
    warehouse = open_warehouse(st.session_state["organisation"])
    manifest = warehouse.head()
    options = months(manifest)
    follow_url("period", options, options[0])
    with st.sidebar:
        st.selectbox("Month", options, format_func=month_name, key="period")
    write_url()
    return Frame(warehouse, st.session_state["period"], manifest)


page = navigate()
st.session_state["frame"] = choose()
welcome.sidebar_note(st.session_state["frame"])
page.run()
