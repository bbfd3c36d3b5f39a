"""Waiving steps: who may, and several steps for one reason, each with an event of its own."""

import streamlit as st

from close.errors import Refused
from close.store.authority.people import Action, Role
from close.work.checklist import CANNOT_TELL, EXCEPTIONS, waive_all
from pages.checklist.progress import Progress
from pages.parts.frame.outcomes import draw_refusal
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.frame.people import has_people, me
from pages.parts.month import signing
from pages.parts.words import list_words, plain, say_count

STEPS, REASON = "waived-steps", "waived-reason"


class NoStep(Refused):
    """A form for waiving steps submitted without a step."""


def draw_waiving(context: PageContext, progress: Progress) -> None:
    """Draw the choice of open steps with one reason to waive them all, if several are open and the user may."""
    rows = {row["step"]: row for row in progress.of(EXCEPTIONS, CANNOT_TELL)}
    if len(rows) < 2 or signing.is_sealed(context) or signing.explain_no_permission(context, Action.WAIVE):
        return

    def say_step(step: str) -> str:
        count = rows[step]["exception_count"]
        return f"{step} {rows[step]['title']}{f' ({count:,})' if count else ''}"

    with st.expander("Waive several steps for one reason", icon=":material/do_not_disturb_on:"):
        st.caption(f"{plain(say_waivers(context))} A waiver ends if the step gets more exceptions than now.")
        with st.form("waive-several", border=False):
            st.multiselect("Steps", list(rows), format_func=say_step, key=STEPS)
            st.text_area("One reason for all of them", key=REASON)
            draw_refusal(REASON)
            st.form_submit_button("Record these waivers", type="primary", on_click=_waive, args=(context,))


def say_waivers(context: PageContext) -> str:
    """Return who can waive a step, by the roles in force."""
    if not has_people(context.warehouse):
        return "No roles are assigned, so anyone can waive a step, and the sign-off says who did."
    governing = context.warehouse.governing()
    reviewers = [name for role, name in (governing.people if governing else ()) if role == Role.REVIEWER]
    if not reviewers:
        return "Only a reviewer can waive a step, and nobody has that role yet."
    return f"Only a reviewer can waive a step: {list_words(reviewers)}."


def _waive(context: PageContext) -> None:
    chosen, note = list(st.session_state[STEPS]), st.session_state[REASON]

    def act() -> None:
        if not chosen:
            raise NoStep("Choose the steps to waive first.")
        waive_all(context.warehouse, context.period, chosen, me(context.warehouse), note)
        st.session_state[STEPS], st.session_state[REASON] = [], ""

    steps, month = say_count(len(chosen), "step"), month_name(context.period)
    signing.record(context, act, f"waives {steps} of {month}", f"{steps} waived", REASON)
