"""The three doors of the command line: `tieout` with every command, and `close` and `loaders` with their own."""

import argparse
import sys
from collections.abc import Sequence

from close.engine.connection import ENGINE, EngineError
from close.errors import Refused
from tieout import answers, archive, signing, steps, uploads, worklist
from tieout.options import Commands, Parser

_TIEOUT = "Names every cent between Cin7 Omni and the general ledger, without a screen."
_CLOSE = (
    "The close without a screen: `python -m close report NAME --period 2026-03`, `checklist`, `sign`, `seal`, `rerun`."
)
_CLOSING = (answers, steps, worklist, signing, archive)


def tieout(arguments: Sequence[str] | None = None) -> int:
    """Run any command."""
    return _run(_build_tieout(), arguments)


def close(arguments: Sequence[str] | None = None) -> int:
    """Run a command of `python -m close`: any but upload."""
    parser = Parser(prog="python -m close", description=_CLOSE)
    commands = Commands(parser, listed=True)
    for group in _CLOSING:
        group.add(commands)
    return _run(parser, arguments)


def loaders(arguments: Sequence[str] | None = None) -> int:
    """Run `python -m loaders`: upload, under the name that came first."""
    parser = Parser(prog="python -m loaders", description="Land exports in the warehouse.")
    uploads.describe(parser)
    parser.set_defaults(run=uploads.upload)
    return _run(parser, arguments)


def _build_tieout() -> Parser:
    parser = Parser(
        prog="python -m tieout",
        usage="python -m tieout COMMAND ...",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = Commands(parser, listed=False)
    for group in (uploads, *_CLOSING):
        group.add(commands)
    parser.description = "\n\n".join([_TIEOUT, *(_list(title, group) for title, group in commands.groups.items())])
    parser.epilog = "`python -m tieout COMMAND --help` lists the options of a command."
    return parser


def _list(title: str, group: list[tuple[str, str]]) -> str:
    return "\n".join([f"{title}:", *(f"  {name:<14} {words}" for name, words in group)])


def _run(parser: Parser, arguments: Sequence[str] | None) -> int:
    """Return 0 only if all went well. What went wrong is printed on standard error."""
    options = parser.parse_args(arguments)
    try:
        return options.run(options) or 0
    except Refused as error:
        print(error, file=sys.stderr)
    except EngineError as error:
        print(
            "The engine could not answer; nothing has changed. Ask again; if it happens again, run `python -m close "
            f"verify`, and pass this on: {ENGINE}, {str(error).splitlines()[0]}",
            file=sys.stderr,
        )
    return 1
