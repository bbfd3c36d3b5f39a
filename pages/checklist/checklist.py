"""The checklist: every step with its state, and the proof of the open one."""

from collections.abc import Sequence

import streamlit as st

from close.archive.prints import checklist, workbook
from close.store import seals
from close.work.checklist import CANNOT_TELL, EXCEPTIONS, LATE, NOT_APPLICABLE, ON_TRACK, pace
from close.work.steps import steps
from pages.checklist import step
from pages.checklist.progress import compare_progress
from pages.checklist.registers import draw_registers
from pages.checklist.step_actions import draw_actions
from pages.checklist.waiving import draw_waiving
from pages.parts.frame import scripts
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import current
from pages.parts.month import proofs, uploads
from pages.parts.month.heading import draw_heading
from pages.parts.widgets import drill_downs
from pages.parts.widgets.answers import ask
from pages.parts.widgets.comments import draw_thread
from pages.parts.widgets.computation import explain
from pages.parts.widgets.detail import draw_detail
from pages.parts.widgets.downloads import offer_print, offer_rows
from pages.parts.widgets.tables import pick
from pages.parts.words import Colour, say_article, say_count

GROUPS = ("Closing", "Checking", "Syncing")
AUDIENCES = ("New to this", "Experienced")
OPENED = "opened_steps"  # how many were opened in the list, so that a second click on one shows it again
COLUMNS = ("ref", "reasons", "amount", "doc_type", "move_date", "acct_date", "contact")
# Of two systems that differ, the difference counts, not the document.
APART = ("ref", "difference", *COLUMNS[1:])
# Widths in pixels: last month's count, the title in the long line and in the narrow one, and the due day.
BEFORE, TITLE, NARROW, DUE = 42, 290, 160, 130

context = current()
uploads.stop_if_empty(context)
answer = ask(context, "checklist")
progress = compare_progress(context)
early = step.list_early(context)
by_name = {row["step"]: row for row in progress.steps}
chosen = by_name.get(st.query_params.get("step")) or progress.next or progress.steps[0]


def draw_list(is_new: bool) -> None:
    """Draw the steps by group, with this month's state and last month's count. The open step is highlighted.

    Whoever is new to it sees what is left to do first, and the other steps folded below.
    """
    settled = progress.settled if is_new and progress.to_do else []
    folded = [row for row in settled if row is not chosen]
    for group in GROUPS:
        rows = [row for row in progress.steps if row["step_group"] == group and row not in folded]
        if rows:
            draw_group(group, rows, is_new)
    if folded:
        with st.expander(say_folded(folded), icon=":material/done_all:"):
            for row in folded:
                draw_line(row, is_new)


def draw_group(group: str, rows: Sequence[step.Row], is_new: bool) -> None:
    """Draw steps of a group below its name."""
    with st.container(horizontal=True, gap="xsmall", wrap=False):
        st.caption(f"{context.month.start:%b}", width=step.BADGE)
        st.caption(f"{context.month.previous.start:%b}", width=BEFORE)
        st.markdown(f"**{group}**", width=NARROW if is_new else TITLE)
        if not is_new:
            st.caption("Due", width=DUE)
            st.caption("Who")
    with st.container(gap="xxsmall"):
        for row in rows:
            draw_line(row, is_new)


def say_folded(rows: Sequence[step.Row]) -> str:
    """Return how many of the folded steps are done, and how many do not apply."""
    idle = sum(row["state"] == NOT_APPLICABLE for row in rows)
    counts = {"done": len(rows) - idle, "not applicable": idle}
    return ", ".join(f"{count:,} {word}" for word, count in counts.items() if count)


def draw_line(row: step.Row, is_new: bool) -> None:
    """Draw a step: its badge, last month's count and a button that opens it.

    A one-line step also has the due day and the person.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", wrap=False):
        step.draw_badge(row)
        st.caption("–" if row["before"] is None else f"{row['before']:,}", width=BEFORE)
        with st.container(width="stretch" if is_new else TITLE):
            st.button(
                f"{row['step']} {row['title']}",
                key=f"open-{row['step']}",
                type="secondary" if row is chosen else "tertiary",
                icon=step.EARLY if row["step"] in early else None,
                help=step.say_early(early[row["step"]]) if row["step"] in early else None,
                wrap=True,
                on_click=open_step,
                args=(row["step"],),
            )
        if not is_new:
            st.caption(step.say_due(row), width=DUE)
            st.caption(step.say_person(row))


def open_step(name: str) -> None:
    """Put a step into the URL, and clear the document selected in the previous step."""
    st.query_params["step"] = name
    st.query_params.pop("row", None)
    st.session_state[OPENED] = st.session_state.get(OPENED, 0) + 1


def draw_step(is_new: bool) -> None:
    """Draw the open step: its state, exceptions, evidence, actions and comments. One that was asked for is shown."""
    if "step" in st.query_params:
        scripts.run(scripts.SHOW_STEP, step=chosen["step"], turn=str(st.session_state.get(OPENED, 0)))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.header(f"{chosen['step']} {chosen['title']}", anchor=False)
        article = say_article(chosen["title"])
        st.link_button(article, steps()[chosen["step"]].help, icon=":material/help:", type="tertiary")
    if chosen["state"] != NOT_APPLICABLE:
        st.caption(f"Due on business day {chosen['due_day']} after the month end: {step.say_due(chosen)}")
    step.draw_proof(context, chosen)
    step.draw_early(early.get(chosen["step"], ()))
    if is_new:
        step.draw_explanation(context, chosen)
    proofs.draw_link(context, chosen)
    if chosen["exception_count"]:
        draw_exceptions()
    draw_registers(context, chosen["step"])
    if chosen["state"] != NOT_APPLICABLE:
        step.draw_evidence(context, chosen)
        draw_actions(context, chosen)
        draw_thread(context, chosen["step"])
    draw_following()


def draw_following() -> None:
    """Draw the way to the next step that is left to do, so that nobody has to scroll back to the list."""
    following = progress.after(chosen)
    if following:
        st.button(
            f"Next: {following['step']} {following['title']}",
            key="next-step",
            type="tertiary",
            icon=":material/arrow_forward:",
            on_click=open_step,
            args=(following["step"],),
        )


def draw_calendar() -> None:
    """Draw how the due days are counted, once for all steps."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(step.say_calendar(context.settings), width="content")
        if not context.settings.country:
            link("organisation", "Choose a country", icon=":material/tune:")


def draw_exceptions() -> None:
    """Draw the documents that block the open step, and the selected one."""
    exceptions = ask(context, "step_exceptions")
    rows = exceptions.rows.among("step", [chosen["step"]])
    with drill_downs.draw_answer():
        picked = pick(exceptions, rows, APART if chosen["step"] == "SY3" else COLUMNS)
        if (
            picked
        ):  # the panel leaves no room for the step next to the list of steps, so the rows move down with the step
            drill_downs.show_answer()
    offer_rows(exceptions, rows, is_all=True)
    draw_detail(context, exceptions, picked)


def say_pace() -> str:
    """Return the number of steps to do, and of those that are on track and overdue."""
    words = [pace(row, seals.now()) for row in progress.steps]
    paces = [f"{words.count(word)} {word}" for word in (ON_TRACK, LATE) if words.count(word)]
    return " · ".join([f"{say_count(progress.to_do, 'step')} to do", *paces])


def judge() -> tuple[str, Colour]:
    """Return the status of the checklist with its colour. It is green only if no step is waived."""
    failing, unknown, suspended = (len(progress.of(word)) for word in (EXCEPTIONS, CANNOT_TELL, "suspended"))
    if failing:
        return f"{say_count(failing, 'step')} with exceptions", "red"
    if suspended:
        return f"{say_count(suspended, 'step')} suspended", "orange"
    if unknown:
        return f"{say_count(unknown, 'step')}: cannot tell", "orange"
    waived = progress.done.waived
    return (f"{say_count(waived, 'step')} waived", "violet") if waived else ("Ready to close", "green")


def draw_prints(audience: str) -> None:
    """Draw the checklist with its current status, a blank form and a workbook, each for the selected audience."""
    house, period = context.warehouse, context.period
    name = f"Checklist {period}, {audience}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("**Print**", width="content")
        offer_print("Current status", lambda: checklist.pdf(house, period, audience), f"{name}.pdf")
        offer_print("Blank form", lambda: checklist.pdf(house, period, audience, True), f"{name}, blank.pdf")
        offer_print("Workbook", lambda: workbook.xlsx(house, period, audience), f"{name}.xlsx")


draw_heading(
    context,
    "Checklist",
    "the exports prove each step. Where one is missing, a person can attest the step",
    f"{progress.done.count} of {progress.applicable}",
    f"Steps done: {progress.done.say()}",
    *judge(),
    ("upload", "Upload new exports"),
)
st.progress(progress.share, text=say_pace())
st.segmented_control(
    "Written for", AUDIENCES, default=AUDIENCES[0], key="audience", label_visibility="collapsed", required=True
)
if st.session_state["audience"] == AUDIENCES[0]:
    halves = st.grid(5, min_column_width=170)
    with halves.cell(column_span=2):
        draw_list(is_new=True)
    with halves.cell(column_span=3), st.container(border=True, key="step"):
        draw_step(is_new=True)
else:
    draw_list(is_new=False)
    with st.container(border=True, key="step"):
        draw_step(is_new=False)
draw_waiving(context, progress)
draw_calendar()
draw_prints(checklist.NEW if st.session_state["audience"] == AUDIENCES[0] else checklist.EXPERIENCED)
offer_rows(answer, answer.rows)
explain(answer)
