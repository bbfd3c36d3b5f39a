"""The first start: a sample company, so that nobody meets an empty screen, and the way to one's own."""

import tempfile
from pathlib import Path

import streamlit as st

import loaders
import sample
from pages.parts.frame import Frame, known_organisations, link, open_warehouse

SAMPLE = "sample-company"
LOADED_BY = "sample"


def land_sample_once() -> None:
    """Land the sample company where the warehouse holds no organisation at all."""
    if known_organisations():
        return
    with st.spinner("First start: landing the sample company…"), tempfile.TemporaryDirectory() as folder:
        sample.write_default(Path(folder))
        loaders.land(loaders.gather([Path(folder) / "exports"]), open_warehouse(SAMPLE), who=LOADED_BY)


@st.cache_data(max_entries=100, show_spinner=False)
def _name(organisation: str, manifest: int) -> str:
    warehouse = open_warehouse(organisation)
    newest = warehouse.manifests.open(manifest)
    settings = warehouse.settings("9999-12", newest)
    return settings.name if settings and settings.name else organisation


def name(organisation: str) -> str:
    """What an organisation calls itself."""
    return _name(organisation, open_warehouse(organisation).head().number)


def sidebar_note(frame: Frame) -> None:
    """Say that the sample is a sample, and who is signed in."""
    with st.sidebar:
        if frame.warehouse.organisation == SAMPLE:
            st.info("This is a made-up company with faults planted in it.", icon=":material/science:")
            link("exports/organisation", "Start your own organisation", icon=":material/add_business:")
        st.caption("On this machine only; nobody is signed in.")
