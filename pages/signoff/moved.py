"""What moved since I signed: the documents that are no longer what they were, and what that does to the month."""

import streamlit as st

from close.signing.standing import moments
from pages.parts.frame.page_context import current, link, month_name
from pages.parts.frame.url import follow
from pages.parts.month import landed
from pages.parts.month.headline import headline
from pages.parts.widgets import computed, downloads
from pages.parts.widgets.answers import where
from pages.parts.widgets.filters import by_column, choose_one
from pages.parts.widgets.tables import pick
from pages.signoff import moves

SENTENCE = "every document at this month end, as it was known when it was signed and as it is known now"
BEARS, WENT_ON = "On the month", "Went on since"
COLUMNS = (
    *("ref", "changes", "on_stock", "on_reconciliation", "on_cogs", "on_revenue", "doc_type", "contact"),
    *("move_date_before", "move_date_now", "acct_date_before", "acct_date_now"),
)

context = current()
landed.stop_if_empty(context)
signed = {str(event.number): event for event in moments(context.warehouse, context.period)}


def draw_unsigned() -> None:
    """Nothing to measure from: say so, and where to sign."""
    headline(context, "Moved since signed", SENTENCE, "–", "Documents that moved", "nothing is signed", "gray")
    st.info(
        f"Nothing is signed for {month_name(context.period)} yet. Once it is, this page lists every document that a "
        "later export shows differently, with what it does to stock, COGS and revenue.",
        icon=":material/draw:",
    )
    link("signoff/signoff", "Sign the month", icon=":material/arrow_forward:")


def choose_signature() -> str:
    """The signature or seal to measure from: the newest of the month unless another is chosen."""
    follow("since", [*signed])
    if st.session_state.get("since") not in signed:
        st.session_state["since"] = next(iter(signed))
    return next(iter(signed)) if len(signed) == 1 else st.session_state["since"]


def draw_moved(number: str) -> None:
    """The effect in money, and the list of what moved."""
    answer = moves.ask(context, int(number))
    bears, went_on = where(answer.table, "bears", ["Y"]), where(answer.table, "bears", ["N"])
    count = bears.num_rows
    headline(
        context,
        "Moved since signed",
        SENTENCE,
        f"{count:,}",
        "Documents that bear on the month",
        f"{count:,} not as signed" if count else "the month is as signed",
        "orange" if count else "green",
        ("signoff/signoff", "Sign again") if count and number == next(iter(signed)) else (),
    )
    if len(signed) > 1:
        st.selectbox("Since", [*signed], format_func=lambda key: moves.name(signed[key]), key="since")
    else:
        st.caption(f"Since {moves.name(signed[number])}.")
    moves.draw_effects(bears, context.settings.currency)
    if not answer.table.num_rows:
        st.success(
            f"No document has moved: snapshot {signed[number].manifest} against snapshot {context.manifest.number}.",
            icon=":material/check:",
        )
    else:
        views = {f"{BEARS} · {count:,}": bears, f"{WENT_ON} · {went_on.num_rows:,}": went_on}
        view = choose_one("Which", [name for name, rows in views.items() if rows.num_rows], "moved-which", hidden=True)
        shown = moves.by_change(views[view])
        shown = by_column(shown, "doc_type", "Type", "moved-type")
        row = pick(answer, shown, COLUMNS)
        downloads.offer(answer, shown, tuple(moves.EFFECTS))
        moves.draw_document(context, row)
    computed.explain(answer)


if signed:
    draw_moved(choose_signature())
else:
    draw_unsigned()
