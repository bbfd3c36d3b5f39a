"""`python -m loaders`: load files, folders and zips into the warehouse, and print a line for each file."""

import getpass
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Annotated

import typer

from close.errors import Refused, say_failure
from close.places import WAREHOUSE
from close.store.seals import list_at_stake, say_suspended
from close.store.warehouse import Warehouse, organisations
from close.systems.processes import speak_unicode
from close.texts import agree, say_count
from loaders.files.archives import is_hidden
from loaders.intake.cards import Card
from loaders.layouts.stated_organisation import is_alike
from loaders.uploads.consent import Consent, count_unreadable, list_questions
from loaders.uploads.dropped_files import DroppedFile, list_organisations
from loaders.uploads.handover import land_apart
from loaders.uploads.written_cards import write_card
from loaders.watching import watch_folder


class NoOrganisation(Refused):
    """Exports for which no organisation is known."""

    def __init__(self, known: Sequence[str]) -> None:
        listed = f" Known organisations: {', '.join(known)}." if known else ""
        super().__init__(f"State the organisation with --organisation NAME, or add an organisation.toml.{listed}")


class AlikeFolder(Refused):
    """A new organisation with nearly the same name as one in the warehouse."""

    def __init__(self, name: str, known: str) -> None:
        super().__init__(
            f'The warehouse already contains "{known}", which may be the same company as "{name}". If it is, use '
            f"--organisation {known}. If it is not, add --new-organisation."
        )


class NoSuchPath(Refused):
    """A path on the command line that is neither a file nor a folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no file or folder {path}. Check the path, and try again.")


class NoUser(Refused):
    """A command by a user whom the machine does not name, as in a container."""

    def __init__(self) -> None:
        super().__init__("This computer does not say who you are. Set the variable USER to your name, and try again.")


Paths = Annotated[list[Path], typer.Argument(metavar="PATH", help="Files, folders or zips of exports.")]
Watched = Annotated[
    Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="The folder to watch, with those inside.")
]
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
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only print what would change. No file lands.")]
Same = Annotated[
    list[str],
    typer.Option(
        "--same-organisation",
        metavar="NAME",
        help="Another name of the organisation in its files, such as Kelp Limited.",
    ),
]
New = Annotated[bool, typer.Option("--new-organisation", help="Start one although another has a similar name.")]
LeaveOut = Annotated[
    bool,
    typer.Option(
        "--leave-out-unreadable",
        help="Upload files without the rows that cannot be read. Whatever depends on them then reads “cannot tell”.",
    ),
]
Who = Annotated[str, typer.Option(metavar="NAME", help="Who uploads them.", show_default="the user of this machine")]


def main(arguments: Sequence[str] | None = None) -> int:
    """Upload the files that the arguments list. Return 0 only if every file landed."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command()(upload)
    speak_unicode()
    try:
        app(arguments, prog_name="python -m loaders")
    except SystemExit as ended:
        return int(ended.code or 0)
    except Refused as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(say_failure(error), file=sys.stderr)
        return 2
    return 1


def upload(  # noqa: PLR0913, PLR0917 - each is an option of the command
    paths: Paths,
    warehouse: Folder = WAREHOUSE,
    organisation: Organisation = None,
    period: Period = None,
    who: Who = "",
    dry_run: DryRun = False,
    same_organisation: Same = [],  # noqa: B006 - typer reads the default
    leave_out_unreadable: LeaveOut = False,
    new_organisation: New = False,
) -> None:
    """Upload exports: files, folders or zips. Prints a line for each file, and fails if any file was refused.

    Afterwards, `tieout build` computes the reports of the month, so that its pages open without waiting.
    """
    drop = [file for path in paths for file in _collect(path)]
    there = Warehouse(warehouse, organisation or _find_organisation(drop, warehouse))
    if not new_organisation:
        _check_alike(there)
    incomplete = None if leave_out_unreadable else frozenset[str]()
    consent = Consent(names=frozenset(same_organisation), incomplete=incomplete, is_rehearsal=dry_run)
    cards = land_apart(drop, there, period, who or name_user(), consent=consent)
    for card in cards:
        print_card(card)
    for line in list_suspended(there, [] if dry_run else cards):
        print(line)
    for (stated, known), files in list_questions(cards).items():
        print(_ask(stated, known, files), file=sys.stderr)
    for card in filter(count_unreadable, cards):
        print(_offer(card), file=sys.stderr)
    if not cards or any(card.status == "refused" for card in cards):
        raise typer.Exit(1)


def list_suspended(warehouse: Warehouse, cards: Sequence[Card]) -> list[str]:
    """Return a sentence about the signatures of each month that rest on data which has just landed."""
    landed = {(card.period, card.file_name) for card in cards if card.status == "landed"}
    records = [r for r in warehouse.head().landings if (r.period, r.file_name) in landed]
    if not records:
        return []
    datasets = {file.dataset for record in records for file in record.files}
    return [say_suspended(each) for each in list_at_stake(warehouse, min(r.period for r in records), datasets)]


def watch(
    folder: Watched,
    warehouse: Folder = WAREHOUSE,
    organisation: Organisation = None,
    period: Period = None,
    who: Who = "",
) -> None:
    """Upload what appears in a folder, until you press Ctrl+C.

    A file is read once it has stopped growing. It stays where it is, and its outcome is written next to it, in
    NAME.tieout.txt. Delete that to have the file read again.
    """

    def land_files(drop: Sequence[DroppedFile]) -> list[Card]:
        there = Warehouse(warehouse, organisation or _find_organisation(drop, warehouse))
        return land_apart(drop, there, period, who or name_user())

    print(f"Watching {folder}. Press Ctrl+C to stop.")
    with suppress(KeyboardInterrupt):
        watch_folder(folder, land_files, lambda _, lines: print("\n".join(lines), flush=True))


def name_user() -> str:
    """Return the name of this machine's user. Raises NoUser."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError) as error:
        raise NoUser from error


def _collect(path: Path) -> Iterator[DroppedFile]:
    """Return the files under a path, excluding hidden files. Raises NoSuchPath."""
    if path.is_file():
        yield DroppedFile(str(path.parent), path.name, path)
        return
    if not path.is_dir():
        raise NoSuchPath(path)
    for file in sorted(path.rglob("*")):
        if file.is_file() and not is_hidden(PurePosixPath(file.relative_to(path))):
            yield DroppedFile(str(file.parent), file.name, file)


def _check_alike(warehouse: Warehouse) -> None:
    """Raise AlikeFolder if an organisation does not exist yet, but one with nearly the same name does."""
    known = organisations(warehouse.root)
    for name in known if warehouse.organisation not in known else ():
        if is_alike(name, warehouse.organisation):
            raise AlikeFolder(warehouse.organisation, name)


def _offer(card: Card) -> str:
    """Return how to upload a refused file without its unreadable rows."""
    rows = count_unreadable(card)
    which = "that row" if rows == 1 else f"those {say_count(rows, 'row')}"
    return f"{card.path}: add --leave-out-unreadable to upload it without {which}."


def _ask(stated: str, known: str, files: int) -> str:
    """Return the question about a name, as a sentence with the option that answers it."""
    subject = f"{say_count(files, 'file')} {agree(files, 'is', 'are')}"
    return (
        f'{subject} for "{stated}", and this organisation is "{known}". If they are the same company, run the command '
        f'again with --same-organisation "{stated}".'
    )


def _find_organisation(drop: Sequence[DroppedFile], warehouse: Path) -> str:
    """Return the organisation in the uploaded settings, or the warehouse's only organisation. Raises NoOrganisation."""
    known = sorted(list_organisations(drop)) or organisations(warehouse)
    if len(known) != 1:
        raise NoOrganisation(known)
    return known[0]


def print_card(card: Card) -> None:
    """Print the outcome for a file. A refusal goes to standard error."""
    print("\n".join(write_card(card)), file=sys.stderr if card.status == "refused" else sys.stdout)
