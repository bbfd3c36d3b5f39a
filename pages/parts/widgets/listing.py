"""An answer as the list of a page: its rows, their files, the picked row opened, and how the answer was computed."""

from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa
import streamlit as st

from close.rules.answers import Answer
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.detail import draw_detail
from pages.parts.widgets.downloads import offer_rows
from pages.parts.widgets.tables import pick

Aside = Callable[[dict[str, Any]], None]


def draw_list(
    context: PageContext,
    answer: Answer,
    rows: pa.Table,
    columns: Sequence[str] = (),
    sums: Sequence[str] = (),
    aside: Aside | None = None,
) -> None:
    """Draw the rows that the filters left: the columns named, or all; `sums` are the columns to total.

    `aside` adds to the detail of the picked row.
    """
    row = pick(answer, rows, columns)
    offer_rows(answer, rows, sums)
    draw_detail(context, answer, row, (lambda: aside(row)) if aside and row else None)


def explain(answer: Answer) -> None:
    """The rule, the version, the snapshot and the one self-contained SELECT, in an expander at the end of a page."""
    report = answer.report
    with st.expander(f"How this is computed: {report.title}", icon=":material/function:"):
        st.markdown(f"{report.description}\n\n**Rule** {report.fields.get('rule', '')}")
        st.caption(
            f"{report.name} version {report.version}, in force since {report.since}. Read from snapshot "
            f"{answer.manifest}; the month end is the last day of {answer.period}."
        )
        if report.help:
            st.markdown(" · ".join(f"[Help article {i}]({address})" for i, address in enumerate(report.help, 1)))
        st.code(answer.sql, language="sql", line_numbers=True, height=400)
