"""One command gathers the doors: it lists every command of both, and each says what it takes."""

import argparse
import getpass
from pathlib import Path

import pytest

from close.commands import command as close
from close.commands.options import Commands, Parser
from loaders import command as loaders
from tests.loaders.exports import sales_csv
from tests.loaders.test_intake import TOML
from tieout import command as tieout


def commands_of(*groups) -> dict[str, Parser]:
    parser = Parser(prog="x")
    commands = Commands(parser, listed=True)
    for group in groups:
        group.add(commands)
    (found,) = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found.choices)


CLOSE = commands_of(*close.GROUPS)


def ask(capsys: pytest.CaptureFixture[str], run, *arguments: str) -> str:
    with pytest.raises(SystemExit) as stopped:
        run([*arguments, "--help"])
    assert stopped.value.code == 0
    return capsys.readouterr().out


def test_every_command_of_both_doors_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    listed = {line.split()[0] for line in ask(capsys, tieout.main).splitlines() if line.startswith("  ")}
    assert {"upload", *CLOSE} <= listed
    assert len(CLOSE) == 31


@pytest.mark.parametrize("name", CLOSE)
def test_a_command_answers_help_behind_either_door(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    here, there = ask(capsys, tieout.main, name), ask(capsys, close.main, name)
    assert here.split() == there.replace("python -m close", "python -m tieout").split()


def test_upload_takes_what_loaders_takes(capsys: pytest.CaptureFixture[str]) -> None:
    here, there = ask(capsys, tieout.main, "upload"), ask(capsys, loaders.main)
    assert [line for line in here.splitlines() if "--" in line[:5]] == [
        line for line in there.splitlines() if "--" in line[:5]
    ]
    assert "PATH" in here


def test_a_month_is_uploaded_and_read_through_one_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "drop").mkdir()
    (tmp_path / "drop" / "organisation.toml").write_bytes(TOML)
    (tmp_path / "drop" / "sales.csv").write_bytes(sales_csv())
    where = ("--warehouse", str(tmp_path / "warehouse"))
    assert tieout.main(["upload", str(tmp_path / "drop"), *where]) == 0
    assert "3 rows" in capsys.readouterr().out
    assert tieout.main(["report", "sales_and_credits", "--period", "2027-09", *where, "-o", str(tmp_path / "x")]) == 0
    assert len((tmp_path / "x").read_text().splitlines()) == 4
    assert tieout.main(["upload", str(tmp_path / "nowhere"), *where]) == 1
    assert "There is no file or folder" in capsys.readouterr().err


def test_a_refused_file_fails_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("hello\n")
    upload = ["upload", str(tmp_path / "notes.txt"), "--organisation", "Kelp", "--warehouse", str(tmp_path / "w")]
    assert tieout.main(upload) == 1
    assert "refused" in capsys.readouterr().err


def test_the_user_of_the_machine_uploads_by_default() -> None:
    parser = Parser()
    loaders.describe(parser)
    assert parser.parse_args(["x"]).who == getpass.getuser()
