"""The checklist: every step with its state, and the proof of the one that is open."""

import streamlit as st

from close.steps import STEPS
from pages.parts import computed, detail, downloads, landed, step_reasons, steps
from pages.parts.answers import ask, where
from pages.parts.frame import current
from pages.parts.headline import headline
from pages.parts.summary import progress_since
from pages.parts.tables import pick

GROUPS = ("Closing", "Checking", "Syncing")
AUDIENCES = ("New to this", "Experienced")
COLUMNS = ("doc_type", "ref", "amount", "reasons", "move_date", "acct_date", "contact")
BEFORE = 42

frame = current()
landed.stop_if_empty(frame)
answer = ask(frame, "checklist")
state = progress_since(frame)
by_name = {row["step"]: row for row in state.steps}
asked = st.query_params.get("step")
chosen = by_name.get(asked) or state.next or state.steps[0]


def draw_list() -> None:
    """Every step by group, this month's count and last month's; the open one stands out."""
    for group in GROUPS:
        with st.container(horizontal=True, gap="xsmall", wrap=False):
            st.caption("Now", width=steps.BADGE)
            st.caption("Before", width=BEFORE)
            st.markdown(f"**{group}**")
        with st.container(gap="xxsmall"):
            for row in state.steps:
                if row["step_group"] == group:
                    draw_line(row)


def draw_line(row: steps.Row) -> None:
    """A step: its badge, the count of last month, and a button that opens it beside the list."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", wrap=False):
        steps.draw_badge(row)
        st.caption("–" if row["before"] is None else f"{row['before']:,}", width=BEFORE)
        st.button(
            f"{row['step']} {row['title']}",
            key=f"open-{row['step']}",
            type="secondary" if row is chosen else "tertiary",
            wrap=True,
            on_click=open_step,
            args=(row["step"],),
        )


def open_step(step: str) -> None:
    """Put a step into the URL, and let go of the document picked in another."""
    st.query_params["step"] = step
    st.query_params.pop("row", None)


def draw_step() -> None:
    """The open step: its state, its words, the documents that stand in its way, its evidence, a person's word."""
    step = STEPS[chosen["step"]]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(f"{chosen['step']} {chosen['title']}", anchor=False)
        st.link_button("Help article", step.help, icon=":material/help:", type="tertiary")
    steps.judge(frame, chosen)
    if st.session_state["audience"] == AUDIENCES[0]:
        steps.draw_words(chosen)
    if chosen["exception_count"]:
        draw_exceptions()
    if chosen["state"] != "n/a":
        steps.draw_evidence(frame, chosen)
        steps.draw_attesting(frame, chosen)


def draw_exceptions() -> None:
    """The documents that keep the open step from passing, and the picked one."""
    exceptions = ask(frame, "step_exceptions")
    rows = step_reasons.spoken(where(exceptions.table, "step", [chosen["step"]]))
    row = pick(exceptions, rows, COLUMNS)
    downloads.offer(exceptions, rows)
    detail.show(frame, exceptions, row)


failing, open_steps = len(state.of("exceptions")), len(state.of("open"))
status = f"{failing} with exceptions" if failing else f"{open_steps} to attest" if open_steps else "Ready to close"
headline(
    frame,
    "Checklist",
    "green is earned by a query; what data cannot prove, a person attests",
    f"{state.done} of {state.applicable}",
    "Steps proven or attested",
    status,
    "red" if failing else "orange" if open_steps else "green",
    ("exports/upload", "Land new exports"),
)
st.progress(state.done / max(state.applicable, 1))
st.segmented_control(
    "Who is reading", AUDIENCES, default=AUDIENCES[0], key="audience", label_visibility="collapsed", required=True
)
halves = st.grid(5, min_column_width=170)
with halves.cell(column_span=2):
    draw_list()
with halves.cell(column_span=3), st.container(border=True):
    draw_step()
downloads.offer(answer, answer.table)
computed.explain(answer)
