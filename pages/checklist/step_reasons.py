"""Why a document keeps a step from passing, in words a finance lead uses, and what to do about it."""

import re
from typing import Any

import pyarrow as pa

# Each reason of step_exceptions by how it begins, as (words, what to do); no words: it stays as it is.
REASONS: dict[str, tuple[str, str]] = {
    "Stock moved, no accounting date": (
        "Stock has moved, but the document has no date in the books",
        "Enter the Invoice Date, Credit Note Date or accounting date, then sync.",
    ),
    "Booked, stock has not moved": (
        "It is in the books, but no stock has moved",
        "Dispatch, receive or complete it in the month of its date; if that comes later, it is a timing difference.",
    ),
    "Quantities differ": (
        "What moved is not what was ordered",
        "Put the remainder on a back order, so that both quantities are equal.",
    ),
    "Invoiced, not imported": (
        "It is invoiced, but it is not in the ledger",
        "Sync it; if it is in error, read the Errors tab, mend it and reset the status.",
    ),
    "No Sales Reference": ("The credit note has no Sales Reference", "Enter the order it credits, then upload it."),
    "No Supplier Inv No": ("The supplier's invoice number is blank", "Enter it: without it the bill cannot be synced."),
    "No Supplier Credit Note No": (
        "The supplier's credit note number is blank",
        "Enter it: without it the credit cannot be synced.",
    ),
    "Automatic adjustment, not completed": (
        "An adjustment that Omni made by itself waits for approval",
        "Open it, check the quantities, and complete it with both dates.",
    ),
    "Back-order what has not come": (
        "Part of the order has not come",
        "Put what has not come on a back order, so that this one can be closed.",
    ),
    "Dated and complete, not imported": (
        "It is ready to sync and has not been synced",
        "Run Sync All; upload credit notes and supplier credits one by one, for Sync All leaves them out.",
    ),
    "Adjustment not in the Stock on Hand Reconciliation": (
        "The adjustment is not in the Stock on Hand Reconciliation: it has not been synced",
        "Upload it from Stock > Adjustments: Sync All leaves adjustments out.",
    ),
    "Landed cost not in the Stock on Hand Reconciliation": (
        "The landed cost is not in the Stock on Hand Reconciliation: it has not been synced",
        "Upload it from the purchase order: Sync All leaves landed costs out.",
    ),
    "Draft in the ledger": ("", "Open it in the ledger, check it and approve it."),
    "Amounts differ": (
        "Omni and the ledger hold different amounts",
        "Compare the two line by line, and correct the one that is wrong.",
    ),
    "Void on one side only": ("", "Void it on the other side too, or bring it back."),
    "Converted at another rate": ("Both sides converted it at different rates", "Give both the rate of its date."),
    "Dated on another day in the ledger": ("", "Give both sides the same date: the month is decided by it."),
    "Journal ": ("", "Unlock the month if it is locked, and sync COGS again."),
    "Sync error": ("The ledger refused it: sync error", "Read the Errors tab, mend what it names, reset the status."),
    "No COGS: not fully dispatched": (
        "No COGS: it is not fully dispatched",
        "Dispatch the rest, or put it on a back order, then regenerate COGS.",
    ),
    "No COGS: not completed": ("No COGS: the credit note is not completed", "Enter its Completed Date."),
    "No COGS: no invoice date": ("No COGS: it has no Invoice Date", "Enter the Invoice Date, sync, regenerate COGS."),
    "No COGS: no credit note date": (
        "No COGS: it has no Credit Note Date",
        "Enter the Credit Note Date, upload it, regenerate COGS.",
    ),
    "No COGS: qty mismatch": (
        "No COGS: what was dispatched is not what was ordered",
        "Put the remainder on a back order, then regenerate COGS.",
    ),
    "No COGS: status error": (
        "No COGS: the ledger refused it",
        "Read the Errors tab, mend what it names, reset the status, sync.",
    ),
    "No COGS: status not imported": ("No COGS: it has not been synced", "Sync it, then regenerate COGS."),
    "No COGS: eligible but": (
        "No COGS, although nothing stands in its way",
        "Regenerate COGS; if it stays blank or zero, give the receipt behind the units its cost.",
    ),
    "Eligible, cost blank or zero": (
        "No COGS, although nothing stands in its way",
        "Regenerate COGS; if it stays blank or zero, give the receipt behind the units its cost.",
    ),
    "Do Not Import without a batch": (
        "Marked Do Not Import and in no batch: it may not be in the ledger at all",
        "Batch its payment, or reset the status and sync it.",
    ),
    "Sold at the till": ("", "Close the register of that day."),
    "older than 30 days": ("it is older than 30 days, so Omni does not batch it by itself", ""),
    "Paid ": ("", "Close the register, or batch the payment in Sales > Payments."),
}  # fmt: skip


def spoken(table: pa.Table) -> pa.Table:
    """The exceptions of steps with their reasons in words, and with a fix that the detail shows."""
    said = [_say(row) for row in table.to_pylist()]
    words, fixes = ([pair[place] for pair in said] for place in (0, 1))
    place = table.schema.get_field_index("reasons")
    table = table.set_column(place, table.schema.field("reasons"), pa.array(words, pa.string()))
    return table.append_column("fix", pa.array(fixes, pa.string()))


def _say(row: dict[str, Any]) -> tuple[str, str]:
    """All reasons of a row and all fixes, each once, in their order."""
    # A customer may be called anything, a semicolon in the name as well: only known beginnings part two reasons.
    parts = re.split(f"; (?={'|'.join(map(re.escape, REASONS))})", row["reasons"])
    found = [(part, *_of(part)) for part in parts]
    words = dict.fromkeys(said or part for part, said, _ in found)
    fixes = dict.fromkeys(fix for *_, fix in found if fix)
    return "; ".join(words), " ".join(fixes)


def _of(reason: str) -> tuple[str, str]:
    return next((said for begins, said in REASONS.items() if reason.startswith(begins)), ("", ""))
