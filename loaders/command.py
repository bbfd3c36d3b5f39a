"""`python -m loaders`: load files, folders and zips into the warehouse, and print a line for each file."""

import getpass
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Annotated

import typer

from close.errors import Refused
from close.store.warehouse import Warehouse, organisations
from loaders.files.archives import is_hidden
from loaders.intake.cards import Card
from loaders.intake.drops import DroppedFile, land, list_organisations


class NoOrganisation(Refused):
    """Exports for which no organisation is known."""

    def __init__(self, known: Sequence[str]) -> None:
        listed = f" Known organisations: {', '.join(known)}." if known else ""
        super().__init__(f"State the organisation with --organisation NAME, or add an organisation.toml.{listed}")


class NoSuchPath(Refused):
    """A path on the command line that is neither a file nor a folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no file or folder {path}.")


Paths = Annotated[list[Path], typer.Argument(metavar="PATH", help="Files, folders or zips of exports.")]
Folder = Annotated[
    Path, typer.Option("--warehouse", metavar="DIR", envvar="TIEOUT_WAREHOUSE", help="The folder of the warehouse.")
]
Organisation = Annotated[
    str | None,
    typer.Option(
        "--organisation",
        metavar="NAME",
        envvar="TIEOUT_ORGANISATION",
        help="The organisation, if there is no organisation.toml.",
    ),
]
Period = Annotated[
    str | None, typer.Option(metavar="2026-03", help="The month of the exports, if the files do not show it.")
]
Who = Annotated[str, typer.Option(metavar="NAME", help="Who uploads them.", show_default="the user of this machine")]


def main(arguments: Sequence[str] | None = None) -> int:
    """Upload the files that the arguments list. Return 0 only if every file landed."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command()(upload)
    try:
        app(arguments, prog_name="python -m loaders")
    except SystemExit as ended:
        return int(ended.code or 0)
    except Refused as error:
        print(error, file=sys.stderr)
    return 1


def upload(
    paths: Paths,
    warehouse: Folder = Path("warehouse"),
    organisation: Organisation = None,
    period: Period = None,
    who: Who = "",
) -> None:
    """Upload exports: files, folders or zips. Prints a line for each file, and fails if any file was refused."""
    drop = [file for path in paths for file in _collect(path)]
    there = Warehouse(warehouse, organisation or _find_organisation(drop, warehouse))
    cards = land(drop, there, period, who or getpass.getuser())
    for card in cards:
        _print(card)
    if not cards or any(card.status == "refused" for card in cards):
        raise typer.Exit(1)


def _collect(path: Path) -> Iterator[DroppedFile]:
    """Return the files under a path, excluding hidden files. Raises NoSuchPath."""
    if path.is_file():
        yield DroppedFile(str(path.parent), path.name, path.read_bytes())
        return
    if not path.is_dir():
        raise NoSuchPath(path)
    for file in sorted(path.rglob("*")):
        if file.is_file() and not is_hidden(PurePosixPath(file.relative_to(path))):
            yield DroppedFile(str(file.parent), file.name, file.read_bytes())


def _find_organisation(drop: Sequence[DroppedFile], warehouse: Path) -> str:
    """Return the organisation in the uploaded settings, or the warehouse's only organisation. Raises NoOrganisation."""
    known = sorted(list_organisations(drop)) or organisations(warehouse)
    if len(known) != 1:
        raise NoOrganisation(known)
    return known[0]


def _print(card: Card) -> None:
    if card.status == "refused":
        problems = "\n  ".join(card.problems)
        print(f"refused    {card.path}\n  {problems}", file=sys.stderr)
        return
    proof = "; ".join(f"{check.label.lower()}: {check.state}" for check in card.checks)
    words = f"{card.status:<10} {card.path}: {card.title}, {card.period}, {card.rows:,} rows"
    print(words + (f" ({proof})" if proof else ""))
