"""The rows that the uploads lack, above every page they could affect: unreadable ones, and those after an early end."""

from collections.abc import Iterator
from typing import Any

import pyarrow.parquet as pq
import streamlit as st

from close.store.datasets import UNREADABLE_ROWS
from close.store.manifests import UNTIL, LandingRecord
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.month.uploads import find_datasets
from pages.parts.widgets.tables import draw
from pages.parts.words import agree, plain, say_count, title

COLUMNS = {
    "month": "Month",
    "dataset": "Export",
    "reference": "Reference",
    "file": "File",
    "line": "Line",
    "header": "Column",
    "value": "Cell",
    "expected": "Should be",
}


def list_unreadable(context: PageContext) -> list[dict[str, Any]]:
    """Return the unreadable cells of the exports up to the month that the page could show, one in each row."""
    records = [r for r in context.manifest.of(UNREADABLE_ROWS.name) if r.period <= context.period]
    if not records:
        return []
    read = find_datasets(context)
    cells = [cell for record in records for cell in _read_cells(context, record)]
    return [cell for cell in cells if read is None or cell["name"] in read]


def list_short(context: PageContext) -> list[str]:
    """Return the exports up to the month that the page could show but that end too early, each in words."""
    read = find_datasets(context)
    short = [
        (name, record) for name, record in context.manifest.list_short(context.period) if read is None or name in read
    ]
    return [
        f"{title(name)} for {month_name(record.period)} ends on {record.reading[UNTIL]} ({plain(record.file_name)})"
        for name, record in short
    ]


def draw_short(exports: list[str]) -> None:
    """Draw which exports end before their month does, and what that means."""
    st.warning(
        f"{'; '.join(exports)}. Whatever depends on later days reads “cannot tell”. Export the whole month, and upload "
        "it again.",
        icon=":material/event_busy:",
    )
    link("upload", "Upload exports", icon=":material/upload:")


def draw_unreadable(cells: list[dict[str, Any]]) -> None:
    """Draw how many rows the page lacks, what that means, and a list of them."""
    rows = {(cell["landing"], cell["line"]) for cell in cells}
    count = say_count(len(rows), "row")
    are, them = agree(len(rows), "is", "are"), agree(len(rows), "it", "them")
    st.warning(
        f"{count} of the uploaded exports cannot be read and {are} left out here. Whatever depends on {them} reads "
        f"“cannot tell”. Correct {them} where the report comes from, and upload it again.",
        icon=":material/rule:",
    )
    with st.expander("What was left out"):
        draw(cells, "unreadable-rows", **COLUMNS)
        link("upload", "Upload exports", icon=":material/upload:")


def _read_cells(context: PageContext, record: LandingRecord) -> Iterator[dict[str, Any]]:
    file = record.dataset(UNREADABLE_ROWS.name)
    path = context.warehouse.folder / file.path if file else None
    for row in pq.read_table(path, partitioning=None).to_pylist() if path else ():
        yield {
            **row,
            "month": month_name(record.period),
            "name": row["dataset"],
            "dataset": title(row["dataset"]),
            "file": record.file_name,
            "line": row["_line"],
            "landing": record.landing,
        }
