"""`tieout map`: a proposal, a preview and a saved mapping, with which `tieout upload` reads the file."""

from pathlib import Path

import pytest

from close.store.warehouse import Warehouse
from loaders.mapping.mapping_file import read_mapping
from tieout.command import main

LEDGER = """Buchungstag;Konto;Buchungstext;Soll;Haben
02.03.2026;1400;Verkauf SO-1;1.190,00;
02.03.2026;8400;Verkauf SO-1;;1.190,00
13.03.2026;1400;Verkauf SO-2;500,00;
13.03.2026;8400;Verkauf SO-2;;500,00
"""
XML = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">{}</Workbook>'
BLANKS = [",,\n" * 9, "[{}]", XML.format(""), XML.format("<Worksheet><Table/></Worksheet>")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Konten 2026-03.csv"
    path.write_text(LEDGER)
    return path


def test_a_proposal_is_previewed_saved_and_used(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--warehouse", str(tmp_path / "warehouse"), "--organisation", "Nordwind"]
    assert main(["map", str(file)]) == 0
    proposed = capsys.readouterr().out
    assert "# Make sure of debit: the left of two columns of which each row fills one." in proposed
    assert read_mapping(proposed).columns["entry_date"] == "Buchungstag"
    toml = tmp_path / "konten.toml"
    toml.write_text(proposed)

    assert main(["map", str(file), "--mapping", str(toml), *where]) == 0
    shown = capsys.readouterr().out
    assert "4 row" in shown
    assert "Debits = credits: passed. 1,690.00 on either side" in shown
    assert not Warehouse(tmp_path / "warehouse", "Nordwind").head().landings

    assert main(["map", str(file), "--mapping", str(toml), "--save", *where]) == 0
    assert 'Saved as version 1 of "General Ledger"' in capsys.readouterr().out
    assert main(["upload", str(file), *where]) == 0
    assert "4 rows" in capsys.readouterr().out


def test_a_mapping_that_does_not_fit_is_not_saved(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toml = tmp_path / "konten.toml"
    toml.write_text(
        'name = "x"\ndataset = "payments"\nheaders = ["Buchungstag"]\n[columns]\npayment_date = "Buchungstag"\n'
    )
    where = ["--warehouse", str(tmp_path / "warehouse"), "--organisation", "Nordwind"]
    assert main(["map", str(file), "--mapping", str(toml), "--save", *where]) == 1
    assert 'The mapping lacks "Order Ref", "Amount", "Batch Reference"' in capsys.readouterr().err
    assert not Warehouse(tmp_path / "warehouse", "Nordwind").head().landings


def test_an_unknown_dataset_and_a_missing_file_get_a_sentence(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["map", str(file), "--dataset", "stock"]) == 1
    assert 'There is no dataset "stock". Choose one of' in capsys.readouterr().err
    assert main(["map", str(file.with_name("gone.csv"))]) == 1
    assert "There is no file or folder" in capsys.readouterr().err


def test_a_file_without_headers_is_mapped_saved_and_forgotten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, toml = tmp_path / "Bank 2026-03.csv", tmp_path / "bank.toml"
    file.write_text("2026-03-02,SO-1,10.50,B1\n2026-03-03,SO-2,20.25,B1\n2026-03-04,SO-3,5.00,B2\n")
    where = ["--warehouse", str(tmp_path / "warehouse"), "--organisation", "Nordwind"]
    assert main(["map", str(file)]) == 0
    assert "# The columns do not show what the file contains." in capsys.readouterr().out
    assert main(["map", str(file), "--dataset", "payments"]) == 0
    proposed = capsys.readouterr().out
    assert "# Line 1 seems to be data, so the columns have numbers." in proposed
    assert "# Column 3: amounts, such as 10.50, 20.25, 5.00" in proposed
    toml.write_text(proposed + 'batch_reference = "Column 4"\n')
    assert main(["map", str(file), "--mapping", str(toml), "--save", *where]) == 0
    assert "Columns by position: not proven" in capsys.readouterr().out
    assert main(["upload", str(file), *where]) == 0
    assert main(["forget_mapping", "Till", *where]) == 1
    assert 'No mapping "Till" is saved. The saved mappings: "Bank 2026-03".' in capsys.readouterr().err
    assert main(["forget_mapping", "Bank 2026-03", *where]) == 0
    file.write_text(file.read_text().replace("2026-03", "2026-04"))
    assert main(["upload", str(file.rename(tmp_path / "Bank 2026-04.csv")), *where]) == 1


def test_a_file_without_separators_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "fixed.txt"
    file.write_text("ITM1   2026-03-02   2.00\nITM2   2026-03-03  17.00\n")
    assert main(["map", str(file)]) == 1
    assert "choose Fixed width as the delimiter" in capsys.readouterr().err


@pytest.mark.parametrize("text", BLANKS)
def test_a_file_of_blanks_is_refused_in_a_sentence(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "blank"
    file.write_text(text)
    assert main(["map", str(file)]) == 1
    assert capsys.readouterr().err == "This file is empty. Export the report again.\n"


def test_half_a_character_of_a_list_becomes_a_question_mark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "list.json"
    file.write_text(r'[{"a\ud800": "\udfff", "b": "\ud83d\ude00", "c": {"d\udc00": 1}}]')
    assert main(["map", str(file)]) == 0
    assert 'headers = [\n    "a?",\n    "b",\n    "c.d?",\n]' in capsys.readouterr().out
    where = ["--warehouse", str(tmp_path / "warehouse"), "--organisation", "Nordwind"]
    assert main(["upload", str(file), *where]) == 1
    assert "headers of a known report" in capsys.readouterr().err


@pytest.mark.parametrize(("content", "why"), [(b"\xff\xfe\xff", "is not a text file"), (b"\xff\xfe", "key is missing")])
def test_a_mapping_that_is_no_text_is_refused_in_a_sentence(
    content: bytes, why: str, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toml = tmp_path / "map.toml"
    toml.write_bytes(content)
    assert main(["map", str(file), "--mapping", str(toml)]) == 1
    assert why in capsys.readouterr().err
