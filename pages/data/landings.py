"""Uploaded files: the current exports for each month, how each was read, and the changes in each snapshot."""

import streamlit as st

from close.store.manifests import LandingRecord
from pages.data.uploads.consequences import draw_former
from pages.data.uploads.landing_card import OUTCOME, draw_landing, pick_landing
from pages.data.uploads.landing_records import list_snapshots, name_snapshot
from pages.parts.frame import past
from pages.parts.frame.navigation import link
from pages.parts.frame.outcomes import draw_outcome
from pages.parts.frame.page_context import current, data_landings, month_name
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading
from pages.parts.paper import draw_hint
from pages.parts.widgets.tables import draw
from pages.parts.words import say_count

MOST_SNAPSHOTS, MOST_CHOICES = 20, 200

context = current()
if context.is_empty:
    draw_former(context, OUTCOME)
uploads.stop_if_empty(context)


def list_shown() -> list[LandingRecord]:
    """Draw the choice of months and states, and return the uploads to list, newest month first."""
    with st.container(horizontal=True, vertical_alignment="center"):
        month = month_name(context.period)
        only = st.segmented_control("Show", ["Every month", month], default="Every month", key="landed-of")
        has_former = st.toggle("Include replaced uploads and those taken back", key="with-former")
    records = context.warehouse.manifests.list_ever(context.manifest) if has_former else context.manifest.landings
    shown = [r for r in records if only in {None, "Every month"} or r.period == context.period]
    return sorted(shown, key=lambda r: (r.period, r.landed_at, r.file_name), reverse=True)


def say_files() -> str:
    """Return which files the number of current files counts: those in the list, settings included."""
    exports = len(data_landings(context.manifest))
    rest = len(context.manifest.landings) - exports
    return f"Current files: {say_count(exports, 'export')}{f', {rest:,} with settings' if rest else ''}"


missing = uploads.missing_exports(context)
draw_heading(
    context,
    "Uploaded files",
    "every upload is kept unchanged, even if a newer one takes its place",
    f"{len(context.manifest.landings):,}",
    say_files(),
    f"{say_count(len(missing), 'export')} missing for {month_name(context.period)}"
    if missing
    else f"{month_name(context.period)} has all of its {say_count(len(uploads.expected_exports(context)), 'export')}",
    "orange" if missing else "green",
    ("upload", "Upload exports"),
)
st.header("Files", anchor=False)
draw_outcome(OUTCOME)
draw_former(context, OUTCOME)
picked = pick_landing(context, list_shown(), "landings")
if picked:
    draw_landing(context, picked)
else:
    draw_hint(
        "Select a file to see how it was read, download the original, take it back or make it current again.",
        "landings",
    )
st.header("Snapshots", anchor=False)
st.caption(
    "Every upload and correction creates a snapshot. Every answer shows its snapshot and can be reproduced from it."
)
draw(
    list_snapshots(context, MOST_SNAPSHOTS),
    "snapshots",
    name="Snapshot (UTC)",
    landed="Became current",
    replaced="No longer current",
)
earlier = list(range(context.manifest.number - 1, 0, -1))[:MOST_CHOICES]
if earlier:
    chosen = st.selectbox(
        "See every page as it was with an earlier snapshot",
        earlier,
        index=None,
        key="as-of",
        width=420,
        format_func=lambda number: name_snapshot(context, number),
    )
    if chosen:
        link("overview", "Open it", icon=":material/history:", **past.name_snapshot(chosen))
