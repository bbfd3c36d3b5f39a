"""What each step of the close is for, in words for a person who does it for the first time (domain.md 3).

Which steps there are, and to whom they apply, is decided in sql/models/checklist_steps; this says why and how.
"""

import re
from dataclasses import dataclass

from close.store.datasets import DATASETS

HELP = "https://help.omni.cin7.com/hc/en-us/articles/"


@dataclass(frozen=True)
class Step:
    """A step in words: why it matters, where to click, what a pass looks like, whom it concerns, the article."""

    step: str
    why: str
    where: str
    passes: str
    concerns: str
    help: str


GLOSSARY = {
    "COGS": "Cost of goods sold: what the goods of a sale cost. Omni computes it once a sale is complete.",
    "Dispatch, receive, complete": "The moment stock moves in Omni; each sets a date. Books follow another date.",
    "Invoice Date": "The date on which an order or purchase is booked. Without it a document never reaches the books.",
    "Sync": "Sending documents from Omni to the ledger, on the Accounting dashboard. Imported means: it has arrived.",
    "Batch": "Many small sales posted to the ledger as one entry, as for a register or a web shop.",
    "Back order": "A second order that takes over what has not come or not been sent, so that the first is complete.",
    "Reference": "The number of a document in Omni, such as SO-1042: search for it to open the document.",
    "Perpetual inventory": "The stock account follows every movement; a COGS journal a month books the cost of sales.",
    "Lock date": "The day up to which the ledger takes no more changes.",
}


def in_words(reason: str) -> str:
    """A reason of the checklist with datasets under the names that people know them by."""
    return re.sub(r"[a-z]+(?:_[a-z]+)+|payments", lambda found: _title(found[0]), reason)


def _title(name: str) -> str:
    return DATASETS[name].title if name in DATASETS else name


STEPS = {
    step.step: step
    for step in (
        Step(
            step="CL1",
            why=(
                "A point-of-sale order has no Invoice Date until its register is closed. Until then the sale is in "
                "no batch, never syncs, and gets no COGS, although its stock has left."
            ),
            where=(
                "POS > Close Register: Date type Payment, month to date. Count the takings, then close each day and "
                "register that is listed."
            ),
            passes=(
                "The Close Register screen lists no day up to the month end, and no POS order that moved stock "
                "lacks an Invoice Date."
            ),
            concerns="companies that sell through Omni's point of sale",
            help=f"{HELP}9128523653647-Closing-the-register",
        ),
        Step(
            step="CL2",
            why=(
                "Web orders are posted as one batch for each payment type. The bot batches only the last 30 days: a "
                "paid order that is older and unbatched will never reach the books by itself."
            ),
            where=(
                "Sales > Payments: filter on the web shop and a blank batch reference, select the payments of each "
                "payment type, then Batch Payments."
            ),
            passes=(
                "Every web order that is paid by the month end has a batch reference, and each settlement report "
                "agrees with its batch."
            ),
            concerns="companies that batch the sales of a web shop",
            help=f"{HELP}9128507293327-Batch-ecommerce-transactions-sales-orders-and-credit-notes",
        ),
        Step(
            step="CH1",
            why=(
                "Stock leaves on the dispatch date, revenue books on the invoice date. An order with only one of "
                "them is in one book and not in the other, and gets no COGS."
            ),
            where=(
                "Sales > Sales Orders: the filters Dispatched But Not Invoiced and Invoiced But Not Dispatched, "
                "without a date filter so that old orders surface. Open each order and fill the date that is "
                "missing; put what was not sent on a back order."
            ),
            passes="Both filters are empty, and every order up to the month end has equal quantities and both dates.",
            concerns="every company",
            help=f"{HELP}9128531752463-Check-sales-orders",
        ),
        Step(
            step="CH2",
            why=(
                "A credit note returns stock on its Completed Date and books on its Credit Note Date. One that "
                "lacks a date or its Sales Reference cannot sync, or returns stock without reversing its COGS."
            ),
            where=(
                "Sales > Credit Notes: first Completed with a blank accounting date, then open ones with a blank "
                "Completed Date. Fill the date, and the sales order that it belongs to."
            ),
            passes="No credit note has only one of the two dates, and every one names its sales order.",
            concerns="every company",
            help=f"{HELP}9128523602575-Check-customer-credit-notes",
        ),
        Step(
            step="CH3",
            why=(
                "Goods that are received and not billed raise stock without a payable; goods billed and not "
                "received do the reverse. A bill without the supplier's invoice number never syncs."
            ),
            where=(
                "Purchases > Purchase Orders: Received But Not Invoiced, then Invoiced and not received; then all "
                "orders sorted by Supplier Inv No, blanks first."
            ),
            passes=(
                "Every order that moved or is billed by the month end has both dates, the supplier's invoice number "
                "and equal quantities."
            ),
            concerns="every company",
            help=f"{HELP}10808572364559-Check-purchase-orders-for-reconciliation",
        ),
        Step(
            step="CH4",
            why=(
                "A return to a supplier needs its Completed Date, its Supplier Credit Note Date and the supplier's "
                "number: without all three, stock has left and the credit is not in the books, or the reverse."
            ),
            where=(
                "Purchases > Supplier Credit Notes: open each one that lacks one of the three and fill it; one "
                "credit note for each day of return."
            ),
            passes="Every supplier credit note has all three, and equal quantities.",
            concerns="every company",
            help=f"{HELP}9052693457807-Supplier-credit-notes",
        ),
        Step(
            step="X1",
            why=(
                "When the point of sale sells what Omni does not have, Omni adjusts the stock by itself after seven "
                "days. The stock changes at once; the journal waits until somebody completes the adjustment."
            ),
            where=(
                "Stock > Adjustments: source Automatic, status Open. Find out why the stock was short, then "
                "complete the adjustment with its accounting date."
            ),
            passes="No automatic adjustment has a blank Completed Date.",
            concerns="companies with automatic adjustments: those with a point of sale, or that have had one",
            help=f"{HELP}9128531297295-Auto-adjustments",
        ),
        Step(
            step="X2",
            why=(
                "Any quantity received raises stock, even where the order is not fully received. Received in parts, "
                "one order has one invoice date for goods of two months."
            ),
            where=(
                "Purchases > Purchase Orders: open each order that is received in part and move what has not come "
                "to a back order, so that every delivery has dates of its own."
            ),
            passes="No purchase order has received some of its quantity and not the rest.",
            concerns="every company",
            help=f"{HELP}9128577841679-Purchase-orders-and-supplier-credit-notes-report",
        ),
        Step(
            step="SY1",
            why=(
                "Nothing reaches the books by itself. Sync All leaves out credit notes, supplier credit notes, "
                "adjustments and landed costs: those are uploaded each from its own tab."
            ),
            where=(
                "Accounting dashboard: link the contacts first, then every tab of Sales, Purchases, and Adjustments "
                "& COGS, one after the other."
            ),
            passes=(
                "Every tab of the dashboard is empty, and no document that could sync is dated in the month and not "
                "imported."
            ),
            concerns="companies that sync to Xero or QuickBooks Online",
            help=f"{HELP}9128558078735-Sync-transactions",
        ),
        Step(
            step="SY2",
            why=(
                "Uploaded as drafts, invoices and bills are in Xero but in no account yet: every balance is short "
                "of them until somebody approves them."
            ),
            where=(
                "In Xero: Business > Invoices > Draft, and Business > Bills to pay > Draft. Select all up to the "
                "month end and approve them."
            ),
            passes="Both Draft tabs show no document dated up to the month end.",
            concerns="companies that upload to Xero as drafts",
            help=f"{HELP}9128540344591-Approve-all-draft-invoice-and-bills-in-Xero",
        ),
        Step(
            step="SY3",
            why=(
                "A document edited or voided on one side after it synced is never sent again: the two systems then "
                "hold different amounts for one reference."
            ),
            where=(
                "Accounting dashboard > Discrepancies: open each pair, decide which side is right, and change the "
                "other. QuickBooks lists only differences of 1.00 and more, and no voids or dates: look at those "
                "yourself."
            ),
            passes="The Discrepancies tab is empty; for QuickBooks also: totals of both systems agree for the month.",
            concerns="companies that sync to Xero or QuickBooks Online",
            help=f"{HELP}9128575781007-Fix-discrepancies",
        ),
        Step(
            step="SY4",
            why=(
                "A document whose last sync failed is in Omni and not in the books. COGS failures never show on the "
                "Errors tab: they hide behind the warning icon of the COGS tab."
            ),
            where=(
                "Accounting dashboard > Errors: read each message, mend the document, sync it again. Then look at "
                "the COGS tab."
            ),
            passes="The Errors tab has no badge, and no document has the status Error.",
            concerns="companies that sync to Xero or QuickBooks Online",
            help=f"{HELP}9128552714511-Fix-errors",
        ),
        Step(
            step="SY5",
            why=(
                "COGS is calculated only where both dates are set, the quantities are equal, and the status is "
                "Imported, or Do Not Import with a batch. A sale without COGS shows a margin that is too good."
            ),
            where=(
                "Insights > Standard Reports > Sales orders and credit notes. Mend what is named, wait for the next "
                "calculation (24 hours) or regenerate COGS, then export COGS Breakdown again."
            ),
            passes="Every sale and credit of the month has a COGS that is not blank or zero.",
            concerns="every company that uses COGS",
            help=f"{HELP}9128531738511-Check-sales-orders-and-credit-notes-have-COGS-generated",
        ),
        Step(
            step="SY6",
            why=(
                "COGS is one journal a month. Omni changes after it was synced do not reach the books until it is "
                "synced again, and a month on or before the lock date cannot be."
            ),
            where=(
                "Accounting dashboard > Adjustments & COGS > COGS: Refresh Data, then sync the month. Set Update "
                "Transactions for Number of Past Months to 1 for the close, to 0 afterwards, then set the lock "
                "date."
            ),
            passes="The COGS journal of the month in the books equals the COGS Breakdown total, to the cent.",
            concerns="companies with perpetual inventory that sync to Xero or QuickBooks Online",
            help=f"{HELP}9128550561935-Check-COGS-journals-perpetual-method",
        ),
    )
}
