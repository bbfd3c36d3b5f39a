"""The rows on screen as files, made on the server when asked for: formulas harmless, decimals exact."""

import pyarrow as pa
import streamlit as st

from close import export
from close.report import Answer

MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
}


def offer(answer: Answer, table: pa.Table) -> None:
    """Buttons for the rows of a table in every format."""
    names = [column.name for column in answer.report.columns if not column.is_lineage]
    labels = {column.name: column.label for column in answer.report.columns}
    rows = table.select(names)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{table.num_rows:,} of {answer.table.num_rows:,} rows")
        for file_format, mime in MIME.items():
            st.download_button(
                file_format,
                data=lambda file_format=file_format: export.write(rows, file_format, labels),
                file_name=f"{answer.report.name} {answer.period}.{file_format}",
                mime=mime,
                key=f"download-{answer.report.name}-{file_format}",
                on_click="ignore",
                icon=":material/download:",
                type="tertiary",
            )
