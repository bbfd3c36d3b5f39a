"""The document: everything known about one document in both systems, step by step, with broken steps in red."""

import streamlit as st

from pages.parts.frame.navigation import PAGES, go, link
from pages.parts.frame.page_context import current
from pages.parts.month import uploads
from pages.parts.month.calculations import draw_calculations
from pages.parts.month.causes import cause, draw_card
from pages.parts.month.heading import Action, draw_heading
from pages.parts.widgets import story
from pages.parts.widgets.answers import ask, draw_none, where
from pages.parts.widgets.computation import explain
from pages.parts.widgets.detail import draw_blanks
from pages.parts.widgets.listing import draw_list
from pages.parts.words import plain, say, say_count, say_money

SENTENCE = "one document from creation to COGS in both systems, and the step that is missing"
DOCUMENTS = ("sales_documents", "purchase_documents", "stock_adjustments")
LARGEST = ("ref", "amount", "doc_type", "cause_id", "contact", "move_date", "acct_date", "status")
EFFECTS = {
    "leg1_amount": "valuation less reconciliation",
    "leg2_amount": "reconciliation less ledger",
    "revenue_amount": "sales less revenue",
}

context = current()
uploads.stop_if_empty(context)
wanted = st.query_params.get("ref", "").strip()
matches, findings = ask(context, "document_search", reference=wanted), ask(context, "findings")
found = story.choose(matches.table)
answer = ask(context, "document_story", reference=found[0]) if len(found) == 1 else matches


def draw_search() -> None:
    """Draw the reference search field. The URL stores its value."""
    st.session_state["search"] = wanted
    st.text_input(
        "Reference",
        key="search",
        placeholder="PO-4015, or part of it",
        icon=":material/search:",
        on_change=search,
        width=420,
    )


def search() -> None:
    """Put the search text into the URL."""
    st.query_params["ref"] = st.session_state["search"].strip()
    st.query_params.pop("row", None)


def draw_document(ref: str) -> None:
    """Draw the chain of one document, and the cause of any break."""
    steps = story.list_steps(answer.table, ref)
    first, links = steps[0], story.list_broken(steps)
    codes = sorted(set(where(findings.table, "ref", [ref])["cause_id"].to_pylist()))
    names = ", ".join(cause(code, context.period).name for code in codes)
    status = say_count(len(links), "broken step") if links else names or "no differences"
    draw_heading(
        context,
        plain(ref),
        SENTENCE,
        say_money(first["amount"], context.settings.currency),
        f"{say(first['doc_type'])}{', ' + plain(first['contact']) if first['contact'] else ''}",
        status,
        "red" if links else "orange" if codes else "green",
        find_way_back(),
    )
    draw_search()
    story.draw_chain(context, steps)
    draw_causes(ref, bool(links))


def find_way_back() -> Action:
    """Return the link to the list from which the history was opened, or to the bridge."""
    page, parameters = st.session_state.get(story.WAY_BACK, ("bridge", {}))
    return page, f"Back to {PAGES[page].title}", parameters


def draw_causes(ref: str, is_broken: bool) -> None:
    """Draw the month's findings on the document, and how to correct them."""
    rows = where(findings.table, "ref", [ref]).to_pylist()
    for row in rows:
        sides = [f"{label} {say_money(row[name])}" for name, label in EFFECTS.items() if row[name]]
        st.markdown(f"**In the bridge of this month:** {plain(', '.join(sides) or 'no effect on stock or revenue')}")
        draw_card(cause(row["cause_id"], context.period))
    if rows:
        draw_calculations(context, rows[0])
        draw_blanks(context, rows[0])
        link("what_if", "What if corrected?", icon=":material/science:", **{"what-if": ref})
    if not rows and is_broken:
        st.caption(
            "It has no cause this month, because the broken step does not cause a difference between the two "
            "systems at month end."
        )
    elif not rows:
        draw_none("It agrees in both systems.", findings)


def draw_choice() -> None:
    """Draw the documents found for part of a reference, or else the month's largest findings."""
    st.title("Document", anchor=False)
    st.caption(SENTENCE)
    draw_search()
    if wanted and not found:
        rows = say_count(count_read_rows(), "row")
        st.info(f"No document has {plain(wanted)} in its reference. {rows} up to this month were searched.")
    if found:
        whole = len(found) < story.MOST_FOUND
        chosen = st.pills(f"{len(found)} found" if whole else f"The first {len(found)}", found, key="found")
        if chosen:
            go("document", ref=chosen)
        return
    st.markdown("**The largest findings of the month**")
    draw_list(context, findings, findings.rows, LARGEST)


def count_read_rows() -> int:
    """Count the rows in exports that list documents, up to the month."""
    records = [r for name in DOCUMENTS for r in context.manifest.of(name) if r.period <= context.period]
    return sum(record.rows for record in records)


if len(found) == 1:
    draw_document(found[0])
else:
    draw_choice()
explain(answer)
