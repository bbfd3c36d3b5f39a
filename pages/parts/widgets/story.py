"""The story of a document: its history in both systems, step by step, and any broken links in the chain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from close.rules.catalogue import name_cause
from close.work.story_steps import CLEARS, ONE_OF_TWO, TO_CORRECT, mark_causes
from pages.parts.frame.navigation import go, link
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.answers import ask
from pages.parts.widgets.tables import BLANK, NO_DATE
from pages.parts.words import Colour, plain, say_count, say_day, say_money

MOST_FOUND = 30
# The page from which a history was opened, with its parameters: the row and, on the checklist, the step.
WAY_BACK = "way_back"

Record = dict[str, Any]


@dataclass(frozen=True)
class State:
    """The badge of a step."""

    word: str
    colour: Colour
    is_broken: bool = False


STATES = {
    "ok": State("done", "green"),
    TO_CORRECT: State("to correct", "red", True),
    ONE_OF_TWO: State("one of two", "red", True),
    "keyed": State("entered by hand", "red", True),
    "missing": State("missing", "red", True),
    "error": State("error", "red", True),
    "differs": State("differs", "red", True),
    "stands": State("not voided here", "red", True),
    "draft": State("draft", "red", True),
    "void_there": State("voided there", "red", True),
    "other_month": State("other month", "orange", True),
    CLEARS: State("clears by itself", "blue"),
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


def count_broken(steps: Sequence[Record]) -> int:
    """Return the number of corrections. The lines of a bill entered by hand are one, and so are two alike documents."""
    as_one = (ONE_OF_TWO, "keyed")
    return len({step["state"] if step["state"] in as_one else index for index, step in enumerate(list_broken(steps))})


def say_corrections(steps: Sequence[Record]) -> str:
    """Return how many steps somebody has to correct, in words."""
    number = count_broken(steps)
    return say_count(number, "step to correct", "steps to correct") if number else "no step to correct"


def clears(steps: Sequence[Record]) -> bool:
    """Return True if a document's only difference is one that clears by itself."""
    return any(step["state"] == CLEARS for step in steps) and not list_broken(steps)


def find_steps(context: PageContext, rows: pa.Table, ref: str) -> list[Record]:
    """Return the steps of a document in order, marked where the month's causes belong."""
    findings = ask(context, "findings").rows.among("ref", [ref]).table().to_pylist()
    return mark_causes(list_steps(rows, ref), findings)


def say_details(step: Record) -> str:
    """Return what is known about a step, and the cause that belongs to it."""
    code = step.get("cause_id")
    title = name_cause(code) if code else ""
    return "; ".join(text for text in (step["about"] or "", title) if text)


def say_amount(step: Record) -> str:
    """Return the amount of a step. A step that has not happened has none."""
    return (
        "" if step["amount"] is None or (step["state"] == "missing" and not step["day"]) else say_money(step["amount"])
    )


def remember_page(context: PageContext) -> None:
    """Remember the page to which the way back from a document leads. A document is not one."""
    if context.page != "document":
        st.session_state[WAY_BACK] = context.page, dict(st.query_params)


def draw_story(context: PageContext, ref: str, signed: Mapping[str, str] = MappingProxyType({})) -> None:
    """Draw the steps of a document as a short list, each with its file and line, and a button to the whole history.

    `signed` are the parameters that show a page as it was when signed, if the list compares with a signature.
    """
    steps = find_steps(context, ask(context, "document_story", reference=ref).table, ref)
    if not steps:
        return
    st.header("Its story", anchor=False)
    files = {record.landing: record.file_name for record in context.manifest.landings}
    sources = [_say_source(step, files) for step in steps]
    told = zip(steps, sources, ["", *sources], strict=False)
    lines = (_say_step(step, "" if source == before else source) for step, source, before in told)
    st.markdown("\n".join(lines))
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Whole history", icon=":material/timeline:", shortcut="Enter", key="open-story", type="tertiary"):
            remember_page(context)
            go("document", ref=ref)
        if signed:
            link("document", "As it was when signed", icon=":material/history:", ref=ref, **signed)
        link("what_if", "Try the correction", icon=":material/science:", **{"what-if": ref})


def _say_source(step: Record, files: Mapping[str, str]) -> str:
    """Return the line of the file that proves a step."""
    return f"{plain(files[step['_landing']])}, line {step['_line']:,}" if step["_landing"] in files else ""


def _say_step(step: Record, source: str) -> str:
    """Return a step as an item of a list: its state, date and amount, and its source unless the step before has it."""
    state = STATES[step["state"]]
    name = f":{state.colour}[●] **{plain(step['step'])}**"
    amount = plain(say_amount(step))
    word = "incomplete" if step["state"] == "missing" and step["day"] else state.word
    facts = [say_step_day(step), amount, word if word != "done" else ""]
    small = [f":small[:gray[{line}]]" for line in (plain(say_details(step)), source) if line]
    return "  \n  ".join([f"- {name} {' · '.join(fact for fact in facts if fact not in ('', BLANK))}", *small])


def say_step_day(step: Record) -> str:
    """Return the date of a step. Steps that should always have a date show that it is blank."""
    if step["day"]:
        return say_day(step["day"])
    return NO_DATE if step["position"] <= 3 else BLANK
