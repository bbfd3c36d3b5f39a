"""The calculation of each difference of a document, and the order that a duplicate invoice repeats."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import streamlit as st

from close.rules.catalogue import name_cause
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.answers import ask, where
from pages.parts.words import plain, say_money, say_quantity

Row = Mapping[str, Any]
# What each of the two amounts of a leg is.
TERMS = {
    "hsv_to_sohr": ("the effect on the valuation", "the effect on the reconciliation"),
    "sohr_to_gl": ("the effect on the reconciliation", "the effect on the ledger"),
}
RECORDED = {"S09": "no recorded COGS", "S10": "the recorded COGS"}


def draw_calculations(context: PageContext, row: Row) -> None:
    """Draw the calculation of each difference of the document of a row."""
    found = where(ask(context, "calculations").table, "ref", [row["ref"]])
    for one in where(found, "doc_type", [row["doc_type"]]).to_pylist():
        if said := say_calculation(one):
            st.caption(plain(said))
    for one in where(ask(context, "duplicate_invoices").table, "ref", [row["ref"]]).to_pylist():
        st.warning(plain(say_duplicate(one)), icon=":material/content_copy:")


def say_duplicate(row: Row) -> str:
    """Return the order that a duplicate repeats, and what the ledger shows as paid for the two."""
    named = f"{row['ref']} has the same supplier invoice as {row['twin_ref'] or 'another order'}: {row['number']}."
    if row["recoverable"] is not None:
        both = f"{say_money(row['paid'])} for {row['ref']} and {say_money(row['twin_paid'])} for {row['twin_ref']}"
        return (
            f"{named} The ledger shows payments of both: {both}. If they are one purchase, "
            f"{say_money(row['recoverable'])} may be recovered from the supplier."
        )
    amounts = {row["ref"]: row["paid"], row["twin_ref"]: row["twin_paid"]}
    paid = [f"{say_money(amount)} for {ref}" for ref, amount in amounts.items() if amount]
    return f"{named} The ledger shows {f'a payment of {paid[0]} only' if paid else 'no payment of either'}."


def say_calculation(row: Row) -> str:
    """Return an amount as one amount less another, and where the first of them comes from.

    If one of the two is zero, only the quantities of a document that moved in part are left to say.
    """
    if row["basis"]:
        return _say_estimate(row)
    cause, part = name_cause(row["cause_id"]), _say_part(row)
    if not row["first_amount"] or not row["second_amount"]:
        return f"{cause}:{part}" if part else ""
    first, second = TERMS[row["leg"]]
    amounts = f"{say_money(row['first_amount'])} ({first}) less {say_money(row['second_amount'])} ({second})"
    return f"{cause}: {say_money(row['amount'])} is {amounts}.{part}"


def _say_estimate(row: Row) -> str:
    """Return an estimated amount as the recorded COGS less the estimated cost. Both reduce stock."""
    recorded = f"{say_money(-row['second_amount'])} ({RECORDED[row['cause_id']]})"
    cost = f"{say_money(-row['first_amount'])} (the cost of the units, an estimate from: {row['basis']})"
    return f"{name_cause(row['cause_id'])}: {say_money(row['amount'])} is {recorded} less {cost}."


def _say_part(row: Row) -> str:
    """Return how the value of a document that moved in part follows from its quantities, if it does."""
    if row["leg"] != "hsv_to_sohr" or not row["qty_ordered"] or not row["qty_moved"] or row["whole_value"] is None:
        return ""
    moved, whole = (say_quantity(abs(row[name])) for name in ("qty_moved", "qty_ordered"))
    share = (row["whole_value"] * row["qty_moved"] / row["qty_ordered"]).quantize(Decimal("0.01"))
    product = f": {say_money(row['whole_value'])} × {moved} ÷ {whole} = {say_money(share)}"
    is_share = share in (row["first_amount"], -row["first_amount"])
    return f" {moved} of {whole} units have moved{product if is_share else ''}."
