"""The tolerance of a control account: how its residual compares with it, and what it is made of."""

from decimal import Decimal
from typing import Any

import streamlit as st

from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.answers import ask
from pages.parts.words import Colour, say_money

Record = dict[str, Any]


def find_tolerance(context: PageContext, account: str) -> Record:
    """Return the row of the report `tolerances` for an account."""
    return next(row for row in ask(context, "tolerances").table.to_pylist() if row["account"] == account)


def judge(residual: Decimal | None, limit: Record, agreement: str) -> tuple[str, Colour]:
    """Return the status of a residual, which is never called zero if it is only within tolerance, and a colour."""
    if residual is None:
        return "Cannot tell", "orange"
    if not residual:
        return agreement, "green"
    is_within = abs(residual) <= limit["tolerance"]
    return (f"within the tolerance of {say_money(limit['tolerance'])}", "blue") if is_within else ("differs", "red")


def draw_tolerance(limit: Record) -> None:
    """Draw the tolerance and the limits behind it, with a link to change them."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(say_tolerance(limit), width="content")
        link("organisation", "Change it" if limit["tolerance"] else "Set one", icon=":material/tune:")


def say_tolerance(limit: Record) -> str:
    """Return the tolerance in a sentence: Tolerance 50.00: the smaller of 50.00 and 1.00% of 9,000.00."""
    limits = [say_money(limit["amount"])] if limit["amount"] else []
    if limit["percent"]:
        base = say_money(limit["base"]) if limit["base"] is not None else "an unknown balance"
        limits.append(f"{limit['percent']:.2f}% of {base}")
    if not limits:
        return "Tolerance: none. The two sides have to agree to the cent."
    smaller = "the smaller of " if len(limits) > 1 else ""
    return f"Tolerance {say_money(limit['tolerance'])}: {smaller}{' and '.join(limits)}."
