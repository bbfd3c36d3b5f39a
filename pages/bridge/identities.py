"""The identities behind the tie-outs: the page that explains each one, and its two sides as text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from pages.parts.words import say_money

HOLDS, FAILS, UNKNOWN = "holds", "fails", "side_unknown"
# These count rows or units, not money.
COUNTS = {"T4", "T7", "T8", "T9", "T14", "T15", "T17"}
TABLE = {"tie_out": "Tie-out", "label": "Rule", "one": "First amount", "other": "Second amount", "off": "Difference"}
SIDES = ("one", "other", "off")
OPEN = {
    "tie_out": "Tie-out",
    "label": "Rule",
    "one": "First amount",
    "other": "Second amount",
    "unmet": "What is missing",
    "settled_by": "What to do",
}


@dataclass(frozen=True)
class Explanation:
    """The page that explains a tie-out, the label of the link, and the filters to apply on that page."""

    page: str
    label: str
    parameters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


REVENUE = MappingProxyType({"view": "Revenue"})
EXPLANATIONS = {
    "T1": Explanation("stock_on_hand", "Reconciliation"),
    "T1b": Explanation("stock_on_hand", "Opening balance"),
    "T2": Explanation("ledger_match", "Ledger match"),
    "T2b": Explanation("landings", "Uploaded files"),
    "T3": Explanation("bridge", "The bridge"),
    "T3P": Explanation("bridge", "The bridge"),
    "T4": Explanation("bridge", "Offsetting errors", MappingProxyType({"view": "Offsetting errors"})),
    "T5": Explanation("cogs_proof", "COGS proof"),
    "T5b": Explanation("cogs_breakdown", "COGS breakdown"),
    "T6": Explanation("cogs_proof", "COGS proof"),
    "T7": Explanation("cogs_breakdown", "COGS breakdown"),
    "T8": Explanation("sales_and_credits", "Sales and credits"),
    "T9": Explanation("bridge", "Revenue bridge", REVENUE),
    "T10": Explanation("bridge", "Revenue bridge", REVENUE),
    "T11": Explanation("ledger_match", "Ledger match"),
    "T12": Explanation("sync_gap", "Sync All gap"),
    "T13": Explanation("sync_gap", "Sync All gap"),
    "T14": Explanation("stock_valuation", "Valuations"),
    "T15": Explanation("stock_valuation", "Valuations"),
    "T16": Explanation("blank_cogs", "Blank COGS"),
    "T17": Explanation("stock_movements", "Stock movements"),
    "T18": Explanation("bridge", "The bridge"),
    "T20": Explanation("stock_account", "Receivables", MappingProxyType({"account": "receivable"})),
    "T21": Explanation("stock_account", "Payables", MappingProxyType({"account": "payable"})),
    "T22": Explanation("stock_account", "Cost of goods sold", MappingProxyType({"account": "cogs"})),
    "T23": Explanation("stock_account", "Landed costs", MappingProxyType({"account": "landed_costs"})),
    "T24": Explanation("stock_account", "Deposits", MappingProxyType({"account": "deposits"})),
    "T19": Explanation("bridge", "Closed months", MappingProxyType({"cause": "G05"})),
}


def say_side(row: Mapping[str, Any], name: str) -> str:
    """Return a side or the difference of a tie-out, as money or as a number of rows or units."""
    value = row[name]
    return f"{Decimal(value).normalize():,f}" if row["tie_out"] in COUNTS and value is not None else say_money(value)


def make_line(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a tie-out as a row for a read-only table."""
    sides = zip(SIDES, ("left_side", "right_side", "difference"), strict=True)
    return {**row, **{label: say_side(row, name) for label, name in sides}}
