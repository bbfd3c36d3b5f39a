"""Landing of what people upload in a process with limits, which returns only the cards.

If that process ends, the file that it was reading is refused and the others are landed without it.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from close.store.warehouse import Warehouse
from close.systems.files import name_path
from close.systems.temporary import temporary_folder
from loaders.files.archives import measure_unpacked
from loaders.files.contents import Content
from loaders.intake.cards import Card, draw_refused_card
from loaders.uploads.consent import ALL, Consent
from loaders.uploads.dropped_files import DroppedFile, list_organisations
from loaders.uploads.drops import land
from loaders.uploads.progress import Tell, ignore
from loaders.uploads.reader import UnreadableFile, read_apart

_SMALL = 2**22  # bytes, unpacked
Drop = Iterable[tuple[str, str, Content]]


def land_apart(
    drop: Drop,
    warehouse: Warehouse,
    period: str | None = None,
    who: str = "",
    consent: Consent = ALL,
    tell: Tell = ignore,
) -> list[Card]:
    """Land the files of an upload as `drops.land` does, in a process with limits. Return a card for each.

    A refused file does not hold up the others. `consent` says which effects on earlier uploads are agreed to. `tell`
    is called several times a second while the process reads. It may raise an error to cancel the upload, and then no
    file lands. Raises BadPeriod, and the errors of the warehouse.
    """
    unreadable: set[int] = set()
    with _hand_over(drop) as (files, place):
        while True:
            try:
                act = partial(land, unreadable=frozenset(unreadable), consent=consent, place=place)
                return read_apart(act, files, warehouse, period, who, tell=tell, is_long=bool(place))
            except UnreadableFile as error:
                if error.last is None or error.last.position in unreadable:
                    return [draw_refused_card(file.name, error) for file in files]
                unreadable.add(error.last.position)


def name_organisations(drop: Drop) -> set[str]:
    """Return the names of organisations in an upload's settings, read in a process with limits."""
    with _hand_over(drop) as (files, _):
        return read_apart(list_organisations, files)


@contextmanager
def _hand_over(drop: Drop) -> Iterator[tuple[list[DroppedFile], Path | None]]:
    """Yield the files for another process: as they are, or if they are large, in a folder that is then removed."""
    files = [DroppedFile(*file) for file in drop]
    if _is_small(files):
        yield files, None
        return
    with temporary_folder() as place:
        yield [_save(file, place / f"{number}") for number, file in enumerate(files)], place


def _is_small(files: Sequence[DroppedFile]) -> bool:
    return sum(measure_unpacked(file.content) for file in files) <= _SMALL


def _save(file: DroppedFile, path: Path) -> DroppedFile:
    """Return the file with a path instead of its bytes."""
    if isinstance(file.content, Path):
        return file
    with name_path(path):
        path.write_bytes(file.content)
    return file._replace(content=path)
