"""Uploaded files: the current exports for each month, how each was read, and the changes in each snapshot."""

import streamlit as st

from close.store.manifests import LandingRecord
from pages.data.landing_records import SHORT, count_by_month, describe_landing, list_snapshots
from pages.parts.frame.page_context import current, data_landings, month_name
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading
from pages.parts.widgets.tables import BLANK, HEAD, ROW, TALL, draw, to_table
from pages.parts.words import plain

LABELS = {
    "file": "File",
    "what": "Export",
    "month": "For",
    "count": "Rows",
    "proven": "Totals proven",
    "taken": "Exported on",
    "when": "Uploaded (UTC)",
    "who": "By",
    "hash": "SHA-256",
}
MOST_SNAPSHOTS = 20

context = current()
uploads.stop_if_empty(context)


def pick_landing() -> LandingRecord | None:
    """Draw the list of current exports, newest first, and return the selected one."""
    only = st.segmented_control(
        "Show", ["Every month", month_name(context.period)], default="Every month", key="landed-of"
    )
    records = [r for r in context.manifest.landings if only in {None, "Every month"} or r.period == context.period]
    records.sort(key=lambda r: (r.period, r.landed_at, r.file_name), reverse=True)
    state = st.dataframe(
        to_table([describe_landing(record) for record in records], LABELS),
        key=f"landings-{context.manifest.number}-{only}-{context.period}",
        on_select="rerun",
        selection_mode="single-row",
        hide_index=True,
        lazy=False,
        height=min(TALL, HEAD + ROW * max(len(records), 1)),
        placeholder=BLANK,
    )
    return next((records[row] for row in state["selection"]["rows"] if row < len(records)), None)


def draw_landing(record: LandingRecord) -> None:
    """Draw the selected export: how it was read, the checks it passed, and its original bytes."""
    with st.container(border=True):
        st.subheader(plain(record.file_name), anchor=False)
        totals = [f"| Total of {plain(name)} | {plain(total)} |" for name, total in record.totals.items()]
        reading = [
            f"| {plain(name.replace('_', ' ').capitalize())} | {plain(text)} |" for name, text in record.reading.items()
        ]
        facts = [
            f"| Bytes | {record.size:,} |",
            f"| SHA-256 | {record.sha256} |",
            f"| Read by | {plain(record.loader)}, version {record.loader_version} |",
            f"| Became current with snapshot | {record.sequence} |",
            f"| Missing columns | {plain(', '.join(record.absent) or 'none')} |",
        ]
        st.markdown("| | |\n|---|---|\n" + "\n".join(totals + reading + facts))
        st.download_button(
            "Original file",
            data=lambda: context.warehouse.original(record.sha256),
            file_name=record.file_name,
            mime="application/octet-stream",
            key=f"original-{record.landing}",
            on_click="ignore",
            icon=":material/download:",
        )


missing = uploads.missing_exports(context)
draw_heading(
    context,
    "Uploaded files",
    "every export is kept as it was uploaded, and a newer one replaces it without changing it",
    f"{len(data_landings(context.manifest)):,}",
    "Current exports",
    f"{len(missing)} missing for this month" if missing else "this month is complete",
    "orange" if missing else "green",
    ("upload", "Upload exports"),
)
st.subheader("Months and exports", anchor=False)
draw(count_by_month(context), "matrix", month="Month", **SHORT)
st.subheader("Files", anchor=False)
picked = pick_landing()
if picked:
    draw_landing(picked)
else:
    st.caption("Select a file to see how it was read and checked, and to download the original.")
st.subheader("Snapshots", anchor=False)
st.caption("Every upload creates a snapshot. Every answer shows its snapshot and can be reproduced from it.")
draw(
    list_snapshots(context, MOST_SNAPSHOTS),
    "snapshots",
    number="Snapshot",
    when="Published (UTC)",
    who="By",
    landed="Uploaded",
    replaced="Replaced",
)
