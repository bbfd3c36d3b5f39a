"""The page of the month pack for whoever reads no dashboard: the story, and the month next to the month before."""

from typing import Any

from close.archive.month_story import BALANCES, MOVED, tell_month
from close.archive.pack.month import CANNOT_TELL, PackedMonth, Row
from close.texts import say_count, say_money
from close.work.legs import LEG_NAMES

MOST = 7  # changes on the page. The page Flux has all of them
EXPLAINED, UNEXPLAINED = "explained", "unexplained"


def list_story(month: PackedMonth) -> Row:
    """Return the story with its balances and changes as rows of tables, with amounts as text."""
    story = tell_month(month.warehouse, month.period, month.facts["manifest"]["number"])
    rows = month.rows("flux")
    above = [row for row in rows if row["above"] == "Y"]
    parts = [vars(part) for part in story.parts if part.title not in (MOVED, BALANCES)]
    return {
        "conclusion": story.conclusion,
        "parts": parts,
        "balances": [_compare(row) for row in _list_balances(rows)],
        "changes": [{**_compare(row), "words": _explain(row)} for row in above[:MOST]],
        "calm": [] if above else [line for part in story.parts if part.title == MOVED for line in part.sentences],
        "more": f"{say_count(len(above) - MOST, 'more change')} above the threshold" if len(above) > MOST else "",
    }


def _list_balances(rows: list[Row]) -> list[Row]:
    """Return the balances in the order of the page Balances, then what is left unexplained on the way between them."""
    balances = sorted((row for row in rows if row["_part"] == "balances"), key=lambda row: row["_place"])
    rests = [
        {**row, "name": f"Unexplained: {LEG_NAMES[row['_part']].lower()}"}
        for leg in LEG_NAMES
        for row in rows
        if (row["_part"], row["_code"]) == (leg, UNEXPLAINED)
    ]
    return [*balances, *rests]


def _compare(row: Row) -> Row:
    amounts = {name: _say(row[name]) for name in ("amount", "last_month", "change")}
    return {"name": row["name"], **amounts}


def _explain(row: Row) -> str:
    """Return the explanation of a change with its author, or the draft, which nobody has confirmed."""
    if row["state"] == EXPLAINED:
        return f"{' '.join(row['explanation'].split())} ({row['explained_by']})"
    return f"Not explained yet. {row['draft']}"


def _say(amount: Any) -> str:
    return CANNOT_TELL if amount is None else say_money(amount)
