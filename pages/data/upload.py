"""Upload: add the month's exports, and see the outcome for each and which are still missing."""

from functools import partial

import streamlit as st

from loaders import DroppedFile
from pages.data.authority_form import draw_proposal_hint
from pages.data.builds import draw_build
from pages.data.uploads.drop_box import draw_drop_box
from pages.data.uploads.intake import last_intake, take
from pages.data.uploads.outcome import draw_outcome
from pages.parts.frame import welcome
from pages.parts.frame.navigation import link
from pages.parts.frame.outcomes import show_errors
from pages.parts.frame.page_context import PageContext, current, month_name, nameable_months
from pages.parts.frame.past import explain_past
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading

context = current()


def draw_drop() -> None:
    """Draw the upload box, and the choice of a month for files that do not state theirs."""
    left, right = st.columns([3, 1])
    with right:
        st.selectbox(
            "For the month",
            [None, *nameable_months(context.manifest)],
            format_func=lambda period: month_name(period) if period else "From the files",
            key="month-of-drop",
            help="The month comes from the period line of each file, its name or an organisation.toml next to it. "
            "Choose a month only if none of them gives one.",
        )
    with left:
        draw_drop_box(
            "Exports from Omni and the ledger: several files at once, or a zip file",
            partial(land, context),
            explain_past(context.warehouse),
        )


def land(where: PageContext, drop: list[DroppedFile]) -> None:
    """Land files as soon as they are uploaded."""
    with show_errors():
        take(where.warehouse, drop, st.session_state.get("month-of-drop"))


expected, missing = uploads.expected_exports(context), uploads.missing_exports(context)
draw_heading(
    context,
    "Upload",
    "every file is recognised by its contents, checked, and uploaded completely or not at all",
    f"{len(expected) - len(missing)} of {len(expected)}",
    f"Exports of {month_name(context.period)}",
    f"{len(missing)} missing" if missing else "all are in",
    "orange" if missing else "green",
    ("overview", "See the month"),
)
if context.warehouse.organisation == welcome.SAMPLE:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info("This is the sample company. Start your own organisation to upload your own exports.")
        link("start", "Start an organisation", icon=":material/add_business:", new="yes")
draw_drop()
draw_proposal_hint(context)
draw_build(context.warehouse)
intake = last_intake(context.warehouse.organisation)
if intake:
    draw_outcome(intake)
st.header(f"Exports of {month_name(context.period)}", anchor=False)
uploads.draw_exports(context)
if not context.is_empty:
    uploads.link_files(context, ", and how each was read")
