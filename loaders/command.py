"""`python -m loaders`: files, folders and zips land in the warehouse, with a line for each file."""

import argparse
import getpass
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from close.errors import Refused
from close.store.warehouse import Warehouse, organisations
from loaders.files.archives import is_hidden
from loaders.intake.cards import Card
from loaders.intake.drops import DroppedFile, land, list_organisations


class NoOrganisation(Refused):
    """Nothing says whose the exports are."""

    def __init__(self, known: Sequence[str]) -> None:
        listed = f" Known are: {', '.join(known)}." if known else ""
        super().__init__(
            f"Say whose exports these are: --organisation NAME, or an organisation.toml with them.{listed}"
        )


class NoSuchPath(Refused):
    """A path on the command line is no file or folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no file or folder {path}.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Upload what the arguments name. Return 0 only if every file landed."""
    parser = argparse.ArgumentParser(prog="python -m loaders", description="Land exports in the warehouse.")
    describe(parser)
    try:
        return upload(parser.parse_args(arguments))
    except Refused as error:
        print(error, file=sys.stderr)
        return 1


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of an upload."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, a folder or a zip of exports")
    parser.add_argument("--warehouse", type=Path, default=Path("warehouse"), help="folder of the warehouse")
    parser.add_argument("--organisation", help="whose exports these are, if no organisation.toml says so")
    parser.add_argument("--period", help="the month they are for, such as 2026-03, if nothing else says so")
    parser.add_argument("--who", default=getpass.getuser(), help="who lands them")


def upload(options: argparse.Namespace) -> int:
    """Land what the options name and print a line for each file. Return 1 if there was none or any was refused."""
    drop = [file for path in options.paths for file in _collect(path)]
    warehouse = Warehouse(options.warehouse, options.organisation or _find_organisation(drop, options.warehouse))
    cards = land(drop, warehouse, options.period, options.who)
    for card in cards:
        _print(card)
    return int(not cards or any(card.status == "refused" for card in cards))


def _collect(path: Path) -> Iterator[DroppedFile]:
    """The files of a path, hidden ones left out. Raises NoSuchPath."""
    if path.is_file():
        yield DroppedFile(str(path.parent), path.name, path.read_bytes())
        return
    if not path.is_dir():
        raise NoSuchPath(path)
    for file in sorted(path.rglob("*")):
        if file.is_file() and not is_hidden(PurePosixPath(file.relative_to(path))):
            yield DroppedFile(str(file.parent), file.name, file.read_bytes())


def _find_organisation(drop: Sequence[DroppedFile], warehouse: Path) -> str:
    """Return the organisation of the uploaded settings, else the only one of the warehouse. Raises NoOrganisation."""
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
