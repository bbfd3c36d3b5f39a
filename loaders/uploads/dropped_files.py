"""The files of an upload, with archives unpacked, the pages of a list joined, and the settings of each folder."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from close.errors import Refused
from close.systems.temporary import check_room
from close.texts import clean
from loaders.files.archives import is_archive, unpack
from loaders.files.contents import Content, measure_content, open_content
from loaders.files.texts import read_text
from loaders.intake.cards import Card, draw_refused_card
from loaders.intake.organisation import Organisation, read_organisation
from loaders.mapping.mapping import Mapping
from loaders.mapping.mapping_file import read_mapping, seems_mapping
from loaders.uploads.list_pages import find_pages, join_pages

_LARGEST = 2**20  # bytes of a mapping, or of all settings in a zip file that is searched for names
LOG = logging.getLogger(__name__)


class TwoSettings(Refused):
    """A folder with two settings files."""

    def __init__(self, first: str) -> None:
        super().__init__(f"This folder already has settings ({first}). Keep only one organisation.toml.")


class MappingDropped(Refused):
    """A mapping among the uploaded files, which nobody has saved for the organisation yet."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f'This is the mapping "{name}", not the settings of an organisation. Save it for the organisation. '
            "On the command line, tieout map FILE --mapping TOML --save does that once it has read a file with it."
        )


class NotReadable(Refused):
    """An unexpected error in a loader."""

    def __init__(self) -> None:
        super().__init__(
            "This file could not be read because of an error in Tieout. Export it again, or save it as CSV. "
            "If that does not help, report the error together with the log."
        )


class DroppedFile(NamedTuple):
    """An uploaded file: its folder inside the upload, its name and its bytes or path."""

    folder: str
    name: str
    content: Content


def list_organisations(drop: Iterable[DroppedFile]) -> set[str]:
    """Return the organisation names in an upload's settings.

    Unreadable settings are skipped, because their card gives the reason.
    """
    return {name for file in drop for name in _read_names(file)}


def _read_names(file: DroppedFile) -> Iterator[str]:
    try:
        # Only the settings are unpacked, and no archive inside an archive, which may contain itself.
        is_packed = is_archive(file.content)
        inside = [DroppedFile(*each) for each in unpack(file.content, ".toml", _LARGEST)] if is_packed else [file]
    except Refused:
        return
    for inner in filter(is_settings, inside):
        with suppress(Refused):
            yield read_organisation(inner.content).settings.name


def is_settings(file: DroppedFile) -> bool:
    """Return True if the file has the name of a settings file."""
    return file.name.lower().endswith(".toml")


def read_dropped_mapping(file: DroppedFile) -> Mapping | None:
    """Return the mapping in a file, or None if it is not a mapping file. Raises BadMapping."""
    if not is_settings(file) or measure_content(file.content) > _LARGEST:
        return None
    with open_content(file.content) as source:
        text = read_text(source)
    return read_mapping(text) if seems_mapping(text) else None


def expand_drop(drop: Iterable[DroppedFile], place: Path | None = None) -> tuple[list[DroppedFile], dict[int, Card]]:
    """Clean the names of files, and replace archives with the files inside, and the pages of a list with the list.

    Archives are unpacked into the folder `place`, if it is given, or else in memory. An archive that cannot be opened
    stays, and its card is returned by index.
    """
    files: list[DroppedFile] = []
    cards: dict[int, Card] = {}
    for file in drop:
        try:
            files += _unpack(file, place) if is_archive(file.content) else [file]
        except Refused as error:
            cards[len(files)] = draw_refused_card(clean_file_name(file.name), error)
            files.append(file)
    named = [DroppedFile(clean_file_name(file.folder), clean_file_name(file.name), file.content) for file in files]
    return _join_pages(named, cards)


def clean_file_name(name: str) -> str:
    """Return the name of a file or folder as its card states it: valid Unicode on one line."""
    return clean(name).replace("\n", " ").replace("\t", " ")


def _join_pages(files: list[DroppedFile], cards: dict[int, Card]) -> tuple[list[DroppedFile], dict[int, Card]]:
    """Replace the pages of a list with the whole list, in place of its first page."""
    joined: dict[int, DroppedFile] = {}
    gone: set[int] = set()
    for first, *others in find_pages([(file.folder, file.name) for file in files]):
        if whole := join_pages([files[index].content for index in (first, *others)]):
            name = f"{files[first].name} to {files[others[-1]].name}"
            joined[first] = DroppedFile(files[first].folder, name, whole)
            gone.update(others)
    kept = [index for index in range(len(files)) if index not in gone]
    return [joined.get(index, files[index]) for index in kept], {kept.index(index): cards[index] for index in cards}


def _unpack(archive: DroppedFile, place: Path | None) -> list[DroppedFile]:
    """Unpack an archive. If it has no settings file, it belongs to the folder that it came in."""
    inner = [DroppedFile(*file) for file in unpack(archive.content, place=place)]
    if not any(is_settings(file) for file in inner):
        return [file._replace(folder=archive.folder) for file in inner]
    folder = PurePosixPath(archive.folder) / archive.name
    return [file._replace(folder=str(folder / file.folder)) for file in inner]


def read_organisations(files: Sequence[DroppedFile]) -> tuple[dict[str, Organisation], dict[int, Card]]:
    """Return the settings of each folder, and the cards of the settings files that were refused."""
    organisations: dict[str, Organisation] = {}
    names: dict[str, str] = {}
    cards: dict[int, Card] = {}
    for index, file in enumerate(files):
        if not is_settings(file):
            continue
        try:
            organisations[file.folder] = _read_only_settings(file, names.get(file.folder))
            names[file.folder] = file.name
        except Refused as error:
            cards[index] = draw_refused_card(file.name, error)
        except Exception as error:
            check_room(error)
            LOG.exception("%s could not be read", file.name)
            cards[index] = draw_refused_card(file.name, NotReadable())
    return organisations, cards


def _read_only_settings(file: DroppedFile, other: str | None) -> Organisation:
    """Read a settings file. Raises MappingDropped, TwoSettings if its folder has another one, and its errors."""
    if mapping := read_dropped_mapping(file):
        raise MappingDropped(mapping.name)
    if other:
        raise TwoSettings(other)
    return read_organisation(file.content)
