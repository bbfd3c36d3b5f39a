"""Purchase orders and supplier credit notes: the month's documents as reported by Omni, and obstacles to closing."""

from pages.parts.frame.page_context import current
from pages.parts.frame.url import take_choice
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading, judge_findings
from pages.parts.widgets.answers import ask, lacks, say_source
from pages.parts.widgets.computation import explain
from pages.parts.widgets.filters import count_flagged
from pages.parts.widgets.listing import draw_list
from pages.parts.widgets.tables import FLAGS, flags
from pages.parts.words import agree, say_count, say_money
from pages.reports.document_filters import choose_documents

COLUMNS = (
    "order_ref", "purchases_total", FLAGS, "supplier", "move_date", "acct_date", "supplier_inv_no", "qty_ordered",
    "qty_received", "landing_costs", "status", "po_status", "total_incl", "created_date",
)  # fmt: skip
STATES = {"void": "Void", "vanished": "Missing from the newest export"}

context = current()
uploads.stop_if_empty(context)
answer = ask(context, "purchases_and_credits")
count, amounts = answer.rows.among("void", ["N"]).measure_known("purchases_total")
blind, caught = lacks(answer, "purchase_documents"), count_flagged(answer)
draw_heading(
    context,
    "Purchase orders and supplier credit notes",
    "every document in the month's export, as at month end",
    say_money(None if blind or answer.stood_in else amounts["purchases_total"], context.settings.currency),
    f"Purchases of {say_count(count, 'document')} that {agree(count, 'is', 'are')} not void",
    *judge_findings(blind, caught, f"{say_count(caught, 'document')} with a flag", "no flags"),
    ("missing_fields", "Enter the missing fields"),
    why=say_source(context, answer),
)
uploads.warn_of_missing(context, answer)

take_choice("type", ("PO", "SCN"), many=True)
take_choice(f"flags-{answer.report.name}", list(flags(answer)), many=True)
if not blind:
    documents = choose_documents(answer, context.month, "Invoice or supplier credit date", STATES, "purchases_total")
    draw_list(context, answer, documents, COLUMNS, ("purchases_total", "landing_costs", "total_incl"))
explain(answer)
