"""Causes that no export shows, so that no SQL file names them; a person may know them and explain an item with them."""

from close.rules.queries import library

UNSEEN = {
    "S14": "Past-months setting too low",
    "S17": "Till over or short",
    "S26": "Contact not linked",
    "S27": "Deposit invoice not reversed",
    "C05": "Credit not applied to an invoice",
    "C06": "Refund without restock",
    "P12": "Both landed-cost methods on one purchase order",
    "P13": "Carrier's or customs' bill not in the ledger",
    "P14": "Carrier's bill coded to inventory and landed cost synced",
    "P15": "Landed cost after the goods were sold",
    "P16": "Supplier's freight, surcharge or discount lands in inventory",
    "P17": "Lines that are no stock go to the inventory account",
    "P18": "Tax status wrong: tax inside cost",
    "P22": "Supplier's credit not applied to a bill",
    "A04": "Adjustment of no value",
    "A05": "Revaluation by a pair of adjustments",
    "A06": "Transfer in transit in holding stock",
    "A07": "Value added by a production job",
    "A08": "Opening stock differs or was loaded twice",
    "A10": "Sale at the till without stock, not yet resolved",
    "G03": "Posted outside the configured accounts",
    "G05": "Ledger changed after the close",
    "G07": "Difference that QuickBooks never lists",
    "G08": "Merged sales lines or journals of several lines",
    "G09": "Month shifted by the time zone",
    "G10": "Export older than the last sync",
    "G11": "Advice for Cin7 Core followed in Omni",
}


def causes() -> dict[str, str]:
    """Every cause that an item may be explained with, by code: its title."""
    seen = {code: queries[0].title for code, queries in library("causes").items()}
    return dict(sorted({**UNSEEN, **seen}.items()))
