"""Opening balances that differ from the month before: the parts of each change, which lead from T19 to the bridge."""

from decimal import Decimal

import streamlit as st

from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.month.causes import cause
from pages.parts.widgets.answers import ask
from pages.parts.widgets.drill_downs import Way, draw_ways
from pages.parts.words import plain, say_money

TITLE = "Opening balances that differ from the month before"
COLUMNS = {
    "month": "Month",
    "change": "Opening change",
    "replaced_cogs": "Replaced COGS",
    "posted_late": "Posted late",
    "changed_in_omni": "Same in Omni",
    "drift": "The rest",
}


def draw_openings(context: PageContext) -> None:
    """Draw how the opening balances changed and which part of it is on the bridge, or nothing if none changed."""
    rows = ask(context, "opening_changes").table.to_pylist()
    if not rows:
        return
    st.header(TITLE, anchor=False)
    ways: list[Way] = [("tie_outs", {"period": row["period"]}) for row in rows]
    draw_ways([{**row, "month": month_name(row["period"])} for row in rows], ways, "openings", COLUMNS)
    sums = {
        code: -sum((row["drift"] for row in rows if row["cause_id"] == code), Decimal(0)) for code in ("G05", "A08")
    }
    found = [f"{cause(code, context.period).name} {say_money(amount)}" for code, amount in sums.items() if amount]
    on_bridge = (
        f"On the bridge, with the opposite sign: {' and '.join(found)}." if found else "None of it is on the bridge."
    )
    st.caption(
        plain(
            "A tie-out shows the whole change of its month's opening balance. COGS journals that a later sync "
            "replaced, and documents posted late, have causes of their own. What Omni changed as well "
            f"leaves the gap as it is. Only the rest is a difference without a document. {on_bridge}"
        )
    )
