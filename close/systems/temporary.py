"""Temporary files: folders that never stay behind, on a disk that may be full."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from close.systems.files import delete_old

PREFIX = "tieout-temporary-"
LEAST = 2**20  # bytes: a disk with less is full, because most files need more
_FULL = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a folder that is deleted at the end. Those of processes that were killed are deleted after a day."""
    delete_old(Path(tempfile.gettempdir()).glob(f"{PREFIX}*"))
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def check_room(error: BaseException, folder: Path | None = None) -> None:
    """Raise OSError with the folder for temporary files, or another `folder`, if an error is because its disk is full.

    Libraries and child processes that could not write a file often report something else, such as damaged data.
    """
    code = error.errno if isinstance(error, OSError) else None
    place = str(folder or _find_folder())
    if code in _FULL or _is_full(place):
        code = code if code in _FULL else errno.ENOSPC
        raise OSError(code, os.strerror(code), getattr(error, "filename", None) or place) from error


def _find_folder() -> str:
    try:
        return tempfile.gettempdir()
    except FileNotFoundError:  # Python takes a folder for missing if its disk is full
        return next(filter(None, map(os.environ.get, ("TMPDIR", "TEMP", "TMP"))), os.curdir)


def _is_full(folder: str) -> bool:
    try:
        return shutil.disk_usage(folder).free < LEAST
    except OSError:
        return False
