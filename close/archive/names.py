"""File names that every system accepts: not too long, without characters or names that Windows reserves."""

import re
from pathlib import PurePosixPath, PureWindowsPath

LONGEST, MOST_BYTES = 80, 200
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_ILLEGAL = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


def name_original(path: str, before: str = "") -> str:
    """Return a legal name for a file that a person uploaded, without its folders, after some other text."""
    return make_legal(before + (PureWindowsPath(path).name or "file"))


def make_legal(text: str) -> str:
    """Return text as a file name. A long one is shortened before its extension."""
    name = _ILLEGAL.sub("_", text).strip(" .") or "file"
    name = f"_{name}" if _RESERVED.match(name) else name
    suffix = PurePosixPath(name).suffix[:10].rstrip(" .")
    stem = name.removesuffix(suffix)
    while len(stem + suffix) > LONGEST or len((stem + suffix).encode()) > MOST_BYTES:
        stem = stem[:-1]
    return f"{stem.rstrip(' .')}{suffix}"
