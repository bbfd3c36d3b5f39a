"""Signatures wherever the number is: how far it is signed, by whom, and the button of who is next."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from close.errors import Refused
from close.rules.queries import in_force, library
from close.signing import signoff
from close.signing.standing import PREPARER, REVIEWER, Signature, Standing, standing_of
from close.store.audit_log import AuditLog, Event
from close.store.people import Action, is_same, may
from close.store.seals import MONTH, now, seal_of
from close.store.warehouse import LATEST
from pages.parts.frame import people
from pages.parts.frame.page_context import PageContext, link
from pages.parts.widgets.answers import ask
from pages.parts.words import Colour, plain

ACTED = "acted"
STATES: dict[str, tuple[Colour, str]] = {
    "unsigned": ("gray", ":material/edit:"),
    "prepared": ("blue", ":material/edit:"),
    "signed": ("green", ":material/verified:"),
    "suspended": ("orange", ":material/sync_problem:"),
    "sealed": ("green", ":material/lock:"),
}
# Pages whose number is the month's, or that of a report with another name.
NUMBERS = {"": MONTH, "overview": MONTH, "checklist": MONTH, "sync_gap": "sync_all_gap", "stock_account": "bridge"}


class NotAsSeen(Refused):
    """What was to be signed has changed since it was drawn."""


def subject_of(page: str) -> str:
    """What a page lets one sign, blank for nothing."""
    return NUMBERS.get(page, page if page in library("reports") else "")


def say_subject(context: PageContext, subject: str) -> str:
    """A subject in words."""
    if subject == MONTH:
        return "The whole month"
    if subject in library("reports"):
        return in_force(subject, context.period).title
    titles = {row["step"]: row["title"] for row in ask(context, "checklist").table.to_pylist()}
    return f"{subject} {titles.get(subject, '')}".strip()


def look(context: PageContext, subject: str) -> Standing:
    """How far a subject is signed now."""
    with st.spinner("Comparing with what was signed…"):
        found = standing_of(context.warehouse, AuditLog(context.warehouse).events(), context.period, subject)
        _ = found.state
    return found


def look_within(context: PageContext, report: str) -> Standing | None:
    """How far a report is signed with the whole month, judged by that report alone; None where it is not."""
    month = standing_of(context.warehouse, AuditLog(context.warehouse).events(), context.period, MONTH)
    narrowed = [_narrow(signature, report) for signature in (month.prepared, month.reviewed)]
    return Standing(report, *narrowed) if narrowed[0] else None


def _narrow(signature: Signature | None, report: str) -> Signature | None:
    pins = tuple(pin for pin in signature.event.pins if pin["report"] == report) if signature else ()
    return Signature(signature.warehouse, replace(signature.event, pins=pins)) if signature and pins else None


def is_sealed(context: PageContext) -> bool:
    """Whether the month is sealed today."""
    return seal_of(AuditLog(context.warehouse).events(), context.period, now()).is_sealed


def draw_seal(context: PageContext) -> None:
    """A lock in the sidebar while the month is sealed."""
    if is_sealed(context):
        with st.sidebar:
            st.badge("Sealed", color="green", icon=":material/lock:", help="Nothing is said of this month any more.")


def draw_state(found: Standing, sealed: bool = False) -> None:
    """The state in a word; a seal does not hide that what was signed has moved."""
    state = "sealed" if sealed and found.subject == MONTH and found.state == "signed" else found.state
    colour, icon = STATES[state]
    st.badge(state.capitalize(), color=colour, icon=icon)


def draw_bar(context: PageContext, subject: str) -> None:
    """One line below the number of a page: state, who, the next signature, the way to the sign-off."""
    own, sealed = look(context, subject), is_sealed(context)
    by_month = look_within(context, subject) if subject != MONTH and not own.signatures else None
    found = by_month or own
    role = "" if by_month else next_role(own)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        draw_state(found, sealed)
        for signature in found.signatures:
            within = " with the whole month" if by_month else ""
            st.caption(f"{say_signature(signature)}{within}", width="content")
        if role and not why_not(context, found, role):
            st.button(
                say_role(role),
                key=f"sign-{subject}-{role}",
                type="tertiary",
                icon=":material/draw:",
                on_click=sign,
                args=(context, subject, role),
            )
        link("signoff/signoff", "Sign-off", icon=":material/arrow_forward:", subject=MONTH if by_month else subject)
    draw_acted()


def next_role(found: Standing) -> str:
    """Who signs next, blank where nobody needs to."""
    if found.state in {"unsigned", "suspended"}:
        return PREPARER
    return REVIEWER if found.state == "prepared" else ""


def say_role(role: str) -> str:
    """The act of a role, as its button says it."""
    return "Sign as preparer" if role == PREPARER else "Review and sign"


def say_signature(signature: Signature) -> str:
    """Who signed as what and when, or which rule."""
    done = "Prepared" if signature.role == PREPARER else "Reviewed"
    return f"{done} by {plain(say_signer(signature))}"


def say_signer(signature: Signature) -> str:
    """Who signed and when, or whom a rule signed for."""
    started = "rule, started by " if signature.by_rule else ""
    return f"{started}{signature.event.who}, {say_moment(signature.event)}"


def say_moment(event: Event) -> str:
    """When something was recorded."""
    return f"{event.recorded_at[:16].replace('T', ' ')} UTC"


def why_not(context: PageContext, found: Standing, role: str) -> str:
    """Why who is here cannot sign in a role whatever the numbers say; blank where they can."""
    who, wanted = people.me(context.warehouse), Action.REVIEW if role == REVIEWER else Action.PREPARE
    if not people.is_named():
        return "Type your name in the sidebar: a signature carries it."
    if is_sealed(context):
        return "The month is sealed."
    if not may(context.warehouse.governing(), who, wanted):
        return f"{who} may not {wanted}: an administrator names roles on the page Organisation."
    newest = context.warehouse.settings(LATEST)
    prepared = found.prepared if role == REVIEWER else None
    is_own = prepared and not prepared.by_rule and is_same(prepared.event.who, who)
    if is_own and not (newest and newest.one_person_may_review):
        return f"{who} prepared it: somebody else reviews it."
    return ""


def sign(context: PageContext, subject: str, role: str, note: str = "") -> None:
    """Sign what is on the screen, from the callback of a button."""
    act(
        context,
        lambda: signoff.sign(context.warehouse, context.period, subject, people.me(context.warehouse), role, note),
        "Signed",
    )


def act(context: PageContext, what: Callable[[], object], done: str) -> None:
    """Do something from the callback of a button, and keep for the page what became of it."""
    try:
        with st.spinner("Recording…"):
            if context.warehouse.head().number != context.manifest.number:
                raise NotAsSeen("Something has landed since this page was drawn: look again, then sign.")
            what()
        st.session_state[ACTED] = ("", done)
    except Refused as error:
        st.session_state[ACTED] = (str(error), "")


def draw_acted() -> None:
    """What became of the last act, once."""
    refused, done = st.session_state.pop(ACTED, ("", ""))
    if refused:
        st.error(plain(refused), icon=":material/block:")
    elif done:
        st.success(plain(done), icon=":material/check:")
