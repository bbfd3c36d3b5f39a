"""The state of a warehouse before an act, and what may be left of the act when it was killed."""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from close.archive.backup import restore
from close.archive.verify import verify
from close.store.audit_log import AuditLog
from close.store.warehouse import Warehouse
from sample import KESTREL, Faults, simulate, write
from tests.kills.acts import BACKUP, BEFORE, BINDER, EXPORTS, ORGANISATION

# A folder is prepared with one signature.
EVENTS = 1


def prepare(folder: Path) -> Path:
    """Write a company's exports, land them and sign one report, so that every act has something to work on."""
    with TemporaryDirectory() as written:
        write(simulate(replace(KESTREL, documents=60), seed=1, months=1, faults=Faults.none()), Path(written))
        (month,) = (Path(written) / "exports").iterdir()
        shutil.copytree(month, folder / EXPORTS)
        (folder / "period").write_text(month.name, encoding="utf-8")
    (folder / "kept").mkdir()
    for act in BEFORE:
        subprocess.run([sys.executable, "-m", "tests.kills.acts", act, str(folder)], check=True)
    return folder


def find_faults(folder: Path, act: str, *, is_done: bool) -> Iterator[str]:
    """Yield what is torn or lost after a kill, or after the act was then done again."""
    warehouse = Warehouse(folder, ORGANISATION)
    yield from (f"{fault.path}: {fault.why}" for fault in verify(warehouse))
    landed, exports = len(warehouse.head().landings), len([*(folder / EXPORTS).iterdir()])
    if act == "landing" and landed not in ({exports} if is_done else {0, exports}):
        yield f"{landed} of {exports} files landed"
    events, expected = len(AuditLog(warehouse).events()), EVENTS * (act not in {"landing", "watching"})
    if events < expected + (is_done and act in {"commenting", "signing"}):
        yield f"{events} events"
    yield from _check_kept(folder, act, is_done=is_done)


def _check_kept(folder: Path, act: str, *, is_done: bool) -> Iterator[str]:
    """Yield what is wrong with the backup and the binder: each is whole, or not there yet."""
    backup, binder = folder / BACKUP, folder / BINDER
    if backup.exists():
        with TemporaryDirectory() as restored:
            restore(backup, Path(restored))
    if binder.exists() and zipfile.ZipFile(binder).testzip():
        yield "the binder is damaged"
    wanted = {"backing up": backup, "binding": binder}.get(act)
    if is_done and wanted and not wanted.exists():
        yield f"{wanted.name} is missing"
