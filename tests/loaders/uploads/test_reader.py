"""A process that does tasks with limits, ends without harm, and is kept for the next one."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from close.store.authority.identity import SIGNED_IN, TYPED, find_source, identify
from close.systems.processes import GIB
from loaders.files.formats import open_sheets
from loaders.mapping.mapping_file import BadMapping, read_mapping
from loaders.uploads import reader
from loaders.uploads.reader import UnreadableFile, read_apart

PATIENCE = 30
SERVER = """
import os
from loaders.uploads.reader import read_apart

print(read_apart(os.getpid), flush=True)
os._exit(9)
"""


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
    wait_for(lambda: not is_alive(int(done.stdout)))


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    assert condition()


def is_alive(process: int) -> bool:
    """Return True unless a process has ended, also if nobody has asked for its exit code."""
    with suppress(OSError):
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_nothing_is_imported_from_the_folder_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyarrow.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    assert read_apart(os.getcwd, is_long=True) == str(tmp_path)


def test_an_event_says_how_its_person_was_identified() -> None:
    identify("ada@ash.example")
    assert read_apart(find_source, "ada@ash.example") == SIGNED_IN
    identify("")
    assert read_apart(find_source, "ada@ash.example") == TYPED


def start_another() -> None:
    Path("other").write_text(str(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE).pid))
    time.sleep(60)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no groups of processes")
def test_what_it_has_started_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(reader, "LONG", 3)
    with pytest.raises(UnreadableFile):
        read_apart(start_another, is_long=True)
    wait_for(lambda: not is_alive(int(Path("other").read_text())))


def test_a_kept_process_that_was_killed_does_no_harm() -> None:
    process = read_apart(os.getpid)
    (kept,) = [one for one in reader._IDLE if one._child.pid == process]
    kept._child.poll = lambda: None  # type: ignore[method-assign]  # as if it ended just now
    os.kill(process, signal.SIGTERM)
    assert read_apart(len, "abc") == 3


def test_a_fault_of_the_computer_is_no_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(FileNotFoundError):
        read_apart(open_sheets, Path("missing.csv"))
    assert capfd.readouterr().err == ""


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
