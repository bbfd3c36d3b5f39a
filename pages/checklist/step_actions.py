"""A user's actions on a step: attest, waive, withdraw, attach a file, sign. A refusal gives the reason."""

from collections.abc import Callable

import streamlit as st

from close.errors import Refused
from close.signing.pins import PinnedAnswer
from close.signing.standing import PREPARER, REVIEWER, Signature, Standing
from close.store.authority.people import Action
from close.work.checklist import CANNOT_TELL, EXCEPTIONS, attach, attest, waive, withdraw
from close.work.steps import steps
from pages.checklist.step import Row
from pages.checklist.waiving import say_waivers
from pages.parts.frame.navigation import link
from pages.parts.frame.outcomes import draw_outcome, draw_refusal
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.frame.past import explain_past
from pages.parts.frame.people import me
from pages.parts.month import signing
from pages.parts.words import agree, plain
from pages.signoff.differences import say_reason

LABELS = {PREPARER: "Sign {} as preparer", REVIEWER: "Review and sign {}"}
UNSIGNABLE = (CANNOT_TELL, EXCEPTIONS)
SAID = {
    "Attest": "{} is attested and can be signed now",
    "Waive": "{} is waived and can be signed now",
    "Withdraw": "{}: withdrawn",
}
ANSWERS = {"step_exceptions": "Exceptions", "step_proof": "State, evidence and attestation"}
Act = Callable[..., object]


class NoFile(Refused):
    """An attachment form submitted without a file."""


def draw_actions(context: PageContext, row: Row) -> None:
    """Draw the actions available for the step in its current state, or the reason there are none."""
    if why := explain_past(context.warehouse):
        st.caption(why)
    else:
        _draw_recording(context, row)
    _draw_signing(context, row)


def _draw_recording(context: PageContext, row: Row) -> None:
    """Draw the forms that record something on the step."""
    proof = row["proof"]
    _draw_attesting(context, row)
    if proof in UNSIGNABLE:
        with st.expander("Waive: let the month close anyway", icon=":material/do_not_disturb_on:"):
            st.caption(f"{plain(say_waivers(context))} The waiver ends if there are more exceptions than now.")
            if refusal := signing.explain_no_permission(context, Action.WAIVE):
                st.caption(plain(refusal))
            else:
                _form(context, row, waive, "Waive", "Why can the month close anyway?")
    if proof in {"attested", "waived"}:
        word = "attestation" if proof == "attested" else "waiver"
        with st.expander(f"Withdraw the {word}", icon=":material/undo:"):
            _form(context, row, withdraw, "Withdraw", "Why are you withdrawing it?")
    with st.expander("Attach a file as evidence", icon=":material/attach_file:"):
        _draw_attaching(context, row)


def _draw_attesting(context: PageContext, row: Row) -> None:
    """Draw the form to attest a step, if a person may judge it, and otherwise why not.

    Exports that are missing can be replaced by what a person saw, and documents that were found cannot.
    """
    count = row["exception_count"]
    if row["proof"] in UNSIGNABLE and count:
        st.caption(
            f"A step with exceptions cannot be attested. Correct the {agree(count, 'document')} in Omni, then upload "
            "new exports. Otherwise, a reviewer can waive the step."
        )
        link("upload", "Upload new exports", icon=":material/upload:")
    elif row["proof"] == CANNOT_TELL:
        st.markdown("**Attest: record what you saw, because the exports do not prove it**")
        if refusal := signing.explain_no_permission(context, Action.ATTEST):
            st.caption(plain(refusal))
        else:
            passes = steps()[row["step"]].passes
            _form(context, row, attest, "Attest", "What did you look at, and what did you see?", passes)


def _form(context: PageContext, row: Row, act: Act, label: str, question: str, example: str = "") -> None:
    key = f"note-{label}-{row['step']}-{context.period}"
    with st.form(f"form-{key}", border=False):
        st.text_area(question, key=key, placeholder=example or None)
        draw_refusal(key)
        st.form_submit_button(
            f"{label} {row['step']} for {month_name(context.period)}",
            type="primary",
            on_click=_act,
            args=(context, row["step"], act, label, key),
        )


def _act(context: PageContext, step: str, act: Act, label: str, key: str) -> None:
    note = st.session_state[key]
    _stay(step)
    signing.record(
        context,
        lambda: act(context.warehouse, context.period, step, me(context.warehouse), note),
        f"{label.lower()}s {step} for {month_name(context.period)}",
        SAID[label].format(step),
        key,
    )


def _draw_attaching(context: PageContext, row: Row) -> None:
    key = f"file-of-{row['step']}-{context.period}"
    with st.form(f"form-{key}", border=False, clear_on_submit=True):
        st.file_uploader("A screenshot, a count sheet, a settlement report", key=key)
        draw_outcome(key)
        st.form_submit_button(f"Attach to {row['step']}", on_click=_attach, args=(context, row["step"], key))


def _attach(context: PageContext, step: str, key: str) -> None:
    file = st.session_state[key]
    name = file.name if file else ""
    _stay(step)

    def attach_file() -> None:
        if file is None:
            raise NoFile("Choose a file first.")
        attach(context.warehouse, context.period, step, me(context.warehouse), name, file.getvalue())

    signing.record(
        context, attach_file, f"attaches {name or 'the file'} to {step}", f"{name} is attached to {step}", key
    )


def _stay(step: str) -> None:
    """Keep the step open. Otherwise the page would open the next one to do as soon as this one is settled."""
    st.query_params["step"] = step


def _draw_signing(context: PageContext, row: Row) -> None:
    """Draw the signatures, the changes since, and a button for each role, with the reason if it is disabled."""
    standing = signing.find_standing(context, row["step"])
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown("**Signatures**", width="content")
        signing.draw_state(standing)
        for signature in standing.signatures:
            st.caption(signing.say_signature(signature), width="content")
        if row["proof"] in UNSIGNABLE:
            st.caption("It can be signed once it is proven, attested or waived.", width="content")
    for signature in standing.signatures[:1]:
        if signature.moved:
            _draw_differences(row["step"], signature)
    role = signing.next_role(standing)
    if row["proof"] not in UNSIGNABLE and role and not context.warehouse.past:
        _draw_buttons(context, standing, role)


def _draw_differences(step: str, signature: Signature) -> None:
    """Draw the answers that differ from the signed ones, and a link to the documents and their amounts."""
    lines = [
        f"- {ANSWERS[then.report]}{_say_count(then, now)}, because of {say_reason(then, now)}"
        for then, now in signature.moved
    ]
    st.warning(
        f"Changed since signature {signature.event.number}:\n\n" + "\n".join(lines), icon=":material/sync_problem:"
    )
    link("signoff", "See which documents changed, and by how much", icon=":material/arrow_forward:", subject=step)


def _say_count(then: PinnedAnswer, now: PinnedAnswer) -> str:
    return f": {then.rows:,} when signed, {now.rows:,} now" if then.report == "step_exceptions" else " changed"


def _draw_buttons(context: PageContext, standing: Standing, role: str) -> None:
    """Draw a button for each role. One that is disabled has its reason in the tooltip, or below if it is its turn."""
    step, key = standing.subject, f"note-sign-{standing.subject}-{role}"
    refusals = {each: signing.explain_refusal(context, standing, each) for each in (PREPARER, REVIEWER)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        note = st.text_input("Note for the signature", key=key, placeholder="optional")
        for each in (PREPARER, REVIEWER):
            why = signing.explain_turn(standing, each) or refusals[each]
            st.button(
                LABELS[each].format(step),
                key=f"sign-{step}-{each}",
                type="primary" if each == role else "secondary",
                icon=":material/draw:",
                disabled=bool(why),
                help=plain(why) or None,
                on_click=signing.sign,
                args=(context, step, each, note, key),
            )
    draw_outcome(key)
    if refusals[role]:
        st.caption(plain(refusals[role]))
