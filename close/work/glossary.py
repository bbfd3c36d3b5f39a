"""The terms that pages and printouts use, each explained in a sentence or two."""

from close.work.words import WORDS

# The terms of Omni and the ledger, which the steps of the close use. The printed checklist has these.
GLOSSARY = {
    "COGS": "Cost of goods sold: the cost of the goods in a sale. Omni calculates it once the sale is complete.",
    "Dispatch, receive, complete": "The points at which stock moves in Omni. Each sets its own date.",
    "Invoice Date": "The date on which an order or purchase is booked. Without it, it never reaches the ledger.",
    "Sync": "Sending documents from Omni to the ledger on the Accounting dashboard. Imported means it has arrived.",
    "Batch": "Many small sales posted to the ledger as one entry, for a register or a web shop.",
    "Back order": "A second order for the units not yet received or sent, so that the first order is complete.",
    "Reference": "The number of a document in Omni, such as SO-1042. Search for it to open the document.",
    "Perpetual inventory": "The stock account follows every movement. A monthly COGS journal posts the cost of sales.",
    "Lock date": "The date up to which the ledger no longer accepts changes.",
}
FIGURES = {
    "Historic stock valuation": "Omni's report of what the stock on hand was worth at month end.",
    "Reconciliation balance": "The closing balance of Omni's Stock on Hand Reconciliation: what the ledger's stock "
    "account should be.",
    "Gap": "Omni's stock value less the ledger's stock account. In parentheses, the ledger is higher.",
    "Cause": "A named reason why Omni and the ledger differ, such as a bill left in draft (P07).",
    "Unexplained": "The part of a difference that no cause explains.",
    "Timing difference": "A document whose stock moved in one month and that was booked in another.",
    "Tie-out": "Two reports that should show the same total, compared to the cent.",
    "Open item": "A document, or an entry in the ledger, that somebody still has to correct, explain or accept.",
    "Estimate": "An amount that no export states. Tieout works it out from the customer's other sales.",
    "Flux": "The change of a figure since last month. A large change needs an explanation.",
}
CLOSING = {
    "Exception": "A document that keeps a step of the checklist from passing.",
    "Overdue": "Due before today and not done. A step that was done after it was due was done late.",
    "Materiality": "The largest unexplained amount with which a month can still be signed.",
    "Preparer and reviewer": "The preparer signs first. The reviewer, somebody else, checks the work and signs second.",
    "Seal": "The end of the close, after both signatures. Every later change to the month is then shown.",
    "Snapshot": "The state of all uploads at one moment. Every upload makes a new one, and none is ever changed.",
    "Binder": "A file with which an auditor can check and recalculate the signed month without Tieout.",
}
# What each state of a step means, in the order of the states' urgency.
STATES = {
    "proven": "The exports show no exceptions.",
    "exceptions": "This number of documents keeps the step from passing. Correct them in Omni.",
    "cannot_tell": "Evidence is missing or was exported too early.",
    "attested": "Exports cannot prove it, and no exceptions were found, so a person recorded what they saw.",
    "waived": "A reviewer allowed the month to close although the step is not done, and gave a reason.",
    "prepared": "The preparer signed it. The reviewer has not signed it yet.",
    "signed": "The preparer and the reviewer signed it, and it has not changed since.",
    "suspended": "It has changed since it was signed. Review it and sign again.",
    "not_applicable": "Does not apply to this organisation, according to its settings.",
}


def list_states() -> dict[str, str]:
    """Return the meaning of each state of a step, by the word for it."""
    return {WORDS[state]: meaning for state, meaning in STATES.items()}
