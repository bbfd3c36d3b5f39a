"""Where a row comes from: the file, who landed it and when, and the line as it stands there."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from close.errors import Refused
from close.store.manifests import LandingRecord
from loaders.intake.exports import OriginalLine, read_original_line
from pages.parts.frame.page_context import PageContext, month_name, open_warehouse
from pages.parts.widgets.tables import BLANK, HEAD, ROW
from pages.parts.words import plain

MOST_LINES = 12


def show_origin(context: PageContext, row: Mapping[str, Any]) -> None:
    """The line of the file behind a row that carries its landing and line."""
    record = next((r for r in context.manifest.landings if r.landing == row.get("_landing")), None)
    if record is None:
        return
    lines = _read(context.warehouse.organisation, record.sha256, row["_line"])
    sheet = f", sheet {plain(lines.sheet)}" if lines and lines.sheet else ""
    st.markdown(f"**Line {row['_line']:,} of {plain(record.file_name)}**{sheet}")
    st.caption(_landed(record))
    if lines is None or not lines.rows:
        st.caption("The line cannot be shown: the original file is not in the warehouse or cannot be read any more.")
    else:
        _draw(lines, f"origin-{record.landing}-{row['_line']}")


def _landed(record: LandingRecord) -> str:
    when = record.landed_at[:16].replace("T", " ")
    return f"Landed for {month_name(record.period)} on {when} UTC by {plain(record.who or 'nobody named')}."


def _draw(lines: OriginalLine, key: str) -> None:
    """The file's own headings above the file's own cells; a heading that stands twice is counted."""
    seen: dict[str, int] = {}
    names = []
    for heading in lines.headings:
        seen[heading] = seen.get(heading, 0) + 1
        names.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    rows = [dict(zip(names, row, strict=True)) for row in lines.rows[:MOST_LINES]]
    st.dataframe(rows, key=key, hide_index=True, lazy=False, height=HEAD + ROW * len(rows), placeholder=BLANK)
    if len(lines.rows) > MOST_LINES:
        st.caption(f"The first {MOST_LINES} of {len(lines.rows)} lines of the document.")


@st.cache_data(max_entries=500, show_spinner="Reading the line in the file…")
def _read(organisation: str, sha256: str, line: int) -> OriginalLine | None:
    """The line, or None where the original cannot be read: a detail page must stand without it."""
    try:
        return read_original_line(open_warehouse(organisation).original(sha256), line)
    except (Refused, OSError):
        return None
