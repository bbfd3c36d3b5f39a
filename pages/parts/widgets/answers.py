"""The answers that a page shows, and totals of their rows."""

import time
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from close.rules.answers import Answer
from close.signing.answers import answer
from close.signing.builds import find_pending
from close.signing.claims import Claim
from close.store.manifests import LandingRecord
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.words import say_count

LOOK_EVERY = 0.5  # seconds between two looks at a build


def ask(context: PageContext, name: str, period: str | None = None, reference: str | None = None) -> Answer:
    """Return a report's answer for the context's month or a different one.

    `reference` selects a single document, if the report accepts one. An answer that a background build is about to
    compute is not computed twice: its place on the page shows the progress until it is ready.
    """
    chosen = period or context.period
    if reference is None:
        _wait_for_build(context, name, chosen)
    return answer(context.warehouse, name, chosen, context.manifest.number, reference)


def _wait_for_build(context: PageContext, name: str, period: str) -> None:
    place: DeltaGenerator | None = None
    while claim := find_pending(context.warehouse, name, period, context.manifest.number):
        place = place or st.empty()
        with place.container():  # also notices that the user has left the page
            st.space("small")
            st.progress(claim.share, say_progress(claim))
            st.caption("This part of the page appears as soon as its figures are ready.")
        time.sleep(LOOK_EVERY)
    if place:
        place.empty()


def say_progress(claim: Claim) -> str:
    """Return how far a build is, in words."""
    step = f"{claim.title}: {claim.number:,} of {claim.count:,}" if claim.count else "starting"
    return f"Preparing {month_name(claim.months[0])} · {step}"


def list_files(context: PageContext, answer: Answer) -> list[LandingRecord]:
    """Return the current uploads that an answer was calculated from."""
    read = set(answer.basis.landing_ids)
    return [record for record in context.manifest.landings if record.landing in read]


def say_source(context: PageContext, answer: Answer) -> str:
    """Return the files that an answer was calculated from, with their rows, in a sentence."""
    files = list_files(context, answer)
    rows, of_month = sum(record.rows for record in files), [f for f in files if f.period == answer.period]
    names = ", ".join(dict.fromkeys(record.file_name for record in of_month))
    earlier = (
        f" and {say_count(len(files) - len(of_month), 'file')} of other months" if len(files) > len(of_month) else ""
    )
    return f"Calculated from {say_count(rows, 'row')}: {names or 'no file of the month'}{earlier}." if files else ""


def lacks(answer: Answer, *datasets: str) -> bool:
    """Return True if an export behind the page's figure is missing. The figure is then shown as a dash, not 0."""
    return any(dataset in answer.unlanded for dataset in datasets)


def draw_none(words: str, *answers: Answer) -> None:
    """Draw that the answers have no rows. It is ticked only if no export or row that they need is missing."""
    if all(answer.is_whole for answer in answers):
        st.success(words, icon=":material/check:")
        return
    why = "rows are left out" if any(answer.incomplete for answer in answers) else "exports are missing"
    st.info(f"Cannot tell, because {why}. In what was read: {words}", icon=":material/question_mark:")
    link("coverage", "See what is missing", icon=":material/arrow_forward:")


def where(table: pa.Table, column: str, values: Sequence[str]) -> pa.Table:
    """Return the rows whose column contains one of the values."""
    return table.filter(pc.is_in(table[column], pa.array(values, table[column].type)))


def total(table: pa.Table, column: str) -> Decimal:
    """Return the sum of a money column, ignoring blanks, or 0 if there are no rows."""
    return Decimal(pc.sum(table[column]).as_py() or 0)


def tally(table: pa.Table, by: Sequence[str], money: str) -> list[dict[str, Any]]:
    """Group rows by some columns, with counts and totals, largest total first."""
    grouped = table.group_by(list(by)).aggregate([([], "count_all"), (money, "sum")]).to_pylist()
    rows = [
        {**{b: g[b] for b in by}, "count": g["count_all"], "money": g[f"{money}_sum"] or Decimal(0)} for g in grouped
    ]
    return sorted(rows, key=lambda row: (-abs(row["money"]), *(str(row[b]) for b in by)))


def share_of_largest(table: pa.Table, column: str, rows: int) -> Decimal | None:
    """Return the percentage of the total held by the largest rows, or None if the total is zero."""
    amounts = sorted((abs(v) for v in table[column].to_pylist() if v), reverse=True)
    return sum(amounts[:rows], Decimal(0)) * 100 / sum(amounts) if amounts else None
