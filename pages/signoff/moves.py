"""What moved since a signature: the comparison, and a picked document as it was and as it is."""

from decimal import Decimal
from typing import Any

import pyarrow as pa
import streamlit as st

from close.rules.answers import Answer
from close.signing.answers import moved_documents
from close.store.audit_log import Event
from pages.parts.frame.page_context import PageContext, link
from pages.parts.money import say_money
from pages.parts.widgets.answers import total
from pages.parts.widgets.filters import choose
from pages.parts.widgets.origin import show_origin
from pages.parts.widgets.tables import BLANK, NO_DATE
from pages.parts.words import plain, say

EFFECTS = {
    "on_stock": ("Stock on hand", "what the valuation would count, by the day stock moved"),
    "on_reconciliation": ("Reconciliation", "what the stock reconciliation would list, by accounting date"),
    "on_cogs": ("COGS", "of the month, by invoice and credit note date"),
    "on_revenue": ("Revenue", "Omni's sales of the month, ex tax"),
}
FACTS = {
    "state": "State",
    "move_date": "Stock moved",
    "acct_date": "Booked",
    "qty_ordered": "Ordered",
    "qty_moved": "Moved",
    "value": "Stock value",
    "cogs": "COGS",
    "sales": "Sales",
    "status": "Accounting status",
}
CHANGES = ("new", "back", "gone", "void", "draft", "date", "quantity", "cost", "amount", "status")
STATES = {
    "live": "live",
    "void": "void",
    "draft": "draft",
    "gone": "gone from the exports",
    "unknown": "not in any export",
}


def ask(context: PageContext, number: int) -> Answer:
    """What moved since an event, as of the snapshot that the page shows."""
    with st.spinner("Comparing every document…"):
        return moved_documents(context.warehouse, number, context.manifest.number)


def name(event: Event) -> str:
    """A signature or seal as it is chosen from."""
    role = f" as {event.value}" if event.value else ""
    when = event.recorded_at[:16].replace("T", " ")
    return f"{event.number}: {event.subject} {event.kind} by {event.who}{role}, {when} UTC"


def draw_effects(rows: pa.Table, currency: str) -> None:
    """What the documents do to stock, COGS and revenue of the month, one number each."""
    st.caption(f"What they do to the month{', in ' + plain(currency) if currency else ''}:")
    with st.container(horizontal=True):
        for column, (label, what) in EFFECTS.items():
            st.metric(label, say_money(total(rows, column)), help=f"Effect on {what}.", border=True)


def by_change(rows: pa.Table) -> pa.Table:
    """The rows with one of the chosen changes; a document may have several."""
    told = [text.split(", ") for text in rows["changes"].to_pylist()]
    counts = {kind: sum(kind in kinds for kinds in told) for kind in CHANGES}
    chosen = choose("What changed", {kind: count for kind, count in counts.items() if count}, "moved-changes")
    return rows.filter(pa.array([not chosen or bool({*kinds} & {*chosen}) for kinds in told], pa.bool_()))


def draw_document(context: PageContext, row: dict[str, Any] | None) -> None:
    """The picked document: what it was, what it is, what that does, and its line in the file."""
    if row is None:
        st.caption("Pick a row to see the document as it was signed and as it is now, and its line in the file.")
        return
    with st.container(border=True):
        st.subheader(plain(f"{say(row['doc_type'])} {row['ref']}"), anchor=False)
        halves = st.grid(5, min_column_width=180)
        with halves.cell(column_span=3):
            st.table(_facts(row), hide_index=True)
        with halves.cell(column_span=2):
            st.markdown(f"**Why it is here**\n\n{row['reason']}")
            effects = {label: row[column] for column, (label, _) in EFFECTS.items() if row[column]}
            told = [f"{label} {say_money(amount)}" for label, amount in effects.items()]
            st.markdown(f"**Effect on the month**\n\n{plain(', '.join(told) or 'none')}")
            link("reports/document", "The whole story of the document", icon=":material/timeline:", ref=row["ref"])
        show_origin(context, row)


def _facts(row: dict[str, Any]) -> list[dict[str, str]]:
    """Every fact as signed and now; an arrow where they differ."""
    sides = {label: (row[f"{fact}_before"], row[f"{fact}_now"], fact) for fact, label in FACTS.items()}
    return [
        {
            "Fact": label,
            "As signed": _say(before, fact),
            "": "→" if before != now else "",
            "Now": _say(now, fact),
        }
        for label, (before, now, fact) in sides.items()
        if before is not None or now is not None
    ]


def _say(value: object, fact: str) -> str:
    if value is None:
        return NO_DATE if fact.endswith("_date") else BLANK
    if isinstance(value, Decimal):
        return say_money(value) if fact in ("value", "cogs", "sales") else f"{value.normalize():f}"
    return plain(STATES.get(str(value), say(value)))
