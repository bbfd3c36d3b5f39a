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
