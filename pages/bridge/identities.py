"""The identities behind the tie-outs: the page that explains each one, and its two sides as text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from close.texts import list_words
from pages.parts.words import name_tie_out, say_money, say_quantity

HOLDS, FAILS, UNKNOWN = "holds", "fails", "side_unknown"
# These count rows or units, not money.
COUNTS = {"T4", "T7", "T8", "T9", "T14", "T15", "T17"}
# Both sides are the same amount, so one column shows it.
TABLE = {"label": "Rule", "one": "Both amounts"}
CHANGES = {
    "replaced_cogs": "COGS journals that a later sync replaced",
    "posted_late": "documents posted late",
    "changed_in_omni": "changes that Omni shows as well",
    "drift": "changes without a document (G05)",
}
SIDES = ("one", "other", "off")
OPEN = {
    "label": "Rule",
    "one": "First amount",
    "other": "Second amount",
    "unmet": "What is missing",
    "settled_by": "What to do",
}


@dataclass(frozen=True)
class Explanation:
    """The page that lists a tie-out's difference, the label of the link, the filters to apply on that page, and a note.

    Without a page, no list adds up to the difference, and the note says what it consists of.
    """

    page: str = ""
    label: str = ""
    parameters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    note: str = ""


def _account(label: str, account: str) -> Explanation:
    return Explanation("stock_account", label, MappingProxyType({"account": account}))


def _bridge(label: str, note: str = "", **parameters: str) -> Explanation:
    return Explanation("bridge", label, MappingProxyType(parameters), note)


REVENUE, OFFSETTING, LEG = "Revenue", "Offsetting errors", "sohr_to_gl"
EXPLANATIONS = {
    "T1": Explanation("stock_on_hand", "Reconciliation"),
    "T1b": Explanation("stock_on_hand", "Opening balance"),
    "T2": Explanation(note="The ledger's own report does not add up, so no document explains it. Export it again."),
    "T2b": Explanation(note="The accounts that differ are listed below."),
    "T3": _bridge("Reconciliation to ledger", "It is the bridge's leg from reconciliation to ledger.", leg=LEG),
    "T3P": _bridge("The bridge"),
    "T4": _bridge(OFFSETTING, view=OFFSETTING),
    "T5": Explanation("cogs_proof", "COGS proof"),
    "T5b": Explanation(
        note="It cannot be listed. Compare the COGS breakdown with the COGS section of the reconciliation, both "
        "exported again on the same day."
    ),
    "T6": Explanation(note="It is within the ledger's COGS journals. Open them in the ledger, and compare both sides."),
    "T7": Explanation("cogs_breakdown", "COGS breakdown"),
    "T8": Explanation("sales_and_credits", "Sales and credits"),
    "T9": _bridge("Revenue bridge", view=REVENUE),
    "T10": _bridge("Revenue bridge", view=REVENUE),
    "T11": _account("Payables", "payable"),
    "T12": _bridge(
        OFFSETTING, "It is the difference of the adjustments that the month has in that list.", view=OFFSETTING
    ),
    "T13": _bridge(
        OFFSETTING,
        "Landed costs have no list of their own: a purchase is in that list with its bill and its landed costs.",
        view=OFFSETTING,
    ),
    "T14": Explanation("stock_valuation", "Valuations"),
    "T15": Explanation(
        note="It cannot be listed by document. If the month's stock movements are uploaded, Units by product and "
        "branch shows which products differ."
    ),
    "T16": Explanation(note="It cannot be listed by document."),
    "T17": Explanation("stock_movements", "Stock movements"),
    "T18": Explanation(
        note="It cannot be listed. Purchases posted elsewhere, other entries on the COGS accounts and the "
        "closing-stock journal can all cause it."
    ),
    "T19": Explanation(note="The table Opening balances that differ from the month before, below, splits it."),
    "T20": _account("Receivables", "receivable"),
    "T21": _account("Payables", "payable"),
    "T22": _account("Cost of goods sold", "cogs"),
    "T23": _account("Landed costs", "landed_costs"),
    "T24": _account("Deposits", "deposits"),
}


def say_purchases(row: Mapping[str, Any], lines: Iterable[Mapping[str, Any]]) -> str:
    """Return how the difference of T11 comes from the documents that Payables lists, or an empty text if unknown.

    `lines` are those of the report `control_accounts`. Payables compares every purchase of the month, while T11 leaves
    out those that are not imported, and counts every bill that is posted to stock.
    """
    amounts = {line["line_code"]: line["amount"] for line in lines if line["account"] == "payable"}
    purchases, entries = amounts.get("control_omni_payable"), amounts.get("control_documents", Decimal(0))
    if None in (purchases, entries, row["left_side"], row["right_side"]):
        return ""
    out, bills = purchases - row["left_side"], row["right_side"] - entries
    terms = {
        "purchases that this tie-out leaves out, because they are not imported": out,
        "other bills that it counts, because they are posted to stock": bills,
    }
    less = ", and less ".join(f"{say_money(amount)} of {what}" for what, amount in terms.items() if amount)
    whole = f"The documents on Control accounts > Payables differ by {say_money(purchases - entries)}."
    return f"{whole} Less {less}, it is {say_money(row['difference'])}." if less else whole


def say_value_roll(state: str) -> str:
    """Return what the difference of T16 consists of, given the state of T15, which compares the units."""
    if state == HOLDS:
        return "The units agree (T15), so it is all cost: the cost of units on hand changed after they moved."
    if state == FAILS:
        return "The units differ (T15), so part of it is units, and the rest is cost that changed after they moved."
    return "How much of it is units and how much is cost is unknown, because the units cannot be compared (T15)."


def say_change(row: Mapping[str, Any] | None) -> str:
    """Return the parts of the change of an opening balance (T19), given its row of the report `opening_changes`."""
    if row is None:
        return ""
    parts = [f"{name} {say_money(row[column])}" for column, name in CHANGES.items() if row[column]]
    return f"It consists of {list_words(parts)}." if parts else ""


def say_side(row: Mapping[str, Any], name: str) -> str:
    """Return a side or the difference of a tie-out, as money or as a number of rows or units."""
    value = row[name]
    return say_quantity(value) if row["tie_out"] in COUNTS and value is not None else say_money(value)


def make_line(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a tie-out as a row for a read-only table."""
    sides = zip(SIDES, ("left_side", "right_side", "difference"), strict=True)
    return {**row, "label": name_tie_out(row), **{label: say_side(row, name) for label, name in sides}}
