"""A month is landed, signed, reported and verified on systems that lack what Linux has.

A start-up module takes away modules and functions before anything else is imported, as on the other system.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.given.signed import PERIOD, exports

ROOT = Path(__file__).parents[2]
LACKING = """
import errno, os, shutil, sys

for name in ("fcntl", "grp", "pwd", "resource"):
    sys.modules[name] = None
for name in ("fork", "geteuid", "getuid", "nice"):
    delattr(os, name)
shutil._use_fd_functions = False

def refuse_to_link(*_, **__):
    raise OSError(errno.EPERM, "this disk has no links")

def open_file(path, *given, really=os.open, **named):
    if not isinstance(path, int) and os.path.isdir(path):
        raise PermissionError(errno.EACCES, "folders cannot be opened", str(path))
    return really(path, *given, **named)

os.link, os.open = refuse_to_link, open_file
"""
LIKE_WINDOWS = """
def rename(old, new, *_, really=os.rename, **__):
    if os.path.exists(new):
        raise FileExistsError(errno.EEXIST, "there is one", str(new))
    return really(old, new)

import close.systems.files
close.systems.files.TAKING = (rename,)
"""
MONTH = """
import sys
from pathlib import Path
from close.archive.verify import verify
from close.signing.answers import answer
from close.signing.claims import claim_months, find_claim, hold, renew, write_claim
from close.store.audit_log import AuditLog
from close.store.warehouse import Warehouse
from close.systems.processes import step_back

import loaders
from loaders.uploads.handover import land_apart

loaders.land = land_apart  # as for the uploads of people
from tests.given.signed import PERIOD, land_month, sign_month

warehouse = Warehouse(sys.argv[1], "Alder")
land_month(warehouse, Path(sys.argv[2]) / PERIOD)
land_month(warehouse, Path(sys.argv[2]) / PERIOD)  # the same again
sign_month(warehouse)
step_back()
claim = claim_months(warehouse, [PERIOD])
with hold(claim):
    write_claim(claim, renew(warehouse, [PERIOD]))
print(answer(warehouse, "bridge", PERIOD).table.num_rows, len(AuditLog(warehouse).events()), verify(warehouse))
print(find_claim(warehouse), "resource" in sys.modules and sys.modules["resource"])
"""


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exports(tmp_path_factory.mktemp("exports"), months=1, documents=20)


def run(place: Path, lacking: str, *arguments: str) -> str:
    (place / "sitecustomize.py").write_text(lacking)
    path = os.pathsep.join((str(place), str(ROOT)))
    environment = {**os.environ, "PYTHONPATH": path, "USER": "ann"}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("lacking", [LACKING, LACKING + LIKE_WINDOWS], ids=["no links", "like Windows"])
def test_a_month_is_closed(tmp_path: Path, given: Path, lacking: str) -> None:
    told = run(tmp_path, lacking, "-c", MONTH, str(tmp_path / "warehouse"), str(given))
    rows, events, rest = told.splitlines()[0].split(" ", 2)
    assert int(rows) >= 5
    assert int(events) > 2
    assert rest == "[]"
    assert told.splitlines()[1] == "None None"
    where = ("--warehouse", str(tmp_path / "warehouse"), "--period", PERIOD)
    report = run(tmp_path, lacking, "-m", "tieout", "report", "sales_and_credits", *where)
    assert len(report.splitlines()) > 10


def test_a_command_writes_any_text_to_a_file(tmp_path: Path) -> None:
    script = "from close.systems.processes import speak_unicode; speak_unicode(); print('−1 → “cannot tell”')"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
    assert done.stdout.decode("utf-8").strip() == "−1 → “cannot tell”"
