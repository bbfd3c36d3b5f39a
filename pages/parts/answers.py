"""Answers of reports, kept between reruns: the same snapshot and the same journal give the same answer."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from close.journal import Journal
from close.report import Answer, run
from pages.parts.frame import Frame, open_warehouse

KEPT = 200


def ask(frame: Frame, name: str, period: str | None = None) -> Answer:
    """The answer of a report for the month of the frame, or another."""
    events = len(Journal(frame.warehouse).events()) if name == "checklist" else 0
    return _ask(frame.warehouse.organisation, name, period or frame.period, frame.manifest.number, events)


@st.cache_data(max_entries=KEPT, show_spinner="Working it out…")
def _ask(organisation: str, name: str, period: str, manifest: int, events: int) -> Answer:
    return run(open_warehouse(organisation), name, period, manifest)


def where(table: pa.Table, column: str, values: Sequence[str]) -> pa.Table:
    """The rows whose column holds one of the values."""
    return table.filter(pc.is_in(table[column], pa.array(values, table[column].type)))


def total(table: pa.Table, column: str) -> object:
    """The sum of a money column; 0 where there are no rows, blanks left out."""
    return pc.sum(table[column]).as_py() or 0


def tally(table: pa.Table, by: Sequence[str], money: str) -> list[dict]:
    """Rows and money by the values of some columns, most money first."""
    grouped = table.group_by(list(by)).aggregate([([], "count_all"), (money, "sum")]).to_pylist()
    rows = [{**{b: row[b] for b in by}, "count": row["count_all"], "money": row[f"{money}_sum"] or 0} for row in grouped]
    return sorted(rows, key=lambda row: (-abs(row["money"]), *(str(row[b]) for b in by)))
