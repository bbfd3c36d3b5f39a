"""`python -m loaders` uploads folders, prints a line for each file, and exits with 0 only if all of them landed."""

from pathlib import Path

import pytest

from close.store.warehouse import organisations
from loaders.command import main
from tests.loaders.exports import sales_csv
from tests.loaders.test_intake import TOML, zipped


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    folder = tmp_path / "drop" / "2027-09"
    folder.mkdir(parents=True)
    (folder / "organisation.toml").write_bytes(TOML)
    (folder / "sales.csv").write_bytes(sales_csv())
    (folder / ".DS_Store").write_bytes(b"x")
    return tmp_path / "drop"


def run(path: Path, *options: str) -> int:
    return main([str(path), "--warehouse", str(path.parent / "warehouse"), *options])


def test_a_folder_lands(exports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(exports) == 0
    out = capsys.readouterr()
    assert "sales.csv: Sales orders and credit notes, 2027-09, 3 rows (complete: passed)" in out.out
    assert len(out.out.splitlines()) == 2
    assert not out.err
    assert organisations(exports.parent / "warehouse") == ["kelp"]
    assert run(exports) == 0
    assert capsys.readouterr().out.startswith("unchanged")


def test_a_refusal_is_printed_and_fails(exports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (exports / "notes.txt").write_text("hello\n")
    assert run(exports) == 1
    out = capsys.readouterr()
    assert "notes.txt" in out.err
    assert "No row of this file contains the headers of a known report." in out.err
    assert len(out.out.splitlines()) == 2


def test_a_zip_names_the_organisation_too(exports: Path) -> None:
    content = zipped([("x/organisation.toml", TOML), ("x/sales.csv", sales_csv())])
    (exports.parent / "all.zip").write_bytes(content)
    assert run(exports.parent / "all.zip") == 0


def test_the_only_organisation_is_meant(exports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(exports)
    (exports / "2027-09/organisation.toml").unlink()
    assert run(exports, "--period", "2027-09", "--who", "mia") == 0
    assert "unchanged" in capsys.readouterr().out


def test_an_unknown_user_is_asked_for_a_name(exports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (exports / "2027-09/organisation.toml").unlink()
    assert run(exports) == 1
    assert "--organisation NAME" in capsys.readouterr().err
    assert run(exports, "--organisation", "Kelp", "--period", "2027-09") == 0


def test_two_organisations_are_listed(exports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (exports / "organisation.toml").write_bytes(TOML.replace(b"Kelp", b"Dulse"))
    assert run(exports) == 1
    assert "Dulse, Kelp" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "options", "message"),
    [("nowhere", (), "There is no file or folder"), ("drop", ("--period", "Sept"), '"Sept" is not a month')],
)
def test_wrong_arguments_are_refused_with_a_message(
    exports: Path, path: str, options: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(exports.parent / path, *options) == 1
    assert message in capsys.readouterr().err
