"""Upload: drop the month's exports in, see what became of each, and what is still to come."""

import streamlit as st

from loaders import DroppedFile
from pages.data.intake import draw_intake, last_intake, take
from pages.parts.frame import welcome
from pages.parts.frame.page_context import PageContext, current, link, month_name, nameable_months
from pages.parts.frame.troubles import told
from pages.parts.month import landed
from pages.parts.month.headline import headline

TYPES = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "json", "toml", "zip"]
NEWEST = 10

context = current()


def draw_drop() -> None:
    """Where the files go. A drop empties the box, so that no rerun and no second drop lands them again."""
    number = st.session_state.setdefault("drops", 0)
    left, right = st.columns([3, 1])
    with right:
        st.selectbox(
            "For the month",
            [None, *nameable_months(context.manifest)],
            format_func=lambda period: month_name(period) if period else "From the files",
            key="month-of-drop",
            help="Each file tells its month by its own period line, its name or an organisation.toml beside it. "
            "Choose a month only where none of them speaks.",
        )
    with left:
        st.file_uploader(
            "Exports of Omni and of the ledger: several at once, or a zip of their folder",
            type=TYPES,
            accept_multiple_files=True,
            key=f"drop-{number}",
            on_change=land,
            args=(context, f"drop-{number}"),
        )


def land(where: PageContext, key: str) -> None:
    """Land what was dropped, as it is dropped."""
    drop = [DroppedFile("", file.name, file.getvalue()) for file in st.session_state[key] or ()]
    st.session_state["drops"] += 1
    with told():
        take(where.warehouse, drop, st.session_state.get("month-of-drop"))


expected, missing = landed.exports_of_month(context), landed.missing_exports(context)
headline(
    context,
    "Upload",
    "every file is recognised by what it holds, proven, and landed whole or not at all",
    f"{len(expected) - len(missing)} of {len(expected)}",
    "Exports landed",
    f"{len(missing)} missing" if missing else "complete",
    "orange" if missing else "green",
    ("overview/overview", "See the month"),
)
if context.warehouse.organisation == welcome.SAMPLE:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info("This is the sample company. Exports of your own belong to an organisation of your own.")
        link("data/organisation", "Start it", icon=":material/add_business:", new="yes")
draw_drop()
intake = last_intake(context.warehouse.organisation)
if intake:
    draw_intake(intake)
st.subheader(f"Exports of {month_name(context.period)}", anchor=False)
landed.draw_exports(context)
if not context.is_empty:
    st.subheader("Landed last", anchor=False)
    landed.draw_landings(context, NEWEST)
