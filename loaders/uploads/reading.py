"""Landing of an upload, in this process if it is small, or else in a child process with limits.

The child returns only the cards, so that no memory stays behind. If it dies, the file that it was reading is refused
and the others are landed without it.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from tempfile import TemporaryDirectory
from threading import Thread
from time import monotonic
from typing import IO

from close.errors import Refused
from close.places import PROGRAM
from close.store.warehouse import Warehouse
from loaders.files.archives import measure_unpacked
from loaders.files.contents import Content
from loaders.intake.cards import Card, draw_refused_card
from loaders.intake.exports import LOADERS
from loaders.layouts.description import Loader
from loaders.uploads.consent import ALL, Consent
from loaders.uploads.dropped_files import DroppedFile
from loaders.uploads.drops import UnreadableFile, land_here
from loaders.uploads.progress import Progress, Tell, ignore

SECONDS = 3600
BEAT = 0.3  # seconds between two calls of `tell` while a child reads
_SMALL = 2**22


def land(
    drop: Iterable[tuple[str, str, Content]],
    warehouse: Warehouse,
    period: str | None = None,
    who: str = "",
    loaders: Sequence[Loader] = LOADERS,
    consent: Consent = ALL,
    tell: Tell = ignore,
) -> list[Card]:
    """Land every sound file of an upload of (folder, name, bytes or path) as one commit. Return a card for each.

    A refused file does not hold up the others. `consent` says which effects on earlier uploads are agreed to. `tell`
    is called before each file, and several times a second while a child process reads. It may raise an error to cancel
    the upload, and then no file lands. Raises BadPeriod, and the errors of the warehouse.
    """
    files = [DroppedFile(*file) for file in drop]
    if loaders is not LOADERS or sum(measure_unpacked(file.content) for file in files) <= _SMALL:
        return land_here(files, warehouse, period, who, loaders, tell, consent=consent)
    with TemporaryDirectory(ignore_cleanup_errors=True) as place:
        saved = [_save(file, Path(place), number) for number, file in enumerate(files)]
        return _land_in_child(saved, warehouse, (period, who, consent), Path(place), tell)


def _land_in_child(
    files: Sequence[DroppedFile],
    warehouse: Warehouse,
    asked: tuple[str | None, str, Consent],
    place: Path,
    tell: Tell,
) -> list[Card]:
    """Land files in a child, again and again without those during which it died.

    `asked` are the month, the user and the consent.
    """
    upload, result = place / "upload", place / "result"
    unreadable: set[int] = set()
    while True:
        where = (str(warehouse.root), warehouse.organisation)
        upload.write_bytes(pickle.dumps((files, unreadable, where, asked)))
        last = _run_child(upload, result, tell)
        if result.exists():
            return _open_result(pickle.loads(result.read_bytes()))  # noqa: S301 - our own child wrote it
        if last is None or last in unreadable:
            return [draw_refused_card(file.name, UnreadableFile()) for file in files]
        unreadable.add(last)


def _run_child(upload: Path, result: Path, tell: Tell) -> int | None:
    """Run the child, and return the index of the last file that it began to read. An error in `tell` ends it."""
    command = [sys.executable, "-m", "loaders.uploads.reading_child", str(upload), str(result)]
    last: Progress | None = None
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=list_environment()) as child:  # noqa: S603
        lines: Queue[bytes] = Queue()
        reader = Thread(target=_collect, args=(child.stdout, lines), daemon=True)
        reader.start()
        end = monotonic() + SECONDS
        try:
            while child.poll() is None and monotonic() < end:
                last = _read_last(lines, last, BEAT)
                if last:
                    tell(last)
        finally:
            child.kill()
            reader.join()
    last = _read_last(lines, last)
    return last.position if last else None


def _collect(output: IO[bytes] | None, lines: "Queue[bytes]") -> None:
    for line in output or ():
        lines.put(line)


def _read_last(lines: "Queue[bytes]", last: Progress | None, wait: float = 0) -> Progress | None:
    """Return the newest progress that the child has written, or the last one if there is no more for a while."""
    with suppress(Empty):
        last = Progress.read(lines.get(timeout=wait) if wait else lines.get_nowait())
        while True:
            last = Progress.read(lines.get_nowait())
    return last


def list_environment() -> dict[str, str]:
    """Return the environment of the child: this one, with a single thread, and with memory that is given back at once.

    Every thread keeps memory of its own, and Arrow keeps what was freed for a while, which is more on a busy machine.
    """
    path = os.pathsep.join(filter(None, (str(PROGRAM), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "MIMALLOC_PURGE_DELAY": "0"}


def _open_result(result: list[Card] | tuple[type[Refused], tuple[object, ...], dict[str, object]]) -> list[Card]:
    """Return the cards, or raise the error that the child met."""
    if isinstance(result, list):
        return result
    kind, arguments, values = result
    error = kind.__new__(kind)
    error.args = arguments
    vars(error).update(values)
    raise error


def _save(file: DroppedFile, place: Path, number: int) -> DroppedFile:
    """Return the file with a path instead of its bytes."""
    if isinstance(file.content, Path):
        return file
    path = place / f"{number}"
    path.write_bytes(file.content)
    return file._replace(content=path)
