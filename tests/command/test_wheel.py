"""The wheel contains the whole program in one folder, and runs where there is no checkout."""

import csv
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from sample import KESTREL, Faults, simulate, write

ROOT = Path(__file__).parents[2]
LEFT_OUT = (".*", "tests", "benchmarks", "build", "dist", "warehouse", "__pycache__", "*.egg-info")
BUILD = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
# A test of a page reads settings from the current folder only.
DRAW = """
import os, sys
os.chdir(os.path.dirname(sys.argv[1]))
from streamlit.testing.v1 import AppTest
import tieout
import close
from pages.parts.frame.navigation import PAGES
drawn = AppTest.from_file(sys.argv[1], default_timeout=120).run().switch_page(str(PAGES["overview"].path)).run()
print(close.__file__, drawn.title[0].value, [each.value for each in (*drawn.exception, *drawn.error)], sep="|")
"""
PATIENCE = 60


@dataclass(frozen=True)
class Installed:
    """A wheel, the folder into which it is installed, and an empty folder in which it runs."""

    wheel: Path
    target: Path
    place: Path

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a process that finds this folder and the dependencies, but not the checkout."""
        packages = sysconfig.get_path("purelib")
        kept = {key: value for key, value in os.environ.items() if not key.startswith("TIEOUT_")}
        home = {"HOME": str(self.place), "XDG_DATA_HOME": str(self.place / "data")}
        return {**kept, **home, "PYTHONPATH": f"{self.target}{os.pathsep}{packages}"}

    def command(self, *arguments: str) -> list[str]:
        """Return a command of this Python without the packages of the site, which would find the checkout."""
        return [sys.executable, "-S", *arguments]

    def run(self, *arguments: str) -> str:
        """Run Python to its end in the empty folder, and return its output."""
        done = subprocess.run(
            self.command(*arguments), cwd=self.place, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel from a copy of the checkout, and install it, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT, folder / "source", ignore=shutil.ignore_patterns(*LEFT_OUT))
    shutil.copytree(ROOT / ".streamlit", folder / "source" / ".streamlit")
    (folder / "source" / ".streamlit" / "secrets.toml").write_text("[auth]\n", encoding="utf-8")
    subprocess.run([sys.executable, "-c", BUILD, str(folder)], cwd=folder / "source", capture_output=True, check=True)
    (wheel,) = folder.glob("*.whl")
    install = [sys.executable, "-m", "pip", "install", "-qq", "--no-deps", "--no-index", "--no-compile", "--target"]
    subprocess.run([*install, str(folder / "target"), str(wheel)], check=True)
    (folder / "empty").mkdir()
    return Installed(wheel, folder / "target", folder / "empty")


def save_as_workbook(file: Path) -> None:
    """Replace a CSV file with a workbook, which another process reads."""
    with file.open(encoding="utf-8-sig", newline="") as lines, Workbook(file.with_suffix(".xlsx")) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(csv.reader(lines)):
            sheet.write_row(row, 0, cells)
    file.unlink()


@pytest.fixture(scope="module")
def month(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Upload a small month with the command of the wheel, to the user's own warehouse. Return the month."""
    folder = tmp_path_factory.mktemp("exports")
    write(simulate(replace(KESTREL, documents=60), seed=1, months=1, faults=Faults.none()), folder)
    (exports,) = (folder / "exports").iterdir()
    save_as_workbook(next(exports.glob("Sales Orders*.csv")))
    installed.run("-m", "tieout", "upload", str(exports), "--who", "ann")
    return exports.name


def test_everything_is_in_one_package(installed: Installed) -> None:
    names = zipfile.ZipFile(installed.wheel).namelist()
    version = installed.wheel.name.split("-")[1]
    assert {name.split("/")[0] for name in names} == {"tieout", f"tieout-{version}.dist-info"}
    assert f"tieout-{version}.dist-info/licenses/LICENSE" in names
    assert "tieout/program/.streamlit/secrets.toml" not in names


def test_every_file_that_the_program_reads_is_in_it(installed: Installed) -> None:
    program = installed.target / "tieout" / "program"
    kinds = {".py", ".sql", ".typ", ".md", ".css", ".png"}
    rooms = ("close", "loaders", "pages", "sample", "sql", "docs", ".streamlit")
    ours = [path for room in rooms for path in (ROOT / room).rglob("*") if path.suffix in kinds]
    alone = [ROOT / name for name in ("app.py", "pyproject.toml", "requirements.lock", ".streamlit/config.toml")]
    wanted = {path.relative_to(ROOT): path.read_bytes() for path in (*ours, *alone)}
    assert len(wanted) > 700
    found = {path: (program / path).read_bytes() for path in wanted if (program / path).is_file()}
    assert sorted(wanted.keys() - found.keys()) == []
    assert found == wanted


def test_commands_run_in_an_empty_folder(installed: Installed, month: str) -> None:
    version = installed.wheel.name.split("-")[1]
    assert installed.run("-m", "tieout", "--version").startswith(f"tieout {version}, DuckDB ")
    rows = installed.run("-m", "tieout", "report", "sales_and_credits", "--period", month)
    assert len(rows.splitlines()) > 10
    installed.run("-m", "tieout", "verify")
    assert {path.name for path in installed.place.iterdir()} <= {"data", ".config"}  # the warehouse and the signing key


def test_the_first_page_is_drawn_without_the_checkout(installed: Installed, month: str) -> None:
    app = installed.target / "tieout" / "program" / "app.py"
    *_, told = installed.run("-c", DRAW, str(app)).splitlines()
    module, title, errors = told.split("|")
    assert Path(module).is_relative_to(installed.target)
    assert title.startswith("Overview")
    assert errors == "[]"


@contextmanager
def served(installed: Installed) -> Iterator[tuple[subprocess.Popen[str], int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = installed.command("-m", "tieout", "run", "--port", str(port))
    environment = {**installed.environment, "STREAMLIT_SERVER_HEADLESS": "true"}
    with subprocess.Popen(
        command, cwd=installed.place, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        try:
            yield server, port
        finally:
            server.terminate()


def answer(server: subprocess.Popen[str], port: int, path: str) -> bytes:
    """Ask until the server answers or has ended. Waiting for its end is the pause between two requests."""
    while server.poll() is None:
        with suppress(OSError):
            asking = HTTPConnection("localhost", port, timeout=PATIENCE)
            asking.request("GET", path)
            return asking.getresponse().read()
        with suppress(subprocess.TimeoutExpired):
            server.wait(0.1)
    return b""


def test_run_serves_the_dashboard_with_its_own_settings(installed: Installed) -> None:
    with served(installed) as (server, port):
        assert answer(server, port, "/_stcore/health") == b"ok"
        assert b"<title>" in answer(server, port, "/")
        server.terminate()
        told, _ = server.communicate(timeout=PATIENCE)
    assert f"The warehouse is {installed.place / 'data' / 'tieout' / 'warehouse'}." in told
    assert f"http://localhost:{port}" in told
    assert "Network URL" not in told  # the settings next to app.py keep the server on this machine
