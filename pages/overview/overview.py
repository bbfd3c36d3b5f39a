"""The month at a glance: progress of the close, balances, findings, and the next step."""

import streamlit as st

from close.store.datasets import DATASETS
from pages.bridge.legs import LEG_NAMES, list_unknown, make_legs, measure_gap, sum_unexplained
from pages.checklist.progress import read_progress
from pages.checklist.step import draw_badge
from pages.overview import tiles
from pages.overview.findings import (
    Finding,
    compare_balances,
    count_blocking_documents,
    list_findings,
    measure_drift,
)
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import current, month_name
from pages.parts.month import uploads
from pages.parts.month.heading import Action, draw_heading
from pages.parts.widgets.answers import ask
from pages.parts.widgets.tables import BLANK, draw
from pages.parts.words import plain, say_count, say_money, title

NEWEST = 5

context = current()
uploads.stop_if_empty(context)
expected, missing = uploads.expected_exports(context), uploads.missing_exports(context)
currency = context.settings.currency


def judge_month() -> tuple[str, str]:
    """Return the month's single status and its colour.

    A missing export outranks a failed step, because it may hide more.
    """
    failing, unknown = len(progress.of("exceptions")), len(progress.of("cannot_tell"))
    if missing:
        return f"{len(missing)} of {len(expected)} exports missing", "orange"
    if failing:
        return f"{say_count(failing, 'step')} with exceptions", "red"
    if suspended := len(progress.of("suspended")):
        return f"{say_count(suspended, 'step')} suspended", "orange"
    if unknown:
        return f"{say_count(unknown, 'step')}: cannot tell", "orange"
    return "Every step is done", "green"


def advise() -> Action:
    """Return the page to go to next, and the reason."""
    step = progress.next
    if missing:
        return "upload", "Upload the missing exports"
    if step is None:
        return ()
    name, count = f"{step['title']} ({step['step']})", step["exception_count"]
    label = f"{name}: {count:,} to fix" if count else f"Go to {name}"
    if step["state"] == "suspended":
        label = f"Sign {name} again"
    return "checklist", label, {"step": step["step"]}


def say_blocking(documents: int) -> str:
    """Return the number of documents to fix, or a dash if none is known but an export or a step may hide some."""
    return BLANK if not documents and (missing or progress.of("cannot_tell")) else f"{documents:,}"


def draw_finding(finding: Finding) -> None:
    """Draw one list of findings in a box: money, documents, last month, and a link to it."""
    with st.container(border=True, height="stretch"):
        link(finding.page, f"**{finding.title}**", icon=finding.icon)
        st.metric(finding.label, say_money(finding.money, currency), width="content")
        if finding.is_partial and not finding.documents:
            st.caption("Cannot tell: rows are left out.")
            return
        if finding.documents is None:
            st.caption(f"Cannot tell. Not uploaded for the month: {', '.join(map(title, finding.missing))}.")
            return
        before = "unknown" if finding.before is None else f"{finding.before:,}"
        documents = say_count(finding.documents, "document")
        st.write(f"{'at least ' if finding.is_partial else ''}{documents} · last month {before}")
        st.caption("  \n".join(finding.notes))


def draw_bridge() -> None:
    """Draw the gap between the balances in a box: the unexplained amount, and the amount in each leg."""
    rows = ask(context, "bridge").table.to_pylist()
    legs, unknown = make_legs(rows, ask(context, "balances").table.to_pylist()[0]), list_unknown(rows)
    with st.container(border=True, height="stretch"):
        link("bridge", "**Bridge**", icon=":material/waterfall_chart:")
        st.metric("Unexplained", say_money(None if unknown else sum_unexplained(legs), currency), width="content")
        if not unknown:
            st.write(f"Gap {say_money(measure_gap(legs), currency)}")
        lines = [
            f"{LEG_NAMES[leg.name]}: {say_money(leg.first - leg.last)} from {say_count(len(leg.causes), 'cause')}"
            for leg in legs
        ]
        lines += [f"{LEG_NAMES[row['leg']]}: cannot tell. {plain(row['unmet'])}." for row in unknown]
        st.caption("  \n".join(lines))


def draw_steps(group: str) -> None:
    """Draw the steps in a group: state, count and a link to the proof."""
    st.markdown(f"**{group}**")
    for step in [row for row in progress.steps if row["step_group"] == group]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
            draw_badge(step)
            link("checklist", f"{step['step']} {step['title']}", step=step["step"])


def draw_balances() -> None:
    """Draw this month's and last month's balances, and whether the month opens at last month's closing balance."""
    rows = compare_balances(context)
    labels = {"balance": "Balance", "now": month_name(context.period), "before": "Last month", "change": "Change"}
    draw(rows, "balances", **labels)
    drift = measure_drift(context)
    if drift:
        st.caption(
            f"The reconciliation's opening balance differs from last month's closing balance by "
            f"{say_money(drift, currency)}. Documents of last month were changed after it was exported. Export that "
            "month again to see which."
        )


def draw_missing() -> None:
    """Draw the month's exports, and where to click for the missing ones."""
    uploads.draw_export_rows(context)
    if missing:
        lines = [f"- **{title(name)}**: {DATASETS[name].source}" for name in missing]
        st.caption("Where to export what is missing:\n\n" + "\n".join(lines))


top, months = st.container(), st.empty()
months.skeleton(height=tiles.TALL)
halves = st.grid(5, min_column_width=170)
with halves.cell(column_span=3):
    st.header("Balances", anchor=False)
    draw_balances()
with halves.cell(column_span=2):
    st.header("Exports of the month", anchor=False)
    draw_missing()
# Computed last but shown first, so that the parts that take a second are already on screen.
with top:
    progress = read_progress(context)
    status, colour = judge_month()
    number = say_blocking(count_blocking_documents(context))
    draw_heading(context, "Overview", "progress of the close", number, "Documents to fix", status, colour, advise())
st.header("Findings", anchor=False)
boxes = st.grid(4, min_column_width=230)
with boxes:
    draw_bridge()
    for finding in list_findings(context):
        draw_finding(finding)
st.header("Checklist", anchor=False)
groups = st.grid(3, min_column_width=340)
for group in ("Closing", "Checking", "Syncing"):
    with groups.cell():
        draw_steps(group)
st.header("Latest uploads", anchor=False)
uploads.draw_latest(context, NEWEST)
with months.container():
    tiles.draw_months(context)
