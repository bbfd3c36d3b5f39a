"""A watched folder: files that appear in it land once they have stopped growing, each with its card next to it.

The files stay where they are. A file is read again only if it changes or its card is deleted.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from threading import Event

from watchfiles import watch
from watchfiles._rust_notify import WatchfilesRustInternalError

from close.errors import Refused, say_failure
from loaders.files.archives import is_archive
from loaders.intake.cards import Card, draw_refused_card
from loaders.uploads.card_files import CARD, describe_file, has_card, save_card
from loaders.uploads.dropped_files import DroppedFile, clean_file_name
from loaders.uploads.written_cards import write_card

QUIET = 2.0  # seconds without a change after which a file is complete
SETTINGS = "organisation.toml"
TOGETHER = "read together with the other pages of its list"
_UNFINISHED = (".part", ".crdownload", ".download", ".tmp", CARD)


class NotLanded(Refused):
    """A watched file that the computer could not read, or could not land."""

    def __init__(self, error: OSError) -> None:
        super().__init__(
            "This file did not land. Delete this card to have it read again, once the cause is gone: "
            f"{say_failure(error)}"
        )


Land = Callable[[Sequence[DroppedFile]], Sequence[Card]]
Show = Callable[[Path, Sequence[str]], None]


@dataclass
class Arrivals:
    """The files in a folder that have no card yet, with the moment since which each has not changed."""

    folder: Path
    quiet: float = QUIET
    _since: dict[Path, tuple[str, float]] = field(default_factory=dict)
    _skipped: dict[Path, str] = field(default_factory=dict)

    def skip(self, path: Path) -> None:
        """Do not list a file again until it changes, although it has no card."""
        self._skipped[path] = describe_file(path)

    def list_complete(self) -> list[Path]:
        """Return the new and changed files that have stopped growing, by folder and name."""
        now, since = time.monotonic(), dict[Path, tuple[str, float]]()
        for path in self._list_new():
            stamp = describe_file(path)
            if stamp == self._skipped.get(path):
                continue
            before = self._since.get(path, ("", now))
            since[path] = before if before[0] == stamp else (stamp, now)
        self._since = since
        return sorted(path for path, (_, moment) in since.items() if now - moment >= self.quiet)

    def _list_new(self) -> Iterator[Path]:
        for path in self.folder.rglob("*"):
            with suppress(OSError):  # a file in a folder that must not be opened
                if is_export(path.relative_to(self.folder)) and path.is_file() and not has_card(path):
                    yield path


def watch_folder(folder: Path, land: Land, show: Show, stop: Event | None = None, quiet: float = QUIET) -> None:
    """Land what is in a folder and what appears in it, until `stop` is set or the user interrupts.

    `land` receives the complete files of one folder, with its settings. `show` receives the lines of every card.
    """
    arrivals = Arrivals(folder, quiet)
    for _ in _wait(folder, stop or Event(), quiet / 2):
        for _, paths in groupby(arrivals.list_complete(), key=lambda path: path.parent):
            for path in _land_group(list(paths), land, show):
                arrivals.skip(path)


def _wait(folder: Path, stop: Event, seconds: float) -> Iterator[None]:
    """Return whenever a folder changes, and after some seconds without a change, until `stop` is set."""
    beat = max(int(seconds * 1000), 50)
    while not stop.is_set():
        try:
            for _ in watch(folder, watch_filter=None, rust_timeout=beat, yield_on_timeout=True, stop_event=stop):
                yield
        except WatchfilesRustInternalError:
            # A changed file has a name that is not valid Unicode. The watch goes on without that change.
            stop.wait(seconds)
            yield


def is_export(path: Path) -> bool:
    """Return whether a path may be an export: not hidden, not still being downloaded, and not a card."""
    is_hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return not is_hidden and not path.name.lower().endswith(_UNFINISHED)


def _land_group(paths: Sequence[Path], land: Land, show: Show) -> list[Path]:
    """Land the complete files of one folder, and return those whose cards could not be written."""
    stamps = {path: stamp for path in paths if (stamp := describe_file(path))}
    failed = []
    for path, lines in _land_each(list(stamps), land):
        show(path, lines)
        if not save_card(path, stamps[path], lines):
            failed.append(path)
    return failed


def _land_each(paths: Sequence[Path], land: Land) -> Iterator[tuple[Path, list[str]]]:
    """Land files of one folder, and return each with the lines of its card.

    Archives land each on its own, because their cards are for the files inside.
    """
    single = []
    for path in paths:
        try:
            is_single = not is_archive(path)
        except OSError as error:
            yield path, write_card(draw_refused_card(clean_file_name(path.name), NotLanded(error)))
            continue
        if is_single:
            single.append(path)
        else:
            yield path, [line for card in _try_landing([path], land) for line in write_card(card)]
    if single:
        yield from _assign_cards(single, _try_landing(single, land))


def _assign_cards(paths: Sequence[Path], cards: Sequence[Card]) -> Iterator[tuple[Path, list[str]]]:
    """Return each file with the lines of its own cards, or with those of the list of which it is a page."""
    names = {SETTINGS, *(clean_file_name(path.name) for path in paths)}
    joined = [line for card in cards if card.file_name not in names for line in write_card(card)]
    for path in paths:
        own = [line for card in cards if card.file_name == clean_file_name(path.name) for line in write_card(card)]
        yield path, own or [TOGETHER, *joined]


def _try_landing(paths: Sequence[Path], land: Land) -> Sequence[Card]:
    """Land files with the settings of their folder, or return a card for each with the reason why none landed."""
    settings = paths[0].with_name(SETTINGS)
    context = [settings] if settings.exists() and settings not in paths else []
    drop = [DroppedFile(str(path.parent), path.name, path) for path in (*context, *paths)]
    try:
        return land(drop)
    except Refused as error:
        refusal: Refused = error
    except OSError as error:
        refusal = NotLanded(error)
    return [draw_refused_card(clean_file_name(file.name), refusal) for file in drop]
