"""An organisation's folder as one file and back: consistent while others write, proven before it is put in place."""

import io
import json
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from close.archive.verify import verify
from close.errors import Refused
from close.store.audit_log import AuditLog
from close.store.records import list_records
from close.store.warehouse import Warehouse, slug

WRITTEN_ONCE = ("evidence", "data", "exports")
READ_ONLY = 0o444
LABEL = "backup.json"


class NotRestored(Refused):
    """A backup that is not put in place: it is none, it was touched, or something stands there."""


def backup(warehouse: Warehouse, target: Path) -> int:
    """Write everything recorded of an organisation to a tar file; how many files that were.

    The journal is listed first and what it points at last: whatever a record of the list names is then already there,
    however much is written meanwhile. In the file the journal comes last, as it is what makes the rest visible.
    """
    journal, manifests = list_records(AuditLog(warehouse).folder), list_records(warehouse.folder / "manifests")
    rest = [path for folder in WRITTEN_ONCE for path in _written(warehouse.folder / folder)]
    paths = (*rest, *manifests, *journal)
    unfinished = target.with_name(f".{target.name}.unfinished")
    with tarfile.open(unfinished, "w") as archive:
        content = json.dumps({"organisation": warehouse.organisation, "files": len(paths)}).encode()
        label = tarfile.TarInfo(LABEL)
        label.size = len(content)
        archive.addfile(label, io.BytesIO(content))
        for path in paths:
            archive.add(path, path.relative_to(warehouse.root).as_posix())
    unfinished.replace(target)
    return len(paths)


def restore(source: Path, root: Path) -> Warehouse:
    """Put a backup below a warehouse's folder, once its chains and every file they name are proven.

    Raises NotRestored; nothing that stands there is touched.
    """
    root.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=root, prefix=".restore-"))
    try:
        organisation = _unpack(source, place)
        restored = Warehouse(place, organisation)
        if faults := verify(restored):
            raise NotRestored(f"{source.name} is not as it was written: {faults[0].path}, {faults[0].why}.")
        if (root / organisation).exists():
            raise NotRestored(f"{root / organisation} exists: move it away, or restore to another --warehouse.")
        restored.folder.rename(root / organisation)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return Warehouse(root, organisation)


def _written(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))


def _unpack(source: Path, place: Path) -> str:
    """Unpack plain files only, all that the label counts and all below one folder; the name of that folder."""
    try:
        with tarfile.open(source) as archive:
            label, *members = [member for member in archive if member.isfile()]
            stated = json.loads(archive.extractfile(label).read())  # type: ignore[union-attr]  # a plain file has content
            if label.name != LABEL or len(members) != stated["files"]:
                raise NotRestored(f"{source} is cut: it holds {len(members)} files of {stated['files']}.")
            if strays := [m.name for m in members if PurePosixPath(m.name).parts[0] != stated["organisation"]]:
                raise NotRestored(f"{source} holds {strays[0]}, which is no part of {stated['organisation']}.")
            archive.extractall(place, members, filter="data")
    except (OSError, tarfile.TarError, ValueError, LookupError, TypeError) as error:
        raise NotRestored(f"{source} is no backup that can be read whole: {error}.") from error
    for member in members:
        (place / member.name).chmod(READ_ONLY)
    return slug(stated["organisation"])
