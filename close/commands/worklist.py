"""What people do to the worklist: assign, due, explain, accrue, accept, return; and comments on anything."""

from collections.abc import Callable
from datetime import date

from close.commands.options import (
    Commands,
    Options,
    Parser,
    Run,
    name_month,
    name_person,
    name_warehouse,
    open_warehouse,
)
from close.store.audit_log import Event
from close.work import comments, worklist


def add(commands: Commands) -> None:
    """Add the commands of items, then comment, resolve and close-comment."""
    commands.begin_group("Work on the items of the worklist")
    _add_items(commands)
    commenting = commands.add(
        "comment", "comment on an item, a step, a report or the month", _comment, name_month(), name_person()
    )
    commenting.add_argument("subject", metavar="ITEM|STEP|REPORT|month")
    commenting.add_argument("--note", required=True)
    resolving = commands.add("resolve", "answer a comment", _resolve, name_warehouse(), name_person())
    resolving.add_argument("number", type=int, metavar="COMMENT")
    resolving.add_argument("--note", required=True, help="the answer")
    closing = commands.add("close-comment", "close a comment of one's own", _close, name_warehouse(), name_person())
    closing.add_argument("number", type=int, metavar="COMMENT")


def _add_items(commands: Commands) -> None:
    """Add the commands that take items. All need a note, except those that only plan: assign and due."""
    assign = _add_item_command(commands, "assign", "give items of the worklist to a person", worklist.assign, "to")
    due = _add_item_command(commands, "due", "say by which day items must be corrected", worklist.set_due, "day")
    explain = _add_item_command(
        commands, "explain", "take items off the worklist with a cause", worklist.explain, "cause"
    )
    accrue = _add_item_command(
        commands, "accrue", "take items off this month's worklist by a journal", worklist.accrue, "journal"
    )
    accept = _add_item_command(commands, "accept", "take items off the worklist that are worth little", worklist.accept)
    back = _add_item_command(commands, "return-item", "put items back on the worklist", worklist.take_back)
    assign.add_argument("--to", required=True)
    due.add_argument("--day", required=True, type=date.fromisoformat)
    explain.add_argument("--cause", required=True)
    accrue.add_argument("--journal", required=True)
    for parser in (assign, due):
        parser.add_argument("--note", default="", help="a few words")
    for parser in (explain, accrue, accept, back):
        parser.add_argument("--note", required=True, help="why")


def _add_item_command(
    commands: Commands, name: str, words: str, act: Callable[..., list[Event]], option: str = ""
) -> Parser:
    parser = commands.add(name, words, _record(act, option), name_month(), name_person())
    parser.add_argument("items", nargs="+", metavar="ITEM", help="such as PO:PO-4015")
    return parser


def _record(act: Callable[..., list[Event]], option: str = "") -> Run:
    def run(options: Options) -> None:
        given = [getattr(options, option)] if option else []
        for event in act(open_warehouse(options), options.period, options.items, options.who, *given, options.note):
            print(f"{event.subject} {event.kind} {event.value}".rstrip() + f" for {event.period} by {event.who}")

    return run


def _comment(options: Options) -> None:
    event = comments.comment(open_warehouse(options), options.period, options.subject, options.who, options.note)
    print(f"comment {event.number} on {event.subject} for {event.period} by {event.who}")


def _resolve(options: Options) -> None:
    event = comments.resolve(open_warehouse(options), options.number, options.who, options.note)
    print(f"comment {event.about} on {event.subject} resolved by {event.who}")


def _close(options: Options) -> None:
    event = comments.close_comment(open_warehouse(options), options.number, options.who)
    print(f"comment {event.about} on {event.subject} closed by {event.who}")
