"""The nine doors and their counts, such as 8 of 13 steps. The page does not wait for the counts."""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from close.signing import builds
from close.work.progress import DoneSteps
from pages.parts.frame import welcome
from pages.parts.frame.navigation import Count, draw_menu
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.answers import ask

SUMMARY, COUNTS = "month_summary", "counts"
# Once these rows are kept, the summary takes only a moment.
BASIS = "bridge"


def draw(context: PageContext) -> DeltaGenerator:
    """Draw the doors with the counts that the user saw last for this month, and return their place."""
    place = st.empty()
    with place.container():
        draw_menu(context.page, _recall(context))
    return place


def update(context: PageContext, place: DeltaGenerator) -> None:
    """Draw the doors again in their place if their counts have changed."""
    seen = _recall(context)
    if (found := _read(context)) != seen:
        with place.container():
            draw_menu(context.page, found, "door-counted")


def _recall(context: PageContext) -> Mapping[str, Count]:
    if welcome.is_starting(context):
        return {}
    seen: dict[tuple[str, str, int], Mapping[str, Count]] = st.session_state.setdefault(COUNTS, {})
    return seen.get(_name(context), {})


def _read(context: PageContext) -> Mapping[str, Count]:
    """Return the counts of the month by the title of the door, or none if they would have to be computed first."""
    house, number = context.warehouse, context.manifest.number
    if context.is_empty or welcome.is_starting(context) or not builds.is_built(house, BASIS, context.period, number):
        return {}
    found = _say(ask(context, SUMMARY).table.to_pylist()[0])
    st.session_state[COUNTS][_name(context)] = found
    return found


def _name(context: PageContext) -> tuple[str, str, int]:
    return context.warehouse.organisation, context.period, context.manifest.number


def _say(row: Mapping[str, Any]) -> dict[str, Count]:
    """Return each count in words, with what it counts if the door does not say so. One not known is left out."""
    whole = {"Timing differences": "timing_documents", "Blank COGS": "blank_cogs_documents", "Worklist": "open_items"}
    counts = {title: Count(f"{row[name]:,}") for title, name in whole.items() if row[name] is not None}
    done = f"Steps done: {DoneSteps.of_summary(row).say()}"
    return {
        "Checklist": Count(f"{row['steps_done']} of {row['steps_applicable']}", done),
        **counts,
        "Sign-off": Count(f"{row['signatures']} of 2", "Valid signatures of the month"),
        "Data": Count(f"{row['exports_present']} of {row['exports_expected']}", "Exports uploaded"),
    }
