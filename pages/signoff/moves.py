"""Changes since signing: the documents that have changed, and the effect on the month."""

import streamlit as st

from close.engine.slices import Rows
from close.signing.standing import SUSPENDED, UNSIGNED, moments
from close.store.audit_log import Event
from close.store.seals import MONTH, SEALED
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import current, month_name
from pages.parts.frame.url import take_choice
from pages.parts.month import uploads
from pages.parts.month.heading import Action, draw_heading
from pages.parts.month.signing import find_standing, is_sealed, say_subject
from pages.parts.widgets.answers import where
from pages.parts.widgets.computation import explain
from pages.parts.widgets.downloads import offer_rows
from pages.parts.widgets.filters import by_column, choose_one
from pages.parts.widgets.tables import pick
from pages.parts.words import plain
from pages.signoff import differences

SENTENCE = "documents at this month end, when they were signed and now"
BEARS, WENT_ON = "Affects the month", "Changed after month end"
COLUMNS = (
    *("ref", "changes", "on_stock", "on_reconciliation", "on_cogs", "on_revenue", "doc_type", "contact"),
    *("move_date_before", "move_date_now", "acct_date_before", "acct_date_now"),
)

context = current()
uploads.stop_if_empty(context)
signings = {str(event.number): event for event in moments(context.warehouse, context.period)}


def draw_unsigned() -> None:
    """Draw a note that the month is not signed, so that no comparison is possible, and where to sign."""
    draw_heading(context, "Changes since signing", SENTENCE, "–", "Documents that changed", "Open", "gray")
    st.info(
        f"Nothing in {month_name(context.period)} is signed yet. Once something is, this page lists every document "
        "that a later export changes, with the effect on stock, COGS and revenue.",
        icon=":material/draw:",
    )
    link("signoff", "Sign the month", icon=":material/arrow_forward:")


def choose_signature() -> str:
    """Return the signature or seal to compare with: the month's newest unless the user chooses another."""
    take_choice("since", [*signings])
    if st.session_state.get("since") not in signings:
        st.session_state["since"] = next(iter(signings))
    return next(iter(signings)) if len(signings) == 1 else st.session_state["since"]


def say_compared(event: Event) -> str:
    """Return what was signed and is compared with now, which need not be the whole month."""
    what = "the whole month" if event.subject == MONTH else say_subject(context, event.subject)
    return f"documents at this month end, when {what} was {'sealed' if event.kind == SEALED else 'signed'} and now"


def draw_month_unsigned() -> None:
    """Say how far the whole month is signed, if the page compares with a signature on something else."""
    month = find_standing(context, MONTH)
    if month.state == UNSIGNED:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption("The whole month itself is not signed yet.", width="content")
            link("signoff", "Sign the month", icon=":material/arrow_forward:", subject=MONTH)


def _say_option(event: Event) -> str:
    said = differences.say_signing(context, event)
    return said[:1].upper() + said[1:]


def find_next_act(event: Event) -> Action:
    """Return the link to signing what was signed again, which a sealed month does not allow until it is re-opened."""
    label = "Re-open and sign again" if is_sealed(context) else "Sign again"
    return "signoff", label, {"subject": event.subject}


def draw_moved(number: str) -> None:
    """Draw the effect as amounts, and the list of documents that changed."""
    answer = differences.compare_documents(context.warehouse.organisation, int(number), context.manifest.stamp)
    bears, went_on = where(answer.table, "bears", ["Y"]), where(answer.table, "bears", ["N"])
    count, event = bears.num_rows, signings[number]
    draw_heading(
        context,
        "Changes since signing",
        say_compared(event),
        f"{count:,}",
        "Documents that affect the month",
        f"{count:,} changed" if count else "no documents changed",
        "orange" if count else "gray" if find_standing(context, event.subject).state == SUSPENDED else "green",
        find_next_act(event) if count and number == next(iter(signings)) else (),
    )
    if len(signings) > 1:
        st.selectbox("Since", [*signings], format_func=lambda key: _say_option(signings[key]), key="since")
    else:
        st.caption(f"Since {plain(differences.say_signing(context, event))}.")
    if event.subject != MONTH:
        draw_month_unsigned()
    differences.draw_effects(context, bears, event.number)
    if not answer.table.num_rows:
        st.success(
            f"No documents changed from snapshot {signings[number].manifest} to snapshot {context.manifest.number}.",
            icon=":material/check:",
        )
    else:
        views = {f"{BEARS} · {count:,}": bears, f"{WENT_ON} · {went_on.num_rows:,}": went_on}
        view = choose_one("Which", [name for name, rows in views.items() if rows.num_rows], "moved-which", hidden=True)
        rows = by_column(Rows(differences.choose_changes(views[view])), "doc_type", "Type", "moved-type")
        picked = pick(answer, rows, COLUMNS)
        offer_rows(answer, rows, tuple(differences.EFFECTS))
        differences.draw_document(context, picked, int(number))
    explain(answer)


if signings:
    draw_moved(choose_signature())
else:
    draw_unsigned()
