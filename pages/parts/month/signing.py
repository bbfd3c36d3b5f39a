"""Signatures next to every number: how far it is signed, by whom, and the next role's button."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from close.signing import signoff
from close.signing.conditions import Obstacle, obstacles
from close.signing.conditions import say as say_obstacle
from close.signing.pins import list_signable, name_subject
from close.signing.standing import PREPARER, REVIEWER, SUSPENDED, Signature, Standing, standing_of
from close.store.audit_log import AuditLog
from close.store.authority.people import Action, is_same
from close.store.seals import MONTH, now, seal_of
from close.work.steps import steps
from pages.parts.frame import people
from pages.parts.frame.confirming import draw_confirmed
from pages.parts.frame.navigation import link
from pages.parts.frame.outcomes import attempt, draw_outcome
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.frame.past import explain_past
from pages.parts.words import Colour, plain, say, say_count, say_moment

STATES: dict[str, tuple[Colour, str]] = {
    "unsigned": ("gray", ":material/edit:"),
    "prepared": ("blue", ":material/edit:"),
    "signed": ("green", ":material/verified:"),
    "suspended": ("orange", ":material/sync_problem:"),
    "sealed": ("green", ":material/lock:"),
}
# Pages whose number is the month's, or that of a report with a different name.
NUMBERS = {"overview": MONTH, "checklist": MONTH, "sync_gap": "sync_all_gap", "stock_account": "bridge"}
# Pages that show a part of what they sign, and the whole of it.
WHOLE = {
    "stock_account": "Signs the stock bridge behind this account.",
    "control_accounts": "Signs all control accounts besides stock, not only this one.",
}


def subject_of(page: str) -> str:
    """Return the subject that can be signed on a page, or an empty string."""
    return NUMBERS.get(page, page if page in list_signable() else "")


def say_subject(context: PageContext, subject: str) -> str:
    """Return a subject of the month on screen in words."""
    return name_subject(subject, context.period)


def find_standing(context: PageContext, subject: str) -> Standing:
    """Return how far a subject is currently signed."""
    with st.spinner("Comparing with what was signed…"):
        standing = standing_of(context.warehouse, AuditLog(context.warehouse).events(), context.period, subject)
        _ = standing.state  # compared here, while the spinner is visible
    return standing


def find_standing_within(context: PageContext, report: str) -> Standing | None:
    """Return how far a report is signed with the whole month, judged by that report alone, or None if it is not."""
    month = standing_of(context.warehouse, AuditLog(context.warehouse).events(), context.period, MONTH)
    narrowed = [_narrow(signature, report) for signature in (month.prepared, month.reviewed)]
    return Standing(report, *narrowed) if narrowed[0] else None


def _narrow(signature: Signature | None, report: str) -> Signature | None:
    pins = tuple(pin for pin in signature.event.pins if pin["report"] == report) if signature else ()
    return Signature(signature.warehouse, replace(signature.event, pins=pins)) if signature and pins else None


def is_sealed(context: PageContext) -> bool:
    """Return whether the month is sealed today."""
    return seal_of(AuditLog(context.warehouse).events(), context.period, now()).is_sealed


def draw_state(standing: Standing, is_sealed: bool = False) -> None:
    """Draw the state as a word. A seal does not hide that signed figures have changed."""
    state = "sealed" if is_sealed and standing.subject == MONTH and standing.state == "signed" else standing.state
    colour, icon = STATES[state]
    st.badge(say_state(state), color=colour, icon=icon)


def draw_suspended() -> None:
    """Draw the state of figures that have not changed, in a month whose signature is suspended."""
    st.badge(
        say_state(SUSPENDED),
        color=STATES[SUSPENDED][0],
        icon=STATES[SUSPENDED][1],
        help="These figures are as they were signed, but others of the month have changed, so the signature of the "
        "month does not hold.",
    )


def say_state(state: str) -> str:
    """Return the word for a signature's state. It is Open until somebody signs."""
    return str(say("open" if state == "unsigned" else state))


def draw_bar(context: PageContext, subject: str, *, is_known: bool = True) -> None:
    """Draw one line below a page's number: state, signatures, the next signature and a link to the sign-off.

    A page whose number is not known does not offer to sign it. The month has its own obstacles, which say why.
    """
    own = find_standing(context, subject)
    by_month = find_standing_within(context, subject) if subject != MONTH and not own.signatures else None
    standing, role = by_month or own, "" if by_month else next_role(own)
    within = " with the whole month" if by_month else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if by_month and by_month.state != SUSPENDED and find_standing(context, MONTH).state == SUSPENDED:
            draw_suspended()
        else:
            draw_state(standing, is_sealed(context))
        for signature in standing.signatures:
            st.caption(f"{say_signature(signature)}{within}", width="content")
        ahead = []
        if role and not is_known and subject != MONTH:
            st.caption("Not offered for signing here, because its figure is unknown.", width="content")
        elif role and not explain_refusal(context, standing, role):
            ahead = find_obstacles(context, subject)
            draw_confirmed(
                say_role(role),
                say_consequence(context, subject, role),
                partial(sign, context, subject, role),
                f"sign-{subject}-{role}",
                icon=":material/draw:",
                kind="tertiary",
                refusal=plain(say_first(ahead)),
            )
            if whole := WHOLE.get(context.page):
                st.caption(whole, width="content")
        what = "the month" if subject == MONTH else "this step" if subject in steps() else "this report"
        label = f"{say_count(len(ahead), 'point')} to clear before signing {what}" if ahead else "Sign-off"
        link("signoff", label, icon=":material/arrow_forward:", subject=MONTH if by_month else subject)
    draw_outcome()


def find_obstacles(context: PageContext, subject: str) -> list[Obstacle]:
    """Return what has to be cleared before a subject can be signed."""
    with st.spinner("Checking the conditions for signing…"):
        return obstacles(context.warehouse, context.period, subject)


def say_first(ahead: Sequence[Obstacle]) -> str:
    """Return the first obstacle to a signature and the number of the others, or an empty string if there are none."""
    if not ahead:
        return ""
    first = say_obstacle(ahead[0])
    more = f" {say_count(len(ahead) - 1, 'more point')} to clear: see Sign-off." if len(ahead) > 1 else ""
    return f"It cannot be signed yet. {first[:1].upper()}{first[1:]}{more}"


def next_role(standing: Standing) -> str:
    """Return the role that signs next, or an empty string if no signature is missing."""
    if standing.state in {"unsigned", "suspended"}:
        return PREPARER
    return REVIEWER if standing.state == "prepared" else ""


def say_role(role: str) -> str:
    """Return the label of the button with which a role signs."""
    return "Sign as preparer" if role == PREPARER else "Review and sign"


def say_consequence(context: PageContext, subject: str, role: str) -> str:
    """Return what a signature in a role stands for, and how it can be withdrawn."""
    return plain(
        f"{say_subject(context, subject)} is signed for {month_name(context.period)} under your name, as {role}, with "
        "the figures as they are now. You can withdraw the signature on the page Sign-off and say why. The audit log "
        "keeps both."
    )


def say_signature(signature: Signature) -> str:
    """Return who signed in which role and when, or who started the rule that signed."""
    verb = "Prepared" if signature.role == PREPARER else "Reviewed"
    return f"{verb} by {plain(say_signer(signature))}"


def say_signer(signature: Signature) -> str:
    """Return who signed and when, or for whom a rule signed."""
    rule = "rule, started by " if signature.by_rule else ""
    return f"{rule}{signature.event.who}, {say_moment(signature.event.recorded_at)} UTC"


def explain_turn(standing: Standing, role: str) -> str:
    """Return the reason a role cannot sign yet, whoever has it, or an empty string."""
    if role == next_role(standing):
        return ""
    return "The preparer signs first." if role == REVIEWER else "Already prepared. The reviewer signs next."


def explain_refusal(context: PageContext, standing: Standing, role: str) -> str:
    """Return the reason the current user cannot sign in a role, whatever the numbers, or an empty string."""
    who, prepared = people.user_name(), standing.prepared
    if is_sealed(context):
        return "The month is sealed. Re-open it under Seal first."
    if refusal := explain_no_permission(context, Action.REVIEW if role == REVIEWER else Action.PREPARE):
        return refusal
    governing = context.warehouse.governing()
    is_own = role == REVIEWER and prepared and not prepared.by_rule and is_same(prepared.event.who, who)
    if is_own and not (governing and governing.one_person_may_review):
        return f"{who} prepared it, so somebody else must review it."
    return ""


def explain_no_permission(context: PageContext, action: Action) -> str:
    """Return the reason the current user may not do something, or an empty string."""
    if why := explain_past(context.warehouse):
        return why
    if not people.may_act(context.warehouse, action):
        return f"{people.user_name()} may not {action}. An administrator can assign roles on the page Organisation."
    return ""


def sign(context: PageContext, subject: str, role: str, note: str = "", where: str = "page") -> None:
    """Sign the figures on screen, from a button's callback. A refusal is shown in the part `where` of the page."""
    what = "the whole month" if subject == MONTH else say_subject(context, subject)
    record(
        context,
        lambda: signoff.sign(
            context.warehouse,
            context.period,
            subject,
            people.me(context.warehouse),
            role,
            note,
            context.manifest.stamp,
        ),
        f"signs {what}, {month_name(context.period)}, as {role}",
        f"{say_subject(context, subject)} signed as {role}",
        where,
    )


def record(context: PageContext, act: Callable[[], object], does: str, done: str, where: str = "page") -> None:
    """Record an action on the figures on screen, from a button's callback, and keep its outcome for `where`."""

    def act_as_seen() -> None:
        context.warehouse.head().require_seen(context.manifest.stamp)
        act()

    with st.spinner("Recording…"):
        attempt(act_as_seen, does, done, where)
