"""Land exports: `python -m loaders PATH... [--warehouse DIR] [--organisation NAME] [--period 2026-03] [--who NAME]`.

Exit code 0 only when every file landed, 1 when any was refused.
"""

import argparse
import getpass
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from close.errors import Refused
from close.store.warehouse import Warehouse, organisations
from loaders.files.archives import is_archive, is_hidden, unpack
from loaders.intake.cards import Card
from loaders.intake.drops import DroppedFile, land
from loaders.intake.organisation import read_organisation


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
    """Lands what the arguments name; a line for each file."""
    options = _parse(arguments)
    try:
        drop = [file for path in options.paths for file in _collect(path)]
        warehouse = Warehouse(options.warehouse, options.organisation or _find_organisation(drop, options.warehouse))
        cards = land(drop, warehouse, options.period, options.who)
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    for card in cards:
        _print(card)
    return int(not cards or any(card.status == "refused" for card in cards))


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m loaders", description="Land exports in the warehouse.")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, a folder or a zip of exports")
    parser.add_argument("--warehouse", type=Path, default=Path("warehouse"), help="folder of the warehouse")
    parser.add_argument("--organisation", help="whose exports these are, if no organisation.toml says so")
    parser.add_argument("--period", help="the month they are for, such as 2026-03, if nothing else says so")
    parser.add_argument("--who", default=getpass.getuser(), help="who lands them")
    return parser.parse_args(arguments)


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
    """The organisation of the dropped settings, else the only one of the warehouse. Raises NoOrganisation."""
    names = {name for file in drop for name in _names(file)}
    known = sorted(names) or organisations(warehouse)
    if len(known) != 1:
        raise NoOrganisation(known)
    return known[0]


def _names(file: DroppedFile) -> Iterator[str]:
    try:
        if is_archive(file.content):
            for inner in unpack(file.content):
                yield from _names(DroppedFile(*inner))
        elif file.name.lower().endswith(".toml"):
            yield read_organisation(file.content).settings.name
    except Refused:
        return  # the file's own card says what is wrong with it


def _print(card: Card) -> None:
    place = f"{card.folder}/{card.file_name}" if card.folder not in {"", "."} else card.file_name
    if card.status == "refused":
        problems = "\n  ".join(card.problems)
        print(f"refused    {place}\n  {problems}", file=sys.stderr)
        return
    proof = "; ".join(f"{check.label.lower()}: {check.state}" for check in card.checks)
    print(
        f"{card.status:<10} {place}: {card.title}, {card.period}, {card.rows:,} rows" + (f" ({proof})" if proof else "")
    )


if __name__ == "__main__":
    sys.exit(main())
