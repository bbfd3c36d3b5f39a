"""The shapes of the two stock reports that a page draws: categories, last month beside this, the statement."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa

from pages.parts.widgets.answers import tally, total

COMPARE_LABELS = {"what": "", "now": "This month", "last": "Last month", "change": "Change"}
ROLL_LABELS = {"label": "Line", "amount": "Amount", "entries": "Entries"}
LAST_CLOSING, OPENING, COMPUTED, EXPORTED, DIFFERENCE = 1, 2, 9, 10, 11
OTHER = 7

Record = dict[str, Any]


def by_category(rows: pa.Table) -> list[Record]:
    """A bar for each category, most value first; lines without one are left to the list."""
    return [
        {"code": row["category"], "label": row["category"], **row}
        for row in tally(rows, ["category"], "stock_value")
        if row["category"]
    ]


def compare(rows: pa.Table, before: pa.Table | None) -> list[Record]:
    """This month beside last: value and units. Without last month's export its side is blank."""
    now, last = _sizes(rows), _sizes(before) if before is not None else {}
    return [
        {"what": what, "now": value, "last": last.get(what), "change": value - last[what] if last else None}
        for what, value in now.items()
    ]


def _sizes(rows: pa.Table) -> dict[str, Decimal]:
    return {"Stock value": total(rows, "stock_value"), "Units on hand": total(rows, "soh")}


def statement(roll: pa.Table) -> list[Record]:
    """Opening, sections, closing computed and exported, difference."""
    return [row for row in roll.to_pylist() if row["position"] != LAST_CLOSING]


def amount(roll: pa.Table, position: int) -> Decimal | None:
    """The amount of a line; None where the roll does not have it."""
    return next((row["amount"] for row in roll.to_pylist() if row["position"] == position), None)


def labels_behind(row: Record, known: Sequence[str], roll: pa.Table) -> list[str]:
    """The sections that a line of the statement sums up; those without a line of their own are in the other one."""
    if row["entries"] is None:
        return []
    if row["position"] != OTHER:
        return [row["label"]]
    own = {other["label"] for other in roll.to_pylist() if other["position"] != OTHER and other["entries"] is not None}
    return [label for label in known if label not in own]
