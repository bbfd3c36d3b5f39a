"""Landing of an upload: each file is read and proven separately, and all sound files are committed together."""

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from close.errors import Refused
from close.months import month
from close.store.warehouse import LATEST, Settings, Warehouse
from close.systems.temporary import check_room
from loaders.files.contents import Content, measure_content
from loaders.intake.cards import Card, draw_refused_card, join_path
from loaders.intake.exports import LOADERS, Folder, PendingLanding, read_each, read_settings
from loaders.layouts.description import Loader
from loaders.layouts.stated_organisation import check_settings
from loaders.uploads.consent import ALL, Consent, land_pending, list_names, record_names
from loaders.uploads.dropped_files import DroppedFile, NotReadable, expand_drop, is_settings, read_organisations
from loaders.uploads.progress import Progress, Tell, ignore
from loaders.uploads.reader import UnreadableFile

LOG = logging.getLogger(__name__)
Report: TypeAlias = PendingLanding | Card  # ready to land, or refused


def land(  # noqa: PLR0913 - another process passes them all on
    drop: Iterable[tuple[str, str, Content]],
    warehouse: Warehouse,
    period: str | None = None,
    who: str = "",
    *,
    loaders: Sequence[Loader] = LOADERS,
    tell: Tell = ignore,
    unreadable: Collection[int] = (),
    consent: Consent = ALL,
    place: Path | None = None,
) -> list[Card]:
    """Land every sound file of an upload of (folder, name, bytes or path) as one commit, as far as agreed.

    Returns a card for each report, in order. Zip files are replaced with the files inside. A file has a card for each
    of its sheets with a report, and for each of the whole months that it covers. `tell` is called before each file is
    read, and may raise an error to cancel. `unreadable` are the indexes of files that ended a process before. Zip files
    are unpacked into the folder `place`, if it is given. Raises BadPeriod, the warehouse's errors, and OSError if the
    disk is full.

    What people upload is landed by `handover.land_apart`, because this process has no limits.
    """
    chosen = month(period).period if period else None
    files, cards = expand_drop([DroppedFile(*file) for file in drop], place)
    cards |= {i: draw_refused_card(files[i].name, UnreadableFile()) for i in unreadable if i < len(files)}
    organisations, refused = read_organisations(files)
    cards |= refused
    names = list_names(warehouse, consent.names)
    settings = warehouse.settings(LATEST) or next((o.settings for o in organisations.values()), None)
    settings = replace(settings, also_named=names) if settings else None
    shown: list[Report] = []
    sizes = [measure_content(file.content) for file in files]
    for index, file in enumerate(files):
        if index in cards:
            shown.append(_place(index, file, cards[index]))
            continue
        tell(Progress(index, len(files), file.name, sum(sizes[:index]), sum(sizes), sizes[index]))
        leaves_out = consent.incomplete is None or join_path(file.folder, file.name) in consent.incomplete
        folder = Folder(organisations.get(file.folder), chosen, names, leaves_out=leaves_out)
        shown += [_place(index, file, each) for each in _read_reports(file, warehouse, folder, settings, loaders)]
    pending = {place: each for place, each in enumerate(shown) if isinstance(each, PendingLanding)}
    landed = land_pending(pending, warehouse, who, consent)
    done = [card for place, each in enumerate(shown) if isinstance(card := landed.get(place, each), Card)]
    record_names(warehouse, consent.names, done, who)
    return done


def _place(index: int, file: DroppedFile, report: Report) -> Report:
    """Return a report whose card states its file."""
    if isinstance(report, Card):
        return replace(report, file=index, folder=file.folder)
    return report._replace(card=replace(report.card, file=index, folder=file.folder))


def _read_reports(
    file: DroppedFile, warehouse: Warehouse, folder: Folder, settings: Settings | None, loaders: Sequence[Loader]
) -> list[Report]:
    """Read every report of a file. `settings` are the organisation's latest ones."""
    try:
        check_settings(folder.settings, settings)
        if is_settings(file) and folder.organisation:
            return [read_settings(file.name, file.content, folder.organisation, folder)]
        found = read_each(file.name, file.content, warehouse, folder, loaders)
    except Refused as error:
        return [draw_refused_card(file.name, error)]
    except MemoryError:
        return [draw_refused_card(file.name, UnreadableFile())]
    except Exception as error:
        # An unexpected error in one file must not hold up the others, unless the disk is full.
        check_room(error)
        LOG.exception("%s could not be read", file.name)
        return [draw_refused_card(file.name, NotReadable())]
    reports = [draw_refused_card(file.name, one, sheet) if isinstance(one, Refused) else one for sheet, one in found]
    reasons = [report.problems if isinstance(report, Card) else () for report in reports]
    # Two reports of a file that are refused for the same reason are one refused file.
    return [each for at, each in enumerate(reports) if not reasons[at] or reasons.index(reasons[at]) == at]
