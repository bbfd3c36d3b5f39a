"""`python -m tests.kills.acts ACT FOLDER`: one act on a warehouse, in a process that may be killed at any moment."""

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Timer
from types import MappingProxyType

from close.archive import binder
from close.archive.backup import backup
from close.commands.options import write_content
from close.rules.answers import run
from close.signing import signoff
from close.signing.signoff import NotInTurn
from close.signing.standing import PREPARER
from close.store.warehouse import Warehouse
from close.work import comments
from loaders.intake.cards import Card
from loaders.uploads.dropped_files import DroppedFile
from loaders.uploads.handover import land_apart
from loaders.watching import watch_folder

ORGANISATION, SIGNED, REPORT, WHO = "ash", "sales_and_credits", "timing_differences", "ada"
EXPORTS, BACKUP, BINDER = "exports", "kept/ash.tar", "kept/ash.zip"


def period_of(folder: Path) -> str:
    """Return the month of the exports in a folder."""
    return (folder / "period").read_text(encoding="utf-8")


def _land(folder: Path) -> None:
    drop = [("", path.name, path.read_bytes()) for path in sorted((folder / EXPORTS).iterdir())]
    land_apart(drop, Warehouse(folder, ORGANISATION), who=WHO)


def _watch(folder: Path) -> None:
    stop = Event()
    Timer(8, stop.set).start()  # if everything has been read already
    warehouse = Warehouse(folder, ORGANISATION)

    def land(drop: Sequence[DroppedFile]) -> Sequence[Card]:
        Timer(0.3, stop.set).start()
        return land_apart(drop, warehouse, who=WHO)

    watch_folder(folder / EXPORTS, land, lambda *_: None, stop, quiet=0.1)


def _comment(folder: Path) -> None:
    comments.comment(Warehouse(folder, ORGANISATION), period_of(folder), "month", WHO, "Looked at it.")


def _sign(folder: Path) -> None:
    # When it is done again, the signature may have been recorded just before the kill.
    with suppress(NotInTurn):
        signoff.sign(Warehouse(folder, ORGANISATION), period_of(folder), REPORT, WHO, PREPARER)


def _sign_before(folder: Path) -> None:
    signoff.sign(Warehouse(folder, ORGANISATION), period_of(folder), SIGNED, WHO, PREPARER)


def _answer(folder: Path) -> None:
    sys.stdout.write(str(run(Warehouse(folder, ORGANISATION), "bridge", period_of(folder)).table.to_pylist()))


def _back_up(folder: Path) -> None:
    backup(Warehouse(folder, ORGANISATION), folder / BACKUP)


def _bind(folder: Path) -> None:
    write_content(binder.write(Warehouse(folder, ORGANISATION), period_of(folder), WHO), folder / BINDER)


ACTS: Mapping[str, Callable[[Path], None]] = MappingProxyType(
    {
        "landing": _land,
        "watching": _watch,
        "commenting": _comment,
        "signing": _sign,
        "answering": _answer,
        "backing up": _back_up,
        "binding": _bind,
    }
)


# Every act but the first two finds one signature.
BEFORE = MappingProxyType({"landing": _land, "signing before": _sign_before})

if __name__ == "__main__":
    {**ACTS, **BEFORE}[sys.argv[1]](Path(sys.argv[2]))
