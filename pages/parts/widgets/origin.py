"""The line of a file behind a row, as the original has it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from close.errors import Refused
from close.store.manifests import LandingRecord

if TYPE_CHECKING:
    from loaders.intake.original_lines import OriginalLine
from pages.parts.frame.page_context import PageContext, month_name, open_warehouse
from pages.parts.widgets.columns import ROW
from pages.parts.widgets.tables import BLANK, HEAD
from pages.parts.words import agree, plain, say_count, say_moment

MOST_LINES = 12
COLUMN, VALUE = "Column", "In the file"


def draw_origin(context: PageContext, row: Mapping[str, Any]) -> None:
    """Draw the line in the file behind a row that has a landing and a line. Other rows draw nothing."""
    record = next((r for r in context.manifest.landings if r.landing == row.get("_landing")), None)
    if record is None:
        return
    sheet, mapped = (record.reading.get(name, "") for name in ("sheet", "mapping"))
    version = record.reading.get("mapping_version", "")
    lines = _read_lines(context.warehouse.organisation, record.sha256, row["_line"], sheet, mapped, version)
    sheet = f", sheet {plain(lines.sheet)}" if lines and lines.sheet else ""
    number = lines.number if lines else row["_line"]
    st.markdown(f"**Line {number:,} of {plain(record.file_name)}**{sheet}")
    st.caption(_say_landing(record))
    if lines is None or not lines.rows:
        st.caption("The line cannot be shown: the original file is missing from the warehouse or cannot be read.")
    else:
        _draw_lines(lines, f"origin-{record.landing}-{row['_line']}")


def _say_landing(record: LandingRecord) -> str:
    who = plain(record.who or "an unnamed user")
    return f"Uploaded for {month_name(record.period)} on {say_moment(record.landed_at)} UTC by {who}."


def _draw_lines(lines: "OriginalLine", key: str) -> None:
    """Draw the cells in the file with its own headings.

    A single line is drawn as a list of its cells, because in a row the amounts would be out of view.
    """
    names, note = _name_columns(lines.headings), ""
    rows = [dict(zip(names, row, strict=True)) for row in lines.rows[:MOST_LINES]]
    if len(rows) == 1:
        rows = [{COLUMN: name, VALUE: cell} for name, cell in rows[0].items() if cell]
        if blank := len(names) - len(rows):
            note = f"{say_count(blank, 'blank cell')} of the line {agree(blank, 'is', 'are')} left out."
    elif len(lines.rows) > MOST_LINES:
        note = f"The first {MOST_LINES} of {say_count(len(lines.rows), 'line')} of the document."
    st.dataframe(rows, key=key, hide_index=True, lazy=False, height=HEAD + ROW * len(rows), placeholder=BLANK)
    if note:
        st.caption(note)


def _name_columns(headings: Sequence[str]) -> list[str]:
    """Return the headings. One that occurs twice gets a number."""
    seen: dict[str, int] = {}
    names = []
    for heading in headings:
        seen[heading] = seen.get(heading, 0) + 1
        names.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    return names


@st.cache_data(max_entries=500, show_spinner="Reading the line in the file…")
def _read_lines(
    organisation: str, sha256: str, line: int, sheet: str, mapped: str, version: str
) -> "OriginalLine | None":
    """Return the line, or None if the original cannot be read, because a detail page must work without it.

    `mapped` and `version` are those of the mapping that has read the file, if any.
    """
    # Importing every loader takes longer than drawing a page, and only a selected row needs one.
    from loaders.intake.original_lines import read_original_line  # noqa: PLC0415
    from loaders.mapping.saved import find_mapping  # noqa: PLC0415

    warehouse = open_warehouse(organisation)
    try:
        mapping = find_mapping(warehouse, mapped, version) if mapped else None
        return read_original_line(warehouse.original(sha256), line, sheet, [mapping] if mapping else [])
    except (Refused, OSError):
        return None
