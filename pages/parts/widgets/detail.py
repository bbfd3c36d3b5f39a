"""The picked row, opened: its facts, the rule that caught it, what to do, and the line of the file it came from."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import streamlit as st

from close.rules.reasons import reasons
from close.rules.report import Answer
from pages.parts.frame.page_context import PageContext
from pages.parts.money import say_money
from pages.parts.widgets.origin import show_origin
from pages.parts.widgets.tables import BLANK, NO_DATE, flags
from pages.parts.words import YES_NO, plain, say

TEXTS = {"rule", "fix", "reason", "reasons", "evidence"}
HINT = "Pick a row to see its facts, the rule that caught it, what to do, and its line in the file."


def show(
    context: PageContext, answer: Answer, row: dict[str, Any] | None, aside: Callable[[], None] | None = None
) -> None:
    """The detail of the picked row, or how to pick one. `aside` draws what a page adds beside the facts."""
    if row is None:
        st.caption(HINT)
        return
    with st.container(border=True):
        st.subheader(" ".join(plain(say(row[name])) for name in _named(answer)), anchor=False)
        halves = st.grid(5, min_column_width=150)
        with halves.cell(column_span=2):
            _facts(answer, row)
        with halves.cell(column_span=3):
            if aside:
                aside()
            _reason(answer, row)
        show_origin(context, row)


def _named(answer: Answer) -> tuple[str, ...]:
    """The columns of the key that name the row in its title: a type and a reference, not a step, a date or a line."""
    return tuple(name for name in answer.report.key if name not in {"step", "cause_id"})[:2]


def _facts(answer: Answer, row: dict[str, Any]) -> None:
    told = {column.name for column in flags(answer).values()} | TEXTS | set(_named(answer))
    facts = [
        column for column in answer.report.columns if not (column.is_lineage or column.is_code or column.name in told)
    ]
    dates = {field.name for field in answer.table.schema if str(field.type).startswith("date")}
    said = {plain(fact.label): _said(row[fact.name], fact.name in dates) for fact in facts}
    st.table([{"fact": label, "value": value} for label, value in said.items()], hide_header=True, hide_index=True)


def _said(value: object, is_date: bool) -> str:
    if value is None:
        return NO_DATE if is_date else BLANK
    if value in YES_NO:
        return YES_NO[str(value)]
    return plain(say_money(value) if isinstance(value, Decimal) else say(value))


def _reason(answer: Answer, row: dict[str, Any]) -> None:
    raised = [column.label for column in flags(answer).values() if row[column.name] == "Y"]
    why = [str(row[name]) for name in ("reason", "reasons", "rule") if row.get(name)] + raised
    st.markdown("**Why it is here**")
    st.markdown("\n\n".join(plain(line) for line in why) if why else "No rule has caught this row.")
    if row.get("evidence"):
        st.markdown(f"**Evidence of the amount** {plain(row['evidence'])}")
    words = reasons(answer.period)
    fixes = (
        [row["fix"]]
        if row.get("fix")
        else [words[code].remedy for code, rule in flags(answer).items() if row[rule.name] == "Y"]
    )
    if fixes:
        st.markdown("**What to do**\n\n" + "\n\n".join(plain(fix) for fix in fixes))
    with st.container(horizontal=True):
        for number, address in enumerate(answer.report.help, 1):
            st.link_button(f"Help article {number}", address, icon=":material/help:", type="tertiary")
