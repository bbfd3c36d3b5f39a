"""`tieout run`: open the dashboard."""

import os
import runpy
import sys
from typing import Annotated

import typer

from close.places import WAREHOUSE
from close.systems.files import check_folder
from loaders.command import Folder
from tieout import PROGRAM

RUN_EXAMPLE = "Example: tieout run --port 8600"
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
    os.environ["TIEOUT_WAREHOUSE"] = str(folder)
    sys.argv = ["streamlit", "run", str(PROGRAM / "app.py"), *(["--server.port", str(port)] if port else [])]
    # In this process, so that a signal reaches the server on every system. It reads the settings next to app.py.
    runpy.run_module("streamlit", run_name="__main__")
