"""The seal of a month: sealing it, re-opening it until a day, and the changes made while it was open."""

from datetime import date, timedelta
from functools import partial

import streamlit as st

from close.signing import signoff
from close.signing.standing import SIGNED, Standing
from close.store import seals
from close.store.audit_log import Event
from close.store.authority.people import Action
from close.store.seals import MONTH, Seal
from close.work.progress import DoneSteps
from pages.parts.frame import people
from pages.parts.frame.confirming import draw_confirmed
from pages.parts.frame.navigation import link
from pages.parts.frame.outcomes import draw_outcome, draw_refusal
from pages.parts.frame.page_context import PageContext, find_date_format, month_name
from pages.parts.month import signing
from pages.parts.widgets import tables
from pages.parts.widgets.answers import ask
from pages.parts.words import plain, say_day, say_moment
from pages.signoff.log.words import say_event

OPEN_FOR = 7
WHY, UNTIL = "reopen-why", "reopen-until"


def draw_seal(context: PageContext, month: Standing, seal: Seal) -> None:
    """Draw the current seal, the form that seals or re-opens the month, and the changes made while it was open."""
    if seal.event:
        verb = "Sealed" if seal.event.kind == seals.SEALED else f"Re-opened until {seal.until}"
        note = f": {plain(seal.event.note)}" if seal.event.note else ""
        st.markdown(f"{verb} by **{plain(seal.event.who)}**, {say_moment(seal.event.recorded_at)} UTC{note}")
    if seal.is_sealed:
        st.caption(
            "Exports can still be uploaded and changes still show, but nothing can be signed, attested or waived."
        )
        draw_reopening(context)
    else:
        draw_sealing(context, month)
    if seal.event and seal.event.kind == seals.REOPENED:
        draw_changes(context, seal.event)


def draw_sealing(context: PageContext, month: Standing) -> None:
    """Draw the button that seals the month, or the reason it cannot be sealed."""
    why = signing.explain_no_permission(context, Action.SEAL)
    if not why and month.state != SIGNED:
        why = f"The month is {signing.say_state(month.state).lower()}. Sign and review it first."
    with st.container(horizontal=True, vertical_alignment="center"):
        draw_confirmed(
            f"Seal {month_name(context.period)}",
            say_consequences(context),
            partial(seal_month, context),
            "seal-month",
            icon=":material/lock:",
            kind="primary",
            refusal=plain(why),
        )
        st.markdown(plain(why))
        if why and month.state != SIGNED:
            link("signoff", "Sign the month", icon=":material/arrow_forward:", subject=MONTH, section="Sign")
    draw_outcome()


def say_consequences(context: PageContext) -> str:
    """Return the consequences of sealing the month: what its steps rest on, what stops, and how it is re-opened."""
    done = DoneSteps.of(ask(context, "checklist").table.to_pylist())
    return (
        f"You seal {month_name(context.period)} with these steps: {done.say()}. From then on, nothing in it can be "
        "signed, attested, waived or withdrawn. Exports can still be uploaded: if they change its figures, its "
        "signatures are suspended and every page says so. Only an administrator can re-open the month, with a reason, "
        "and the audit log keeps both."
    )


def draw_reopening(context: PageContext) -> None:
    """Draw a reason, a last day and the button to re-open, or the reason there is no button."""
    why = signing.explain_no_permission(context, Action.REOPEN)
    reason, day = st.columns([3, 1])
    reason.text_input("Why are you re-opening it?", key=WHY, disabled=bool(why))
    until, form = seals.now() + timedelta(days=OPEN_FOR), find_date_format(context.settings)
    with reason:
        draw_refusal(WHY)
    day.date_input("Until", until, min_value=seals.now(), key=UNTIL, format=form, disabled=bool(why))
    with st.container(horizontal=True, vertical_alignment="center"):
        label = f"Re-open {month_name(context.period)}"
        st.button(label, disabled=bool(why), icon=":material/lock_open:", on_click=reopen_month, args=(context,))
        st.markdown(plain(why))


def draw_changes(context: PageContext, opened: Event) -> None:
    """Draw the actions and uploads since the month was re-opened."""
    acts, landings = seals.list_changes_since(context.warehouse, opened)
    st.header("Changes since it was re-opened", anchor=False)
    rows = [{"what": e.subject, "who": e.who, "did": say_event(e), "note": e.note or None} for e in acts]
    rows += [{"what": r.file_name, "who": r.who, "did": "uploaded", "note": None} for r in landings]
    if rows:
        tables.draw(rows, "touched", did="Action", what="Subject", who="Who", note="Note")
    else:
        st.caption("No actions on the month and no uploads for it.")


def seal_month(context: PageContext) -> None:
    """Seal the month, from a callback."""
    signing.record(
        context,
        lambda: signoff.seal(context.warehouse, context.period, people.me(context.warehouse)),
        f"seals {month_name(context.period)}",
        f"{month_name(context.period)} sealed",
    )


def reopen_month(context: PageContext) -> None:
    """Re-open the month, from a callback."""
    note, until = st.session_state[WHY], st.session_state[UNTIL]
    day = until if isinstance(until, date) else seals.now()
    signing.record(
        context,
        lambda: seals.reopen(context.warehouse, context.period, people.me(context.warehouse), note, day),
        f"re-opens {month_name(context.period)} until {say_day(day)}",
        f"{month_name(context.period)} re-opened until {say_day(day)}",
        WHY,
    )
