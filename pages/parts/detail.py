"""The picked row, opened: its facts, the rule that caught it, what to do, and the line of the file it came from."""

import streamlit as st

from close.report import Answer
from pages.parts.frame import Frame
from pages.parts.money import say_money
from pages.parts.origin import show_origin
from pages.parts.tables import flags
from pages.parts.words import say

TEXTS = {"rule", "fix", "reason", "evidence"}


def show(frame: Frame, answer: Answer, row: dict | None) -> None:
    """The detail of the picked row, or how to pick one."""
    if row is None:
        st.caption("Pick a row to see both dates, the rule that caught it, what to do, and its line in the file.")
        return
    with st.container(border=True):
        st.subheader(" ".join(str(say(row[name])) for name in answer.report.key[:2]), anchor=False)
        facts, reason = st.columns([2, 3])
        with facts:
            _facts(answer, row)
        with reason:
            _reason(answer, row)
        show_origin(frame, row)


def _facts(answer: Answer, row: dict) -> None:
    coded = {column.name for column in flags(answer).values()}
    lines = []
    for column in answer.report.columns:
        if column.is_lineage or column.name in coded | TEXTS or column.name in answer.report.key[:2]:
            continue
        lines.append(f"| {column.label} | {_said(row[column.name])} |")
    st.markdown("| | |\n|---|---|\n" + "\n".join(lines))


def _said(value: object) -> str:
    if value is None:
        return "–"
    text = say_money(value) if hasattr(value, "as_tuple") else str(say(value))
    return text.replace("|", "\\|").replace("$", "\\$")


def _reason(answer: Answer, row: dict) -> None:
    raised = [column.label for column in flags(answer).values() if row[column.name] == "Y"]
    why = [str(row[name]) for name in ("reason", "rule") if row.get(name)] + raised
    st.markdown("**Why it is here**")
    st.write("\n\n".join(why) if why else "No rule has caught this row.")
    if row.get("evidence"):
        st.markdown(f"**Evidence of the amount** {row['evidence']}")
    if row.get("fix"):
        st.markdown("**What to do in Omni**")
        st.write(row["fix"])
    for number, address in enumerate(answer.report.help, 1):
        st.link_button(f"Help article {number}", address, icon=":material/help:", type="tertiary")
