"""The worklist without a screen: assign, due, explain, accrue, accept, return, and comments on anything."""

import argparse
from collections.abc import Callable
from datetime import date

from close.store.audit_log import Event
from close.store.warehouse import Warehouse
from close.work import comments, worklist

Open = Callable[[argparse.Namespace], Warehouse]
Parser = argparse.ArgumentParser
Run = Callable[[argparse.Namespace], None]


def add(commands: "argparse._SubParsersAction[Parser]", where: Parser, month: Parser, open_: Open) -> None:
    """Put the commands beside the others; `where` holds the options of a warehouse, `month` those of a month, too."""

    def command(name: str, words: str, run: Run, *parents: Parser) -> Parser:
        parser = commands.add_parser(name, parents=list(parents), help=words)
        parser.add_argument("--who", required=True, metavar="NAME")
        parser.set_defaults(command=run, open=open_)
        return parser

    _add_items(command, month)
    commenting = command("comment", "comment on an item, a step, a report or the month", _comment, month)
    commenting.add_argument("subject", metavar="ITEM|STEP|REPORT|month")
    commenting.add_argument("--note", required=True)
    for name, words, run in (
        ("resolve", "answer a comment", _resolve),
        ("close-comment", "close a comment of one's own", _close),
    ):
        command(name, words, run, where).add_argument("number", type=int, metavar="COMMENT")
    resolving = commands.choices["resolve"]
    resolving.add_argument("--note", required=True, help="the answer")


def _add_items(command: Callable[..., Parser], month: Parser) -> None:
    """The commands that take items; all need a note but those that only say who and when."""
    for name, words, option, act in (
        ("assign", "give items of the worklist to a person", "--to", _act(worklist.assign, "to")),
        ("due", "say by which day items are to be mended", "--day", _act(worklist.set_due, "day")),
        ("explain", "take items off the worklist with a cause", "--cause", _act(worklist.explain, "cause")),
        ("accrue", "take items off this month's worklist by a journal", "--journal", _act(worklist.accrue, "journal")),
        ("accept", "take items off the worklist that are worth little", "", _act(worklist.accept)),
        ("return-item", "put items back on the worklist", "", _act(worklist.take_back)),
    ):
        parser = command(name, words, act, month)
        parser.add_argument("items", nargs="+", metavar="ITEM", help="such as PO:PO-4015")
        if option:
            parser.add_argument(option, required=True, type=date.fromisoformat if name == "due" else str)
        is_said = name in {"assign", "due"}
        parser.add_argument("--note", required=not is_said, default="", help="why" if not is_said else "a few words")


def _act(act: Callable[..., list[Event]], option: str = "") -> Run:
    def run(options: argparse.Namespace) -> None:
        given = [getattr(options, option)] if option else []
        for event in act(options.open(options), options.period, options.items, options.who, *given, options.note):
            print(f"{event.subject} {event.kind} {event.value}".rstrip() + f" for {event.period} by {event.who}")

    return run


def _comment(options: argparse.Namespace) -> None:
    event = comments.comment(options.open(options), options.period, options.subject, options.who, options.note)
    print(f"comment {event.number} on {event.subject} for {event.period} by {event.who}")


def _resolve(options: argparse.Namespace) -> None:
    event = comments.resolve(options.open(options), options.number, options.who, options.note)
    print(f"comment {event.about} on {event.subject} resolved by {event.who}")


def _close(options: argparse.Namespace) -> None:
    event = comments.close_comment(options.open(options), options.number, options.who)
    print(f"comment {event.about} on {event.subject} closed by {event.who}")
