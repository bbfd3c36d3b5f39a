"""Sign-off: who signed the month, the remaining obstacles, the changes since signing, and every signature."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from close.signing import conditions, signoff
from close.signing.conditions import BRIDGES, Obstacle, materiality_of, obstacles
from close.signing.own_work import list_own_work
from close.signing.pins import list_signable
from close.signing.standing import PREPARER, REVIEWER, Signature, Standing, standings
from close.store import seals
from close.store.audit_log import AuditLog
from close.store.authority.people import is_same
from close.store.seals import MONTH, seal_of
from close.work.legs import LEG_NAMES
from close.work.steps import steps
from pages.parts.frame import people
from pages.parts.frame.navigation import link
from pages.parts.frame.outcomes import draw_outcome, draw_refusal
from pages.parts.frame.page_context import PageContext, current, month_name
from pages.parts.frame.url import take_choice
from pages.parts.month import signing, uploads
from pages.parts.month.causes import UNEXPLAINED
from pages.parts.month.heading import draw_heading
from pages.parts.month.settling import find_places
from pages.parts.paper import draw_hint
from pages.parts.widgets.answers import ask
from pages.parts.words import plain, say_money
from pages.signoff import rules, sealing, signatures
from pages.signoff.binder_file import draw_binder
from pages.signoff.differences import draw_differences
from pages.signoff.review import draw_review

IN_THE_WAY = "Clear the points above first."
SECTIONS = ("Sign", "Rules", "Seal", "History")

context = current()
uploads.stop_if_empty(context)
events = AuditLog(context.warehouse).events()
own = [event for event in reversed(events) if event.period in ("", context.period)]  # blank: for every month
governing = context.warehouse.governing()
seal = seal_of(events, context.period, seals.now())


def draw_signing() -> None:
    """Draw the selected subject as one card, its changes since signing, and everything else that was signed."""
    subjects = [MONTH, *steps(), *list_signable()]
    take_choice("subject", subjects)
    subject = st.selectbox("What to sign", subjects, format_func=say, key="subject")
    standing = month if subject == MONTH else signing.find_standing(context, subject)
    draw_card(standing)
    for signature in standing.signatures[:1]:
        if signature.moved:
            draw_differences(context, signature)
    with st.spinner("Comparing with what was signed…"):
        signed = list(standings(context.warehouse, context.period).values())
    if signed:
        st.header("Signed in this month", anchor=False)
        signatures.draw_standings(context, signed)


def say(subject: str) -> str:
    """Return a subject in words."""
    return signing.say_subject(context, subject)


def draw_card(standing: Standing) -> None:
    """Draw the signatures on a subject, the obstacles, and the two buttons."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(say(standing.subject))}**, {month_name(context.period)}", width="content")
            signing.draw_state(standing, seal.is_sealed)
        for signature in standing.signatures:
            draw_signature(signature)
        draw_own_work(standing)
        draw_buttons(standing)


def draw_own_work(standing: Standing) -> None:
    """Draw what the people who signed the month or a step had waived themselves, or reviewed of their own."""
    rows = ask(context, "checklist").table.to_pylist()
    covered = [row for row in rows if standing.subject in (MONTH, row["step"])]
    for sentence in list_own_work(standing, covered):
        st.markdown(f":orange[{plain(sentence)}]")


def draw_signature(signature: Signature) -> None:
    """Draw one signature: the person, the time, the note, and whether it is still valid. Its owner may withdraw it."""
    note = f" “{plain(signature.event.note)}”" if signature.event.note else ""
    moved = " · :orange[**suspended**]" if signature.moved else ""
    st.markdown(f"No {signature.event.number} · {signing.say_signature(signature)}{note}{moved}")
    if is_same(signature.event.who, people.user_name()) and not seal.is_sealed and not context.warehouse.past:
        with st.expander("Withdraw this signature", icon=":material/undo:"):
            key = f"retract-{signature.event.number}"
            st.text_input("Why are you withdrawing it?", key=key)
            draw_refusal(key)
            st.button("Withdraw", key=f"{key}-button", on_click=retract, args=(signature.event.number, key))


def draw_buttons(standing: Standing) -> None:
    """Draw a note and a button for each role, with the reason next to a button that is disabled."""
    with st.spinner("Checking the conditions for signing…"):
        ahead = obstacles(context.warehouse, context.period, standing.subject)
    if standing.subject == MONTH:
        draw_review(context)
    draw_measure(standing.subject)
    draw_obstacles(ahead)
    next_role = signing.next_role(standing)
    if not next_role:
        st.caption("Signed and reviewed. No further signature is needed.")
        return
    refused = signing.explain_refusal(context, standing, next_role)
    key = f"note-{standing.subject}-{next_role}"
    note = st.text_input("Note for the signature", key=key, placeholder="optional", disabled=bool(refused))
    for role in (PREPARER, REVIEWER):
        why = signing.explain_turn(standing, role) or signing.explain_refusal(context, standing, role)
        why = why or (IN_THE_WAY if ahead else "")
        with st.container(horizontal=True, vertical_alignment="top"):
            st.button(
                signing.say_role(role),
                key=f"press-{standing.subject}-{role}",
                type="primary" if role == next_role else "secondary",
                icon=":material/draw:",
                disabled=bool(why),
                on_click=signing.sign,
                args=(context, standing.subject, role, note),
            )
            st.markdown(plain(why), width="stretch")
    draw_outcome()
    if governing and governing.one_person_may_review:
        st.caption(":orange[The signing rules let one person prepare and review.]")


def draw_obstacles(ahead: Sequence[Obstacle]) -> None:
    """Draw each obstacle, with links to where it can be settled."""
    if ahead:
        st.markdown(f":red[**To clear before signing: {len(ahead)}**]")
    for number, obstacle in enumerate(ahead):
        key = f"obstacle-{number}"
        with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False, key=key):
            reason = conditions.say(obstacle)
            st.markdown(plain(reason[:1].upper() + reason[1:]), width="stretch")
            for place in find_places(obstacle):
                place.draw()


def draw_measure(subject: str) -> None:
    """Draw what each leg of the month's bridges leaves unexplained, with its sign, and the materiality."""
    if subject not in (MONTH, *BRIDGES):
        return
    names = [name for name in BRIDGES if subject in (MONTH, name)]
    rests = [f"{leg} {say_money(rest)}" for name in names for leg, rest in list_unexplained(context, name)]
    limit = say_money(materiality_of(governing), context.settings.currency)
    st.caption(
        f"Unexplained: {', '.join(rests)}. A bridge can be signed if these amounts, whichever side is higher, are no "
        f"more than the materiality of {limit} in all."
    )
    link("organisation", "Change the materiality", icon=":material/tune:")


def list_unexplained(context: PageContext, bridge: str) -> list[tuple[str, Decimal | None]]:
    """Return the name of each leg of a bridge, with the amount that it leaves unexplained, or None if unknown."""
    rows = ask(context, bridge).table.to_pylist()
    return [(LEG_NAMES[row.get("leg", "revenue")], row["amount"]) for row in rows if row["cause_id"] == UNEXPLAINED]


def retract(number: int, key: str) -> None:
    """Withdraw a signature, from a callback."""
    note = st.session_state[key]
    signing.record(
        context,
        lambda: signoff.retract(context.warehouse, number, people.me(context.warehouse), note),
        f"withdraws signature {number}",
        f"Signature {number} withdrawn",
        key,
    )


def draw_history() -> None:
    """Draw every action on the month, and on every month. A selected signature shows what it pins, and runs again."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if own:
            st.caption("Numbers that are missing here belong to other months.", width="content")
        link("audit_log", "The whole audit log, with uploads", icon=":material/arrow_forward:")
    if not own:
        st.caption("No actions on this month yet.")
        return
    picked = signatures.draw_history(context, own)
    if picked and picked.pins:
        signature = Signature(context.warehouse, picked)
        st.header(f"What signature {picked.number} covers", anchor=False)
        signatures.draw_pins(context, signature)
        signatures.draw_rerun(context, signature)
    else:
        draw_hint("Select a signature to see what it covers, and to run it again from its record alone.", "signoff")


month = signing.find_standing(context, MONTH)
valid = sum(not signature.moved for signature in month.signatures)
colour = signing.STATES[month.state][0]
draw_heading(
    context,
    "Sign-off",
    "who signed the numbers, and whether they have changed since",
    f"{valid} of 2",
    "Valid signatures of the month",
    "Sealed" if seal.is_sealed and month.state == "signed" else signing.say_state(month.state),
    colour,
    ("checklist", "Checklist"),
)
take_choice("section", SECTIONS)
section = st.segmented_control(
    "Section", SECTIONS, default="Sign", key="section", label_visibility="collapsed", required=True
)
{
    "Sign": draw_signing,
    "Rules": lambda: rules.draw_rules(context),
    "Seal": lambda: sealing.draw_seal(context, month, seal),
    "History": draw_history,
}[section]()
st.header("Binder for the auditor", anchor=False)
draw_binder(context)
