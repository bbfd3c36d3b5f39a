"""A table of an answer: labels from the SQL, flags as one column, one row to pick, the pick in the URL."""

import hashlib
import re

import pyarrow as pa
import streamlit as st

from close.queries import Column
from close.report import Answer
from pages.parts.words import say

FLAG = re.compile(r"^([A-Z]{1,2}\d+) (.+)$")
IN_DETAIL = {"rule", "fix", "in_month_file", "vanished", "lacks_batch_reference"}
TALL, ROW, HEAD = 560, 35, 38


def flags(answer: Answer) -> dict[str, Column]:
    """The Y/N columns of an answer whose label begins with a code of domain.md, by code."""
    found = {FLAG.match(column.label): column for column in answer.report.columns}
    return {match[1]: column for match, column in found.items() if match}


def filter_by_flag(answer: Answer) -> pa.Table:
    """Let the reader keep only rows with a flag; says how many rows each flag has, none left out."""
    table = answer.table
    counts = {code: table[column.name].to_pylist().count("Y") for code, column in flags(answer).items()}
    raised = [code for code, count in counts.items() if count]
    if not raised:
        st.success(f"No flag is raised: {len(counts)} rules were tested on {table.num_rows:,} rows.", icon=":material/check:")
        return table
    words = {code: FLAG.match(column.label)[2] for code, column in flags(answer).items()}  # type: ignore[index]
    chosen = st.pills(
        "Show only rows with",
        raised,
        selection_mode="multi",
        format_func=lambda code: f"{code} {words[code]} ({counts[code]})",
        key=f"flags-{answer.report.name}",
    )
    wanted = [flags(answer)[code].name for code in chosen]
    keep = [not wanted or "Y" in row for row in _rows(table.select(wanted))] if wanted else None
    return table.filter(pa.array(keep)) if keep is not None else table


def pick(answer: Answer, table: pa.Table, hidden: tuple[str, ...] = ()) -> dict | None:
    """Draw the rows; the picked one, as landed, or None. Its key goes into the URL, and comes back from it."""
    keys = ["|".join("" if v is None else str(v) for v in row) for row in _rows(table.select(list(answer.report.key)))]
    asked = st.query_params.get("row")
    shown = _shown(answer, table, hidden)
    state = st.dataframe(
        shown,
        key=f"table-{answer.report.name}-v{answer.report.version}-{answer.period}-{answer.manifest}-{_digest(keys)}",
        on_select="rerun",
        selection_mode="single-row",
        selection_default={"selection": {"rows": [keys.index(asked)]}} if asked in keys else None,
        hide_index=True,
        lazy=False,
        height=min(TALL, HEAD + ROW * max(table.num_rows, 1)),
        column_config=_config(shown),
    )
    picked = next((row for row in state["selection"]["rows"] if row < len(keys)), None)
    if picked is None:
        st.query_params.pop("row", None)
        return None
    st.query_params["row"] = keys[picked]
    return table.slice(picked, 1).to_pylist()[0]


def _shown(answer: Answer, table: pa.Table, hidden: tuple[str, ...]) -> pa.Table:
    """Columns as people read them: words for codes, and the flags of a row side by side."""
    coded = flags(answer)
    raised = {column.name for column in coded.values()}
    columns, names = [], []
    if coded:
        marks = _rows(table.select([column.name for column in coded.values()]))
        texts = [" ".join(code for code, mark in zip(coded, row, strict=True) if mark == "Y") for row in marks]
        columns, names = [pa.array(texts or [], pa.string())], ["Flags"]
    for column in answer.report.columns:
        if column.is_lineage or column.name in raised | IN_DETAIL | set(hidden):
            continue
        values = table[column.name]
        if pa.types.is_string(values.type):
            values = pa.array([say(value) for value in values.to_pylist()], pa.string())
        columns.append(values)
        names.append(column.label)
    return pa.table(columns, names=names)


def _config(shown: pa.Table) -> dict[str, object]:
    config: dict[str, object] = {}
    for field in shown.schema:
        if pa.types.is_decimal(field.type):
            config[field.name] = st.column_config.NumberColumn(format="accounting")
        elif pa.types.is_date(field.type):
            config[field.name] = st.column_config.DateColumn(format="YYYY-MM-DD")
    return config


def _rows(table: pa.Table) -> list[tuple]:
    if not table.num_columns:
        return [()] * table.num_rows
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _digest(keys: list[str]) -> str:
    """Which rows a table shows: a pick is a position, and must not outlive the rows that it was made in."""
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:12]
