"""The document: everything known about one document in both systems, step by step, with broken steps in red."""

from datetime import date

import streamlit as st

from pages.parts.frame.navigation import PAGES, go, link
from pages.parts.frame.page_context import current
from pages.parts.frame.url import AS_OF
from pages.parts.month import uploads
from pages.parts.month.calculations import draw_calculations
from pages.parts.month.causes import cause, draw_card
from pages.parts.month.heading import Action, draw_heading, draw_title
from pages.parts.widgets import story
from pages.parts.widgets.answers import ask, draw_none, where
from pages.parts.widgets.comments import draw_thread
from pages.parts.widgets.computation import explain
from pages.parts.widgets.detail import draw_blanks
from pages.parts.widgets.listing import draw_list
from pages.parts.words import plain, say, say_count, say_day, say_money
from pages.reports import document_chain

SENTENCE = "one document step by step in both systems, with any step that has to be corrected"
DOCUMENTS = ("sales_documents", "purchase_documents", "stock_adjustments")
LARGEST = ("ref", "amount", "doc_type", "cause_id", "contact", "move_date", "acct_date", "status")
EFFECTS = {
    "leg1_amount": ("Omni's stock on hand", "Omni's reconciliation"),
    "leg2_amount": ("Omni's reconciliation", "the ledger's stock account"),
    "revenue_amount": ("Omni's sales", "the ledger's revenue"),
}
WORK = {"assignee": "Assigned to", "due": "Due", "status": "Status", "exit_note": "Explanation"}

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
    steps = story.find_steps(context, answer.table, ref)
    first, links = steps[0], story.list_broken(steps)
    codes = sorted(set(where(findings.table, "ref", [ref])["cause_id"].to_pylist()))
    names = ", ".join(cause(code, context.period).name for code in codes)
    is_clearing = story.clears(steps)
    status = story.say_corrections(steps) if links or is_clearing else names or "no differences"
    draw_heading(
        context,
        plain(ref),
        SENTENCE,
        say_money(first["amount"], context.settings.currency),
        f"{say(first['doc_type'])}{', ' + plain(first['contact']) if first['contact'] else ''}",
        status,
        "red" if links else "blue" if is_clearing else "orange" if codes else "green",
        find_way_back(),
    )
    draw_search()
    document_chain.draw_chain(context, steps)
    document_chain.draw_today(context, ref, steps)
    draw_work(first)
    draw_causes(ref, bool(links))


def find_way_back() -> Action:
    """Return the link to the list from which the history was opened, or to the bridge."""
    page, parameters = st.session_state.get(story.WAY_BACK, ("bridge", {}))
    return page, f"Back to {PAGES[page].title}", {**parameters, AS_OF: st.query_params.get(AS_OF, "")}


def draw_work(document: story.Record) -> None:
    """Draw who corrects the document by when, the decision on it with its explanation, and its comments."""
    items = ask(context, "worklist").rows.among("doc_type", [document["doc_type"]])
    for item in items.among("ref", [document["ref"]]).table().to_pylist():
        known = {**item, "assignee": item["assignee"] or "Nobody yet"}
        facts = [f"{label}: **{plain(say_fact(known[name]))}**" for name, label in WORK.items() if known[name]]
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(" · ".join(facts), width="content")
            link("worklist", "Open it on the worklist", icon=":material/assignment_ind:", row=item["item"])
    with st.expander("Comments", icon=":material/comment:"):
        draw_thread(context, f"{document['doc_type']}:{document['ref_key']}")


def say_fact(value: object) -> str:
    """Return a fact of the worklist in words."""
    return say_day(value) if isinstance(value, date) else str(say(value))


def draw_causes(ref: str, is_broken: bool) -> None:
    """Draw the month's findings on the document, what they do to its two sides, and how to correct them."""
    rows = where(findings.table, "ref", [ref]).to_pylist()
    for row in rows:
        draw_card(cause(row["cause_id"], context.period), say_effects(row))
    if rows:
        draw_calculations(context, rows[0])
        draw_blanks(context, rows[0])
        link("what_if", "Try the correction", icon=":material/science:", **{"what-if": ref})
    if not rows and is_broken:
        st.caption(
            "It has no cause this month, because the broken step does not cause a difference between the two "
            "systems at month end."
        )
    elif not rows:
        draw_none("It agrees in both systems.", findings)


def say_effects(row: story.Record) -> str:
    """Return which side is higher because of a finding, and by how much."""
    sides = [
        f"{higher} {'are' if higher.endswith('s') else 'is'} {say_money(abs(amount))} "
        f"{'higher' if amount > 0 else 'lower'} than {lower}."
        for name, (higher, lower) in EFFECTS.items()
        if (amount := row[name])
    ]
    return " ".join(sides) or "It changes neither stock nor sales of this month."


def draw_choice() -> None:
    """Draw the documents found for part of a reference, or else the month's largest findings."""
    draw_title(context, "Document", SENTENCE)
    draw_search()
    if wanted and not found:
        rows = say_count(count_read_rows(), "row")
        st.info(f"No document has {plain(wanted)} in its reference or contact. {rows} up to this month were searched.")
    if found:
        whole = len(found) < story.MOST_FOUND
        label = f"{len(found)} found" if whole else f"The first {len(found)}"
        chosen = st.pills(label, found, key="found", format_func=plain)
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
