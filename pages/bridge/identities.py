"""What explains a tie-out that fails: the page to open, and how its two sides are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from pages.parts.money import say_money

HOLDS, FAILS, NOT_LANDED = "holds", "fails", "not_landed"
# These count rows or units, no money.
COUNTS = {"T4", "T7", "T8", "T9", "T14", "T15"}
TABLE = {"tie_out": "Tie-out", "label": "What must hold", "one": "One side", "other": "The other", "off": "Difference"}


@dataclass(frozen=True)
class Door:
    """The page that explains a tie-out, and what the link sets on it."""

    page: str
    label: str
    sets: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


REVENUE = MappingProxyType({"view": "Revenue"})
DOORS = {
    "T1": Door("reports/stock_on_hand", "Reconciliation"),
    "T1b": Door("reports/stock_on_hand", "Opening drift"),
    "T2": Door("bridge/ledger_match", "Ledger match"),
    "T2b": Door("data/landed", "What has landed"),
    "T3": Door("bridge/bridge", "The bridge"),
    "T3P": Door("bridge/bridge", "The bridge"),
    "T4": Door("bridge/bridge", "Offsetting errors", MappingProxyType({"view": "Offsetting errors"})),
    "T5": Door("blank_cogs/cogs_proof", "COGS proof"),
    "T5b": Door("reports/cogs_breakdown", "COGS breakdown"),
    "T6": Door("blank_cogs/cogs_proof", "COGS proof"),
    "T7": Door("reports/cogs_breakdown", "COGS breakdown"),
    "T8": Door("reports/sales_and_credits", "Sales and credits"),
    "T9": Door("bridge/bridge", "Revenue bridge", REVENUE),
    "T10": Door("bridge/bridge", "Revenue bridge", REVENUE),
    "T11": Door("bridge/ledger_match", "Ledger match"),
    "T12": Door("bridge/sync_gap", "Sync All gap"),
    "T13": Door("bridge/sync_gap", "Sync All gap"),
    "T14": Door("reports/stock_valuation", "Valuations"),
    "T15": Door("reports/stock_valuation", "Valuations"),
    "T16": Door("blank_cogs/blank_cogs", "Blank COGS"),
    "T18": Door("bridge/bridge", "The bridge"),
    "T19": Door("bridge/bridge", "Closed months", MappingProxyType({"cause": "G05"})),
}


def say_side(row: Mapping[str, Any], name: str) -> str:
    """A side or the difference of a tie-out: money, or a number of rows or units."""
    value = row[name]
    return f"{Decimal(value).normalize():,f}" if row["tie_out"] in COUNTS and value is not None else say_money(value)


def line(row: Mapping[str, Any]) -> dict[str, Any]:
    """A tie-out as a line of a table that is read."""
    sides = {"one": "left_side", "other": "right_side", "off": "difference"}
    return {**row, **{label: say_side(row, name) for label, name in sides.items()}}
