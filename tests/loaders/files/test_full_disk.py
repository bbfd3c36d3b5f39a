"""A disk without room for temporary files is named as the reason, and no file is blamed for it."""

import errno
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from close import spools
from close.errors import Refused, say_failure
from close.store.warehouse import Warehouse
from loaders import land
from loaders.files.archives import UnreadableArchive, unpack
from loaders.files.formats import open_sheets
from loaders.files.workbooks import UnreadableWorkbook
from loaders.uploads import dropped_files
from tests.loaders.exports import sales_csv
from tests.loaders.test_intake import TOML, zipped


class Usage(NamedTuple):
    """The room on a disk."""

    free: int


def fail(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def fill_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def fill() -> None:
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0))

    return fill


def damaged_zip() -> bytes:
    return zipped([("sales.csv", sales_csv())]).replace(b"Order", b"Drder")


def damaged_workbook() -> bytes:
    return zipped([("xl/workbook.xml", b"<workbook")])


@pytest.mark.parametrize(
    ("read", "content", "refusal"),
    [(unpack, damaged_zip(), UnreadableArchive), (open_sheets, damaged_workbook(), UnreadableWorkbook)],
)
def test_a_damaged_file_is_blamed_only_if_there_is_room(
    read: Callable[[bytes], object],
    content: bytes,
    refusal: type[Refused],
    tmp_path: Path,
    fill_disk: Callable[[], None],
) -> None:
    with pytest.raises(refusal):
        read(content)
    fill_disk()
    with pytest.raises(OSError, match="No space left") as caught:
        read(content)
    assert say_failure(caught.value).startswith(f"The computer could not read or write {tmp_path}")
    assert "the disk is full. Free some space, and try again." in say_failure(caught.value)


def test_a_zip_that_finds_no_room_is_not_blamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "copyfileobj", fail)
    with pytest.raises(OSError, match="No space left") as caught:
        unpack(zipped([("sales.csv", sales_csv())]), place=tmp_path)
    assert "the disk is full. Free some space, and try again." in say_failure(caught.value)


def test_rows_that_find_no_room_are_not_blamed_on_their_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spools, "SpooledTemporaryFile", fail)
    with pytest.raises(OSError, match="No space left") as caught:
        land([("", "sales.csv", sales_csv())], Warehouse(tmp_path / "warehouse", "Kelp"))
    assert say_failure(caught.value).startswith(f"The computer could not read or write {tempfile.gettempdir()}")


def test_settings_that_find_no_room_are_not_blamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dropped_files, "read_organisation", fail)
    with pytest.raises(OSError, match="No space left"):
        land([("", "organisation.toml", TOML)], Warehouse(tmp_path / "warehouse", "Kelp"))


def test_without_any_folder_for_temporary_files_the_disk_is_full(
    tmp_path: Path, fill_disk: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_disk()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tiny"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_get_default_tempdir", lambda: Path("/nowhere").stat())
    with pytest.raises(OSError, match="No space left") as caught:
        unpack(damaged_zip())
    assert caught.value.filename == str(tmp_path / "tiny")
    assert isinstance(caught.value.__cause__, zipfile.BadZipFile)
