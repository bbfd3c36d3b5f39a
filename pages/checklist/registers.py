"""Payments that are not in a batch, by day, branch and payment method: the registers to close."""

import streamlit as st

from close.engine.slices import Rows
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.answers import ask, total, where
from pages.parts.widgets.downloads import offer_rows
from pages.parts.widgets.tables import draw
from pages.parts.words import YES_NO, say_count, say_money

CHANNELS = {"CL1": "pos", "CL2": "ecommerce"}
COLUMNS = {
    "payment_date": "Day",
    "branch": "Branch",
    "method": "Payment method",
    "payments": "Payments",
    "amount": "Not batched, with tax",
    "days_waiting": "Days waiting",
    "habit_days": "Last month",
    "is_overdue": "Overdue",
}


def draw_registers(context: PageContext, step: str) -> None:
    """Draw the days waiting for a batch, oldest first, with last month's number of days. Only for CL1 and CL2."""
    if step not in CHANNELS:
        return
    answer = ask(context, "registers_by_day")
    table = where(answer.table, "channel", [CHANNELS[step]])
    if not table.num_rows:
        return
    rows = [{**row, "is_overdue": YES_NO[row["is_overdue"]]} for row in table.to_pylist()]
    overdue = sum(row["is_overdue"] == "Y" for row in table.to_pylist())
    waiting = f"{say_count(len(rows), 'register')} by day, {say_money(total(table, 'amount'))}, {overdue:,} overdue"
    with st.expander(f"Not batched: {waiting}", icon=":material/point_of_sale:"):
        draw(rows, f"registers-{step}", **COLUMNS)
        st.caption(
            "Overdue registers have waited longer than payments did last month, or longer than a day if last month is "
            "unknown. Amounts include tax."
        )
        offer_rows(answer, Rows(table), ("amount",), is_all=True)
