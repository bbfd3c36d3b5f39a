"""The month pack as a PDF: the month on a few pages, with the bridge as a picture."""

from decimal import Decimal
from typing import Any

from close.archive.pack.doubts import list_doubts
from close.archive.pack.lists import LEGEND, LISTS, PackedList, say_cell
from close.archive.pack.month import CANNOT_TELL, PackedMonth, Row
from close.archive.pack.story import list_story
from close.archive.prints.typeset import typeset
from close.texts import say_count, say_money
from close.work.legs import BALANCES, ENDS, LEG_NAMES, Leg, name_bar, say_estimates
from close.work.progress import find_shown_state
from close.work.words import say

MOST_BARS = 14  # causes with a bar of their own in a leg, so that a bridge fits on a page
MOST_ROWS = 10  # documents of a list. The workbook has all of them
MARGIN = Decimal("0.06")
MARK, ESTIMATED = "*", ("likely_missing_cogs",)  # the mark of an estimate, and the columns that may have one
UNKNOWN = {"label": "Unexplained", "amount": CANNOT_TELL}
# The columns that are printed of the longest lists.
TOPS = {
    "timing_differences": ("doc_type", "ref", "contact", "class", "age_days", "value"),
    "blank_cogs": ("doc_type", "order_ref", "customer", "reason", "sales", "likely_missing_cogs"),
}


def pdf(month: PackedMonth) -> bytes:
    """Return the PDF. The same data always produces the same bytes. Raises BadPeriod."""
    return typeset("month", list_facts(month))


def list_facts(month: PackedMonth) -> Row:
    """Return all values that the print shows, with amounts as text."""
    titles = {packed.report: packed.title for packed in LISTS}
    first, last = (month.balances[name][1] for name in ("hsv", "gl_inventory"))
    gap = None if first is None or last is None else first - last
    return {
        **month.facts,
        "currency": month.settings.currency,
        "balances": [{"label": label, "amount": _say(amount)} for label, amount in month.balances.values()],
        "gap": _say(gap),
        "valid": sum(signature["is_valid"] for signature in month.facts["signatures"]),
        "legs": [_describe_leg(month, name) for name in month.leg_names],
        "tops": [_list_top(month, packed) for packed in LISTS if packed.report in TOPS],
        "doubts": [vars(doubt) for doubt in list_doubts(month, titles)],
        "states": _count_states(month),
        "story": list_story(month),
    }


def _say(amount: Decimal | None) -> str:
    return CANNOT_TELL if amount is None else say_money(amount)


def _count_states(month: PackedMonth) -> list[Row]:
    states = [find_shown_state(row) for row in month.rows("checklist")]
    return [{"state": state, "word": str(say(state)), "count": states.count(state)} for state in dict.fromkeys(states)]


def _describe_leg(month: PackedMonth, name: str) -> Row:
    """Return a leg with its bars and causes. A leg without a known balance has neither."""
    found = next((leg for leg in month.legs if leg.name == name), None)
    ends = [{"label": BALANCES[end], "amount": _say(month.balances[end][1])} for end in ENDS[name]]
    described = {"name": LEG_NAMES[name], "ends": ends, "bars": [], "causes": [], "unexplained": CANNOT_TELL}
    described["estimates"] = say_estimates([found] if found else [])
    if not found:
        return described
    largest = max((abs(row["amount"]) for row in found.causes), default=Decimal(0)) or Decimal(1)
    unexplained = found.unexplained if found.is_known else None
    causes = [_describe_cause(row, largest) for row in found.causes]
    return {**described, "bars": make_bars(found), "causes": causes, "unexplained": _say(unexplained)}


def _describe_cause(row: Row, largest: Decimal) -> Row:
    return {
        "name": name_bar(row["cause_id"]),
        "documents": f"{row['documents']:,}",
        "amount": say_money(row["amount"]),
        "clears": say_money(row["_clearing_amount"]) if row["_clearing_documents"] else "",
        "is_omni": row["amount"] > 0,
        "share": float(abs(row["amount"]) / largest),
    }


def make_bars(leg: Leg) -> list[Row]:
    """Return the bars of a leg from its first balance to its last, with their ends as shares of the width.

    The smallest causes share one bar. The picture does not start at zero, so that the causes can be seen.
    """
    own, small = leg.causes[:MOST_BARS], leg.causes[MOST_BARS:]
    steps = [(name_bar(row["cause_id"]), row["amount"], "omni" if row["amount"] > 0 else "ledger") for row in own]
    if small:
        amount = sum((row["amount"] for row in small), Decimal(0))
        steps.append((say_count(len(small), "smaller cause"), amount, "omni" if amount > 0 else "ledger"))
    steps.append(("Unexplained", leg.unexplained, "rest"))
    levels = [leg.first]
    for _, amount, _ in steps:
        levels.append(levels[-1] - amount)
    low, high = min(levels), max(levels)
    span = (high - low) or Decimal(100)
    scale = _Scale(low - span * MARGIN * 3, high + span * MARGIN)
    first, last = ENDS[leg.name]
    bars = [
        scale.draw(BALANCES[first], leg.first, "balance", scale.low, leg.first),
        *(scale.draw(*step, levels[at], levels[at + 1]) for at, step in enumerate(steps)),
        scale.draw(BALANCES[last], leg.last, "balance", scale.low, leg.last),
    ]
    return bars if leg.is_known else [{**bar, **(UNKNOWN if bar["kind"] == "rest" else {})} for bar in bars]


class _Scale:
    """The amounts at the two edges of the picture."""

    def __init__(self, low: Decimal, high: Decimal) -> None:
        self.low, self.high = low, high

    def draw(self, label: str, amount: Decimal, kind: str, start: Decimal, end: Decimal) -> Row:
        """Return a bar with its ends from 0 to 1."""
        ends = sorted(float((level - self.low) / (self.high - self.low)) for level in (start, end))
        at = float((end - self.low) / (self.high - self.low))
        return {"label": label, "amount": say_money(amount), "kind": kind, "from": ends[0], "to": ends[1], "at": at}


def _list_top(month: PackedMonth, packed: PackedList) -> Row:
    """Return the first rows of a list, which are the largest, and what it adds up to."""
    answer, names = month.answer(packed.report), TOPS[packed.report]
    count, totals = packed.select(answer).measure_known(names[-1])
    missing = month.lacks(packed.report)
    labels = {column.name: column.label for column in answer.report.columns}
    rows = answer.say(packed.select(answer).page(0, MOST_ROWS)).to_pylist()
    is_unknown = bool(missing) and not count
    return {
        "title": packed.title,
        "about": packed.about,
        "missing": f"Not uploaded for the month: {', '.join(missing)}. Documents may be missing." if missing else "",
        "labels": [labels[name] for name in names],
        "rows": [[_say_cell(name, row[name], is_estimate=packed.is_estimate(row)) for name in names] for row in rows],
        "legend": f"{MARK} {LEGEND}" if any(packed.is_estimate(row) for row in rows) else "",
        "count": CANNOT_TELL if is_unknown else f"{count:,}",
        "total": CANNOT_TELL if is_unknown else _say(totals[names[-1]]),
        "total_label": "Total" if answer.is_whole and not missing else "Known total",
        "more": max(count - len(rows), 0),
    }


def _say_cell(name: str, value: Any, *, is_estimate: bool) -> str:
    """Return a cell as text, with a mark at an estimated cost."""
    if isinstance(value, Decimal):
        return f"{MARK} {say_money(value)}" if is_estimate and name in ESTIMATED else say_money(value)
    return "" if value is None else str(say_cell(name, value))
