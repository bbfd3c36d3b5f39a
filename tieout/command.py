"""`python -m tieout`: every command there is, those of loaders and of close, in groups."""

import argparse
from collections.abc import Sequence

from close.commands.command import GROUPS, run
from close.commands.options import Commands, Parser
from loaders import command as uploads

_TIEOUT = "Names every cent between Cin7 Omni and the general ledger, without a screen."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run any command."""
    return run(_build(), arguments)


def _build() -> Parser:
    parser = Parser(
        prog="python -m tieout",
        usage="python -m tieout COMMAND ...",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = Commands(parser, listed=False)
    commands.begin_group("Upload exports")
    uploads.describe(commands.add("upload", "upload exports: files, folders or zips", uploads.upload))
    for group in GROUPS:
        group.add(commands)
    parser.description = "\n\n".join([_TIEOUT, *(_list(title, group) for title, group in commands.groups.items())])
    parser.epilog = "`python -m tieout COMMAND --help` lists the options of a command."
    return parser


def _list(title: str, group: list[tuple[str, str]]) -> str:
    return "\n".join([f"{title}:", *(f"  {name:<14} {words}" for name, words in group)])
