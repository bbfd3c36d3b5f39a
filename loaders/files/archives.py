"""Zip files: a folder of exports in one file, unpacked within limits."""

import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from close.errors import Refused
from close.systems.temporary import check_room
from loaders.files.contents import Content, measure_content, open_content, read_head
from loaders.files.failed_cells import BOOKS

# All the errors that zipfile raises for bytes that only look like the start of a zip file.
DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, OSError, EOFError, ValueError, LookupError)
_LARGEST, _TIGHTEST, _MOST = 2 * 2**30, 200, 2000
_ENCRYPTED, _COMPRESSIONS = 1, {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_LONGEST_LIST, _SHORTEST_ENTRY = 2**20, 46  # bytes


class SuspiciousArchive(Refused):
    """A zip file or workbook that would unpack to far more data than any set of exports."""

    def __init__(self, unpacked: int, members: int) -> None:
        super().__init__(
            f"This file would be too large when unpacked ({unpacked / 10**6:,.0f} MB in {members:,} parts), so it was "
            "not opened. Export the reports again, and upload them without zipping them."
        )


class UnreadableArchive(Refused):
    """A damaged zip file, or one with a password or a rare compression."""

    def __init__(self, why: str) -> None:
        super().__init__(f"This zip file cannot be opened: {why}. Zip the exports again, without a password.")


class RareCompression(zipfile.BadZipFile):
    """A part whose stated size does not limit what it expands to: zipfile expands BZIP2 and LZMA block by block."""

    def __init__(self, name: str) -> None:
        super().__init__(f'"{name[:100]}" in it is not compressed as in usual zip files')


class _Source:
    """The file of an archive, from which no list of members is read that is longer than any archive's."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.is_listed = file, False
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        """Return some bytes. Raises SuspiciousArchive."""
        if not self.is_listed and size > _LONGEST_LIST:
            raise SuspiciousArchive(size, size // _SHORTEST_ENTRY)
        return self._file.read(size)


@contextmanager
def open_zip(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """Open a zip file or workbook, and check what it states. Raises SuspiciousArchive, and one of DAMAGED."""
    with _list_members(file) as archive:
        _check_members(archive)
        yield archive


def _list_members(file: BinaryIO) -> zipfile.ZipFile:
    source = _Source(file)
    archive = zipfile.ZipFile(source)
    source.is_listed = True
    return archive


def _check_members(archive: zipfile.ZipFile) -> None:
    """Refuse a file that unpacks to over 2 GiB, 200 times its size or 2000 files. Raises SuspiciousArchive."""
    members = archive.infolist()
    if rare := [member.filename for member in members if member.compress_type not in _COMPRESSIONS]:
        raise RareCompression(rare[0])
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


def unpack(
    content: Content, ending: str = "", most: int = _LARGEST, place: Path | None = None
) -> list[tuple[str, str, Content]]:
    """Return (folder, name, content) for every file inside, without hidden files and those added by macOS.

    If an ending such as .toml is given, only files with it are unpacked. They are unpacked into the folder `place`, if
    it is given, or else in memory. Raises UnreadableArchive, SuspiciousArchive also if they are over `most` bytes, and
    OSError if the disk is full.
    """
    try:
        with open_content(content) as file, open_zip(file) as archive:
            members = [m for m in archive.infolist() if not m.is_dir() and not is_hidden(PurePosixPath(m.filename))]
            members = [member for member in members if member.filename.lower().endswith(ending)]
            if any(member.flag_bits & _ENCRYPTED for member in members):
                raise UnreadableArchive("it has a password")
            if (size := sum(member.file_size for member in members)) > most:
                raise SuspiciousArchive(size, len(members))
            return [(*_split_path(member.filename), _extract(archive, member, place)) for member in members]
    except DAMAGED as error:
        check_room(error, place)
        raise UnreadableArchive(str(error).rstrip(".")) from error


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Path | None) -> Content:
    if place is None:
        return archive.read(member)
    with archive.open(member) as source, NamedTemporaryFile(dir=place, delete=False) as target:
        shutil.copyfileobj(source, target)
    return Path(target.name)


def measure_unpacked(content: Content) -> int:
    """Return the number of bytes of a file, or of the files inside a zip file or workbook."""
    if read_head(content, 2) != b"PK":
        return measure_content(content)
    try:
        with open_content(content) as file, _list_members(file) as archive:
            return sum(member.file_size for member in archive.infolist())
    except (*DAMAGED, SuspiciousArchive):
        return measure_content(content)


def is_hidden(path: PurePosixPath) -> bool:
    """Return True for files created by a program rather than the user: dot files and the folder that macOS adds."""
    return any(part.startswith((".", "__MACOSX", "~$")) for part in path.parts)


def _split_path(path: str) -> tuple[str, str]:
    pure = PurePosixPath(path.replace("\\", "/"))
    return "" if str(pure.parent) == "." else str(pure.parent), pure.name


def _list_names(file: BinaryIO) -> list[str]:
    try:
        with _list_members(file) as archive:
            return archive.namelist()
    except (*DAMAGED, SuspiciousArchive):
        return []
