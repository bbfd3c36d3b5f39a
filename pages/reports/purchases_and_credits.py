"""Purchase orders and supplier credit notes: the month's documents as Omni reports them, and what stands in the way."""

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
    "order_ref", FLAGS, "purchases_total", "move_date", "acct_date", "supplier_inv_no", "qty_ordered", "qty_received",
    "landing_costs", "status", "po_status", "supplier", "total_incl", "created_date",
)  # fmt: skip

context = current()
landed.stop_if_empty(context)
answer = ask(context, "purchases_and_credits")
live = where(answer.table, "void", ["N"])
blind, caught = lacks(answer, "purchase_documents"), flagged(answer)
headline(
    context,
    "Purchase orders and supplier credit notes",
    "every document of the month's export, at the month end",
    say_money(None if blind else total(live, "purchases_total"), context.settings.currency),
    f"Purchases of {live.num_rows:,} documents that are not void",
    *judge(blind, caught, f"{caught:,} documents with a flag", "no flags"),
    ("timing_differences/missing_fields", "Fill what is missing"),
)
landed.say_missing(context, answer)


def draw_documents() -> None:
    """The list by flag, kind and month of the books; void and vanished documents are among them."""
    shown = by_flag(answer)
    with st.container(horizontal=True):
        shown = by_column(shown, "doc_type", "Type", "type")
        shown = by_column(placed(shown, "acct_date", context.month), WHERE, "Invoice or supplier credit date", "booked")
        for name, label in (("void", "Void"), ("vanished", "Gone from the newest export")):
            if where(answer.table, name, ["Y"]).num_rows:
                shown = by_column(shown, name, label, name, YES_NO.__getitem__)
    draw_list(context, answer, shown, COLUMNS, ("purchases_total", "landing_costs", "total_incl"))


follow("type", ("PO", "SCN"), many=True)
follow(f"flags-{answer.report.name}", list(flags(answer)), many=True)
if not blind:
    draw_documents()
computed.explain(answer)
