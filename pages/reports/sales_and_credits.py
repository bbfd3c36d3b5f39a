"""Sales orders and credit notes: the month's documents as reported by Omni, and obstacles to closing."""

from pages.parts.frame.page_context import current
from pages.parts.frame.url import take_choice
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading, judge_findings
from pages.parts.widgets.answers import ask, lacks, say_source
from pages.parts.widgets.computation import explain
from pages.parts.widgets.filters import count_flagged
from pages.parts.widgets.listing import draw_list
from pages.parts.widgets.tables import FLAGS, flags
from pages.parts.words import say_count, say_money
from pages.reports.document_filters import choose_documents

COLUMNS = (
    "order_ref", "sales", FLAGS, "customer", "move_date", "acct_date", "status", "qty_ordered", "qty_dispatched",
    "cost", "gross_profit", "gp_pct", "payment_batch_ref", "created_date",
)  # fmt: skip
STATES = {"vanished": "Missing from the newest export"}

context = current()
uploads.stop_if_empty(context)
answer = ask(context, "sales_and_credits")
count, amounts = answer.rows.measure_known("sales")
blind, caught = lacks(answer, "sales_documents"), count_flagged(answer)
draw_heading(
    context,
    "Sales orders and credit notes",
    "every document in the month's export, as at month end",
    say_money(None if blind else amounts["sales"], context.settings.currency),
    f"{'Known sales' if answer.stood_in else 'Sales'} before tax of {say_count(count, 'document')} listed",
    *judge_findings(blind, caught, f"{say_count(caught, 'document')} with a flag", "no flags"),
    ("missing_fields", "Enter the missing dates"),
    why=say_source(context, answer),
)
uploads.warn_of_missing(context, answer)

take_choice("type", ("SO", "CN"), many=True)
take_choice(f"flags-{answer.report.name}", list(flags(answer)), many=True)
if not blind:
    documents = choose_documents(answer, context.month, "Invoice or credit note date", STATES, "sales")
    draw_list(context, answer, documents, COLUMNS, ("sales", "cost", "gross_profit"))
explain(answer)
