"""Landing of an upload: each file is read and proven separately, and all sound files are committed together."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from close.errors import Refused
from close.store.warehouse import LATEST, Landing, Outcome, Warehouse
from loaders.files.archives import is_archive, unpack
from loaders.intake.cards import Card, draw_refused_card
from loaders.intake.closing_balances import compare_balances
from loaders.intake.exports import LOADERS, Folder, PendingLanding, read, read_settings
from loaders.intake.organisation import Organisation, read_organisation
from loaders.intake.periods import check_period
from loaders.layouts.description import Loader
from loaders.layouts.stated_organisation import check_settings

LOG = logging.getLogger(__name__)


class TwoSettings(Refused):
    """A folder with two settings files."""

    def __init__(self, first: str) -> None:
        super().__init__(f"This folder already has settings ({first}). Keep only one organisation.toml.")


class NotReadable(Refused):
    """An unexpected error in a loader."""

    def __init__(self) -> None:
        super().__init__(
            "This file could not be read because of an error in Tieout. Export it again, or save it as CSV. "
            "If that does not help, report the error together with the log."
        )


class DroppedFile(NamedTuple):
    """An uploaded file: its folder inside the upload, its name and its bytes."""

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
    """Land every sound file of an upload of (folder, name, bytes) as one commit. Return a card for each, in order.

    A refused file does not hold up the others. Raises BadPeriod, and the errors of the warehouse.
    """
    chosen = check_period(period) if period else None
    files, cards = _expand(DroppedFile(*file) for file in drop)
    organisations, refused = _read_organisations(files)
    settings = warehouse.settings(LATEST) or next((o.settings for o in organisations.values()), None)
    cards |= refused
    pending: dict[int, PendingLanding] = {}
    for index, file in enumerate(files):
        if index in cards:
            continue
        folder = Folder(organisations.get(file.folder), chosen)
        try:
            check_settings(folder.settings, settings)
            pending[index] = _read_file(file, warehouse, folder, loaders)
        except Refused as error:
            cards[index] = draw_refused_card(file.name, error)
        except Exception:
            # An unexpected error in one file must not hold up the others.
            LOG.exception("%s could not be read", file.name)
            cards[index] = draw_refused_card(file.name, NotReadable())
    cards |= _land_pending(pending, warehouse, who)
    return [replace(cards[index], folder=file.folder) for index, file in enumerate(files)]


def list_organisations(drop: Iterable[DroppedFile]) -> set[str]:
    """Return the organisation names in an upload's settings.

    Unreadable settings are skipped, because their card gives the reason.
    """
    return {name for file in drop for name in _read_names(file)}


def _read_names(file: DroppedFile) -> Iterator[str]:
    try:
        if is_archive(file.content):
            for inner in unpack(file.content):
                yield from _read_names(DroppedFile(*inner))
        elif _is_settings(file):
            yield read_organisation(file.content).settings.name
    except Refused:
        return


def _read_file(file: DroppedFile, warehouse: Warehouse, folder: Folder, loaders: Sequence[Loader]) -> PendingLanding:
    if _is_settings(file) and folder.organisation:
        return read_settings(file.name, file.content, folder.organisation, folder)
    return read(file.name, file.content, warehouse, folder, loaders)


def _is_settings(file: DroppedFile) -> bool:
    return file.name.lower().endswith(".toml")


def _expand(drop: Iterable[DroppedFile]) -> tuple[list[DroppedFile], dict[int, Card]]:
    """Replace archives with the files inside.

    An archive that cannot be opened stays, and its card is returned by index.
    """
    files: list[DroppedFile] = []
    cards: dict[int, Card] = {}
    for file in drop:
        try:
            files += _unpack(file) if is_archive(file.content) else [file]
        except Refused as error:
            cards[len(files)] = draw_refused_card(file.name, error)
            files.append(file)
    return files, cards


def _unpack(archive: DroppedFile) -> list[DroppedFile]:
    """Unpack an archive. If it has no settings file, it belongs to the folder that it came in."""
    inner = [DroppedFile(*file) for file in unpack(archive.content)]
    if not any(_is_settings(file) for file in inner):
        return [file._replace(folder=archive.folder) for file in inner]
    folder = PurePosixPath(archive.folder) / archive.name
    return [file._replace(folder=str(folder / file.folder)) for file in inner]


def _read_organisations(files: Sequence[DroppedFile]) -> tuple[dict[str, Organisation], dict[int, Card]]:
    """Return the settings of each folder, and the cards of the settings files that were refused."""
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
            cards[index] = draw_refused_card(file.name, error)
    return organisations, cards


def _land_pending(pending: dict[int, PendingLanding], warehouse: Warehouse, who: str) -> dict[int, Card]:
    """Land the files in order. Of two exports for the same month, the later one lands second and so stays current."""
    order = sorted(pending, key=lambda index: _landing_order(pending[index].landing))
    if not order:
        return {}
    outcomes = warehouse.land([pending[index].landing for index in order], who)
    pairs = zip(order, outcomes, strict=True)
    return {index: _complete_card(pending[index], outcome, warehouse) for index, outcome in pairs}


def _complete_card(pending: PendingLanding, outcome: Outcome, warehouse: Warehouse) -> Card:
    checks = (*pending.card.checks, *compare_balances(warehouse, pending.landing, outcome))
    return replace(pending.card, outcome=outcome, status=outcome.status, checks=checks)


def _landing_order(landing: Landing) -> tuple[str, str, str, str]:
    exported_on = landing.exported_on.isoformat() if landing.exported_on else ""
    return landing.loader, landing.period, exported_on, landing.file_name
