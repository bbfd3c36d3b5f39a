"""The marks on every page of a signed month whose figures have changed since: a band on top, and the menu's lock."""

import streamlit as st

from close.signing.claims import find_claim
from close.signing.standing import SUSPENDED, Signature, standing_of
from close.store.audit_log import AuditLog
from close.store.seals import MONTH
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.frame.past import name_event
from pages.parts.month import signing
from pages.parts.words import read_moment, say_day


def draw_seal(context: PageContext) -> None:
    """Draw a lock while the month is sealed. It is green only while the figures are those that were signed."""
    if not signing.is_sealed(context):
        return
    locked, has_moved = (
        "The month is sealed: nothing can be signed, attested or waived.",
        find_moved(context) is not None,
    )
    st.badge(
        "Sealed, changed since" if has_moved else "Sealed",
        color="orange" if has_moved else "green",
        icon=":material/lock:",
        help=f"{locked} Its figures are not those that were signed." if has_moved else locked,
    )


def find_moved(context: PageContext) -> Signature | None:
    """Return the newest signature of the month if its figures have changed since, or None.

    While a build computes the figures, nobody waits for them here.
    """
    claim = None if context.is_empty else find_claim(context.warehouse)
    if context.is_empty or (claim and context.period in claim.months):
        return None
    month = standing_of(context.warehouse, AuditLog(context.warehouse).events(), context.period, MONTH)
    return month.signatures[-1] if month.state == SUSPENDED else None


def draw_moved(context: PageContext) -> None:
    """Draw on top of a page that its figures are not those that were signed, with the way to those and to the changes.

    An earlier state has a band of its own.
    """
    signature = None if context.warehouse.past else find_moved(context)
    if signature is None:
        return
    event, sealed = signature.event, ", and the month is sealed" if signing.is_sealed(context) else ""
    signed = f"signed on {say_day(read_moment(event.recorded_at))}{sealed}"
    st.space("small")  # below the bar at the top
    with st.container(border=True, key="moved", horizontal=True, vertical_alignment="center"):
        st.badge("Suspended", color="orange", icon=signing.STATES[SUSPENDED][1])
        st.markdown(f"The figures of {month_name(context.period)} are not those that were {signed}.", width="stretch")
        link("overview", "See the month as it was signed", ":material/history:", **name_event(event.number))
        link("moves", "See what changed", ":material/arrow_forward:", since=str(event.number))
