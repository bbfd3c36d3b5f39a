"""A watched folder: files that appear in it land once they have stopped growing, each with its card next to it.

The files stay where they are. A file is read again only if it changes or its card is deleted.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from threading import Event

from watchfiles import watch

from close.errors import Refused
from loaders.files.archives import is_archive
from loaders.intake.cards import Card, draw_refused_card
from loaders.uploads.dropped_files import DroppedFile
from loaders.uploads.written_cards import write_card

CARD = ".tieout.txt"
QUIET = 2.0  # seconds without a change after which a file is complete
SETTINGS = "organisation.toml"
TOGETHER = "read together with the other pages of its list"
_UNFINISHED = (".part", ".crdownload", ".download", ".tmp", CARD)

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
            if is_export(path.relative_to(self.folder)) and path.is_file() and not has_card(path):
                yield path


def watch_folder(folder: Path, land: Land, show: Show, stop: Event | None = None, quiet: float = QUIET) -> None:
    """Land what is in a folder and what appears in it, until `stop` is set or the user interrupts.

    `land` receives the complete files of one folder, with its settings. `show` receives the lines of every card.
    """
    arrivals = Arrivals(folder, quiet)
    beat = max(int(quiet * 500), 50)
    for _ in watch(folder, watch_filter=None, rust_timeout=beat, yield_on_timeout=True, stop_event=stop):
        for _, paths in groupby(arrivals.list_complete(), key=lambda path: path.parent):
            for path in _land_group(list(paths), land, show):
                arrivals.skip(path)


def is_export(path: Path) -> bool:
    """Return whether a path may be an export: not hidden, not still being downloaded, and not a card."""
    is_hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return not is_hidden and not path.name.lower().endswith(_UNFINISHED)


def has_card(path: Path) -> bool:
    """Return whether a file has a card that was written for its present content."""
    card = find_card(path)
    return card.is_file() and describe_file(path) in card.read_text(encoding="utf-8")


def find_card(path: Path) -> Path:
    """Return the path of a file's card."""
    return path.with_name(f"{path.name}{CARD}")


def describe_file(path: Path) -> str:
    """Return the size and the moment of the last change of a file, as its card states them."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return ""
    moment = datetime.fromtimestamp(stat.st_mtime, UTC)
    return f"{stat.st_size:,} bytes, changed {moment:%Y-%m-%d %H:%M:%S.%f} UTC"


def _land_group(paths: Sequence[Path], land: Land, show: Show) -> list[Path]:
    """Land the complete files of one folder, and return those whose cards could not be written.

    Archives land each on its own, because their cards are for the files inside.
    """
    present = [path for path in paths if path.exists()]
    single = [path for path in present if not is_archive(path)]
    settings = paths[0].with_name(SETTINGS)
    context = [settings] if settings.exists() and settings not in single else []
    failed = []
    for group in [*([path] for path in present if path not in single), *([single] if single else [])]:
        stamps = {path: describe_file(path) for path in group}
        cards = _try_landing([DroppedFile(str(p.parent), p.name, p) for p in (*context, *group)], land)
        for path, stamp in stamps.items():
            own = [card for card in cards if card.file_name == path.name] if path in single else cards
            lines = [line for card in own for line in write_card(card)] or [TOGETHER]
            show(path, lines)
            if not _write(path, stamp, lines):
                failed.append(path)
    return failed


def _try_landing(drop: Sequence[DroppedFile], land: Land) -> Sequence[Card]:
    """Land files, or return a card for each with the reason why none of them landed."""
    try:
        return land(drop)
    except Refused as error:
        return [draw_refused_card(file.name, error) for file in drop]


def _write(path: Path, stamp: str, lines: Sequence[str]) -> bool:
    """Write the card of a file next to it, over that of an earlier version. Return False if that is impossible."""
    try:
        find_card(path).write_text("\n".join([*lines, "", f"File: {stamp}", ""]), encoding="utf-8")
    except OSError:
        return False
    return True
