"""`python -m close`: the month-end commands, with the exit codes and messages of those that fail."""

import sys
from collections.abc import Sequence

import typer

from close.commands.answers import READING
from close.commands.archive import KEEPING
from close.commands.authority import AUTHORITY
from close.commands.builds import PREPARING
from close.commands.informing import INFORMING
from close.commands.signing import SIGNING
from close.commands.steps import STEPS
from close.commands.uploads import UPLOADS
from close.commands.worklist import ITEMS
from close.engine.connection import ENGINE, EngineError
from close.errors import Refused, say_engine_failure, say_failure
from close.systems.processes import speak_unicode

GROUPS = (PREPARING, UPLOADS, READING, INFORMING, STEPS, ITEMS, SIGNING, AUTHORITY, KEEPING)
_CLOSE = "The month-end close on the command line. `tieout --help` lists the same commands in groups."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command of `python -m close`."""
    app = typer.Typer(help=_CLOSE, add_completion=False, rich_markup_mode=None)
    for group in GROUPS:
        group.add_to(app)
    return run(app, "python -m close", arguments)


def run(app: typer.Typer, name: str, arguments: Sequence[str] | None) -> int:
    """Run an app. Return 0 on success, 2 for wrong arguments or a failure of the computer, otherwise 1.

    Errors are printed to standard error.
    """
    speak_unicode()
    try:
        app(arguments, prog_name=name)
    except SystemExit as ended:
        return int(ended.code or 0)
    except Refused as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(say_failure(error), file=sys.stderr)
        return 2
    except EngineError as error:
        print(say_engine_failure(ENGINE, error), file=sys.stderr)
    return 1
