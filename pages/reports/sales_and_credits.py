"""Sales orders and credit notes: the month's documents as Omni reports them, with what stands in the way of closing."""

import streamlit as st

from pages.parts.frame.page_context import current
from pages.parts.frame.url import follow
from pages.parts.money import say_money
from pages.parts.month import landed
from pages.parts.month.headline import headline, judge
from pages.parts.widgets import computed
from pages.parts.widgets.answers import ask, lacks, total, where
from pages.parts.widgets.filters import by_column, by_flag, flagged
from pages.parts.widgets.listing import draw_list
from pages.parts.widgets.tables import FLAGS, flags
from pages.parts.words import YES_NO
from pages.reports.months import WHERE, placed

COLUMNS = (
    "order_ref", FLAGS, "sales", "move_date", "acct_date", "status", "qty_ordered", "qty_dispatched", "cost",
    "gross_profit", "gp_pct", "customer", "payment_batch_ref", "created_date",
)  # fmt: skip

context = current()
landed.stop_if_empty(context)
answer = ask(context, "sales_and_credits")
blind, caught = lacks(answer, "sales_documents"), flagged(answer)
headline(
    context,
    "Sales orders and credit notes",
    "every document of the month's export, at the month end",
    say_money(None if blind else total(answer.table, "sales"), context.settings.currency),
    f"Sales before tax of {answer.table.num_rows:,} documents listed",
    *judge(blind, caught, f"{caught:,} documents with a flag", "no flags"),
    ("timing_differences/missing_fields", "Fill the missing dates"),
)
landed.say_missing(context, answer)


def draw_documents() -> None:
    """The list by flag, kind and month of the books; documents gone from the newest export are among them."""
    shown = by_flag(answer)
    with st.container(horizontal=True):
        shown = by_column(shown, "doc_type", "Type", "type")
        shown = by_column(placed(shown, "acct_date", context.month), WHERE, "Invoice or credit note date", "booked")
        if where(answer.table, "vanished", ["Y"]).num_rows:
            shown = by_column(shown, "vanished", "Gone from the newest export", "vanished", YES_NO.__getitem__)
    draw_list(context, answer, shown, COLUMNS, ("sales", "cost", "gross_profit"))


follow("type", ("SO", "CN"), many=True)
follow(f"flags-{answer.report.name}", list(flags(answer)), many=True)
if not blind:
    draw_documents()
computed.explain(answer)
