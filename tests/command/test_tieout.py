"""One command combines the entry points: it lists every command in both, and each command describes its arguments."""

import getpass
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from close.archive import export
from close.archive.prints import checklist
from close.commands import command as close
from close.commands.answers import Audience
from close.commands.options import Format
from close.commands.signing import Role
from close.signing.standing import PREPARER, REVIEWER
from loaders import command as loaders
from tests.loaders.exports import sales_csv
from tests.loaders.test_intake import TOML
from tieout import command as tieout

ROOT = Path(__file__).parents[2]
CLOSE = {name: example for group in close.GROUPS for name, (_, example) in group.commands.items()}
OPTION = re.compile(r"--[a-z][a-z-]*")


def ask(capsys: pytest.CaptureFixture[str], run, *arguments: str) -> str:
    assert run([*arguments, "--help"]) == 0
    return capsys.readouterr().out


def refuse(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert tieout.main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    return " ".join(told.err.split())


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Widen the terminal, because messages are in boxes as wide as it is."""
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def month(tmp_path: Path) -> Path:
    (tmp_path / "drop").mkdir()
    (tmp_path / "drop" / "organisation.toml").write_bytes(TOML)
    (tmp_path / "drop" / "sales.csv").write_bytes(sales_csv())
    return tmp_path / "drop"


def test_every_command_of_both_doors_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    listed = ask(capsys, tieout.main)
    assert all(re.search(rf"│ {name} ", listed) for name in ("upload", "watch", *CLOSE))
    assert all(group.title in listed for group in close.GROUPS)
    assert len(CLOSE) == 45


@pytest.mark.parametrize("name", CLOSE)
def test_a_command_takes_the_same_behind_either_door(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    here, there = ask(capsys, tieout.main, name), ask(capsys, close.main, name)
    assert {*OPTION.findall(here)} == {*OPTION.findall(there)}
    assert here.split()[:3] == ["Usage:", "tieout", name]


@pytest.mark.parametrize("name", CLOSE)
def test_the_example_of_a_command_names_only_options_that_it_has(name: str, capsys) -> None:
    told = ask(capsys, close.main, name)
    assert f"Example: tieout {name} {CLOSE[name]}".strip() in " ".join(told.split())
    assert {*OPTION.findall(CLOSE[name])} <= {*OPTION.findall(told.split("Example:")[0])}


def test_upload_takes_what_loaders_takes(capsys: pytest.CaptureFixture[str]) -> None:
    here, there = ask(capsys, tieout.main, "upload"), ask(capsys, loaders.main)
    own = {"--dry-run", "--same-organisation", "--new-organisation", "--leave-out-unreadable"}
    assert {*OPTION.findall(there)} == own | {"--warehouse", "--organisation", "--period", "--who", "--help"}
    assert {*OPTION.findall(there)} <= {*OPTION.findall(here)}


def test_choices_are_those_of_what_a_command_runs() -> None:
    assert get_args(get_args(Format)[0]) == export.FORMATS
    assert get_args(get_args(Audience)[0]) == checklist.AUDIENCES
    assert get_args(get_args(Role)[0]) == (PREPARER, REVIEWER)


def test_a_month_is_uploaded_and_read_through_one_command(month: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where, answer = ("--warehouse", str(month.parent / "warehouse")), month.parent / "x"
    assert tieout.main(["upload", str(month), *where, "--who", "ann"]) == 0
    assert "3 rows" in capsys.readouterr().out
    assert tieout.main(["report", "sales_and_credits", "--period", "2027-09", *where, "-o", str(answer)]) == 0
    assert len(answer.read_text().splitlines()) == 4
    assert tieout.main(["upload", str(month / "nowhere"), *where]) == 1
    assert "There is no file or folder" in capsys.readouterr().err


def test_the_environment_names_the_warehouse_and_the_organisation(
    month: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TIEOUT_WAREHOUSE", str(month.parent / "warehouse"))
    assert loaders.main([str(month)]) == 0
    assert close.main(["verify"]) == 0
    monkeypatch.setenv("TIEOUT_ORGANISATION", "Dulse")
    assert close.main(["verify"]) == 1
    assert 'There is no organisation "Dulse" in the warehouse' in capsys.readouterr().err
    assert tieout.main(["verify", "--organisation", "Kelp"]) == 0


def test_a_refused_file_fails_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("hello\n")
    upload = ["upload", str(tmp_path / "notes.txt"), "--organisation", "Kelp", "--warehouse", str(tmp_path / "w")]
    assert tieout.main(upload) == 1
    assert "refused" in capsys.readouterr().err


def test_the_user_of_the_machine_uploads_by_default(month: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert loaders.main([str(month), "--warehouse", str(month.parent / "w")]) == 0
    (manifest,) = month.parent.glob("w/kelp/manifests/*1.json")
    assert f'"who": "{getpass.getuser()}"' in manifest.read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("report", "bridge"), "Missing option '--period'"),
        (("report", "--period", "2026-03"), "Missing argument 'NAME'"),
        (("report", "bridge", "--perod", "2026-03"), "No such option: --perod (Possible options: --period)"),
        (
            ("report", "bridge", "--period", "2026-03", "--format", "pdf"),
            "is not one of 'csv', 'json', 'parquet', 'xlsx'",
        ),
        (("sing", "month"), "No such command 'sing'. Did you mean 'sign'"),
        (("due", "PO:1", "--period", "2026-03", "--who", "ann", "--day", "soon"), "Write it as 2026-04-30"),
        (("attach", "SY6", "none.pdf", "--period", "2026-03", "--who", "ann"), "file 'none.pdf' does not exist"),
        (
            ("retract", "first", "--period", "2026-03", "--who", "ann", "--note", "x"),
            "'SIGNATURE': Input should be a valid integer",
        ),
    ],
)
def test_wrong_arguments_are_named(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str) -> None:
    assert said in refuse(capsys, *arguments)


def test_the_version_is_that_of_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert tieout.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith(f"tieout {project['version']}, DuckDB ")
    assert project["scripts"] == {"tieout": "tieout.__main__:main"}


def test_several_organisations_are_listed(month: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ("--warehouse", str(month.parent / "warehouse"))
    assert close.main(["verify", *where]) == 1
    assert "No exports have been uploaded to the warehouse" in capsys.readouterr().err
    for name in (b"Kelp", b"Dulse"):
        (month / "organisation.toml").write_bytes(TOML.replace(b"Kelp", name))
        assert loaders.main([str(month / "organisation.toml"), *where]) == 0
    assert close.main(["verify", *where]) == 1
    assert capsys.readouterr().err.endswith("has dulse, kelp.\n")


@pytest.mark.parametrize(("words", "completed"), [("tieout rep", "report"), ("tieout report brid", "bridge")])
def test_a_shell_completes_commands_and_reports(words: str, completed: str) -> None:
    asked = {"_TIEOUT_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    done = subprocess.run(
        [sys.executable, "-m", "tieout"], cwd=ROOT, env={**os.environ, **asked}, capture_output=True, check=False
    )
    assert completed in done.stdout.decode().split()
