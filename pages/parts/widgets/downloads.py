"""The rows on screen as files, made on the server when asked for: formulas harmless, decimals exact."""

from collections.abc import Callable, Sequence

import pyarrow as pa
import streamlit as st

from close.archive import export
from close.rules.answers import Answer
from pages.parts.money import say_money
from pages.parts.widgets.answers import total

MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
}


def offer(answer: Answer, table: pa.Table, sums: Sequence[str] = ()) -> None:
    """How many rows are shown and what they sum up to, and buttons for them in every format."""
    labels = {column.name: column.label for column in answer.report.columns}
    rows = table.select([column.name for column in answer.report.columns if not column.is_lineage])
    totals = [f"{labels[name]} **{say_money(total(table, name))}**" for name in sums]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(" · ".join([f"{table.num_rows:,} of {answer.table.num_rows:,} rows", *totals]), width="stretch")
        for file_format, mime in MIME.items():
            st.download_button(
                file_format,
                data=_writer(rows, file_format, labels),
                file_name=f"{answer.report.name} {answer.period}.{file_format}",
                mime=mime,
                key=f"download-{answer.report.name}-{file_format}",
                on_click="ignore",
                icon=":material/download:",
                type="tertiary",
            )


def _writer(rows: pa.Table, file_format: str, labels: dict[str, str]) -> Callable[[], bytes]:
    return lambda: export.write(rows, file_format, labels)
