"""Claims: which process builds the months of an organisation, and how far it is.

A claim is a file in `steps/builds/` that its process touches every second. Only the newest one counts: an older build
ends when it sees a newer one, and a build is cancelled by deleting its file. A file that is no longer touched belongs
to a process that died, and is ignored.
"""

import _thread
import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event, Thread

from close.engine.connection import EngineError, interrupt_all
from close.engine.step_cache import STEPS, write_aside
from close.errors import Refused
from close.store.audit_log import AuditLog
from close.store.warehouse import Warehouse
from close.systems.files import delete_file, replace_file

INTERRUPTED = "Query interrupted"  # the RuntimeError that DuckDB makes of Ctrl+C
BEAT, STALE = 1.0, 15.0  # seconds between two touches, and after which a process counts as dead


class Ended(Refused):
    """A build that was cancelled, or that a newer one has replaced."""

    def __init__(self) -> None:
        super().__init__("The build was cancelled, or a newer one has replaced it. The steps computed so far are kept.")


@dataclass(frozen=True)
class Claim:
    """The months still to build, the first one being built, from a snapshot and an event of the audit log.

    `title` is the step being computed, `number` its number, from 1, and `count` the number of steps of the month.
    """

    months: tuple[str, ...]
    manifest: int
    event: int
    title: str = ""
    number: int = 0
    count: int = 0

    @property
    def share(self) -> float:
        """The part of the month's steps that is computed, from 0 to 1."""
        return max(self.number - 1, 0) / self.count if self.count else 0.0


def claim_months(warehouse: Warehouse, months: Sequence[str]) -> Path:
    """Claim the building of some months, and of those that the running build has left. Return the claim's file."""
    folder, running = _folder(warehouse), find_claim(warehouse)
    left = [month for month in (running.months if running else ()) if month not in months]
    for path in set(folder.glob("*.json")) - set(_list_alive(warehouse)):
        delete_file(path)
    path = folder / f"{time.time_ns()}.json"
    _write(path, renew(warehouse, (*months, *left)))
    return path


def renew(warehouse: Warehouse, months: Sequence[str]) -> Claim:
    """Return a claim of some months from the newest snapshot and event."""
    return Claim(tuple(months), warehouse.head().number, len(AuditLog(warehouse).events()))


def find_claim(warehouse: Warehouse) -> Claim | None:
    """Return the claim of the running build, or None."""
    for path in reversed(_list_alive(warehouse)):
        with suppress(Ended):
            return read_claim(path)
    return None


def read_claim(path: Path) -> Claim:
    """Read a claim. Raises Ended if it is gone."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Claim(**{**found, "months": tuple(found["months"])})
    except (OSError, ValueError, TypeError) as error:
        raise Ended from error


def drop_claims(warehouse: Warehouse) -> None:
    """Cancel every build. A running step is interrupted."""
    for path in _folder(warehouse).glob("*.json"):
        delete_file(path)


def write_claim(path: Path, claim: Claim) -> None:
    """Write how far a build is. Raises Ended."""
    if not _is_newest(path):
        raise Ended
    _write(path, claim)


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Wait for older builds to end, then keep a claim alive in the main thread. Raises Ended, KeyboardInterrupt."""
    done = Event()
    heart = Thread(target=_beat, args=(path, done), daemon=True)
    try:
        heart.start()
        while _list_older(path):
            time.sleep(BEAT / 4)
        yield
    except (KeyboardInterrupt, RuntimeError, EngineError) as error:
        if not _is_newest(path):
            raise Ended from error
        if str(error) == INTERRUPTED:
            raise KeyboardInterrupt from error
        raise
    finally:
        with suppress(KeyboardInterrupt):  # one that comes too late
            done.set()
            heart.join()
        delete_file(path)


def _beat(path: Path, done: Event) -> None:
    """Touch a claim until it is done. Once it has been cancelled or replaced, end the statement that is running.

    If that does not end the build, the main thread is interrupted. DuckDB itself may not notice such an interruption.
    """
    while not done.wait(BEAT):
        if not _is_newest(path):
            _interrupt(done)
            return
        with suppress(OSError):
            os.utime(path)


def _interrupt(done: Event) -> None:
    interrupt_all()
    if not done.wait(BEAT):
        _thread.interrupt_main()
    while not done.wait(BEAT):
        interrupt_all()


def _folder(warehouse: Warehouse) -> Path:
    return warehouse.folder / STEPS / "builds"


def _list_alive(warehouse: Warehouse) -> list[Path]:
    """Return the claims of living processes, oldest first."""
    return [path for path in sorted(_folder(warehouse).glob("*.json")) if _is_alive(path)]


def _list_older(path: Path) -> list[Path]:
    return [other for other in path.parent.glob("*.json") if other.name < path.name and _is_alive(other)]


def _is_newest(path: Path) -> bool:
    return path.exists() and all(other.name <= path.name for other in path.parent.glob("*.json"))


def _is_alive(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime < STALE
    except OSError:
        return False


def _write(path: Path, claim: Claim) -> None:
    text = json.dumps(asdict(claim))
    replace_file(write_aside(path.parent, lambda aside: aside.write_text(text, encoding="utf-8")), path)
