"""The search in the top bar: any document by reference or amount, any cause, and any page."""

from collections.abc import Iterator
from typing import NamedTuple

import streamlit as st

from close.rules.catalogue import causes, name_cause
from pages.parts.frame import scripts
from pages.parts.frame.navigation import PAGES, STORIES, link
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.answers import ask
from pages.parts.words import plain, say, say_money

KEYS = "Ctrl+K"
HELP = "Any reference, amount, cause or page"
MOST = 8  # hits of each kind


class Hit(NamedTuple):
    """A place that a search found: its label, its page, and the page's parameters."""

    label: str
    page: str
    parameters: dict[str, str]


def draw_button(context: PageContext) -> None:
    """Draw the button that opens the search."""
    if st.button("Search", icon=":material/search:", shortcut=KEYS, key="search-button", help=HELP):
        _draw(context)


@st.dialog("Search", width="medium", icon=":material/search:")
def _draw(context: PageContext) -> None:
    text = st.text_input(
        "Reference, amount, cause or page",
        placeholder="PO-4015, 1911.40, left in draft, accruals",
        key="search-text",
        type="search",
        live=True,
    )
    wanted = (text or "").strip()
    if not wanted:
        scripts.run(scripts.FOCUS_SEARCH)
        st.caption("Part of a reference is enough. Amounts match with and without tax.")
        return
    documents, causes_named, pages = _find_documents(context, wanted), _find_causes(wanted), _find_pages(wanted)
    groups = {"Documents": list(documents), "Causes": list(causes_named), "Pages": list(pages)}
    found = {name: hits for name, hits in groups.items() if hits}
    for name, hits in found.items():
        st.caption(name)
        with st.container(gap="xxsmall"):
            for hit in hits[:MOST]:
                link(hit.page, hit.label, **hit.parameters)
        if len(hits) > MOST:
            st.caption(f"The first {MOST} of them. Type more to narrow the search.")
    if not found:
        st.info(f"No document, cause or page matches {plain(wanted)}.")


def _find_documents(context: PageContext, wanted: str) -> Iterator[Hit]:
    if context.is_empty:
        return
    for row in ask(context, "document_search", reference=wanted).table.to_pylist():
        if row["doc_type"] in STORIES:
            name, contact = f"**{plain(row['ref'])}**", plain(row["contact"] or "")
            parts = (name, str(say(row["doc_type"])), contact, say_money(row["amount"]))
            yield Hit(" · ".join(part for part in parts if part), "document", {"ref": row["ref"]})


def _find_causes(wanted: str) -> Iterator[Hit]:
    for code in causes():
        if wanted.lower() in name_cause(code).lower():
            yield Hit(name_cause(code), "bridge", {"cause": code})


def _find_pages(wanted: str) -> Iterator[Hit]:
    for page in PAGES.values():
        if wanted.lower() in page.title.lower():
            yield Hit(page.title, page.name, {})
