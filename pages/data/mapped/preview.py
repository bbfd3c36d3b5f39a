"""The preview of a mapped file: the checks, the rows that are not read, and the first rows that would land."""

from collections.abc import Mapping as Kinds

import streamlit as st

from loaders.layouts.faults import say_lines
from loaders.layouts.table_rows import StrayRow
from loaders.ledger.layouts.outline.lines import UnknownRow
from loaders.mapping.numbered.evidence import RowNotRead
from loaders.mapping.row_kinds import ABOVE, BALANCE, HEADING, OTHER, ROW, TOTAL, RowKind, share_words
from loaders.mapping.stray_rows import LastLineAlone
from loaders.mapping.sums import TotalAsRow
from loaders.uploads.previews import Preview
from pages.data.mapped.unknown_file import UnknownFile
from pages.parts.widgets.tables import draw
from pages.parts.words import Colour, plain, say_count

LABELLED = TotalAsRow | StrayRow | UnknownRow | RowNotRead | LastLineAlone
MOST_LABELS, MOST_LETTERS = 5, 120
KINDS = {
    ROW: "Rows",
    TOTAL: "Totals",
    BALANCE: "Opening and closing balances",
    HEADING: "Headings and remarks",
    OTHER: "Other rows",
    ABOVE: "Above the headers",
}


def list_labels(shown: Preview) -> list[str]:
    """Return the first texts of the rows whose kind somebody has to decide, or the words that several of them share."""
    suspected = [shown.problem.label] if isinstance(shown.problem, LABELLED) else []
    kinds = shown.kinds or {}
    texts = {
        name: [text.split(" | ", maxsplit=1)[0] for _, text in kind.examples]
        for name, kind in kinds.items()
        if name not in {ROW, ABOVE}
    }
    alike = [text for each in texts.values() for text in each]
    labels = [share_words(label, alike) for label in (*suspected, *texts.get(OTHER, []))]
    return list(dict.fromkeys(labels))[:MOST_LABELS]


def draw_verdict(shown: Preview) -> None:
    """Draw the reason the file cannot be read yet, or the checks it passed."""
    if shown.needs_month:
        st.warning("Choose the month of the file. The file does not state it.", icon=":material/calendar_month:")
    elif shown.problem:
        lines = "\n".join(f"- {plain(line)}" for line in str(shown.problem).splitlines())
        st.error(f"The file cannot be read with this mapping yet.\n\n{lines}", icon=":material/block:")
    for check in shown.checks:
        colour: Colour = "green" if check.state == "passed" else "orange"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.badge(f"{check.label}: {check.state}", color=colour)
            st.caption(plain(check.detail))


def draw_kinds(kinds: Kinds[str, RowKind]) -> None:
    """Draw the rows of the file by kind, with the lines of those that are not read."""
    lost = sum(len(kind.lines) for name, kind in kinds.items() if name != ROW)
    st.markdown(f"**Rows by kind** · {say_count(lost, 'line')} not read as rows")
    rows = [
        {
            "kind": KINDS[name],
            "count": len(kind.lines),
            "lines": _shorten(say_lines(kind.lines)),
            "example": kind.examples[0][1],
        }
        for name, kind in kinds.items()
    ]
    draw(rows, "map-kinds", kind="Kind", count="Number", lines="Lines", example="The first of them")


def draw_rows(file: UnknownFile, shown: Preview) -> None:
    """Draw the first rows as they would land."""
    rows = shown.first
    if not rows:
        return
    hidden = {"period", "_line"}
    names = [name for name in rows[0] if name not in hidden and any(row[name] is not None for row in rows)]
    labels = {"_line": "Line", **{name: name.replace("_", " ").capitalize() for name in names}}
    st.markdown(f"**First rows as they will be stored** · {say_count(shown.rows, 'row')} in all")
    draw([{name: row[name] for name in labels} for row in rows], file.key("rows"), **labels)


def _shorten(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…"
