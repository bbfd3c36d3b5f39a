"""Files that appear only when they are complete, never overwrite another, and survive a power failure."""

import ctypes
import errno
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from uuid import uuid4

from close.systems.processes import find_module

IS_WINDOWS = os.name == "nt"
READ_ONLY = stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH
# Windows does not replace or delete a file while another process has it open, which lasts a moment: seconds to wait.
PAUSES = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0) if IS_WINDOWS else ()
# What disks answer that have no such function: FAT and exFAT have no links, some network disks do not sync folders.
_MISSING = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.EMLINK}
_AT_FOLDER, _KEEP_OTHER, _KEEP_OTHER_ON_MACOS = -100, 1, 4  # AT_FDCWD, RENAME_NOREPLACE, RENAME_EXCL
# The beginning of the names of unfinished files, and the seconds after which nobody is still writing them.
LEFT, OLD = ".tmp-", 24 * 60 * 60
Take = Callable[[Path, Path], object]
FileIdentity = tuple[int, int, int]


def identify_file(path: Path) -> FileIdentity:
    """Return what tells a file from others that were or will be at its path, such as one from a backup."""
    status = path.stat()
    return status.st_ino, status.st_mtime_ns, status.st_size


@contextmanager
def name_path(path: Path) -> Iterator[None]:
    """Have an OSError state a path if the system has stated none, as when a disk is full while a file is written."""
    try:
        yield
    except OSError as error:
        if error.filename or not error.errno:
            raise
        raise OSError(error.errno, os.strerror(error.errno), str(path)) from error


def write_whole(target: Path, content: bytes | Path, mode: int = READ_ONLY) -> bool:
    """Create a read-only file that appears only once it is completely on disk. Return False if the name is taken.

    The content is given as bytes or as another file, which is copied.

    Only one process can take a name, so this serves as the lock for all numbered files.
    """
    make_folder(target.parent)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=LEFT)
    written = Path(name)
    try:
        with name_path(target), os.fdopen(handle, "wb") as file:
            if isinstance(content, Path):
                with content.open("rb") as source:
                    shutil.copyfileobj(source, file)
            else:
                file.write(content)
            file.flush()
            sync_file(file.fileno())
        written.chmod(mode)
        is_ours = take_name(written, target)
    finally:
        _delete_own(written)
    if is_ours:
        sync_folder(target.parent)
    return is_ours


def take_name(written: Path, target: Path, ways: Sequence[Take] = ()) -> bool:
    """Give a complete file its name. Return False if the name is taken. A file that has it is never overwritten.

    `ways` are tried in order, until one is available on the disk. Raises OSError if none is.
    """
    for take in ways or TAKING:
        try:
            take(written, target)
            return True
        except FileExistsError:
            return False
        except OSError as error:
            if error.errno not in _MISSING:
                raise
    raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), str(target))


def share_file(path: Path, target: Path) -> None:
    """Give a file that never changes a second name, or copy it if the disk has no links. One that is gone is skipped.

    On Windows it is copied, because there all names of a file share its read-only flag, which is removed to delete one.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        try:
            (shutil.copyfile if IS_WINDOWS else os.link)(path, target)
        except OSError as error:
            if error.errno not in {*_MISSING, errno.EXDEV}:
                raise
            shutil.copyfile(path, target)


def rename_alone(written: Path, target: Path) -> None:
    """Rename a file unless the new name is taken, in one step. Raises OSError."""
    library = ctypes.CDLL(None, use_errno=True)
    old, new = os.fsencode(written), os.fsencode(target)
    if hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FOLDER, old, _AT_FOLDER, new, _KEEP_OTHER)
    elif hasattr(library, "renamex_np"):
        failed = library.renamex_np(old, new, _KEEP_OTHER_ON_MACOS)
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(target))
    if failed:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(written), None, str(target))


def _rename_patiently(written: Path, target: Path) -> None:
    _insist(lambda: written.rename(target), PAUSES)


# On Windows, a rename does not overwrite. On other systems it does, so there a link takes the name.
TAKING: Sequence[Take] = (_rename_patiently,) if IS_WINDOWS else (os.link, rename_alone)


def sync_file(handle: int, fcntl: ModuleType | None = find_module("fcntl")) -> None:  # noqa: B008 - it is the same
    """Ensure that the content of a file survives a power failure. On macOS, fsync leaves it in the disk's memory."""
    if fcntl and hasattr(fcntl, "F_FULLFSYNC"):
        with suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    os.fsync(handle)


def make_folder(folder: Path) -> None:
    """Create a folder and its parents, so that all of them survive a power failure."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Ensure that a new name in a folder survives a power failure, where a folder can be opened and synced.

    Windows and some network disks cannot. They may lose the newest names, but never show half a file.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        with name_path(folder):
            os.fsync(handle)
    except OSError as error:
        if error.errno not in _MISSING:
            raise
    finally:
        os.close(handle)


def sweep(folder: Path, names: str = f"{LEFT}*") -> None:
    """Delete the unfinished files and folders below a folder that are over a day old: their processes have died."""
    delete_old(folder.rglob(names))


def delete_old(paths: Iterable[Path]) -> None:
    """Delete the files and folders that are over a day old."""
    for path in [*paths]:
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > OLD:
                shutil.rmtree(path) if path.is_dir() else _delete_own(path)


def check_folder(folder: Path) -> None:
    """Write a file into a folder as a warehouse does, and delete it. Raises OSError if a warehouse cannot be there."""
    probe = folder / f".probe-{uuid4().hex}"
    try:
        keeps_names = write_whole(probe, b"") and not write_whole(probe, b"another")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from error
    finally:
        with suppress(OSError):
            _delete_own(probe)
    if not keeps_names:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), str(folder))


def replace_file(written: Path, target: Path, pauses: Sequence[float] = PAUSES) -> None:
    """Move a file to a name, over any file that has it. Raises PermissionError if Windows has that open for long."""
    _insist(lambda: written.replace(target), pauses)


def delete_file(path: Path, pauses: Sequence[float] = PAUSES) -> None:
    """Delete a file, if it is there. Raises PermissionError if Windows has it open for long."""
    _insist(lambda: path.unlink(missing_ok=True), pauses)


def _insist(act: Callable[[], object], pauses: Sequence[float]) -> None:
    for pause in pauses:
        try:
            act()
            return
        except PermissionError:
            time.sleep(pause)
    act()


def _delete_own(path: Path) -> None:
    """Delete a file of this process, if it is there. Windows does not delete one that is read-only."""
    if IS_WINDOWS and path.exists():
        path.chmod(stat.S_IWRITE)
    path.unlink(missing_ok=True)
