"""From dropped files to cards: each file is read and proven by itself, all sound ones land as one commit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import NamedTuple

import pyarrow as pa

from close.datasets import DATASETS, TEXT
from close.errors import Refused
from close.warehouse import Landing, Outcome, Settings, Warehouse
from loaders.archives import is_archive, unpack
from loaders.description import Check, Known, Loader
from loaders.omni import LOADERS
from loaders.organisation import NAME, TITLE, VERSION, Organisation, read_organisation
from loaders.periods import Evidence, check_month, check_period, decide_period, read_name, read_period_line
from loaders.preambles import check_organisation
from loaders.recognition import recognise
from loaders.sources import open_sheets


class TwoSettings(Refused):
    """Two files of settings lie in one folder."""

    def __init__(self, first: str) -> None:
        super().__init__(f"This folder has other settings already ({first}). Keep one organisation.toml.")


class Dropped(NamedTuple):
    """A file as it came: its folder inside what was dropped, its name, its bytes."""

    folder: str
    name: str
    content: bytes


@dataclass(frozen=True)
class Card:
    """What became of one file: `status` is landed, unchanged or refused; `problems` say why it was refused.

    `period_evidence` says in words which evidence decided the month, `reading` how the file was read.
    """

    file_name: str
    folder: str = ""
    title: str = ""
    loader: str = ""
    organisation: str = ""
    period: str = ""
    period_evidence: str = ""
    rows: int = 0
    checks: tuple[Check, ...] = ()
    problems: tuple[str, ...] = ()
    outcome: Outcome | None = None
    status: str = "refused"
    reading: str = ""


class Reading(NamedTuple):
    """A file that was read, and its card, still without an outcome."""

    landing: Landing
    card: Card


@dataclass(frozen=True)
class Folder:
    """What is known of the other files of a folder: its settings, if any, and the month that was chosen."""

    organisation: Organisation | None = None
    chosen: str | None = None

    @property
    def settings(self) -> Settings | None:
        """The settings that came with the files."""
        return self.organisation.settings if self.organisation else None

    def evidence(self) -> tuple[Evidence | None, Evidence | None]:
        """What the person chose, and what the settings say."""
        stated = self.organisation.period if self.organisation else None
        chosen = Evidence(self.chosen, "the month chosen") if self.chosen else None
        return chosen, Evidence(stated, "organisation.toml") if stated else None


def read(
    name: str,
    content: bytes,
    warehouse: Warehouse | None = None,
    folder: Folder = Folder(),
    loaders: Sequence[Loader] = LOADERS,
) -> Reading:
    """One export, read and proven, ready to land. Raises what is wrong with it; every failure is a Refused."""
    page = recognise(open_sheets(content), loaders)
    order = folder.settings.date_order if folder.settings else None
    line = read_period_line(page.preamble, order)
    evidence = decide_period([line, *folder.evidence(), read_name(name)])
    settings = folder.settings or (warehouse.settings(evidence.period) if warehouse else None)
    check_organisation(page.preamble, page.loader.title, settings)
    known = Known(settings, warehouse.had_total_row) if warehouse else Known(settings)
    contents = page.loader.layout(page, known)
    check_month(evidence.period, contents.days, contents.other_days)
    reading = {**page.sheet.reading, **contents.words, "period_evidence": evidence.words}
    landing = Landing(
        file_name=name,
        content=content,
        loader=page.loader.name,
        loader_version=page.loader.version,
        period=evidence.period,
        exported_on=settings.exported_on if settings and folder.settings else None,
        reading=reading,
        absent=contents.absent,
        totals=contents.totals,
        tables={key: complete(key, table, evidence.period) for key, table in contents.tables.items()},
    )
    return Reading(landing, _card(landing, page.loader.title, settings, contents.checks))


def read_settings(name: str, content: bytes, organisation: Organisation, folder: Folder) -> Reading:
    """Settings, ready to land. Raises PeriodUnknown, PeriodsDisagree."""
    evidence = decide_period([*folder.evidence(), read_name(name)])
    tables = {key: complete(key, table, evidence.period) for key, table in organisation.tables.items()}
    reading = {"format": "toml", "period_evidence": evidence.words}
    taken = organisation.settings.exported_on
    landing = Landing(name, content, NAME, VERSION, evidence.period, taken, reading, (), {}, tables)
    return Reading(landing, _card(landing, TITLE, organisation.settings, ()))


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
    cards |= refusals
    readings: dict[int, Reading] = {}
    for index, file in enumerate(files):
        if index in cards:
            continue
        folder = Folder(organisations.get(file.folder), chosen)
        try:
            readings[index] = _read_file(file, warehouse, folder, loaders)
        except Refused as error:
            cards[index] = refuse(file, error)
    landed = _land_readings(readings, warehouse, who)
    return [_placed((cards | landed)[index], file) for index, file in enumerate(files)]


def refuse(file: Dropped, error: Refused) -> Card:
    """The card of a file that was not read."""
    return Card(file.name, problems=tuple(str(error).splitlines()))


def complete(name: str, table: pa.Table, period: str) -> pa.Table:
    """Rows in exactly the columns of their dataset."""
    with_period = table.append_column("period", pa.repeat(pa.scalar(period, TEXT), table.num_rows))
    schema = DATASETS[name].schema
    return with_period.select(schema.names).cast(schema)


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
    return {
        index: replace(readings[index].card, outcome=outcome, status=outcome.status)
        for index, outcome in zip(order, outcomes, strict=True)
    }


def _moment(landing: Landing) -> tuple[str, str, str, str]:
    taken = landing.exported_on.isoformat() if landing.exported_on else ""
    return landing.loader, landing.period, taken, landing.file_name


def _card(landing: Landing, title: str, settings: Settings | None, checks: tuple[Check, ...]) -> Card:
    return Card(
        file_name=landing.file_name,
        title=title,
        loader=landing.loader,
        organisation=settings.name if settings else "",
        period=landing.period,
        period_evidence=landing.reading["period_evidence"],
        rows=next(iter(landing.tables.values())).num_rows,
        checks=checks,
        reading=_words(landing),
    )


def _words(landing: Landing) -> str:
    told = landing.reading
    sheet = f'sheet "{told["sheet"]}"' if told.get("sheet") else ""
    how = ", ".join(filter(None, (told["format"], sheet, told.get("delimiter"), told.get("encoding"))))
    dates = f"dates {told['date_order']} ({told['date_evidence']})" if told.get("date_evidence") else ""
    decimals = f"decimal {told['decimal_mark']}" if told.get("decimal_mark") else ""
    lacks = f"without {', '.join(landing.absent)}" if landing.absent else ""
    return "; ".join(filter(None, (how, dates, decimals, lacks)))


def _placed(card: Card, file: Dropped) -> Card:
    return replace(card, folder=file.folder)
