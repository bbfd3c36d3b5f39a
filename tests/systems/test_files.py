"""A file appears complete, under a name that nobody had, on disks with and without links."""

import errno
import os
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from close.errors import say_failure
from close.systems import files
from close.systems.files import (
    check_folder,
    delete_file,
    rename_alone,
    replace_file,
    share_file,
    sweep,
    sync_file,
    sync_folder,
    take_name,
    write_whole,
)
from close.systems.temporary import temporary_folder


def fail(code: int) -> Callable[..., None]:
    def answer(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    return answer


def write(path: Path, content: str) -> Path:
    path.write_text(content)
    return path


WAYS = {
    "links": (os.link,),
    "no links on FAT": (fail(errno.EPERM), rename_alone),
    "no links on a network disk": (fail(errno.EOPNOTSUPP), rename_alone),
}


@pytest.mark.parametrize("ways", WAYS.values(), ids=WAYS)
def test_a_name_is_taken_once(tmp_path: Path, ways: tuple[files.Take, ...]) -> None:
    target = tmp_path / "1.json"
    assert take_name(write(tmp_path / "a", "first"), target, ways)
    assert not take_name(write(tmp_path / "b", "second"), target, ways)
    assert target.read_text() == "first"


def test_a_disk_without_any_way_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="not supported") as error:
        take_name(write(tmp_path / "a", "first"), tmp_path / "b", (fail(errno.EPERM), fail(errno.EINVAL)))
    assert not (tmp_path / "b").exists()
    assert "the disk cannot add a file" in say_failure(error.value)
    assert "Choose a folder on another disk" in say_failure(error.value)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_failure_of_the_disk_is_not_taken_for_a_missing_function(tmp_path: Path, code: int) -> None:
    with pytest.raises(OSError, match=os.strerror(code)):
        take_name(write(tmp_path / "a", "first"), tmp_path / "b", (fail(code), os.rename))
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("ways", WAYS.values(), ids=WAYS)
def test_writers_at_once_share_out_the_names(tmp_path: Path, ways: tuple[files.Take, ...], monkeypatch) -> None:
    monkeypatch.setattr(files, "TAKING", ways)

    def claim(who: str) -> list[bool]:
        return [write_whole(tmp_path / f"{number}", who.encode() * 1000) for number in range(50)]

    with ThreadPoolExecutor(6) as pool:
        claims = dict(zip("abcdef", pool.map(claim, "abcdef"), strict=True))
    owners = [(tmp_path / f"{number}").read_bytes() for number in range(50)]
    assert all(owner == owner[:1] * 1000 for owner in owners)
    won = {who: sum(taken) for who, taken in claims.items()}
    assert Counter(owner[:1].decode() for owner in owners) == +Counter(won)
    assert len(list(tmp_path.iterdir())) == 50  # no unfinished file is left


def test_a_kept_file_is_read_only_and_may_be_a_copy(tmp_path: Path) -> None:
    assert write_whole(tmp_path / "kept", write(tmp_path / "given", "content"))
    assert (tmp_path / "kept").read_text() == "content"
    assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o444


def test_what_a_dead_process_left_is_swept_after_a_day(tmp_path: Path) -> None:
    kept, left, fresh = (write(tmp_path / name, "") for name in ("000000001.json", ".tmp-left", ".tmp-fresh"))
    (tmp_path / "data").mkdir()
    inside = write(tmp_path / "data" / ".tmp-inside", "")
    for path in (kept, left, inside):
        os.utime(path, (0, 0))
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["data", fresh.name, kept.name])
    assert not inside.exists()
    write(tmp_path / "data" / "unpacked", "")
    os.utime(tmp_path / "data", (0, 0))
    sweep(tmp_path, "data")
    assert not (tmp_path / "data").exists()


def test_a_folder_is_tried_before_it_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_folder(tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []
    monkeypatch.setattr(files, "TAKING", (os.replace,))  # a disk whose rename overwrites
    with pytest.raises(OSError, match="not supported"):
        check_folder(tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []


class Busy:
    """A file that another program has open for a while."""

    def __init__(self, times: int) -> None:
        self.left, self.done = times, 0

    def act(self, *_: object, **__: object) -> None:
        if self.left:
            self.left -= 1
            raise PermissionError(errno.EACCES, "in use")
        self.done += 1

    replace = unlink = act


@pytest.mark.parametrize("act", [lambda busy, pauses: replace_file(busy, Path("x"), pauses), delete_file])
def test_a_file_in_use_is_waited_for_on_windows_only(act: Callable[..., None]) -> None:
    busy = Busy(2)
    act(busy, (0, 0))
    assert busy.done == 1
    with pytest.raises(PermissionError):
        act(Busy(3), (0, 0))
    with pytest.raises(PermissionError):
        act(Busy(1), ())


@pytest.mark.parametrize(("name", "code"), [("open", errno.EACCES), ("fsync", errno.EINVAL), ("fsync", errno.ENOTSUP)])
def test_a_folder_that_cannot_be_synced_is_left(tmp_path: Path, name: str, code: int, monkeypatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, name, fail(code))
        sync_folder(tmp_path)
        handle = os.dup(1)
        patch.setattr(os, "fsync", fail(errno.EIO))
        patch.setattr(os, "open", lambda *_: handle)
        with pytest.raises(OSError, match=os.strerror(errno.EIO)):
            sync_folder(tmp_path)


def test_macos_writes_through_the_memory_of_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(os, "fsync", lambda _: asked.append("fsync"))
    with (tmp_path / "a").open("wb") as file:
        sync_file(file.fileno(), SimpleNamespace(F_FULLFSYNC=51, fcntl=lambda _, order: asked.append(order)))  # type: ignore[arg-type]
        assert asked == [51]
        sync_file(file.fileno(), SimpleNamespace(F_FULLFSYNC=51, fcntl=fail(errno.ENOTSUP)))  # type: ignore[arg-type]
        sync_file(file.fileno(), None)
    assert asked == [51, "fsync", "fsync"]


@pytest.mark.parametrize("code", [0, errno.EPERM, errno.EXDEV])
def test_a_file_is_shared_or_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    if code:
        monkeypatch.setattr(os, "link", fail(code))
    source, target = write(tmp_path / "source", "rows"), tmp_path / "folder" / "target"
    share_file(source, target)
    assert (target.read_text(), target.samefile(source)) == ("rows", not code and not files.IS_WINDOWS)
    target.unlink()
    assert source.read_text() == "rows"
    share_file(tmp_path / "gone", tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_temporary_folders_of_killed_processes_go_after_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with temporary_folder() as new:
        old, other = new.with_name(f"{new.name}-old"), tmp_path / "of another program"
        for folder in (old, other):
            folder.mkdir()
            (folder / "sheets").write_text("cells of a company", encoding="utf-8")
            os.utime(folder, (0, 0))
        with temporary_folder() as newer:
            assert newer.is_dir()
        assert (new.exists(), old.exists(), other.exists()) == (True, False, True)
    assert list(tmp_path.iterdir()) == [other]
