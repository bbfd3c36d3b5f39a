"""The counts in the menu, such as 8 of 13 steps. They are read after the page is drawn, so that it need not wait."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from close.signing import builds
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.answers import ask

SUMMARY, COUNTS = "month_summary", "counts"
# Once these rows are kept, the summary takes only a moment.
BASIS = "bridge"


def recall(context: PageContext) -> Mapping[str, str]:
    """Return the counts that the user saw last for this month, by the title of the door."""
    seen: dict[tuple[str, str], Mapping[str, str]] = st.session_state.setdefault(COUNTS, {})
    return seen.get(_name(context), {})


def read(context: PageContext) -> Mapping[str, str]:
    """Return the counts of the month, or none if they would have to be computed first."""
    house, number = context.warehouse, context.manifest.number
    if context.is_empty or not builds.is_built(house, BASIS, context.period, number):
        return {}
    found = _say(ask(context, SUMMARY).table.to_pylist()[0])
    st.session_state[COUNTS][_name(context)] = found
    return found


def _name(context: PageContext) -> tuple[str, str]:
    return context.warehouse.organisation, context.period


def _say(row: Mapping[str, Any]) -> dict[str, str]:
    """Return each count in words. One that is not known is left out."""
    whole = {"Timing differences": "timing_documents", "Blank COGS": "blank_cogs_documents", "Worklist": "open_items"}
    counts = {title: f"{row[name]:,}" for title, name in whole.items() if row[name] is not None}
    return {
        "Checklist": f"{row['steps_done']} of {row['steps_applicable']}",
        **counts,
        "Sign-off": f"{row['signatures']} of 2",
        "Data": f"{row['exports_present']} of {row['exports_expected']}",
    }
