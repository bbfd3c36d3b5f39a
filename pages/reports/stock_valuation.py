"""Historic stock valuations: what is on hand at the month end, what it is worth, and what moved since last month."""

import streamlit as st

from pages.parts.frame.page_context import current
from pages.parts.money import say_money
from pages.parts.month import landed
from pages.parts.month.headline import headline, judge
from pages.parts.widgets import computed, doors
from pages.parts.widgets.answers import ask, lacks, share_of_largest, total
from pages.parts.widgets.filters import by_column, by_flag, flagged
from pages.parts.widgets.listing import draw_list
from pages.parts.widgets.tables import FLAGS, draw
from pages.reports import stock

COLUMNS = (
    "product_code", FLAGS, "product_name", "soh", "stock_value", "change", "unit_value", "last_unit_value",
    "retail_value", "category", "option", "branch",
)  # fmt: skip
LARGEST = 10

context = current()
landed.stop_if_empty(context)
answer, before = ask(context, "stock_valuation"), ask(context, "stock_valuation", context.month.previous.period)
rows = answer.table
blind, caught = lacks(answer, "stock_valuation_lines"), flagged(answer)
headline(
    context,
    "Historic stock valuations",
    "what is on hand at the end of the month, at landed cost, by the day stock moved",
    say_money(None if blind else total(rows, "stock_value"), context.settings.currency),
    f"Stock value of {rows.num_rows:,} lines",
    *judge(blind, caught, f"{caught:,} lines with a flag", "no flags"),
    ("reports/stock_on_hand", "Compare with the reconciliation"),
)
landed.say_missing(context, answer)


def draw_top() -> None:
    """By category, beside last month; and how much of the value few lines hold."""
    halves = st.grid(5, min_column_width=150)
    with halves.cell(column_span=3):
        doors.draw_bars(stock.by_category(rows), "Stock value", "categories", "category")
    with halves.cell(column_span=2):
        draw(stock.compare(rows, None if before.unlanded else before.table), "compare", **stock.COMPARE_LABELS)
        share = share_of_largest(rows, "stock_value", LARGEST)
        if share is not None:
            st.markdown(f"The **{LARGEST} lines** of most value hold **{share:.0f} %** of it.")
        st.caption("A unit value is flagged (HV4) where it moved by more than 50 % since last month.")


def draw_lines() -> None:
    """The list by flag and category, and the picked line."""
    shown = by_column(by_flag(answer), "category", "Category", "category")
    draw_list(context, answer, shown, COLUMNS, ("stock_value", "retail_value", "change"))


if not blind:
    draw_top()
    draw_lines()
computed.explain(answer)
