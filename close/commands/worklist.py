"""Worklist commands: assign, due, explain, accrue, accept and return, and comments on any subject."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

import typer

from close.commands.groups import Group
from close.commands.options import Period, Who, read_day
from close.store.audit_log import Event
from close.store.warehouse import Warehouse
from close.work import comments, worklist

ITEMS = Group("Work on the items of the worklist")
Items = Annotated[list[str], typer.Argument(metavar="ITEM", help="Items such as PO:PO-4015.")]
Remark = Annotated[str, typer.Option("--note", help="A short remark.")]
Why = Annotated[str, typer.Option("--note", help="The reason.")]
Text = Annotated[str, typer.Option("--note", help="The text.")]
Number = Annotated[int, typer.Argument(metavar="COMMENT", help="The number of the comment.")]
Subject = Annotated[str, typer.Argument(metavar="ITEM|STEP|REPORT|month", help="The subject of the comment.")]
To = Annotated[str, typer.Option(metavar="NAME", help="The person to assign them to.")]
Day = Annotated[date, typer.Option(parser=read_day, metavar="2026-04-15", help="A business day.")]
Cause = Annotated[str, typer.Option(metavar="A06", help="The code of the cause, as shown in the findings.")]
Journal = Annotated[str, typer.Option(metavar="NAME", help="The number of the journal in the ledger.")]


@ITEMS.add("assign", "PO:PO-4015 --to ben --period 2026-03 --who ann")
def assign(warehouse: Warehouse, items: Items, period: Period, who: Who, to: To, note: Remark = "") -> None:
    """Assign worklist items to a person."""
    _print(worklist.assign(warehouse, period, items, who, to, note))


@ITEMS.add("due", "PO:PO-4015 --day 2026-04-15 --period 2026-03 --who ann")
def set_due(warehouse: Warehouse, items: Items, period: Period, who: Who, day: Day, note: Remark = "") -> None:
    """Set the day by which items must be corrected."""
    _print(worklist.set_due(warehouse, period, items, who, day, note))


@ITEMS.add("explain", 'PO:PO-4015 --cause A06 --period 2026-03 --who ann --note "in holding stock"')
def explain(warehouse: Warehouse, items: Items, period: Period, who: Who, cause: Cause, note: Why) -> None:
    """Take items off the worklist by stating their cause."""
    _print(worklist.explain(warehouse, period, items, who, cause, note))


@ITEMS.add("accrue", 'PO:PO-4015 --journal MJ-31 --period 2026-03 --who ann --note "billed in April"')
def accrue(warehouse: Warehouse, items: Items, period: Period, who: Who, journal: Journal, note: Why) -> None:
    """Take items off this month's worklist by stating the journal that accrues them."""
    _print(worklist.accrue(warehouse, period, items, who, journal, note))


@ITEMS.add("accept", 'PO:PO-4015 --period 2026-03 --who ann --note "rounding"')
def accept(warehouse: Warehouse, items: Items, period: Period, who: Who, note: Why) -> None:
    """Take items with small amounts off the worklist."""
    _print(worklist.accept(warehouse, period, items, who, note))


@ITEMS.add("return-item", 'PO:PO-4015 --period 2026-03 --who ann --note "not explained after all"')
def take_back(warehouse: Warehouse, items: Items, period: Period, who: Who, note: Why) -> None:
    """Put items back on the worklist."""
    _print(worklist.take_back(warehouse, period, items, who, note))


def _print(events: Iterable[Event]) -> None:
    for event in events:
        print(f"{event.subject} {event.kind} {event.value}".rstrip() + f" for {event.period} by {event.who}")


@ITEMS.add("comment", 'month --period 2026-03 --who ann --note "two bills are still to come"')
def comment(warehouse: Warehouse, subject: Subject, period: Period, who: Who, note: Text) -> None:
    """Comment on an item, a step, a report or the month."""
    event = comments.comment(warehouse, period, subject, who, note)
    print(f"comment {event.number} on {event.subject} for {event.period} by {event.who}")


@ITEMS.add("resolve", '7 --who ben --note "both are in"')
def resolve(warehouse: Warehouse, number: Number, who: Who, note: Text) -> None:
    """Answer a comment."""
    event = comments.resolve(warehouse, number, who, note)
    print(f"comment {event.about} on {event.subject} resolved by {event.who}")


@ITEMS.add("close-comment", "7 --who ann")
def close_comment(warehouse: Warehouse, number: Number, who: Who) -> None:
    """Close your own comment."""
    event = comments.close_comment(warehouse, number, who)
    print(f"comment {event.about} on {event.subject} closed by {event.who}")
