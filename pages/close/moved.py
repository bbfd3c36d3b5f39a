"""What moved since I signed: the documents that are no longer what they were, and what that does to the month."""

import streamlit as st

from close.drift import moments
from pages.parts import computed, downloads, landed, moved
from pages.parts.answers import where
from pages.parts.filters import by_column, choose_one
from pages.parts.frame import current, link, month_name
from pages.parts.headline import headline
from pages.parts.tables import pick
from pages.parts.url import follow

SENTENCE = "every document at this month end, as it was known when it was signed and as it is known now"
BEARS, WENT_ON = "On the month", "Went on since"
COLUMNS = (
    *("ref", "changes", "on_stock", "on_reconciliation", "on_cogs", "on_revenue", "doc_type", "contact"),
    *("move_date_before", "move_date_now", "acct_date_before", "acct_date_now"),
)

frame = current()
landed.stop_if_empty(frame)
signed = {str(event.number): event for event in moments(frame.warehouse, frame.period)}


def draw_unsigned() -> None:
    """Nothing to measure from: say so, and where to sign."""
    headline(frame, "Moved since signed", SENTENCE, "–", "Documents that moved", "nothing is signed", "gray")
    st.info(
        f"Nothing is signed for {month_name(frame.period)} yet. Once it is, this page lists every document that a "
        "later export shows differently, with what it does to stock, COGS and revenue.",
        icon=":material/draw:",
    )
    link("close/signoff", "Sign the month", icon=":material/arrow_forward:")


def choose_signature() -> str:
    """The signature or seal to measure from: the newest of the month unless another is chosen."""
    follow("since", [*signed])
    if st.session_state.get("since") not in signed:
        st.session_state["since"] = next(iter(signed))
    return next(iter(signed)) if len(signed) == 1 else st.session_state["since"]


def draw_moved(number: str) -> None:
    """The effect in money, and the list of what moved."""
    answer = moved.ask(frame.warehouse.organisation, int(number), frame.manifest.number)
    bears, went_on = where(answer.table, "bears", ["Y"]), where(answer.table, "bears", ["N"])
    count = bears.num_rows
    headline(
        frame,
        "Moved since signed",
        SENTENCE,
        f"{count:,}",
        "Documents that bear on the month",
        f"{count:,} not as signed" if count else "the month is as signed",
        "orange" if count else "green",
        ("close/signoff", "Sign again") if count and number == next(iter(signed)) else (),
    )
    if len(signed) > 1:
        st.selectbox("Since", [*signed], format_func=lambda key: moved.name(signed[key]), key="since")
    else:
        st.caption(f"Since {moved.name(signed[number])}.")
    moved.draw_effects(bears, frame.settings.currency)
    if not answer.table.num_rows:
        st.success(
            f"No document has moved: snapshot {signed[number].manifest} against snapshot {frame.manifest.number}.",
            icon=":material/check:",
        )
    else:
        views = {f"{BEARS} · {count:,}": bears, f"{WENT_ON} · {went_on.num_rows:,}": went_on}
        view = choose_one("Which", [name for name, rows in views.items() if rows.num_rows], "moved-which", hidden=True)
        shown = moved.by_change(views[view])
        shown = by_column(shown, "doc_type", "Type", "moved-type")
        row = pick(answer, shown, COLUMNS)
        downloads.offer(answer, shown, tuple(moved.EFFECTS))
        moved.draw_document(frame, row)
    computed.explain(answer)


if signed:
    draw_moved(choose_signature())
else:
    draw_unsigned()
