"""Zip files: a folder of exports in one file, unpacked in memory within limits."""

import io
import struct
import zipfile
import zlib
from pathlib import PurePosixPath

from close.errors import Refused

# All the errors that zipfile raises for bytes that only look like the start of a zip file.
DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, OSError, EOFError, ValueError, LookupError)
_LARGEST, _TIGHTEST, _MOST = 2 * 2**30, 200, 2000


class SuspiciousArchive(Refused):
    """A zip file that would unpack to far more data than any set of exports."""

    def __init__(self) -> None:
        super().__init__("This file would be too large when unpacked, so it was not opened. Zip the exports again.")


class UnreadableArchive(Refused):
    """A damaged or encrypted zip file."""

    def __init__(self, why: str) -> None:
        super().__init__(f"This zip file or workbook cannot be opened: {why}. Export or zip it again.")


def check_size(archive: zipfile.ZipFile) -> None:
    """Refuse a file that unpacks to over 2 GiB, 200 times its size or 2000 files. Raises SuspiciousArchive."""
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > _LARGEST or unpacked > _TIGHTEST * max(packed, 10_000) or len(members) > _MOST:
        raise SuspiciousArchive


def is_workbook(content: bytes) -> bool:
    """Return True if a zip file is an Excel workbook, or False if it is damaged."""
    return "xl/workbook.xml" in _names(content)


def is_archive(content: bytes) -> bool:
    """Return True if the bytes are a zip file that is not a workbook or other office document."""
    return content.startswith(b"PK") and not {"xl/workbook.xml", "mimetype", "[Content_Types].xml"} & set(
        _names(content)
    )


def unpack(content: bytes) -> list[tuple[str, str, bytes]]:
    """Return (folder, name, bytes) for every file inside, without hidden files and those added by macOS.

    Raises SuspiciousArchive, UnreadableArchive.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_size(archive)
            members = [m for m in archive.infolist() if not m.is_dir() and not is_hidden(PurePosixPath(m.filename))]
            return [(*_split_path(member.filename), archive.read(member)) for member in members]
    except DAMAGED as error:
        raise UnreadableArchive(str(error).rstrip(".")) from error


def is_hidden(path: PurePosixPath) -> bool:
    """Return True for files created by a program rather than the user: dot files and the folder that macOS adds."""
    return any(part.startswith((".", "__MACOSX", "~$")) for part in path.parts)


def _split_path(path: str) -> tuple[str, str]:
    pure = PurePosixPath(path.replace("\\", "/"))
    return "" if str(pure.parent) == "." else str(pure.parent), pure.name


def _names(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist()
    except DAMAGED:
        return []
