"""The story of a document: its history in both systems, step by step, and any broken links in the chain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.parts.frame.navigation import go, link
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.answers import ask
from pages.parts.widgets.origin import draw_origin
from pages.parts.widgets.tables import BLANK, NO_DATE
from pages.parts.words import Colour, plain, say_day, say_money

MOST_FOUND = 30
# The page from which a history was opened, with its parameters: the row and, on the checklist, the step.
WAY_BACK = "way_back"
WIDTHS = (5, 9, 6, 6, 9, 5)
HEADS = ("State", "Step", "Date", "Amount", "Details", "Source")

Record = dict[str, Any]


@dataclass(frozen=True)
class State:
    """The badge of a step."""

    word: str
    colour: Colour
    is_broken: bool = False


STATES = {
    "ok": State("done", "green"),
    "missing": State("missing", "red", True),
    "error": State("error", "red", True),
    "differs": State("differs", "red", True),
    "stands": State("not voided here", "red", True),
    "draft": State("draft", "red", True),
    "void_there": State("voided there", "red", True),
    "other_month": State("other month", "orange", True),
    "late": State("after month end", "orange"),
    "waits": State("waiting", "gray"),
    "unknown": State("unknown", "gray"),
    "void": State("void", "gray"),
    "gone": State("missing from the export", "orange", True),
}


def choose(rows: pa.Table) -> list[str]:
    """Return the exact match for a search or, failing that, the first few documents whose reference contains it."""
    exact = rows.filter(pc.equal(rows["is_exact"], "yes"))
    return sorted(set((exact if exact.num_rows else rows)["ref"].to_pylist()))[:MOST_FOUND]


def list_steps(rows: pa.Table, ref: str) -> list[Record]:
    """Return the steps of a document in order."""
    return rows.filter(pc.equal(rows["ref"], ref)).to_pylist()


def list_broken(steps: Sequence[Record]) -> list[Record]:
    """Return the broken links in the chain."""
    return [step for step in steps if STATES[step["state"]].is_broken]


def draw_story(context: PageContext, ref: str) -> None:
    """Draw the steps of a document as a short list, each with its file and line, and a button to the whole history."""
    steps = list_steps(ask(context, "document_story", reference=ref).table, ref)
    if not steps:
        return
    st.header("Its story", anchor=False)
    files = {record.landing: record.file_name for record in context.manifest.landings}
    sources = [_say_source(step, files) for step in steps]
    told = zip(steps, sources, ["", *sources], strict=False)
    st.markdown("\n".join(_say_step(step, "" if source == before else source) for step, source, before in told))
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Whole history", icon=":material/timeline:", shortcut="Enter", key="open-story", type="tertiary"):
            st.session_state[WAY_BACK] = context.page, dict(st.query_params)
            go("document", ref=ref)
        link("what_if", "What if corrected?", icon=":material/science:", **{"what-if": ref})


def _say_source(step: Record, files: Mapping[str, str]) -> str:
    """Return the line of the file that proves a step."""
    return f"{plain(files[step['_landing']])}, line {step['_line']:,}" if step["_landing"] in files else ""


def _say_step(step: Record, source: str) -> str:
    """Return a step as an item of a list: its state, date and amount, and its source unless the step before has it."""
    state = STATES[step["state"]]
    name = f":{state.colour}[●] **{plain(step['step'])}**"
    amount = plain(say_money(step["amount"])) if step["amount"] is not None else ""
    word = "incomplete" if step["state"] == "missing" and step["day"] else state.word
    facts = [_say_day(step), amount, word if word != "done" else ""]
    small = [f":small[:gray[{line}]]" for line in (plain(step["about"] or ""), source) if line]
    return "  \n  ".join([f"- {name} {' · '.join(fact for fact in facts if fact not in ('', BLANK))}", *small])


def draw_chain(context: PageContext, steps: Sequence[Record]) -> None:
    """Draw the steps in a column, broken ones in red. A toggle shows the source line."""
    with st.container(border=True):
        for cell, head in zip(st.columns(WIDTHS, gap="xsmall"), HEADS, strict=True):
            cell.caption(head, text_alignment="right" if head == "Amount" else "left")
        for index, step in enumerate(steps):
            _draw_step(context, step, index)


def _draw_step(context: PageContext, step: Record, index: int) -> None:
    state = STATES[step["state"]]
    cells = st.columns(WIDTHS, vertical_alignment="center", gap="xsmall")
    cells[0].badge(state.word, color=state.colour)
    name = plain(step["step"])
    cells[1].markdown(f":red[**{name}**]" if state.is_broken else name)
    cells[2].markdown(_say_day(step))
    cells[3].markdown(plain(say_money(step["amount"])), text_alignment="right")
    cells[4].caption(plain(step["about"] or ""))
    key = f"origin-{step['ref_key']}-{index}"
    with cells[5]:
        is_open = st.toggle("Line", key=key)
    if is_open:
        draw_origin(context, step)


def _say_day(step: Record) -> str:
    """Return the date of a step. Steps that should always have a date show that it is blank."""
    if step["day"]:
        return say_day(step["day"])
    return NO_DATE if step["position"] <= 3 else BLANK
