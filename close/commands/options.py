"""Options that several commands take, and what follows from them: the warehouse they name, the file they write."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from close.archive import export
from close.rules.answers import Answer
from close.signing.answers import visible
from close.store.warehouse import UnknownOrganisation, Warehouse, organisations

Options = argparse.Namespace
Parser = argparse.ArgumentParser
Run = Callable[[Options], int | None]


class Commands:
    """The commands of a parser, in groups that a help text can list: title -> (name, what it does)."""

    def __init__(self, parser: Parser, *, listed: bool) -> None:
        """`listed`: the parser's own help lists the commands, without their groups."""
        words = None if listed else argparse.SUPPRESS
        self._parsers = parser.add_subparsers(required=True, metavar="COMMAND", help=words, prog=parser.prog)
        self._listed = listed
        self.groups: dict[str, list[tuple[str, str]]] = {}

    def begin_group(self, title: str) -> None:
        """Put the commands that follow under a title."""
        self.groups[title] = []

    def add(self, name: str, words: str, run: Run, *parents: Parser) -> Parser:
        """Add a command to the last group. `run` returns an exit status other than 0, or None."""
        self.groups[[*self.groups][-1]].append((name, words))
        parser = self._parsers.add_parser(name, parents=list(parents), help=words)
        parser.set_defaults(run=run)
        return parser


def name_warehouse() -> Parser:
    """Return the options that name an organisation in a warehouse."""
    parser = Parser(add_help=False)
    parser.add_argument("--warehouse", type=Path, default=Path("warehouse"), metavar="DIR")
    parser.add_argument("--organisation", metavar="NAME", help="default: the only one of the warehouse")
    return parser


def name_month() -> Parser:
    """Return the options that name a month of an organisation."""
    parser = Parser(add_help=False, parents=[name_warehouse()])
    parser.add_argument("--period", required=True, metavar="2026-03")
    return parser


def name_person() -> Parser:
    """Return the option that names the person who acts."""
    parser = Parser(add_help=False)
    parser.add_argument("--who", required=True, metavar="NAME")
    return parser


def ask_note() -> Parser:
    """Return the option for a note that must be given."""
    parser = Parser(add_help=False)
    parser.add_argument("--note", required=True, help="why, or what was looked at")
    return parser


def choose_output(*more_formats: str) -> Parser:
    """Return the options that choose a format and a file. `more_formats`: formats that not every report has."""
    parser = Parser(add_help=False)
    parser.add_argument("--format", choices=(*export.FORMATS, *more_formats), default="csv")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")
    return parser


def open_warehouse(options: Options) -> Warehouse:
    """Open the organisation that the options name. Raises UnknownOrganisation."""
    known = organisations(options.warehouse)
    name = options.organisation or (known[0] if len(known) == 1 else None)
    if name is None:
        listed = ", ".join(known) or "none has landed anything yet"
        raise UnknownOrganisation(f"Say which organisation with --organisation; in {options.warehouse}: {listed}.")
    warehouse = Warehouse(options.warehouse, name)
    if warehouse.organisation not in known:
        listed = ", ".join(known) or "none"
        raise UnknownOrganisation(f'"{name}" has landed nothing in {options.warehouse}; organisations there: {listed}.')
    return warehouse


def write_answer(answer: Answer, options: Options) -> None:
    """Write an answer in the format, and to the file, that the options choose."""
    labels = {column.name: column.label for column in answer.report.columns}
    write_content(export.write(visible(answer), options.format, labels), options)


def write_content(content: bytes, options: Options) -> None:
    """Write bytes to the file that the options choose, else to standard output."""
    if options.output:
        options.output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
