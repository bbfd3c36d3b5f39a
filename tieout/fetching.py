"""`tieout fetch omni`: fetch the lists of a month from the Omni API, and upload them if asked."""

import calendar
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from close.errors import Refused
from close.store.warehouse import Warehouse
from close.texts import say_count
from loaders.command import name_user, print_card
from loaders.fetching.client import BASE_URL, UnexpectedAnswer, connect
from loaders.fetching.credentials import KEY, USER, read_credentials
from loaders.fetching.pace import Pace
from loaders.fetching.saved_lists import SavedList, Scope, fetch
from loaders.uploads.dropped_files import DroppedFile
from loaders.uploads.handover import land_apart

_WIDTH = 40  # more than any progress line
FETCH_EXAMPLE = 'Example: tieout fetch omni --since 2026-03-01 --organisation "My Company" --into lists'


class BackwardsDays(Refused):
    """A last day that is before the first."""

    def __init__(self, since: date, until: date) -> None:
        super().__init__(f"--until {until} is before --since {since}. Give the first and the last day of a month.")


Day = Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], metavar="2026-03-01", help="The first day of the month.")]
LastDay = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"], metavar="2026-03-31", help="The last day.", show_default="the end of the month of --since"
    ),
]
Organisation = Annotated[
    str, typer.Option(metavar="NAME", envvar="TIEOUT_ORGANISATION", help="The organisation whose lists these are.")
]
Into = Annotated[Path, typer.Option(metavar="DIR", help="The folder in which the lists are saved.")]
Secrets = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="A TOML file with user and key, readable only by you.",
        show_default=f"the variables {USER} and {KEY}",
    ),
]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--warehouse", metavar="DIR", help="Also upload the lists, to this warehouse.", show_default="no upload"
    ),
]
Address = Annotated[str, typer.Option("--base-url", metavar="URL", help="The address of the API.")]


def fetch_omni(
    since: Day,
    organisation: Organisation,
    into: Into,
    until: LastDay = None,
    secrets: Secrets = None,
    warehouse: Folder = None,
    base_url: Address = BASE_URL,
) -> None:
    """Fetch the lists of a month from the Omni API: sales orders, credit notes, purchase orders, payments,
    adjustments, branch transfers and production jobs.

    Each list is saved as a JSON file that `tieout upload` reads. If the command is stopped, run it again to continue.
    """
    scope = _choose_scope(since.date(), until.date() if until else None, organisation)
    saved: list[SavedList] = []
    with connect(base_url, read_credentials(secrets), Pace()) as client:
        try:
            saved.extend(_report(each) for each in fetch(client, scope, into, _show_progress))
        except KeyboardInterrupt:
            typer.echo("\nStopped. The finished pages are kept. Run the same command again to continue.", err=True)
            raise typer.Exit(1) from None
        except UnexpectedAnswer as error:
            # The connection may not read this list. Those before it are complete.
            typer.echo(f"{error}", err=True)
            _upload(saved, warehouse, organisation)
            raise typer.Exit(1) from None
    _upload(saved, warehouse, organisation)


def _choose_scope(since: date, until: date | None, organisation: str) -> Scope:
    last = until or since.replace(day=calendar.monthrange(since.year, since.month)[1])
    if last < since:
        raise BackwardsDays(since, last)
    return Scope(since, last, organisation)


def _show_progress(words: str) -> None:
    """Write the progress over the same line of a terminal. A log gets no such lines."""
    if sys.stderr.isatty():
        typer.echo(f"\r{words:<{_WIDTH}}", nl=False, err=True)


def _report(saved: SavedList) -> SavedList:
    where = f"saved in {saved.path}" if saved.path else "so no file was saved"
    _show_progress("")
    start = "\r" if sys.stderr.isatty() else ""
    typer.echo(f"{start}{saved.resource}: {say_count(saved.documents, 'document')}, {where}")
    return saved


def _upload(saved: list[SavedList], warehouse: Path | None, organisation: str) -> None:
    """Upload the files, and fail if any was refused. Lists for several months are refused, because they state none."""
    files = [DroppedFile(str(each.path.parent), each.path.name, each.path) for each in saved if each.path]
    if not (warehouse and files):
        return
    cards = land_apart(files, Warehouse(warehouse, organisation), None, name_user())
    for card in cards:
        print_card(card)
    if any(card.status == "refused" for card in cards):
        raise typer.Exit(1)
