"""A binder verifies and re-runs itself in an empty folder with DuckDB alone, and lists files that were changed."""

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import duckdb
import fastexcel
import pytest

from close.archive import binder
from close.commands.command import main
from close.rules.answers import run
from close.signing import signoff
from close.signing.pins import MONTH_REPORTS
from close.signing.standing import PREPARER, NothingSigned
from close.store.audit_log import AuditLog
from close.store.people import NotAllowed
from close.store.warehouse import Warehouse
from close.work import checklist, comments
from loaders import land
from loaders.uploads.consent import Consent
from tests.given.signed import PERIOD, exports, land_month, sign_formerly, sign_month

EVIDENCE = b"a picture of nothing"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Sign a month four times: by two people, for a step, and with an older text. Then land the next month."""
    folder = tmp_path_factory.mktemp("bound")
    exported, warehouse = exports(folder), Warehouse(folder / "warehouse", "Alder")
    land_month(warehouse, exported / PERIOD)
    checklist.attach(warehouse, PERIOD, "CH1", "ada", "../orders.png", EVIDENCE)
    sign_month(warehouse)
    land_month(warehouse, exported / "2026-02")
    signoff.sign(warehouse, PERIOD, "CL1" if _applies(warehouse, "CL1") else "CH1", "ada", PREPARER)
    sign_formerly(warehouse)
    comments.comment(warehouse, "2026-02", "month", "ada", "another month's business")
    return warehouse


def _applies(warehouse: Warehouse, step: str) -> bool:
    rows = run(warehouse, "step_proof", PERIOD).table.to_pylist()
    return next(row["proof"] for row in rows if row["step"] == step) != "not_applicable"


@pytest.fixture(scope="module")
def content(warehouse: Warehouse) -> bytes:
    return binder.write(warehouse, PERIOD, "ada")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an import folder with DuckDB and no other package."""
    folder, package = tmp_path_factory.mktemp("alone"), Path(duckdb.__file__).parent
    for name in (package.name, "_duckdb"):
        for path in package.parent.glob(f"{name}*"):
            (folder / path.name).symlink_to(path)
    return folder


@pytest.fixture
def unpacked(content: bytes, tmp_path: Path) -> Path:
    folder = tmp_path / "a folder [1]"
    zipfile.ZipFile(io.BytesIO(content)).extractall(folder)
    return folder


def rerun(folder: Path, alone: Path) -> subprocess.CompletedProcess[str]:
    """Re-run a binder as its README describes, from a different folder, with DuckDB as the only package."""
    code = "import runpy, sys; sys.path[:0] = sys.argv[1:3]; runpy.run_path(sys.argv[3], run_name='__main__')"
    run = [sys.executable, "-I", "-S", "-c", code, str(folder), str(alone), str(folder / "rerun.py")]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(run, cwd=alone, capture_output=True, check=False, text=True, env=environment)


def test_every_digest_comes_out_again(warehouse: Warehouse, unpacked: Path, alone: Path) -> None:
    done = rerun(unpacked, alone)
    signed = [event for event in AuditLog(warehouse).events() if event.pins]
    month = len(MONTH_REPORTS)
    assert [len(event.pins) for event in signed] == [month, month, 2, 1]
    wanted = [(str(event.number), pin["digest"]) for event in signed for pin in event.pins]
    *lines, last = done.stdout.splitlines()
    assert [(line.split()[1], line.split()[-1]) for line in lines] == wanted
    assert {line.split()[0] for line in lines} == {"same"}
    assert last.startswith(f"{len(wanted)} of {len(wanted)} signed answers of {PERIOD} are the same.")
    assert (done.returncode, done.stderr) == (0, "")


def test_it_contains_what_it_lists(warehouse: Warehouse, unpacked: Path) -> None:
    originals = {record.file_name: record.sha256 for record in warehouse.head().landings if record.period == PERIOD}
    found = {path.name: sha256(path.read_bytes()).hexdigest() for path in (unpacked / "exports").iterdir()}
    assert found == originals
    assert not list(unpacked.rglob("*period=2026-02*"))
    assert [path.read_bytes() for path in (unpacked / "evidence").iterdir()] == [EVIDENCE]
    assert "another month" not in "".join(path.read_text() for path in (unpacked / "journal").iterdir())
    record = [json.loads(path.read_bytes()) for path in (unpacked / "signatures").iterdir()]
    assert {(sign["who"], sign["role"]) for sign in record} == {("ada", "preparer"), ("ben", "reviewer")}
    for answer in (answer for sign in record for answer in sign["answers"]):
        assert sha256((unpacked / answer["text"]).read_bytes()).hexdigest() == answer["sql"]
        assert len((unpacked / answer["result"]).read_text(encoding="utf-8").splitlines()) > answer["rows"]
    book = fastexcel.read_excel((unpacked / "workbook.xlsx").read_bytes())
    assert book.sheet_names == list(MONTH_REPORTS)
    assert (unpacked / "requirements.txt").read_text().startswith(f"duckdb=={duckdb.__version__} ")
    assert (unpacked / "checklist.pdf").read_bytes().startswith(b"%PDF")
    readme = (unpacked / "README.md").read_text(encoding="utf-8")
    for part in {path.relative_to(unpacked).parts[0] for path in unpacked.rglob("*")} - {"README.md", "binder.json"}:
        assert part in readme


def test_the_same_records_give_the_same_bytes(warehouse: Warehouse, content: bytes, tmp_path: Path) -> None:
    target = tmp_path / "binder.zip"
    where = ["--warehouse", str(warehouse.root), "--period", PERIOD]
    assert main(["binder", *where, "--who", "ada", "-o", str(target)]) == 0
    assert target.read_bytes() == content


def touch(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("folder", ["journal", "manifests", "data", "exports", "sql", "evidence"])
@pytest.mark.parametrize("how", ["touched", "missing"])
def test_a_changed_record_is_named(unpacked: Path, alone: Path, folder: str, how: str) -> None:
    path = min(path for path in (unpacked / folder).rglob("*") if path.is_file())
    (touch if how == "touched" else Path.unlink)(path)
    done = rerun(unpacked, alone)
    assert done.returncode == 1
    assert {line.split()[0] for line in done.stdout.splitlines()} == {"TOUCHED"}
    assert folder in done.stdout


def test_an_inserted_record_is_named(unpacked: Path, alone: Path) -> None:
    (unpacked / "exports" / "more.csv").write_text("a,b\n")
    done = rerun(unpacked, alone)
    assert (done.returncode, done.stdout) == (1, "TOUCHED    exports/more.csv: no record refers to it\n")


def test_another_answer_is_different(unpacked: Path, alone: Path) -> None:
    """Change a value without a hash, such as the month end. The digest shows the change."""
    record = json.loads((unpacked / "binder.json").read_bytes())
    record["parameters"]["period_end"] = "2026-01-15"
    (unpacked / "binder.json").write_text(json.dumps(record))
    done = rerun(unpacked, alone)
    assert done.returncode == 1
    assert "DIFFERENT" in done.stdout


def test_a_month_without_a_signature_has_no_binder(warehouse: Warehouse) -> None:
    with pytest.raises(NothingSigned, match="Sign the month first"):
        binder.write(warehouse, "2026-02", "ada")


def test_it_takes_a_role(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIEOUT_ADMINISTRATORS", "somebody else")
    with pytest.raises(NotAllowed, match="create a close binder"):
        binder.write(warehouse, PERIOD, "ada")


def test_the_program_ships_unchanged(unpacked: Path) -> None:
    ours = {
        "rerun.py": "close/archive/bound/rerun.py",
        "digests.py": "close/rules/digests.py",
        "records.py": "close/store/records.py",
    }
    for name, path in ours.items():
        assert (unpacked / name).read_bytes() == (Path(__file__).parents[2] / path).read_bytes()
    shutil.rmtree(unpacked)


def test_its_workbook_says_that_rows_are_left_out(tmp_path: Path) -> None:
    exported, warehouse = exports(tmp_path), Warehouse(tmp_path / "warehouse", "Alder")
    files = {path.name: path.read_bytes() for path in sorted((exported / PERIOD).iterdir())}
    (cogs,) = (name for name in files if name.startswith("COGS"))
    lines = files[cogs].split(b"\r\n")
    broken = [lines[0], b"99/99/2026" + lines[1][lines[1].index(b",") :], *lines[2:]]
    files[cogs] = b"\r\n".join(broken)
    land(
        [("", name, content) for name, content in files.items()], warehouse, who="ada", consent=Consent(incomplete=None)
    )
    checklist.waive(warehouse, PERIOD, "SY5", "ben", "looked at in Omni")
    signoff.sign(warehouse, PERIOD, "SY5", "ada", PREPARER)
    with zipfile.ZipFile(io.BytesIO(binder.write(warehouse, PERIOD, "ada"))) as bound:
        book = fastexcel.read_excel(bound.read("workbook.xlsx"))
    assert book.sheet_names[0] == "Incomplete"
    assert "COGS breakdown" in str(book.load_sheet("Incomplete").to_arrow().column(0)[0])
