"""Zip files: a folder of exports in one file, unpacked in memory within limits."""

import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import BinaryIO

from close.errors import Refused
from loaders.files.contents import Content, open_content, read_head
from loaders.files.failed_cells import BOOKS

# All the errors that zipfile raises for bytes that only look like the start of a zip file.
DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, OSError, EOFError, ValueError, LookupError)
_LARGEST, _TIGHTEST, _MOST = 2 * 2**30, 200, 2000
_ENCRYPTED = 1


class SuspiciousArchive(Refused):
    """A zip file or workbook that would unpack to far more data than any set of exports."""

    def __init__(self, unpacked: int, members: int) -> None:
        super().__init__(
            f"This file would be too large when unpacked ({unpacked / 10**6:,.0f} MB in {members:,} parts), so it was "
            "not opened. Export the reports again, and upload them without zipping them."
        )


class UnreadableArchive(Refused):
    """A damaged zip file, or one with a password."""

    def __init__(self, why: str) -> None:
        super().__init__(f"This zip file cannot be opened: {why}. Zip the exports again, without a password.")


def check_size(archive: zipfile.ZipFile) -> None:
    """Refuse a file that unpacks to over 2 GiB, 200 times its size or 2000 files. Raises SuspiciousArchive."""
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > _LARGEST or unpacked > _TIGHTEST * max(packed, 10_000) or len(members) > _MOST:
        raise SuspiciousArchive(unpacked, len(members))


def is_workbook(file: BinaryIO) -> bool:
    """Return True if a zip file is a workbook of Excel or an OpenDocument one, or False if it is damaged."""
    names = set(_list_names(file))
    return bool(names & set(BOOKS[:2])) or {"mimetype", BOOKS[2]} <= names


def is_archive(content: Content) -> bool:
    """Return True if the content is a zip file that is not a workbook or other office document."""
    if read_head(content, 2) != b"PK":
        return False
    with open_content(content) as file:
        return not {*BOOKS[:2], "mimetype", "[Content_Types].xml"} & set(_list_names(file))


def unpack(content: Content, ending: str = "") -> list[tuple[str, str, bytes]]:
    """Return (folder, name, bytes) for every file inside, without hidden files and those added by macOS.

    If an ending such as .toml is given, only files with it are unpacked. Raises SuspiciousArchive, UnreadableArchive.
    """
    try:
        with open_content(content) as file, zipfile.ZipFile(file) as archive:
            check_size(archive)
            members = [m for m in archive.infolist() if not m.is_dir() and not is_hidden(PurePosixPath(m.filename))]
            members = [member for member in members if member.filename.lower().endswith(ending)]
            if any(member.flag_bits & _ENCRYPTED for member in members):
                raise UnreadableArchive("it has a password")
            return [(*_split_path(member.filename), archive.read(member)) for member in members]
    except DAMAGED as error:
        raise UnreadableArchive(str(error).rstrip(".")) from error


def is_hidden(path: PurePosixPath) -> bool:
    """Return True for files created by a program rather than the user: dot files and the folder that macOS adds."""
    return any(part.startswith((".", "__MACOSX", "~$")) for part in path.parts)


def _split_path(path: str) -> tuple[str, str]:
    pure = PurePosixPath(path.replace("\\", "/"))
    return "" if str(pure.parent) == "." else str(pure.parent), pure.name


def _list_names(file: BinaryIO) -> list[str]:
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.namelist()
    except DAMAGED:
        return []
