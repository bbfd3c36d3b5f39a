"""Ways to settle the files of an upload: a question to answer, columns to map, another organisation to upload to."""

from collections.abc import Iterator, Sequence

from close.errors import Refused
from close.store.warehouse import LATEST, BadOrganisationName, Warehouse, slug
from loaders import Card, DroppedFile
from loaders.files.archives import is_archive, measure_unpacked
from loaders.intake.cards import join_path
from loaders.uploads.consent import count_unreadable, list_questions
from loaders.uploads.dropped_files import clean_file_name, expand_drop
from loaders.uploads.handover import name_organisations
from loaders.uploads.previews import LONGEST, MAPPABLE
from loaders.uploads.reader import read_apart
from pages.data.questions.time_zones import lacks_zone
from pages.data.uploads.dropped_mappings import is_mapping


class FileInLongArchive(Refused):
    """A file in a zip file that is too long to be unpacked in the memory of this server."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} is in a zip file that is too long to be opened here. Upload it on its own, and save it. Then "
            "upload the zip file again."
        )


def is_asked(card: Card) -> bool:
    """Return True if a person may still change the outcome of a file."""
    is_open = card.status == "waiting" or bool(count_unreadable(card)) or is_mapping(card)
    return is_open or bool(list_questions([card])) or lacks_zone(card)


def list_unread(drop: Sequence[DroppedFile], cards: Sequence[Card]) -> Iterator[DroppedFile]:
    """Return the refused files that a mapping may read, including those inside a zip file."""
    mappable = {
        (card.folder, card.file_name) for card in cards if card.problem and issubclass(card.problem.refusal, MAPPABLE)
    }
    if mappable:
        files, _ = read_apart(expand_drop, tuple(limit(drop)))
        yield from (file for file in files if (file.folder, file.name) in mappable)


def limit(drop: Sequence[DroppedFile]) -> Iterator[DroppedFile]:
    """Return files as long as they are short enough together to be unpacked in the memory of this server."""
    room = LONGEST
    for file in drop:
        size = measure_unpacked(file.content)
        if size <= room:
            room -= size
            yield file


def take_out(drop: Sequence[DroppedFile], path: str) -> tuple[DroppedFile, tuple[DroppedFile, ...]]:
    """Return the file that a card calls `path`, and the other files. At most the zip file that it is in is unpacked.

    Raises FileInLongArchive.
    """
    for index in sorted(range(len(drop)), key=lambda index: is_archive(drop[index].content)):
        inside = _open(drop[index])
        if found := [file for file in inside if _say_path(file) == path]:
            others = (file for file in inside if file not in found)
            return found[0], (*drop[:index], *others, *drop[index + 1 :])
    raise FileInLongArchive(path)


def _open(file: DroppedFile) -> list[DroppedFile]:
    """Return the files in a zip file, unless it is too long to be unpacked here, or any other file itself."""
    if is_archive(file.content) and any(limit([file])):
        return read_apart(expand_drop, (file,))[0]
    return [file]


def _say_path(file: DroppedFile) -> str:
    return join_path(clean_file_name(file.folder), clean_file_name(file.name))


def find_elsewhere(drop: Sequence[DroppedFile], cards: Sequence[Card], warehouse: Warehouse) -> str:
    """Return the one other organisation given in the settings of refused files, or an empty string."""
    if not any(card.status == "refused" for card in cards):
        return ""
    names = name_organisations(drop)
    settings = warehouse.settings(LATEST)
    own = settings.name if settings else ""
    others = {name for name in names if name != own and _find_folder(name) not in {None, warehouse.organisation}}
    return others.pop() if len(names) == 1 and others else ""


def _find_folder(name: str) -> str | None:
    """Return the folder of an organisation, or None for a name that no organisation can be started with."""
    try:
        return slug(name)
    except BadOrganisationName:
        return None
