"""Where a row comes from: the file, who landed it and when, and the line as it stands there."""

import streamlit as st

from close.manifests import LandingRecord
from pages.parts.frame import Frame


def show_origin(frame: Frame, row: dict) -> None:
    """The line of the file behind a row that carries its landing and line."""
    record = next((r for r in frame.manifest.landings if r.landing == row.get("_landing")), None)
    if record is None:
        return
    st.markdown(f"**Line {row['_line']:,} of {record.file_name}**")
    st.caption(f"Landed {record.landed_at[:16].replace('T', ' ')} UTC by {record.who} for {record.period}.")
    cells = _line(frame.warehouse.organisation, record, row["_line"])
    if cells:
        st.dataframe(
            [dict(cells)], hide_index=True, key=f"origin-{record.landing}-{row['_line']}", height=75
        )


@st.cache_data(max_entries=500, show_spinner=False)
def _line(organisation: str, record: LandingRecord, line: int) -> list[tuple[str, str]]:
    return []
