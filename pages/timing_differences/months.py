"""The matrix of the two months of each document, whose cells list their documents below it."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import streamlit as st

from close.engine.slices import Rows
from pages.parts import charts
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.widgets import drill_downs
from pages.parts.widgets.answers import ask, where
from pages.parts.widgets.filters import choose_one
from pages.parts.widgets.listing import draw_list
from pages.parts.widgets.pictures import offer_pictures
from pages.parts.widgets.tables import NO_DATE
from pages.parts.words import IN_CHARTS, say_count, say_least
from pages.timing_differences.flows import FLOWS

FLOW, CELL = "matrix-flow", "matrix-cell"  # what the user chose, in the session
BOOKS = charts.Axis("acct_month", "Month booked", "booked in")
MOVES = charts.Axis("move_month", "Month stock moved", "stock moved in")
COLUMNS = ("ref", "value", "acct_date", "move_date", "contact", "status")

Cells = Sequence[Mapping[str, Any]]


def draw_months(context: PageContext) -> None:
    """Draw the documents of one flow by the month booked and the month when stock moved, and those of a cell."""
    matrix = ask(context, "timing_matrix").table
    known = [flow for flow in FLOWS if flow in set(matrix["flow"].to_pylist())]
    if not known:
        st.caption("There are no documents for this month.")
        return
    flow = choose_one("Flow", known, FLOW)
    cells = where(matrix, "flow", [flow]).to_pylist()
    chosen = _find_chosen(flow, cells)
    _draw_matrix(flow, cells, chosen)
    with drill_downs.draw_answer():
        _draw_documents(context, flow, chosen)


def _find_chosen(flow: str, cells: Cells) -> tuple[str, ...]:
    """Return the two months of the cell that was clicked. One of another flow, or that is gone, is forgotten."""
    cell = st.session_state.get(CELL, ())
    months = {(flow, each[BOOKS.column], each[MOVES.column]) for each in cells}
    return tuple(cell[1:]) if tuple(cell) in months else ()


def _draw_matrix(flow: str, cells: Cells, chosen: tuple[str, ...]) -> None:
    chart = charts.make_matrix(
        [{**cell, "money": cell["value"]} for cell in cells],
        BOOKS,
        MOVES,
        alt.Text("documents:Q", format=","),
        alt.Tooltip("money:Q", title="stock value", format=IN_CHARTS),
        chosen,
    )
    state = st.altair_chart(
        chart,
        key=f"matrix-{flow}-{'-'.join(chosen)}",
        on_select="rerun",
        selection_mode=charts.PICK,
        alt=f"{flow}: documents by the month booked and the month the stock moved",
    )
    offer_pictures(chart, f"{flow} by the month booked and moved")
    clicked = charts.read_cell(state, BOOKS, MOVES, chosen)
    if clicked is not None:
        drill_downs.open_list({CELL: (flow, *clicked) if clicked else ()})
    least, known = say_least(any(cell["lacks_rows"] == "Y" for cell in cells)), sum(c["documents"] for c in cells)
    st.caption(
        f"{flow}: {least}{say_count(known, 'document')}. The documents of a red cell have their two dates in "
        "different months: the stronger the red, the more documents. A blank date counts as a separate month. Select a "
        "cell to list its documents."
    )


def _draw_documents(context: PageContext, flow: str, chosen: tuple[str, ...]) -> None:
    """Draw the documents of the chosen cell or, if none is chosen, those with their dates in different months."""
    answer = ask(context, "timing_matrix_documents")
    rows = answer.rows.among("flow", [flow])
    with st.container(horizontal=True, vertical_alignment="center"):
        rows = _choose_rows(rows, chosen)
        st.markdown(f"**Listed: {say_listed(rows.count(), chosen)}.**", width="content")
        if chosen:
            st.button(
                "List all with different months",
                key="matrix-all",
                type="tertiary",
                icon=":material/close:",
                on_click=lambda: st.session_state.pop(CELL, None),
            )
    draw_list(context, answer, rows, COLUMNS, ("value",))


def _choose_rows(rows: Rows, chosen: tuple[str, ...]) -> Rows:
    if not chosen:
        return rows.among("apart", ["Y"])
    booked, moved = chosen
    return rows.among(BOOKS.column, [booked]).among(MOVES.column, [moved])


def say_listed(count: int, chosen: tuple[str, ...]) -> str:
    """Return what is listed: the documents of a cell, or those with their two dates in different months."""
    documents = say_count(count, "document")
    if not chosen:
        return f"{documents} with the two dates in different months"
    booked, moved = chosen
    book = "without an accounting date" if booked == NO_DATE else f"booked in {month_name(booked)}"
    move = "whose stock has no date" if moved == NO_DATE else f"whose stock moved in {month_name(moved)}"
    return f"{documents} {book}, {move}"
