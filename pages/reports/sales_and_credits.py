"""Sales orders and credit notes: the month's documents as Omni reports them, with what stands in the way of closing."""

import streamlit as st

from pages.parts import computed, landed
from pages.parts.answers import ask, lacks, total, where
from pages.parts.filters import by_column, by_flag, flagged
from pages.parts.frame import current
from pages.parts.headline import headline, judge
from pages.parts.listing import draw_list
from pages.parts.money import say_money
from pages.parts.months import WHERE, placed
from pages.parts.tables import FLAGS, flags
from pages.parts.url import follow
from pages.parts.words import YES_NO

COLUMNS = (
    "order_ref", FLAGS, "sales", "move_date", "acct_date", "status", "qty_ordered", "qty_dispatched", "cost",
    "gross_profit", "gp_pct", "customer", "payment_batch_ref", "created_date",
)  # fmt: skip

frame = current()
landed.stop_if_empty(frame)
answer = ask(frame, "sales_and_credits")
blind, caught = lacks(answer, "sales_documents"), flagged(answer)
headline(
    frame,
    "Sales orders and credit notes",
    "every document of the month's export, at the month end",
    say_money(None if blind else total(answer.table, "sales"), frame.settings.currency),
    f"Sales before tax of {answer.table.num_rows:,} documents listed",
    *judge(blind, caught, f"{caught:,} documents with a flag", "no flags"),
    ("reports/missing_fields", "Fill the missing dates"),
)
landed.say_missing(frame, answer)


def draw_documents() -> None:
    """The list by flag, kind and month of the books; documents gone from the newest export are among them."""
    shown = by_flag(answer)
    with st.container(horizontal=True):
        shown = by_column(shown, "doc_type", "Type", "type")
        shown = by_column(placed(shown, "acct_date", frame.month), WHERE, "Invoice or credit note date", "booked")
        if where(answer.table, "vanished", ["Y"]).num_rows:
            shown = by_column(shown, "vanished", "Gone from the newest export", "vanished", YES_NO.__getitem__)
    draw_list(frame, answer, shown, COLUMNS, ("sales", "cost", "gross_profit"))


follow("type", ("SO", "CN"), many=True)
follow(f"flags-{answer.report.name}", list(flags(answer)), many=True)
if not blind:
    draw_documents()
computed.explain(answer)
