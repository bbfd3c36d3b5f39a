"""The rules that sign without a person: what each covers in the month, and the button that signs it."""

from functools import partial

import streamlit as st

from close.signing import conditions, signoff
from close.signing.conditions import NEVER, RULES
from close.signing.standing import PREPARER, Standing, standings
from close.store.seals import MONTH
from pages.parts.frame import people
from pages.parts.frame.confirming import draw_confirmed
from pages.parts.frame.outcomes import draw_outcome
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.month import signing
from pages.parts.widgets.tables import draw
from pages.parts.words import plain


def draw_rules(context: PageContext) -> None:
    """Draw the rules by which subjects that tie need no preparer, what each covers now, and the button to sign it."""
    with st.spinner("Counting what the rules cover…"):
        covered = conditions.list_covered(context.warehouse, context.period)
    signed = {found.subject: found.state for found in standings(context.warehouse, context.period).values()}
    waiting = {subject for _, subject in covered if signed.get(subject) not in {"prepared", "signed"}}
    rows = [
        {
            "number": rule.number,
            "text": rule.text,
            "count": len(subjects),
            "subjects": ", ".join(signing.say_subject(context, subject) for subject in subjects) or None,
            "signed": sum(subject not in waiting for subject in subjects),
        }
        for rule in RULES
        for subjects in [[subject for found, subject in covered if found is rule]]
    ]
    draw(rows, "rules", number="Rule", text="Condition", count="Covers", signed="Signed", subjects="Subjects")
    st.caption(f"{NEVER} A reviewer still signs each of them, and the month.")
    why = signing.explain_refusal(context, Standing(MONTH), PREPARER)
    if covered and not waiting:
        st.caption("Everything that the rules cover is signed.")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        label = f"Sign {len(waiting)} by rule as preparer"
        draw_confirmed(
            label,
            "Each of them gets a signature of its own in the audit log, which you can only withdraw one by one.",
            partial(certify, context),
            "certify",
            icon=":material/rule:",
            refusal=plain(why) or ("" if waiting else "No rule covers anything yet."),
        )
        st.markdown(plain(why))
    draw_outcome()


def certify(context: PageContext) -> None:
    """Sign everything that a rule covers, from a callback."""
    signing.record(
        context,
        lambda: signoff.certify(context.warehouse, context.period, people.me(context.warehouse)),
        f"signs what the rules cover in {month_name(context.period)}",
        "Signed by rule",
    )
