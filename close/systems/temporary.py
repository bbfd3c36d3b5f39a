"""The folder for temporary files, whose disk may be full."""

import errno
import os
import shutil
import tempfile
from pathlib import Path

LEAST = 2**20  # bytes: a disk with less is full, because most files need more
_FULL = {errno.ENOSPC, errno.EDQUOT}


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
