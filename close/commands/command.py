"""`python -m close`: every command of a month, and what a command answers when it cannot do what was asked."""

import sys
from collections.abc import Sequence

from close.commands import answers, archive, signing, steps, worklist
from close.commands.options import Commands, Parser
from close.engine.connection import ENGINE, EngineError
from close.errors import Refused

GROUPS = (answers, steps, worklist, signing, archive)
_CLOSE = (
    "The close without a screen: `python -m close report NAME --period 2026-03`, `checklist`, `sign`, `seal`, `rerun`."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command of `python -m close`."""
    parser = Parser(prog="python -m close", description=_CLOSE)
    commands = Commands(parser, listed=True)
    for group in GROUPS:
        group.add(commands)
    return run(parser, arguments)


def run(parser: Parser, arguments: Sequence[str] | None) -> int:
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
