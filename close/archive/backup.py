"""Backups of an organisation's folder as one file, taken while others write to it and verified when restored."""

import io
import json
import tarfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from close.archive.outputs import write_output
from close.archive.verify import verify_inside
from close.errors import Refused
from close.store.records import (
    DIGEST,
    close_record,
    digest,
    encode,
    is_whole,
    list_records,
)
from close.store.warehouse import Warehouse, slug
from close.store.witness.heads import EVENTS, SNAPSHOTS, explain_signature, is_signed
from close.store.witness.heads import FOLDER as HEADS
from close.store.witness.keys import find_key, open_key
from close.systems.files import READ_ONLY, make_folder, sweep, sync_file, sync_folder
from close.texts import say_count

WRITTEN_ONCE = ("evidence", "data", "exports", "keys")
LABEL = "backup.json"
UNPACKED = ".restore-"
Label = dict[str, Any]


class NotRestored(Refused):
    """A backup that cannot be restored: it is damaged, it was changed, or the organisation already exists."""


def backup(warehouse: Warehouse, target: Path) -> int:
    """Write everything recorded for an organisation to a tar file and return the number of files.

    Files are listed before those that they refer to: heads, the audit log, snapshots, then everything else. So every
    file that a listed one refers to already exists, even if others keep writing. The audit log is written to the
    archive last, because its events make the other files visible. The same records always produce the same bytes.
    """
    # Opened first: the backup holds its public part.
    key = open_key(warehouse.folder) if _has_signed_records(warehouse) else find_key()
    heads, audit_log, manifests = (list_records(warehouse.folder / part) for part in (HEADS, EVENTS, SNAPSHOTS))
    written_once = [path for folder in WRITTEN_ONCE for path in _list_files(warehouse.folder / folder)]
    paths = (*written_once, *heads, *manifests, *audit_log)
    label = {"organisation": warehouse.organisation, "files": len(paths)}
    label |= {"event": _state(audit_log), "manifest": _state(manifests)}
    write_output(target, lambda path: _pack(path, warehouse.root, close_record(label, key), paths))
    return len(paths)


def rehearse(source: Path) -> Label:
    """Restore a backup to a temporary folder next to it, check all of it, and return its label. Raises NotRestored."""
    with TemporaryDirectory(dir=source.absolute().parent, prefix=".rehearsal-", ignore_cleanup_errors=True) as folder:
        _, label = _restore_checked(source, Path(folder))
    return label


def restore(source: Path, root: Path) -> Warehouse:
    """Restore a backup into a warehouse after checking its chains and signatures, and every file they refer to.

    Existing files are never touched. Raises NotRestored.
    """
    make_folder(root.absolute())
    with TemporaryDirectory(dir=root, prefix=UNPACKED, ignore_cleanup_errors=True) as unpacked:
        restored, _ = _restore_checked(source, Path(unpacked))
        organisation = restored.organisation
        if (root / organisation).exists():
            raise NotRestored(f"{root / organisation} already exists. Move it away, or restore to another --warehouse.")
        restored.folder.rename(root / organisation)
        sync_folder(root)
    sweep(root, f"{UNPACKED}*")
    return Warehouse(root, organisation)


def _restore_checked(source: Path, folder: Path) -> tuple[Warehouse, Label]:
    label = _unpack(source, folder)
    restored = Warehouse(folder, str(label["organisation"]))
    if faults := verify_inside(restored):
        raise NotRestored(f"{source.name} was changed after it was written: {faults[0].path}, {faults[0].why}.")
    if _has_signed_records(restored) and (why := explain_signature(restored.folder, encode(label))):
        raise NotRestored(f"{source.name} was changed after it was written: its label, {LABEL}, {why}.")
    for stated, part in (("event", EVENTS), ("manifest", SNAPSHOTS)):
        if stated in label and label[stated] != _state(list_records(restored.folder / part)):
            raise NotRestored(f"{source.name} was changed after it was written: its label states other {part}.")
    return restored, label


def _has_signed_records(warehouse: Warehouse) -> bool:
    """Return True if any record is signed. Records are signed from one on, so the newest of each chain shows it."""
    newest = (list_records(warehouse.folder / part)[-1:] for part in (HEADS, EVENTS, SNAPSHOTS))
    return any(is_signed(path) for paths in newest for path in paths)


def _pack(path: Path, root: Path, label: bytes, paths: Sequence[Path]) -> None:
    with tarfile.open(path, "w") as archive:
        first = tarfile.TarInfo(LABEL)
        first.size = len(label)
        archive.addfile(first, io.BytesIO(label))
        for each in paths:
            archive.add(each, each.relative_to(root).as_posix())


def _state(paths: Sequence[Path]) -> Label:
    """Return the number and the hash of the newest record of a chain."""
    return {"number": len(paths), "sha256": digest(paths[-1].read_bytes()) if paths else ""}


def _list_files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))


def _unpack(source: Path, target: Path) -> Label:
    """Unpack the backup's plain files and return its label. The files are on disk when this returns.

    Their number must match the label, and all of them must be in that one folder. Raises NotRestored.
    """
    try:
        with tarfile.open(source) as archive:
            first, *members = [member for member in archive if member.isfile()]
            label = json.loads(archive.extractfile(first).read())  # type: ignore[union-attr]  # a plain file has content
            _check_label(source, first.name, label, [member.name for member in members])
            archive.extractall(target, members, filter="data")
    except (OSError, EOFError, zlib.error, tarfile.TarError, ValueError, LookupError, TypeError) as error:
        raise NotRestored(f"{source} cannot be read as a backup: {error}.") from error
    for member in members:
        _finish(target / member.name)
    return dict(label)


def _check_label(source: Path, name: str, label: Label, members: Sequence[str]) -> None:
    stated, organisation = label["files"], label["organisation"]
    if name != LABEL or len(members) != stated or not members:
        raise NotRestored(f"{source} is incomplete: it contains {len(members)} of {say_count(stated, 'file')}.")
    if DIGEST in label and not is_whole(encode(label)):
        raise NotRestored(f"{source} was changed after it was written: its label, {LABEL}.")
    if strays := [member for member in members if PurePosixPath(member).parts[0] != organisation]:
        raise NotRestored(f"{source} contains {strays[0]}, which does not belong to {organisation}.")
    kept = {*WRITTEN_ONCE, HEADS, EVENTS, SNAPSHOTS}
    if strays := [member for member in members if PurePosixPath(member).parts[1] not in kept]:
        raise NotRestored(f"{source} was changed after it was written: no backup contains {strays[0]}.")
    if slug(organisation) != organisation:
        raise NotRestored(f"{source} is for {organisation}, which is not the folder of an organisation.")


def _finish(path: Path) -> None:
    """Ensure that a restored file survives a power failure, and can only be read."""
    with path.open("rb+") as file:
        sync_file(file.fileno())
    path.chmod(READ_ONLY)
    sync_folder(path.parent)
