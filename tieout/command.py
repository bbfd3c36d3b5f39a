"""`tieout`: the commands of loaders and close, in groups."""

import tomllib
from collections.abc import Sequence
from typing import Annotated

import typer

from close.commands.command import GROUPS, run
from close.engine.connection import ENGINE
from loaders.command import upload, watch
from tieout import PROGRAM
from tieout.fetching import FETCH_EXAMPLE, fetch_omni
from tieout.mapping import forget, map_file
from tieout.running import RUN_EXAMPLE, run_dashboard

_TIEOUT = """Explain every cent of difference between Cin7 Omni and the general ledger, on the command line.

Upload a month, check it, then sign it:

    tieout upload exports/2026-03 --organisation "My Company"

    tieout report bridge --period 2026-03

    tieout sign month --period 2026-03 --who ann

The variables TIEOUT_WAREHOUSE and TIEOUT_ORGANISATION set defaults for --warehouse and --organisation.

A command exits with 0 on success, with 1 if something was refused, and with 2 if its arguments are
wrong or the computer cannot read or write a file.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run any command."""
    app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
    app.callback(help=_TIEOUT)(_answer_version)
    app.command("run", rich_help_panel="Open the dashboard", epilog=RUN_EXAMPLE)(run_dashboard)
    app.command(
        rich_help_panel="Upload exports", epilog='Example: tieout upload exports/2026-03 --organisation "My Company"'
    )(upload)
    app.command(rich_help_panel="Upload exports", epilog='Example: tieout watch exports --organisation "My Company"')(
        watch
    )
    app.command("map", rich_help_panel="Upload exports", epilog="Example: tieout map stock-list.csv")(map_file)
    epilog = 'Example: tieout forget_mapping "Warehouse stock list"'
    app.command("forget_mapping", rich_help_panel="Upload exports", epilog=epilog)(forget)
    fetch = typer.Typer(help="Fetch documents from Omni.", no_args_is_help=True)
    fetch.callback()(_list_systems)
    fetch.command("omni", epilog=FETCH_EXAMPLE)(fetch_omni)
    app.add_typer(fetch, name="fetch", rich_help_panel="Upload exports")
    for group in GROUPS:
        group.add_to(app)
    return run(app, "tieout", arguments)


def _list_systems() -> None:
    """Fetch documents from another system."""


def _print_version(is_asked: bool) -> None:
    if is_asked:
        version = tomllib.loads((PROGRAM / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
        typer.echo(f"tieout {version}, {ENGINE}")
        raise typer.Exit


def _answer_version(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Handle the options that come before a command."""
