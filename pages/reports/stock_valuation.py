"""Historic stock valuations: stock on hand at month end, its value, and the change since last month."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.parts.frame.page_context import current
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading, judge_findings
from pages.parts.widgets import drill_downs
from pages.parts.widgets.answers import ask, lacks, say_source, share_of_largest, tally, total
from pages.parts.widgets.computation import explain
from pages.parts.widgets.filters import by_column, by_flag, count_flagged
from pages.parts.widgets.listing import draw_list
from pages.parts.widgets.tables import FLAGS, draw
from pages.parts.words import say_count, say_money, say_quantity

COLUMNS = (
    "product_code", "product_name", "soh", "stock_value", FLAGS, "change", "unit_value", "last_unit_value",
    "retail_value", "category", "option", "branch",
)  # fmt: skip
COMPARED = {"what": "Total", "now": "This month", "last": "Last month", "change": "Change"}
LARGEST = 10
VALUE, UNITS = "Stock value", "Units on hand"
WRITTEN: Mapping[str, Callable[[object], str]] = {VALUE: say_money, UNITS: say_quantity}

context = current()
uploads.stop_if_empty(context)
answer, before = ask(context, "stock_valuation"), ask(context, "stock_valuation", context.month.previous.period)
rows = answer.table
blind, caught = lacks(answer, "stock_valuation_lines"), count_flagged(answer)
draw_heading(
    context,
    "Historic stock valuations",
    "stock on hand at month end at landed cost, by the date the stock moved",
    say_money(None if blind else total(rows, "stock_value"), context.settings.currency),
    f"Stock value of {say_count(rows.num_rows, 'line')}",
    *judge_findings(blind, caught, f"{say_count(caught, 'line')} with a flag", "no flags"),
    ("stock_on_hand", "Compare with the reconciliation"),
    why=say_source(context, answer),
)
uploads.warn_of_missing(context, answer)


def draw_top() -> None:
    """Draw the value by category against last month, and the share held by the largest few lines."""
    halves = st.grid(5, min_column_width=150)
    with halves.cell(column_span=3):
        drill_downs.draw_bars(sum_categories(), "Stock value", "categories", "category")
    with halves.cell(column_span=2):
        draw(compare_months(), "compare", ("now", "last", "change"), **COMPARED)
        share = share_of_largest(rows, "stock_value", LARGEST)
        if share is not None:
            st.markdown(f"The **{LARGEST} largest lines** make up **{share:.0f}%** of the value.")
        st.caption("A unit value that changed by more than 50% since last month is flagged (HV4).")


def sum_categories() -> list[dict[str, Any]]:
    """Return a bar for each category, highest value first. Lines without a category appear only in the list."""
    return [
        {"code": row["category"], "label": row["category"], **row}
        for row in tally(rows, ["category"], "stock_value")
        if row["category"]
    ]


def compare_months() -> list[dict[str, Any]]:
    """Return this month and last month: value and units. If last month's export is missing, its side is blank."""
    now, last = measure(rows), {} if before.unlanded else measure(before.table)
    return [
        {
            "what": what,
            "now": WRITTEN[what](value),
            "last": WRITTEN[what](last[what]) if last else None,
            "change": WRITTEN[what](value - last[what]) if last else None,
        }
        for what, value in now.items()
    ]


def measure(lines: pa.Table) -> dict[str, Decimal]:
    """Return the value and units of some lines."""
    return {VALUE: total(lines, "stock_value"), UNITS: total(lines, "soh")}


def draw_lines() -> None:
    """Draw the list by flag and category, and the selected line."""
    lines = by_column(by_flag(answer), "category", "Category", "category")
    draw_list(context, answer, lines, COLUMNS, ("stock_value", "retail_value", "change"))


if not blind:
    draw_top()
    draw_lines()
explain(answer)
