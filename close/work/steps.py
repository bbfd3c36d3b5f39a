"""The purpose of each step of the close, for somebody doing it for the first time (checklist.md#checklist).

`sql/steps/steps` contains the explanations. `sql/steps/checklist_steps` decides which steps apply to a company.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from close.engine.connection import constant
from close.rules.queries import library


@dataclass(frozen=True)
class Step:
    """A step in words: its title, why it matters, where to click, what passes, whom it concerns, and an article."""

    step: str
    title: str
    why: str
    where: str
    passes: str
    concerns: str
    help: str


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


@lru_cache(maxsize=1)
def steps() -> Mapping[str, Step]:
    """Return every step in its newest wording, by code, in the order of the close."""
    rows = constant(library("models")["steps"][0].body).to_pylist()
    words = ("step", "title", "why", "click", "passes", "concerns", "article")
    in_order = (Step(*(row[name] for name in words)) for row in sorted(rows, key=lambda row: row["position"]))
    return {step.step: step for step in in_order}
