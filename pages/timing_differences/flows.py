"""The flows of timing differences as tables: by direction, by age, and rolled forward."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from close.rules.answers import Answer
from pages.parts.charts import say_age
from pages.parts.widgets.answers import tally, where
from pages.parts.words import agree, say, say_count, say_money

SOURCES = {
    "Sales": "sales_documents",
    "Customer returns": "sales_documents",
    "Purchases": "purchase_documents",
    "Supplier returns": "purchase_documents",
    "Adjustments": "stock_adjustments",
}
FLOWS = tuple(SOURCES)
MOVED, BOOKED = "moved_only", "accounted_only"
ONLY = {"undated": "Other date blank", "overdue": "Outstanding since an earlier month"}
QUADRANT_LABELS = {
    "flow": "Flow",
    "moved": "Moved only",
    "moved_value": "Value moved",
    "booked": "Booked only",
    "booked_value": "Value booked",
    "undated": "Other date blank",
}
ROLL_LABELS = {
    "flow": "Flow",
    "side": "Direction",
    "opening": "Opening",
    "new": "+ New",
    "cleared": "− Cleared",
    "revalued": "± Revalued",
    "closing": "= Closing",
}

Record = dict[str, Any]


def make_quadrants(answer: Answer) -> tuple[list[Record], list[dict[str, list[str]]]]:
    """Return a row for each flow and the filter that it sets. The last is the total.

    A flow is blank if its export has not been uploaded or lacks rows or values.
    """
    rows = answer.table
    counted = {(row["flow"], row["class"]): row for row in tally(rows, ["flow", "class"], "value")}
    undated = {row["flow"]: row["count"] for row in tally(where(rows, "undated", ["Y"]), ["flow"], "value")}
    lines = [_quadrant(flow, counted, undated) for flow in FLOWS]
    summed: Record = {name: sum(line[name] for line in lines) for name in QUADRANT_LABELS if name != "flow"}
    unknown = {*answer.unlanded, *answer.incomplete, *answer.stood_in}
    blind = [flow for flow, dataset in SOURCES.items() if dataset in unknown]
    lines = [line if line["flow"] not in blind else {"flow": line["flow"]} for line in lines]
    lines.append({"flow": "Total", **({} if blind else summed)})
    return lines, [{"flow": [flow]} for flow in FLOWS] + [{"flow": []}]


def _quadrant(flow: str, counted: Mapping[tuple[str, str], Record], undated: Mapping[str, int]) -> Record:
    none: Record = {"count": 0, "money": Decimal("0.00")}
    moved, booked = (counted.get((flow, side), none) for side in (MOVED, BOOKED))
    return {
        "flow": flow,
        "moved": moved["count"],
        "moved_value": moved["money"],
        "booked": booked["count"],
        "booked_value": booked["money"],
        "undated": undated.get(flow, 0),
    }


def say_dates(documents: int, undated: int) -> str:
    """Return how many documents clear by themselves, and how many only clear once somebody enters a date."""
    dated = documents - undated
    clear = f"{agree(dated, 'has', 'have')} both dates and {agree(dated, 'clears', 'clear')} without any action"
    wait = f"{agree(undated, 'has', 'have')} only one date and {agree(undated, 'clears', 'clear')} only"
    return f"**{say_count(dated, 'document')}** {clear}. **{undated:,}** {wait} when the other is entered in Omni."


def list_parts(rows: pa.Table) -> list[Record]:
    """Return the values of the documents of which only a part has moved."""
    pairs = rows.select(["value", "open_value"]).to_pylist()
    return [row for row in pairs if None not in row.values() and row["open_value"] < row["value"]]


def say_parts(parts: Sequence[Record]) -> str:
    """Return how much is still open of the documents of which a part has moved, or an empty string without any."""
    if not parts:
        return ""
    whole, still = (say_money(sum(row[name] for row in parts)) for name in ("value", "open_value"))
    return (
        f"Values are those of whole documents. {say_count(len(parts), 'document')} moved only in part: {still} of "
        f"{'its' if len(parts) == 1 else 'their'} {whole} is still open. For purchases, the bridge and the accruals "
        "show this open part."
    )


def make_ages(rows: pa.Table) -> list[Record]:
    """Return a record for each document, for the ageing chart."""
    columns = rows.select(["age_days", "class", "value"]).to_pylist()
    return [
        {"age": say_age(row["age_days"]), "direction": say(row["class"]), "money": row["value"] or 0, "count": 1}
        for row in columns
    ]


def filter_age(point: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the filters that list the documents of a bar."""
    sides = {say(code): code for code in (MOVED, BOOKED)}
    return {"age": [point["age"]], "side": [sides[point["direction"]]]}


def make_roll_forward(roll: pa.Table) -> tuple[list[Record], list[Record]]:
    """Return statements in money and in documents, with a row for each flow and direction, and the total last."""
    rows = sorted(roll.to_pylist(), key=lambda row: (FLOWS.index(row["flow"]), row["class"] != MOVED))
    money = [_line(row, "value", ("opening", "new", "cleared")) | {"revalued": row["revalued"]} for row in rows]
    counts = [_line(row, "count", ("opening", "new", "cleared")) for row in rows]
    for statement, source, suffix in ((money, rows, "value"), (counts, rows, "count")):
        for line, row in zip(statement, source, strict=True):
            line["closing"] = row[f"closing_{suffix}"]
        statement.append(_sum(statement))
    return money, counts


def _line(row: Record, suffix: str, names: Sequence[str]) -> Record:
    return {"flow": row["flow"], "side": say(row["class"]), **{name: row[f"{name}_{suffix}"] for name in names}}


def _sum(statement: Sequence[Record]) -> Record:
    names = [name for name in (statement[0] if statement else {}) if name not in {"flow", "side"}]
    known = [name for name in names if all(row[name] is not None for row in statement)]
    sums = {name: sum(row[name] for row in statement) for name in known}
    return {"flow": "Total", "side": "", **{name: sums.get(name) for name in names}}


def say_roll(money: Record, counts: Record, note: str, is_partial: bool) -> str:
    """Return the totals as a sum that can be checked by eye, unless rows that it could include are left out."""
    if len(money) < 3 and not is_partial:
        return "No documents were open at the last month end and none are now."
    if len(money) < 3 or None in money.values():
        return "How much was open, new or cleared is unknown, because an export lacks rows or values."
    return (
        f"{counts['opening']:,} + {counts['new']:,} − {counts['cleared']:,} = "
        f"{say_count(counts['closing'], 'document')}. "
        f"{say_money(money['opening'])} + {say_money(money['new'])} − {say_money(money['cleared'])} "
        f"{'−' if money['revalued'] < 0 else '+'} {say_money(abs(money['revalued']))} "
        f"= {say_money(money['closing'])}. {note}"
    )


def count_tested(matrix: pa.Table) -> int:
    """Return the number of documents tested: all known documents with a date on or before the month end."""
    return int(pc.sum(matrix["documents"]).as_py() or 0)
