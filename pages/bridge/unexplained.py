"""The unexplained amount of a bridge: how it is left over, and the documents and entries of exactly that amount."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import streamlit as st

from close.engine.slices import Among
from close.work.legs import LEG_NAMES, Leg, say_leg
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import PageContext
from pages.parts.month.causes import cause
from pages.parts.month.settling import draw_places
from pages.parts.widgets.answers import ask
from pages.parts.widgets.drill_downs import draw_ways
from pages.parts.widgets.tables import draw
from pages.parts.words import plain, say, say_day, say_money

MOST = 10
LEADS = {"what": "What it is", "ref": "Reference", "contact": "Contact or text", "amount": "Amount", "why": "Why"}

Way = tuple[str, str, str, dict[str, str]]
ALONE: Way = (
    "ledger_match",
    "Ledger entries without a valid document",
    "join_inner",
    {"view": "Without a valid document"},
)
# Where to look next. Only the reconciliation and the ledger can be compared document by document.
BOOKS: tuple[Way, ...] = (ALONE, ("stock_account", "Stock account", "balance", {}))
WAYS: dict[str, tuple[Way, ...]] = {
    "hsv_to_sohr": (
        ("stock_valuation", "Valuation by product", "inventory_2", {}),
        ("stock_on_hand", "Reconciliation, entry by entry", "warehouse", {}),
        ("tie_outs", "Tie-outs between the exports", "rule", {}),
    ),
    "sohr_to_gl": (
        ("bridge", "First month and document that differ", "broken_image", {"view": "First difference"}),
        ("bridge", "Errors that cancel out", "compare_arrows", {"view": "Offsetting errors"}),
        ALONE,
    ),
    "revenue": (
        ALONE,
        ("tie_outs", "Tie-outs between the exports", "rule", {}),
    ),
}


class Guess(NamedTuple):
    """An amount that would explain the remainder, and the mistake that it would come from."""

    amount: Decimal
    why: str


def draw_unexplained(context: PageContext, legs: Iterable[Leg]) -> None:
    """Draw each leg that does not foot, and where to look for the remainder."""
    open_legs = [leg for leg in legs if leg.unexplained or not leg.is_known]
    if not open_legs:
        st.success("Every difference between the two sides has a cause. 0.00 is unexplained.", icon=":material/check:")
    for leg in open_legs:
        with st.container(border=True):
            st.markdown(f"**{LEG_NAMES[leg.name]}: {say_money(leg.unexplained)} unexplained**")
            st.markdown(plain(say_leg(leg)))
            _draw_leads(context, leg)
            with st.container(horizontal=True):
                if leg.estimates:
                    causes = ",".join(row["cause_id"] for row in leg.estimates)
                    link("bridge", "Documents with an estimated cost", ":material/approval_delegation:", cause=causes)
                for page, words, icon, parameters in WAYS.get(leg.name, BOOKS):
                    link(page, words, f":material/{icon}:", **parameters)
    not_tested = ask(context, "causes_not_tested").table.to_pylist()
    if not_tested:
        st.markdown("**Causes that could not be tested**")
        names = [{**row, "name": cause(row["cause_id"], context.period).name} for row in not_tested]
        draw(names, "not-tested", name="Cause", unmet="What is missing", settled_by="What settles it")
        draw_places(not_tested, context.period)


def _draw_leads(context: PageContext, leg: Leg) -> None:
    """Draw what has exactly the amount that remains, or half of it."""
    amount = abs(leg.unexplained)
    if not amount:
        return
    guesses = [Guess(amount, "its amount is the remainder")]
    if half := amount / 2 if amount * 100 % 2 == 0 else None:
        guesses.append(Guess(half, "twice its amount is the remainder: it may have been posted to the wrong side"))
    found = [lead for guess in guesses for lead in [*_find_documents(context, guess), *_find_entries(context, guess)]]
    if found:
        draw_ways(found[:MOST], [lead["way"] for lead in found[:MOST]], f"leads-{leg.name}", LEADS)
    else:
        halved = (
            f" None has half of it, {say_money(half)}, either, which would point to an amount posted to the wrong side."
            if half
            else ""
        )
        st.caption(f"No document and no ledger entry has the amount {say_money(amount)}.{halved}")
    if leg.estimates:
        st.caption(f"Estimates that are {say_money(amount)} off would also leave this amount. Look at those first.")
    if amount * 100 % 9 == 0:
        st.caption("It can be divided by nine, as it can if two digits of an amount were swapped.")


def _find_documents(context: PageContext, guess: Guess) -> Iterator[dict[str, Any]]:
    for row in ask(context, "document_search", reference=str(guess.amount)).table.to_pylist():
        if row["amount"] is not None and abs(row["amount"]) == guess.amount:
            yield {**row, "what": say(row["doc_type"]), "why": guess.why, "way": ("document", {"ref": row["ref"]})}


def _find_entries(context: PageContext, guess: Guess) -> Iterator[dict[str, Any]]:
    entries = ask(context, "ledger_match").rows.where(Among("net", (guess.amount, -guess.amount)))
    for row in entries.page(0, MOST).to_pylist():
        text = {"ref": row["reference"], "contact": row["description"], "amount": row["net"]}
        text["way"] = "ledger_match", {"entry": f"{row['_landing']}/{row['_line']}"}
        yield {**text, "what": f"{say(row['account'])} entry, {say_day(row['entry_date'])}", "why": guess.why}
