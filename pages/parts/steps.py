"""A step of the checklist on screen: its badge, its words, its evidence, and a person's word for it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from close.checklist import attest, withdraw
from close.errors import Refused
from close.steps import STEPS
from pages.parts import landed, words
from pages.parts.frame import Frame, link, month_name
from pages.parts.people import me
from pages.parts.words import COLOURS, plain, say

Row = dict[str, Any]
BADGE = 66
NOTE, REFUSED = "note", "attest_refused"


def draw_badge(row: Row) -> None:
    """The state of a step in a word or, where documents stand in the way, their number."""
    count = row["exception_count"]
    label = f"{count:,}" if count else "n/a" if row["state"] == "n/a" else str(say(row["state"]))
    before = "" if row["before"] is None else f"; last month {row['before']:,}"
    st.badge(label, color=COLOURS[row["state"]], width=BADGE, help=f"{say(row['state'])}{before}")


def draw_words(row: Row) -> None:
    """Why the step matters, where to click, what a pass looks like: for who does it for the first time."""
    step = STEPS[row["step"]]
    words = (("Why", step.why), ("Where to click", step.where), ("What a pass looks like", step.passes))
    grid = st.grid(len(words))
    for title, text in words:
        with grid.cell():
            st.markdown(f"**{title}**")
            st.write(plain(text))


def judge(frame: Frame, row: Row) -> None:
    """What the state of a step rests on, in a sentence."""
    before = "" if row["before"] is None else f" Last month: {row['before']:,}."
    if row["state"] == "n/a":
        st.info(
            f"Does not concern this organisation: it is for {STEPS[row['step']].concerns}.", icon=":material/remove:"
        )
        link("exports/organisation", "If that is wrong, change its settings", icon=":material/business:")
    elif row["state"] == "exceptions":
        st.error(f"{row['exception_count']:,} documents stand in the way.{before}", icon=":material/error:")
    elif row["state"] == "proven":
        tested = landed.rows_tested(frame, row["evidence"].split(", "))
        st.success(
            f"Proven: 0 exceptions, tested on {tested:,} rows up to {frame.month.end}.{before}",
            icon=":material/verified:",
        )
    elif row["state"] == "attested":
        when = f"{row['attested_at']:%Y-%m-%d %H:%M}"
        st.info(
            f"Attested by {plain(row['attested_by'])}, {when} UTC: {plain(row['note'])}", icon=":material/approval:"
        )
    else:
        st.warning("Open: its evidence has not landed, so data cannot prove it.", icon=":material/hourglass_empty:")


def draw_evidence(frame: Frame, row: Row) -> None:
    """The exports that prove the step: landed or missing, with the clicks that give those that are missing."""
    missing = (row["missing_evidence"] or "").split(", ")
    lines = []
    for name in row["evidence"].split(", "):
        if name in missing:
            lines.append(f"- :orange[missing] **{words.title(name)}**: {words.SOURCES[name]}")
        else:
            files = ", ".join(plain(record.file_name) for record in frame.manifest.of(name, frame.period))
            lines.append(f"- :green[landed] **{words.title(name)}**: {files}")
    st.markdown("**Evidence**\n\n" + "\n".join(lines))


def draw_attesting(frame: Frame, row: Row) -> None:
    """The form for a person's word where data cannot prove a step, or why there is none."""
    refused = st.session_state.pop(REFUSED, None)
    if refused:
        st.error(plain(refused), icon=":material/block:")
    if row["state"] in {"proven", "exceptions"}:
        st.caption("Decided by data, so nobody can attest it: mend the documents in Omni, then land new exports.")
    elif row["state"] == "open":
        _form(frame, row, attest, "Attest", "What did you look at, and what did you see?")
    elif row["state"] == "attested":
        with st.expander("Take the attestation back", icon=":material/undo:"):
            _form(frame, row, withdraw, "Withdraw", "Why is it no longer so?")


def _form(frame: Frame, row: Row, act: Callable[..., object], label: str, question: str) -> None:
    key = f"{NOTE}-{label}-{row['step']}-{frame.period}"
    with st.form(f"form-{key}"):
        st.text_area(question, key=key, placeholder=STEPS[row["step"]].passes)
        st.form_submit_button(
            f"{label} {row['step']} for {month_name(frame.period)}",
            type="primary",
            on_click=_record,
            args=(frame, row["step"], act, key),
        )


def _record(frame: Frame, step: str, act: Callable[..., object], key: str) -> None:
    try:
        act(frame.warehouse, frame.period, step, me(frame), st.session_state[key])
    except Refused as error:
        st.session_state[REFUSED] = str(error)
