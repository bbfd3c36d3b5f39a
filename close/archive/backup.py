"""Backups of an organisation's folder as one file, taken while others write to it and verified when restored."""

import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from close.archive.verify import verify
from close.errors import Refused
from close.store.audit_log import AuditLog
from close.store.records import list_records
from close.store.warehouse import Warehouse, slug
from close.systems.files import READ_ONLY, replace_file

WRITTEN_ONCE = ("evidence", "data", "exports")
LABEL = "backup.json"


class NotRestored(Refused):
    """A backup that cannot be restored: it is damaged, it was changed, or the organisation already exists."""


def backup(warehouse: Warehouse, target: Path) -> int:
    """Write everything recorded for an organisation to a tar file and return the number of files.

    The audit log is listed before the files it refers to, so every file that a listed event refers to already exists,
    even if others keep writing. The audit log is written to the archive last, because its events make the other files
    visible.
    """
    audit_log, manifests = list_records(AuditLog(warehouse).folder), list_records(warehouse.folder / "manifests")
    written_once = [path for folder in WRITTEN_ONCE for path in _list_files(warehouse.folder / folder)]
    paths = (*written_once, *manifests, *audit_log)
    unfinished = target.with_name(f".{target.name}.unfinished")
    with tarfile.open(unfinished, "w") as archive:
        content = json.dumps({"organisation": warehouse.organisation, "files": len(paths)}).encode()
        label = tarfile.TarInfo(LABEL)
        label.size = len(content)
        archive.addfile(label, io.BytesIO(content))
        for path in paths:
            archive.add(path, path.relative_to(warehouse.root).as_posix())
    replace_file(unfinished, target)
    return len(paths)


def restore(source: Path, root: Path) -> Warehouse:
    """Restore a backup into a warehouse after checking its hash chains and every file they refer to.

    Existing files are never touched. Raises NotRestored.
    """
    root.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=root, prefix=".restore-", ignore_cleanup_errors=True) as unpacked:
        organisation = _unpack(source, Path(unpacked))
        restored = Warehouse(unpacked, organisation)
        if faults := verify(restored):
            raise NotRestored(f"{source.name} was changed after it was written: {faults[0].path}, {faults[0].why}.")
        if (root / organisation).exists():
            raise NotRestored(f"{root / organisation} already exists. Move it away, or restore to another --warehouse.")
        restored.folder.rename(root / organisation)
    return Warehouse(root, organisation)


def _list_files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))


def _unpack(source: Path, target: Path) -> str:
    """Unpack the backup's plain files and return the organisation's folder name.

    The number of files must match the label, and all of them must be in that one folder. Raises NotRestored.
    """
    try:
        with tarfile.open(source) as archive:
            label, *members = [member for member in archive if member.isfile()]
            stated = json.loads(archive.extractfile(label).read())  # type: ignore[union-attr]  # a plain file has content
            if label.name != LABEL or len(members) != stated["files"]:
                raise NotRestored(f"{source} is incomplete: it contains {len(members)} of {stated['files']} files.")
            if strays := [m.name for m in members if PurePosixPath(m.name).parts[0] != stated["organisation"]]:
                raise NotRestored(f"{source} contains {strays[0]}, which does not belong to {stated['organisation']}.")
            archive.extractall(target, members, filter="data")
    except (OSError, tarfile.TarError, ValueError, LookupError, TypeError) as error:
        raise NotRestored(f"{source} cannot be read as a backup: {error}.") from error
    for member in members:
        (target / member.name).chmod(READ_ONLY)
    return slug(stated["organisation"])
