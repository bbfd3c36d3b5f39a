"""The command line as seen by a scheduler: exit codes, standard output and standard error."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from close.archive import export
from close.commands.command import main
from close.rules.queries import library
from sample import ALDER, Faults, simulate, write

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Land a month of Omni's exports by command, without the ledger."""
    folder = tmp_path_factory.mktemp("alder")
    write(simulate(replace(ALDER, documents=60), 1, 1, Faults.of(["S01"])), folder)
    exports = folder / "exports" / "2026-01"
    for ledger in exports.glob("*General Ledger*"):
        ledger.unlink()
    done = command("loaders", str(exports), "--warehouse", str(folder / "warehouse"))
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(list(exports.iterdir()))
    return folder / "warehouse"


def command(module: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, capture_output=True, check=False)


def close(warehouse: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return command("close", *arguments, "--period", "2026-01", "--warehouse", str(warehouse))


def inside(warehouse: Path, *arguments: str) -> int:
    """Run `close` without starting a process."""
    return main([*arguments, "--period", "2026-01", "--warehouse", str(warehouse)])


def test_a_report_in_every_format(warehouse: Path, tmp_path: Path) -> None:
    text = close(warehouse, "report", "timing_differences")
    assert (text.returncode, text.stderr) == (0, b"")
    assert text.stdout.startswith(b"doc_type,ref,")
    assert len(text.stdout.splitlines()) == 2
    for file_format in export.FORMATS:
        to_file = ("--format", file_format, "-o", str(tmp_path / file_format))
        assert inside(warehouse, "report", "timing_differences", *to_file) == 0
    assert (tmp_path / "csv").read_bytes() == text.stdout
    assert [row["class"] for row in json.loads((tmp_path / "json").read_bytes())] == ["moved_only"]
    assert pq.read_table(tmp_path / "parquet").num_rows == 1
    assert (tmp_path / "xlsx").read_bytes().startswith(b"PK")


def test_a_document_has_a_story(warehouse: Path, tmp_path: Path) -> None:
    found, told = tmp_path / "found", tmp_path / "told"
    assert (
        inside(warehouse, "report", "document_search", "--reference", "1", "--format", "parquet", "-o", str(found)) == 0
    )
    ref = pq.read_table(found)["ref"][0].as_py()
    story = ("report", "document_story", "--reference", f" {ref.lower()}", "--format", "parquet", "-o", str(told))
    assert inside(warehouse, *story) == 0
    assert set(pq.read_table(told)["ref"].to_pylist()) == {ref}


def test_the_checklist(warehouse: Path, tmp_path: Path) -> None:
    assert inside(warehouse, "checklist", "-o", str(tmp_path / "checklist")) == 0
    assert len((tmp_path / "checklist").read_text().splitlines()) == 15


def test_the_reports_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reports"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == sorted(library("reports"))


def test_a_step_is_attested(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert inside(warehouse, "attest", "SY6", "--who", "ada", "--note", "journal agrees") == 0
    assert capsys.readouterr().out == "SY6 attested for 2026-01 by ada\n"
    assert inside(warehouse, "attest", "CH1", "--who", "ada", "--note", "fine") == 1
    assert "cannot be attested" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["report", "no_such", "--period", "2026-01"], "no report"),
        (["report", "timing_differences", "--period", "january"], "Write a month as 2026-03"),
        (
            ["report", "timing_differences", "--period", "2026-01", "--organisation", "other"],
            'There is no organisation "other" in the warehouse',
        ),
        (["attest", "XX", "--period", "2026-01", "--who", "ada", "--note", "x"], "no step"),
    ],
)
def test_what_is_refused_says_why(
    warehouse: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main([*arguments, "--warehouse", str(warehouse)]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert said in output.err


def test_an_empty_warehouse_is_named(tmp_path: Path) -> None:
    done = close(tmp_path, "report", "timing_differences")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"No exports have been uploaded to the warehouse" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_refused_file_holds_no_other_back(tmp_path: Path) -> None:
    write(simulate(replace(ALDER, documents=30), 1, 1, Faults.none()), tmp_path)
    exports = tmp_path / "exports" / "2026-01"
    (exports / "notes 2026-01.csv").write_text("this,is\nno,export\n")
    done = command("loaders", str(exports), "--warehouse", str(tmp_path / "warehouse"))
    assert done.returncode == 1
    assert b"notes 2026-01.csv" in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stdout.count(b"landed ") >= 7
    again = command("loaders", str(exports), "--warehouse", str(tmp_path / "warehouse"))
    assert b"landed " not in again.stdout
    assert again.stdout.count(b"unchanged ") == done.stdout.count(b"landed ")


def test_an_unreadable_file_is_reported_without_a_traceback(warehouse: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(warehouse, tmp_path / "warehouse", ignore=shutil.ignore_patterns("steps")))
    (landed,) = copy.glob("*/data/sales_documents/*/*.parquet")
    landed.write_bytes(landed.read_bytes()[:-20])
    done = close(copy, "report", "sales_and_credits")
    assert done.returncode == 1
    assert done.stderr.startswith(b"The engine could not answer. No data was changed.")
    assert b"verify" in done.stderr
    assert b"Traceback" not in done.stderr
