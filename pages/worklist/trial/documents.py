"""The documents to try corrections on: the choice of them, and those that no field of Omni corrects."""

from collections.abc import Sequence

import streamlit as st

from close.engine.slices import Rows
from close.rules.answers import Answer
from close.rules.reasons import find_action
from pages.parts.frame.url import take_choice
from pages.parts.month.causes import cause
from pages.parts.widgets.filters import by_column, count
from pages.parts.words import plain, say_money
from pages.worklist.trial.values import Row

REFERENCES = "what-if"  # also the parameter of a link that selects documents
# The causes that a date, a number, a status or a stage corrects. Any other is a cost, a price or a ledger entry.
BY_FIELDS = frozenset((
    "S01", "S02", "S03", "S05", "S06", "S14", "S15", "S16", "S21", "S28", "C01", "C02", "C04", "G04", "P01", "P02",
    "P03", "P05", "P06", "P19", "P20", "P21", "P24", "P25", "A01", "A02", "A03",
))  # fmt: skip


def choose_documents(answer: Answer) -> Rows:
    """Return the documents that the user chose, or that a link asks for."""
    known, wanted = sorted(count(answer.rows, "ref")), st.query_params.get(REFERENCES)
    if wanted and not {*wanted.split(",")} & {*known}:
        st.info(f"{plain(wanted)} has no field to correct for this month.")
    take_choice(REFERENCES, known, many=True)
    facts = {row["ref"]: row for row in answer.rows.table().to_pylist()}
    refs = st.multiselect(
        "Documents",
        known,
        key=REFERENCES,
        placeholder="All, or a reference, amount or cause",
        format_func=lambda ref: say_document(facts[ref], answer.period),
    )
    _draw_elsewhere([facts[ref] for ref in refs], answer.period)
    rows = answer.rows.among("ref", refs) if refs else answer.rows
    return rows if refs else by_column(rows, "missing_fields", "Blank fields", "what-if-fields")


def say_document(row: Row, period: str) -> str:
    """Return a document with its amount and its cause, to choose it by any of the three."""
    title = cause(row["cause_id"], period).name if row["cause_id"] else row["missing_fields"] or ""
    amount = say_money(row["amount"]) if row["amount"] is not None else ""
    return " · ".join(part for part in (row["ref"], amount, title) if part)


def _draw_elsewhere(rows: Sequence[Row], period: str) -> None:
    """Say what has to be corrected in Omni or the ledger where the correction is none of the fields below."""
    found = {code: [row["ref"] for row in rows if row["cause_id"] == code] for code in (r["cause_id"] for r in rows)}
    for code, refs in found.items():
        if code and code not in BY_FIELDS:
            action = find_action(code, next(row["doc_type"] for row in rows if row["cause_id"] == code), period)
            st.info(
                f"**{plain(', '.join(refs))}**: none of the fields below corrects {plain(cause(code, period).name)}. "
                f"{plain(action.remedy)} To see the effect, try an export that was taken after the correction, "
                "further down.",
                icon=":material/build:",
            )
