"""From dropped files to cards: each file is read and proven by itself, all sound ones land as one commit."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from close.errors import Refused
from close.store.warehouse import Landing, Outcome, Warehouse
from loaders.catalogue import LOADERS
from loaders.files.archives import is_archive, unpack
from loaders.intake.cards import Card
from loaders.intake.organisation import Organisation, read_organisation
from loaders.intake.periods import check_period
from loaders.intake.readings import Folder, Reading, read, read_settings
from loaders.layouts.description import Loader
from loaders.layouts.preambles import check_settings
from loaders.ledger.book.agreement import compare_balances

_LATEST = "9999-12"
LOG = logging.getLogger(__name__)


class TwoSettings(Refused):
    """Two files of settings lie in one folder."""

    def __init__(self, first: str) -> None:
        super().__init__(f"This folder has other settings already ({first}). Keep one organisation.toml.")


class Dropped(NamedTuple):
    """A file as it came: its folder inside what was dropped, its name, its bytes."""

    folder: str
    name: str
    content: bytes


def land(
    drop: Iterable[tuple[str, str, bytes]],
    warehouse: Warehouse,
    period: str | None = None,
    who: str = "",
    loaders: Sequence[Loader] = LOADERS,
) -> list[Card]:
    """Lands every sound file of a drop of (folder, name, bytes) as one commit; a card for each file, in their order.

    A file that is refused holds no other back. Raises BadPeriod, and what the warehouse raises.
    """
    chosen = check_period(period) if period else None
    files, cards = _expand(Dropped(*file) for file in drop)
    organisations, refusals = _read_organisations(files)
    known = warehouse.settings(_LATEST) or next((o.settings for o in organisations.values()), None)
    cards |= refusals
    readings: dict[int, Reading] = {}
    for index, file in enumerate(files):
        if index in cards:
            continue
        folder = Folder(organisations.get(file.folder), chosen)
        try:
            check_settings(folder.settings, known)
            readings[index] = _read_file(file, warehouse, folder, loaders)
        except Refused as error:
            cards[index] = refuse(file, error)
        except Exception:
            # A loader that fails on a file nobody thought of must hold no other file back.
            LOG.exception("%s could not be read", file.name)
            cards[index] = refuse(file, NotReadable())
    landed = _land_readings(readings, warehouse, who)
    return [_placed((cards | landed)[index], file) for index, file in enumerate(files)]


class NotReadable(Refused):
    """A file on which a loader failed in a way that nobody foresaw."""

    def __init__(self) -> None:
        super().__init__(
            "This file could not be read, and we cannot say where: the fault is ours. Export it again, or save it as "
            "csv; if that does not help, report it with the log of this program."
        )


def refuse(file: Dropped, error: Refused) -> Card:
    """The card of a file that was not read."""
    return Card(file.name, problems=tuple(str(error).splitlines()))


def _read_file(file: Dropped, warehouse: Warehouse, folder: Folder, loaders: Sequence[Loader]) -> Reading:
    if _is_settings(file) and folder.organisation:
        return read_settings(file.name, file.content, folder.organisation, folder)
    return read(file.name, file.content, warehouse, folder, loaders)


def _is_settings(file: Dropped) -> bool:
    return file.name.lower().endswith(".toml")


def _expand(drop: Iterable[Dropped]) -> tuple[list[Dropped], dict[int, Card]]:
    """The files, those of archives in the place of the archive; an archive that cannot be opened gets a card."""
    files: list[Dropped] = []
    cards: dict[int, Card] = {}
    for file in drop:
        try:
            files += _unpack(file) if is_archive(file.content) else [file]
        except Refused as error:
            cards[len(files)] = refuse(file, error)
            files.append(file)
    return files, cards


def _unpack(archive: Dropped) -> list[Dropped]:
    """An archive without settings of its own is part of the folder that it lies in."""
    inner = [Dropped(*file) for file in unpack(archive.content)]
    if not any(_is_settings(file) for file in inner):
        return [file._replace(folder=archive.folder) for file in inner]
    place = PurePosixPath(archive.folder) / archive.name
    return [file._replace(folder=str(place / file.folder)) for file in inner]


def _read_organisations(files: Sequence[Dropped]) -> tuple[dict[str, Organisation], dict[int, Card]]:
    organisations: dict[str, Organisation] = {}
    names: dict[str, str] = {}
    cards: dict[int, Card] = {}
    for index, file in enumerate(files):
        if not _is_settings(file):
            continue
        try:
            if file.folder in names:
                raise TwoSettings(names[file.folder])
            organisations[file.folder] = read_organisation(file.content)
            names[file.folder] = file.name
        except Refused as error:
            cards[index] = refuse(file, error)
    return organisations, cards


def _land_readings(readings: dict[int, Reading], warehouse: Warehouse, who: str) -> dict[int, Card]:
    """Of two exports for the same month the one taken later lands later, and so is the one that stays."""
    order = sorted(readings, key=lambda index: _moment(readings[index].landing))
    if not order:
        return {}
    outcomes = warehouse.land([readings[index].landing for index in order], who)
    return {index: _landed(readings[index], outcome, warehouse) for index, outcome in zip(order, outcomes, strict=True)}


def _landed(reading: Reading, outcome: Outcome, warehouse: Warehouse) -> Card:
    checks = (*reading.card.checks, *compare_balances(warehouse, reading.landing, outcome))
    return replace(reading.card, outcome=outcome, status=outcome.status, checks=checks)


def _moment(landing: Landing) -> tuple[str, str, str, str]:
    taken = landing.exported_on.isoformat() if landing.exported_on else ""
    return landing.loader, landing.period, taken, landing.file_name


def _placed(card: Card, file: Dropped) -> Card:
    return replace(card, folder=file.folder)
