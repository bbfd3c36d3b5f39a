"""Words for the codes in the cells of reports."""

from close.rules.catalogue import name_cause
from close.store.settings import ROLES

WORDS = {
    "moved_only": "Moved, not booked",
    "accounted_only": "Booked, not moved",
    "timing": "New this month",
    "overdue": "Outstanding since an earlier month",
    "error": "Error",
    "holds": "Holds",
    "fails": "Fails",
    "not_fully_dispatched": "Not fully dispatched",
    "not_completed": "Not completed",
    "no_invoice_date": "No invoice date",
    "no_credit_note_date": "No credit note date",
    "qty_mismatch": "Quantities differ",
    "status_error": "Sync error",
    "status_not_imported": "Not imported yet",
    "eligible_but_zero": "Conditions met, COGS is zero",
    "eligible_but_blank": "Conditions met, not generated",
    "IMPORTED": "Imported",
    "NOT_IMPORTED": "Not imported yet",
    "ERROR": "Error",
    "DO_NOT_IMPORT": "Do Not Import",
    "SO": "Sales order",
    "CN": "Credit note",
    "PO": "Purchase order",
    "SCN": "Supplier credit",
    "ADJ": "Adjustment",
    "GL": "Ledger document",
    "COGS": "COGS journal",
    "BATCH": "Payment batch",
    "BT": "Branch transfer",
    "JOB": "Production job",
    **ROLES,
    "goods_in_transit": "Goods in transit",
    "deferred_revenue": "Deferred revenue",
    "clears_by_itself": "Clears by itself",
    "to_correct": "To correct",
    "ledger_only": "Only in the ledger",
    "no_action": "No action needed",
    "unexplained": "Unexplained",
    "off_bridge": "Stock or purchases, not the gap",
    "revenue_only": "Revenue only",
    "no_effect": "No effect",
    "effect_unknown": "Effect not known",
    "open": "Open",
    "explained": "Explained",
    "to_explain": "To explain",
    "supplier": "Supplier",
    "customer": "Customer",
    "branch": "Branch",
    "accrued": "Accrued",
    "accepted": "Accepted",
    "fixed": "Fixed in data",
    "high": "High",
    "medium": "Medium",
    "low": "Low",
    "new": "New",
    "carried": "Carried over",
    "cleared": "Cleared",
    "bulk": "in bulk",
    "exceptions": "Exceptions",
    "proven": "Proven",
    "attested": "Attested",
    "waived": "Waived",
    "prepared": "Prepared",
    "signed": "Signed",
    "suspended": "Suspended",
    "sealed": "Sealed",
    "cannot_tell": "Cannot tell",
    "not_applicable": "Not applicable",
}
# The column with the code of a cause.
CAUSE = "cause_id"


def say(value: object) -> object:
    """Return the word for a code. Any other value is unchanged."""
    return WORDS.get(value, value) if isinstance(value, str) else value


def say_value(value: object, column: str) -> object:
    """Return the word for a column's value: the title of a cause, or the word for any other code."""
    return name_cause(str(value)) if column == CAUSE and value is not None else say(value)
