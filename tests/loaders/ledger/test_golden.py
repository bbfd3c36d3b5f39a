"""Every ledger sample loads as its golden rows, also from a workbook."""

import csv
import io
from pathlib import Path

import pytest

from loaders import read
from tests.loaders.exports import write_xlsx
from tests.loaders.golden import golden_path, print_landing
from tests.loaders.ledger.golden import FOLDER, SAMPLES, land, samples


@pytest.mark.parametrize("sample", samples(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_sample_lands_as_its_golden_rows(sample: Path) -> None:
    landing = land(sample.read_bytes())
    assert landing.loader == f"ledger.{sample.parent.name}"
    assert print_landing(landing) == golden_path(sample).read_text(encoding="utf-8")


def test_golden_rows_have_a_sample() -> None:
    assert {golden_path(sample) for sample in samples()} == set(SAMPLES.glob("*/*.golden.csv"))


@pytest.mark.parametrize("sample", samples(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_sample_lands_as_the_same_rows_from_a_workbook(sample: Path) -> None:
    """Write cells as text, as in a pasted sheet. The line numbers of a workbook are its rows."""
    text = sample.read_bytes().decode("utf-8-sig")
    rows = [[cell or None for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
    found = read("sample", write_xlsx(rows), folder=FOLDER).landing
    for name, table in land(sample.read_bytes()).tables.items():
        assert found.tables[name].drop_columns(["_line"]) == table.drop_columns(["_line"])
