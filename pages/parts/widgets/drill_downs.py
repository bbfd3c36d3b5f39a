"""Charts and small tables that open the list below them: a click sets the pills, and is then forgotten.

Only the pills determine the rows shown. A click is an event: the chart is drawn again under a key that includes the
pills, so that a second click on the same bar clears the choice.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

import streamlit as st

from pages.parts import charts
from pages.parts.frame import scripts
from pages.parts.frame.navigation import go
from pages.parts.widgets.columns import set_columns
from pages.parts.widgets.pictures import offer_pictures
from pages.parts.widgets.tables import TALLEST, select, to_table

OPENED, SHOWN = "opened_list", "is_list_opened"
LEFT = "times_left"  # how often a row of a table opened another page
# A page, and the parameters of a link to it.
Way = tuple[str, Mapping[str, str]]


def draw_bars(rows: charts.Rows, title: str, name: str, pills: str) -> None:
    """Draw bars that set a filter drawn further down.

    `pills` is the filter's key. Rows contain `code`, `label`, `money` and `count`.
    """
    chosen = st.session_state.get(pills, [])
    chart = charts.make_bars(rows, "label", title, chosen)
    state = st.altair_chart(
        chart,
        key=f"{name}-{'-'.join(chosen)}",
        on_select="rerun",
        selection_mode=charts.PICK,
        alt=charts.describe(title, rows),
    )
    offer_pictures(chart, title)
    if code := charts.read_pick(state):
        open_list({pills: [] if list(chosen) == [code] else [code]})


def draw_rows(
    rows: Sequence[Mapping[str, Any]],
    opens: Sequence[Mapping[str, list[str]]],
    name: str,
    labels: Mapping[str, str],
    also: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Draw a small table whose rows set filters drawn further down.

    `opens` gives the filters and their values for each row. `also` is set with every row, such as the view that has the
    list. A row whose filters are set stays selected, and deselecting it clears them.
    """
    table = to_table(rows, labels)
    now = {key: list(st.session_state.get(key, [])) for row in opens for key in row}
    held = _find_held(opens, now)
    kept = [] if held is None else [held]
    picked = select(table, f"{name}-{now}", set_columns(table), tallest=TALLEST, held=kept)
    clicked = next(iter(picked), None)
    if clicked == held:
        return
    wanted = dict.fromkeys(now, ()) if clicked is None else opens[clicked]
    choices = {**{key: list(value) for key, value in wanted.items()}, **also}
    # A row that sets no filter, such as an opening balance, would have the page drawn again without end.
    if any((now[key] if key in now else st.session_state.get(key)) != choices[key] for key in choices):
        open_list(choices)
    elif not any(wanted.values()):
        st.caption("There is no list of documents behind this line.")


def draw_ways(
    rows: Sequence[Mapping[str, Any]],
    ways: Sequence[Way],
    name: str,
    labels: Mapping[str, str],
    tallest: int = TALLEST,
) -> None:
    """Draw a small table whose rows open a page. `ways` gives the page of each row, with its parameters.

    The way back leads to another table, because in this one the row would still be selected and open its page again.
    """
    table = to_table(rows, labels)
    for row in select(table, name_ways(name), set_columns(table), tallest=tallest):
        st.session_state[LEFT] = st.session_state.get(LEFT, 0) + 1
        page, parameters = ways[row]
        go(page, **parameters)


def name_ways(name: str) -> str:
    """Return the widget's name of a table of ways."""
    return f"{name}-{st.session_state.get(LEFT, 0)}"


def _find_held(opens: Sequence[Mapping[str, list[str]]], now: Mapping[str, list[str]]) -> int | None:
    """Return the number of the row whose filters are set, or None."""
    return next(
        (n for n, row in enumerate(opens) if any(row.values()) and all(now[key] == row[key] for key in row)), None
    )


def open_list(choices: Mapping[str, Any]) -> None:
    """Set filters, wherever they are drawn, and draw the page again with the list in view."""
    st.session_state[OPENED] = dict(choices)
    st.rerun()


def adopt_opened() -> None:
    """Set the filters of a list that was opened, before any of them is drawn."""
    if choices := st.session_state.pop(OPENED, None):
        st.session_state.update(choices)
        show_answer()


def show_answer() -> None:
    """Scroll the list of `draw_answer` into view when it is drawn next."""
    st.session_state[SHOWN] = True


@contextmanager
def draw_answer() -> Iterator[None]:
    """Draw a list that a chart or a link opens. It is scrolled into view when it has just been opened."""
    with st.container(key="answer"):
        yield
        if st.session_state.pop(SHOWN, False):
            scripts.run(scripts.SHOW_ANSWER)
