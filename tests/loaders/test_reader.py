"""Uploads landed by a process with limits, where one file that ends it does not hold up the others."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from benchmarks.ledger_file import PERIOD, write_ledger
from close.months import BadPeriod
from close.store.warehouse import Warehouse
from close.systems.processes import GIB
from loaders import land
from loaders.files.contents import watch
from loaders.files.formats import open_sheets
from loaders.mapping.mapping_file import BadMapping, read_mapping
from loaders.uploads import handover, reader
from loaders.uploads.dropped_files import DroppedFile, expand_drop
from loaders.uploads.handover import land_apart
from loaders.uploads.progress import Progress, Reporter
from loaders.uploads.reader import UnreadableFile, read_apart

ROWS, PATIENCE = 50_000, 30
SERVER = """
import os
from loaders.uploads.reader import read_apart

print(read_apart(os.getpid), flush=True)
os._exit(9)
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.csv"
    write_ledger(path, ROWS)
    return path


def test_a_long_file_lands_in_a_child(tmp_path: Path, ledger: Path) -> None:
    warehouse = Warehouse(tmp_path / "warehouse", "Org")
    (card,) = land_apart([("", "ledger.csv", ledger)], warehouse, PERIOD, "ada")
    assert (card.status, card.rows) == ("landed", ROWS)
    (again,) = land_apart([("", "ledger.csv", ledger.read_bytes())], warehouse, PERIOD, "ada")
    assert again.status == "unchanged"


def test_an_error_of_the_child_is_raised(tmp_path: Path, ledger: Path) -> None:
    with pytest.raises(BadPeriod) as caught:
        land_apart([("", "ledger.csv", ledger)], Warehouse(tmp_path / "warehouse", "Org"), "May", "ada")
    assert str(caught.value).startswith('"May" is not a month')


def test_a_file_that_ends_the_process_is_refused_alone(
    tmp_path: Path, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = list[Progress]()

    def end_once(*arguments: Any, **named: Any) -> Any:
        if ended:
            return read_apart(*arguments, **named)
        ended.append(Progress(0, 2, "ledger.csv"))
        raise UnreadableFile(ended[0])

    monkeypatch.setattr(handover, "read_apart", end_once)
    write_ledger(tmp_path / "other.csv", 20)
    drop = [("", path.name, path) for path in (ledger, tmp_path / "other.csv")]
    refused, landed = land_apart(drop, Warehouse(tmp_path / "warehouse", "Org"), PERIOD, "ada")
    assert refused.problem is not None
    assert refused.problem.refusal is UnreadableFile
    assert (landed.status, landed.rows) == ("landed", 20)


def test_a_short_task_finds_the_process_of_the_one_before() -> None:
    first = read_apart(os.getpid)
    assert first not in {os.getpid(), read_apart(os.getpid, is_long=True)}
    assert read_apart(os.getpid) == first


@pytest.mark.parametrize("end", [partial(os._exit, 3), os.abort], ids=["exit", "abort"])
def test_a_process_that_ends_is_replaced(end: Callable[[], object]) -> None:
    before = read_apart(os.getpid)
    with pytest.raises(UnreadableFile):
        read_apart(end)
    assert read_apart(os.getpid) != before


@pytest.mark.skipif(sys.platform != "linux", reason="the job object of Windows is simulated elsewhere")
def test_a_task_that_takes_too_much_memory_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        read_apart(bytes, 3 * GIB)


def leave_file_behind() -> None:
    Path(tempfile.mkdtemp(), "left").write_text("behind")
    os.abort()


def test_a_process_that_ends_leaves_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(UnreadableFile):
        read_apart(leave_file_behind)
    assert read_apart(tempfile.gettempdir).startswith(str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_task_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    before = read_apart(os.getpid)
    monkeypatch.setattr(reader, "SHORT", 0.5)
    with pytest.raises(UnreadableFile):
        read_apart(time.sleep, 60)
    monkeypatch.undo()
    assert read_apart(os.getpid) != before


@pytest.mark.skipif(sys.platform == "win32", reason="os.kill ends a process there")
def test_an_interrupt_of_the_server_does_not_end_a_task() -> None:
    process = read_apart(os.getpid)
    os.kill(process, signal.SIGINT)
    assert read_apart(os.getpid) == process


@pytest.mark.skipif(sys.platform == "win32", reason="os.kill ends a process there")
def test_it_ends_with_its_server() -> None:
    done = subprocess.run([sys.executable, "-c", SERVER], capture_output=True, text=True, check=False)
    process, end = int(done.stdout), time.monotonic() + PATIENCE
    while is_alive(process) and time.monotonic() < end:
        time.sleep(0.05)
    assert not is_alive(process)


def is_alive(process: int) -> bool:
    """Return True unless a process has ended, also if nobody has asked for its exit code."""
    with suppress(OSError):
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_errors_arrive_as_they_were() -> None:
    with pytest.raises(BadMapping) as caught:
        read_apart(read_mapping, "x")
    with pytest.raises(BadMapping) as here:
        read_mapping("x")
    assert (caught.value.args, vars(caught.value)) == (here.value.args, vars(here.value))
    with pytest.raises(FileNotFoundError) as missing:
        read_apart(open_sheets, Path("missing.csv"))
    assert missing.value.filename == "missing.csv"


def test_a_task_has_the_environment_of_the_moment_and_may_print(monkeypatch: pytest.MonkeyPatch) -> None:
    read_apart(os.getpid)
    monkeypatch.setenv("TIEOUT_ADMINISTRATORS", "ada")
    assert read_apart(os.getenv, "TIEOUT_ADMINISTRATORS") == "ada"
    read_apart(print, "a library that says something")
    assert read_apart(len, "abc") == 3


def test_sheets_are_the_same_from_another_process() -> None:
    content = b"Date,Amount\n2026-04-01,2.50\n,\n2026-04-02,3.00\n"
    (there,), (here,) = read_apart(open_sheets, content), open_sheets(content)
    assert there.rows == here.rows == 3
    assert [there.row(row) for row in range(3)] == [here.row(row) for row in range(3)]
    assert [there.line(row) for row in range(3)] == [here.line(row) for row in range(3)]
    assert there.reading == here.reading


def test_a_long_zip_file_is_unpacked_on_disk(tmp_path: Path, ledger: Path) -> None:
    with zipfile.ZipFile(tmp_path / "exports.zip", "w") as archive:
        archive.write(ledger, "a/ledger.csv")
    place = tmp_path / "place"
    place.mkdir()
    (file,), _ = expand_drop([DroppedFile("", "exports.zip", tmp_path / "exports.zip")], place)
    assert isinstance(file.content, Path)
    assert file.content.parent == place
    (card,) = land_apart(
        [("", "exports.zip", tmp_path / "exports.zip")], Warehouse(tmp_path / "warehouse", "Org"), PERIOD
    )
    assert (card.status, card.path, card.rows) == ("landed", "ledger.csv", ROWS)


class Cancelled(Exception):
    """Raised by a test in place of a user."""


def test_a_child_reports_its_progress_and_can_be_cancelled(tmp_path: Path, ledger: Path) -> None:
    warehouse, seen = Warehouse(tmp_path / "warehouse", "Org"), list[Progress]()

    def cancel(progress: Progress) -> None:
        seen.append(progress)
        raise Cancelled

    with pytest.raises(Cancelled):
        land_apart([("", "ledger.csv", ledger)], warehouse, PERIOD, "ada", tell=cancel)
    assert [(one.position, one.files, one.name, one.size) for one in seen] == [
        (0, 1, "ledger.csv", ledger.stat().st_size)
    ]
    assert warehouse.head().number == 0


def test_progress_is_by_bytes(tmp_path: Path) -> None:
    seen, sizes = list[float](), (b"a,b\n1,2\n", b"a,b\n" * 8)
    drop = [("", f"{number}.csv", content) for number, content in enumerate(sizes)]
    land(drop, Warehouse(tmp_path, "Org"), PERIOD, "ada", tell=lambda progress: seen.append(progress.share))
    assert seen == [0, 0.2]


def test_the_progress_within_a_long_file_is_that_of_its_bytes_and_rows(tmp_path: Path, ledger: Path) -> None:
    seen = list[Progress]()
    reporter = Reporter(seen.append)
    with watch(reporter.look):
        drop = [DroppedFile("", "ledger.csv", ledger)]
        land(drop, Warehouse(tmp_path / "warehouse", "Org"), PERIOD, tell=reporter.begin)
    assert {one.step[0] for one in seen} == {"bytes", "rows"}
    assert [one.share for one in seen] == sorted(one.share for one in seen)
    assert len({one.share for one in seen}) > 4
    assert max(one.share for one in seen) < 1
