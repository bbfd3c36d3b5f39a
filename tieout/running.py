"""`tieout run`: open the dashboard."""

import os
import runpy
import socket
import sys
from contextlib import suppress
from typing import Annotated

import typer

from close.places import WAREHOUSE
from close.store.authority.people import ADMINISTRATORS
from close.store.warehouse import organisations
from close.systems.files import check_folder
from loaders.command import Folder
from tieout import PROGRAM

RUN_EXAMPLE = "Example: tieout run --port 8600"
PORTS = range(8501, 8601)
QUIET = ("--logger.hideWelcomeMessage", "true")  # the line with the address is ours
Port = Annotated[
    int | None,
    typer.Option(metavar="8600", help="The port on this machine.", show_default="8501, or the next free one"),
]


def run_dashboard(port: Port = None, warehouse: Folder = WAREHOUSE) -> None:
    """Open the dashboard in your browser, until you press Ctrl+C.

    A new warehouse starts with a sample company.
    """
    folder = warehouse.absolute()
    check_folder(folder)
    typer.echo(f"The warehouse is {folder}. Guides are in {PROGRAM / 'docs'}.")
    if not organisations(folder) and ADMINISTRATORS not in os.environ:
        typer.echo("It is empty, so the first page loads a sample company, which takes a few seconds.")
    chosen = port or os.environ.get("STREAMLIT_SERVER_PORT") or find_port()
    typer.echo(f"Opening the dashboard at http://localhost:{chosen} until you press Ctrl+C.")
    os.environ["TIEOUT_WAREHOUSE"] = str(folder)
    sys.argv = ["streamlit", "run", str(PROGRAM / "app.py"), "--server.port", str(chosen), *QUIET]
    # In this process, so that a signal reaches the server on every system. It reads the settings next to app.py.
    runpy.run_module("streamlit", run_name="__main__")


def find_port() -> int:
    """Return the first port that no other program uses, from the usual one on. Raises OSError if all are in use."""
    for port in PORTS:
        with socket.socket() as trial, suppress(OSError):
            trial.bind(("localhost", port))
            return port
    raise OSError(f"The ports {PORTS[0]} to {PORTS[-1]} are in use. Choose another one with --port.")
