"""The command line as seen by a scheduler: exit codes, standard output and standard error."""

import errno
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
from close.rules.answers import is_ready
from close.rules.queries import library
from close.store.warehouse import Warehouse, organisations
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
        (["report", "timing_differences", "--period", "january"], "Write it as 2026-03"),
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


def test_a_changed_file_is_reported_without_a_traceback(warehouse: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(warehouse, tmp_path / "warehouse", ignore=shutil.ignore_patterns("steps")))
    (landed,) = copy.glob("*/data/sales_documents/*/*.parquet")
    landed.write_bytes(landed.read_bytes()[:-20])
    done = close(copy, "report", "sales_and_credits")
    assert done.returncode == 1
    assert done.stderr.startswith(b"data/sales_documents/period=2026-01/")
    assert b"it was changed after it was written. Restore the warehouse from a backup" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_month_is_built(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (organisation,) = organisations(warehouse)
    for arguments in (["--month", "2026-01"], []):
        assert main(["build", "--warehouse", str(warehouse), *arguments]) == 0
        assert capsys.readouterr() == ("built 2026-01\n", "")  # the progress is only for a terminal
    assert is_ready(Warehouse(warehouse, organisation), "bridge", "2026-01")
    assert main(["build", "--warehouse", str(warehouse), "--month", "January"]) == 1
    assert "Write it as 2026-03" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_a_sentence(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert inside(warehouse, "report", "balances", "-o", "/dev/full") == 2
    assert capsys.readouterr().err == (
        "The computer could not read or write a file: the disk is full. Free some space, and try again.\n"
    )


def test_a_report_that_cannot_be_written_leaves_the_former_one(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "balances.csv"
    assert inside(warehouse, "report", "balances", "-o", str(target)) == 0
    former = target.read_bytes()
    monkeypatch.setattr(Path, "write_bytes", fill_disk)
    assert inside(warehouse, "report", "balances", "-o", str(target)) == 2
    assert "the disk is full" in capsys.readouterr().err
    assert target.read_bytes() == former
    assert list(tmp_path.iterdir()) == [target]


def fill_disk(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content[:100])
    raise OSError(errno.ENOSPC, "No space left on device", str(path))


def test_a_command_does_not_wait_for_pandas() -> None:
    code = "import sys, close.commands.command; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
