"""The search in the top bar: documents, ledger entries, open items, figures by amount, causes, tie-outs, pages."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

import streamlit as st

from close.rules.catalogue import causes
from pages.parts.bar.figures import find_figures, list_tie_outs
from pages.parts.frame import scripts
from pages.parts.frame.navigation import PAGES, STORIES, link
from pages.parts.frame.page_context import PageContext
from pages.parts.month.causes import cause
from pages.parts.widgets.answers import ask
from pages.parts.words import name_tie_out, plain, say, say_day, say_money

OPEN = "open"
KEYS = "Ctrl+K"
HELP = "Any reference, amount, customer, supplier, cause, tie-out or page"
MOST = 8  # hits of each kind
EXACT, NAMED, DESCRIBED = range(3)
# Words that need not occur in what is found.
FILLERS = frozenset(("a", "an", "and", "has", "in", "is", "of", "on", "the", "to", "was", "what", "with"))
# A number, alone or with a currency before or after it: GBP 12.50, NZ$ 12.50, (12.50), 12,50 EUR.
AMOUNT = re.compile(
    r"[\W\d_]*(?:[^\W\d_]{3}(?:\s|[^\w\s.,()/#-])*|[^\W\d_]{1,2}[^\w\s.,()/#-]\s*)?\d[\W\d_]*(?:[^\W\d_]{3})?"
)


class Hit(NamedTuple):
    """A place that a search found: its label, its page, the page's parameters, and how well it fits.

    The best rank is 0, for a reference, a code or a title that is exactly the text.
    """

    label: str
    page: str
    parameters: dict[str, str]
    rank: int


def draw_button(context: PageContext) -> None:
    """Draw the button that opens the search."""
    if st.button("Search", icon=":material/search:", shortcut=KEYS, key="search-button", help=HELP):
        _draw(context)


@st.dialog("Search", width="medium", icon=":material/search:")
def _draw(context: PageContext) -> None:
    text = st.text_input(
        "Reference, amount, customer, supplier, cause, tie-out or page",
        placeholder="PO-4015, 1,911.40, Elbe Textil, left in draft, T16",
        key="search-text",
        type="search",
        live=True,
    )
    wanted = (text or "").strip()
    if not wanted:
        scripts.run(scripts.FOCUS_SEARCH)
        scripts.run(scripts.CHOOSE_HIT)  # Enter may be pressed before the first hits are here
        st.caption("Part of a reference is enough. Amounts match with and without tax.")
        return
    found = find(context, wanted)
    with st.container(key="search-hits"):
        for name, hits in found.items():
            _draw_group(name, hits)
    if found:
        st.caption("Enter opens the first one. The arrow keys choose another.")
    else:
        st.info(f"No document, ledger entry, figure, cause, tie-out or page matches {plain(wanted)}.")
    scripts.run(scripts.CHOOSE_HIT, searched=wanted)


def _draw_group(name: str, hits: Sequence[Hit]) -> None:
    st.caption(name)
    with st.container(gap="xxsmall"):
        for hit in hits[:MOST]:
            link(hit.page, hit.label, **hit.parameters)
    if len(hits) > MOST:
        st.caption(f"The first {MOST} of them. Type more to narrow the search.")


def find(context: PageContext, wanted: str) -> dict[str, list[Hit]]:
    """Return the hits of each kind, the best first. The kind with the best hit comes first."""
    groups = {
        "Documents": list(_find_documents(context, wanted)),
        "Worklist": list(_find_items(context, wanted)),
        "Ledger entries": list(_find_entries(context, wanted)),
        "Figures of the month": list(_find_figures(context, wanted)),
        "Causes": sorted(_find_causes(context, wanted), key=_rank),
        "Tie-outs": sorted(_find_tie_outs(context, wanted), key=_rank),
        "Pages": sorted(_find_pages(wanted), key=_rank),
    }
    found = [(name, hits) for name, hits in groups.items() if hits]
    return dict(sorted(found, key=lambda pair: pair[1][0].rank))


def _rank(hit: Hit) -> int:
    return hit.rank


def _find_documents(context: PageContext, wanted: str) -> Iterator[Hit]:
    if context.is_empty:
        return
    for row in ask(context, "document_search", reference=wanted).table.to_pylist():
        if row["doc_type"] in STORIES:
            name, contact = f"**{plain(row['ref'])}**", plain(row["contact"] or "")
            label = _join(name, str(say(row["doc_type"])), contact, say_money(row["amount"]))
            yield Hit(label, "document", {"ref": row["ref"]}, EXACT if row["is_exact"] == "yes" else NAMED)


def _find_items(context: PageContext, wanted: str) -> Iterator[Hit]:
    """Yield open items by reference, contact or amount, whether or not an export of Omni lists their document."""
    if context.is_empty:
        return
    asked, amount = _write(wanted), read_amount(wanted)
    for row in ask(context, "worklist").rows.among("status", [OPEN]).table().to_pylist():
        name = cause(row["cause_id"], context.period).name
        is_of_amount = amount is not None and row["amount"] is not None and abs(row["amount"]) == amount
        if asked and (is_of_amount or asked in _write(f"{row['ref']} {row['contact'] or ''}")):
            parts = (f"**{plain(row['ref'])}**", plain(row["contact"] or ""), plain(name))
            rank = EXACT if _write(row["ref"]) == asked else NAMED
            yield Hit(_join(*parts, say_money(row["amount"])), "worklist", {"row": row["item"]}, rank)


def _find_entries(context: PageContext, wanted: str) -> Iterator[Hit]:
    if context.is_empty:
        return
    for row in ask(context, "ledger_search", reference=wanted).table.to_pylist():
        name = f"**{plain(row['reference'] or 'no reference')}**"
        label = _join(
            name,
            plain(row["contact"]),
            say_day(row["entry_date"]) if row["entry_date"] else "",
            say_money(row["amount"]),
        )
        rank = EXACT if _write(row["reference"] or "") == _write(wanted) else NAMED
        if row["doc_type"] in STORIES:
            yield Hit(label, "document", {"ref": row["document"]}, rank)
        else:
            line = f"{row['_landing']}/{row['_line']}"
            yield Hit(label, "ledger_match", {"period": row["period"], "entry": line}, rank)


def read_amount(text: str) -> Decimal | None:
    """Return the amount that a text is, with separators, a currency, a sign or parentheses, or None."""
    digits = re.sub(r"[^0-9.,]", "", text)
    if not AMOUNT.fullmatch(text.strip()):
        return None
    if re.fullmatch(r"[\d.]*,\d{1,2}", digits):  # a comma before one or two digits is a decimal mark
        digits = digits.replace(".", "").replace(",", ".")
    try:
        return Decimal(digits.replace(",", ""))
    except InvalidOperation:
        return None


def _write(text: str) -> str:
    """Return the letters and digits of a text, which are what has to agree."""
    return re.sub(r"[\W_]+", "", text.casefold())


def _join(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _find_figures(context: PageContext, wanted: str) -> Iterator[Hit]:
    amount = read_amount(wanted)
    if amount is None or context.is_empty:
        return
    for figure in find_figures(context, amount):
        label = _join(f"**{plain(figure.name)}**", plain(say_money(figure.amount)))
        yield Hit(label, figure.page, {**figure.parameters}, NAMED)


def _find_tie_outs(context: PageContext, wanted: str) -> Iterator[Hit]:
    for row in [] if context.is_empty else list_tie_outs(context):
        rank = _compare(wanted, (row["tie_out"], row["label"]))
        if rank is not None:
            yield Hit(_join(plain(name_tie_out(row)), plain(row["state"])), "tie_outs", {}, rank)


def _find_causes(context: PageContext, wanted: str) -> Iterator[Hit]:
    for code in causes():
        known = cause(code, context.period)
        rank = _compare(wanted, (code, known.title, known.name), f"{known.description} {known.fix}")
        if rank is not None:
            yield Hit(plain(known.name), "bridge", {"cause": code}, rank)


def _find_pages(wanted: str) -> Iterator[Hit]:
    for page in PAGES.values():
        rank = _compare(wanted, (page.title, *page.others, page.address.replace("-", " ")))
        if rank is not None:
            was = next((other for other in page.others if _compare(wanted, (other,)) is not None), "")
            is_other = bool(was) and _compare(wanted, (page.title,)) is None
            yield Hit(f"{page.title} ({was})" if is_other else page.title, page.name, {}, rank)


def _compare(wanted: str, names: Iterable[str], text: str = "") -> int | None:
    """Return how well a text fits the names of a place or what is written about it, or None if it does not.

    Each word, or the beginning of one, has to occur, in any order.
    """
    names, every = [name.casefold() for name in names], re.findall(r"\w+", wanted.casefold())
    words = [word for word in every if word not in FILLERS] or every
    if wanted.casefold() in names:
        return EXACT
    if not words:
        return None
    if any(_has_all(name, words) for name in names):
        return NAMED
    return DESCRIBED if text and _has_all(f"{' '.join(names)} {text.casefold()}", words) else None


def _has_all(text: str, words: Sequence[str]) -> bool:
    return all(re.search(rf"\b{re.escape(word)}", text) for word in words)
