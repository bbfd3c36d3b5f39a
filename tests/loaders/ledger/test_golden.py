"""Every ledger sample lands as the rows beside it."""

from pathlib import Path

import pytest

from tests.loaders.golden import golden_path, print_landing
from tests.loaders.ledger.golden import SAMPLES, land, samples


@pytest.mark.parametrize("sample", samples(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_sample_lands_as_its_golden_rows(sample: Path) -> None:
    landing = land(sample.read_bytes())
    assert landing.loader == f"ledger.{sample.parent.name}"
    assert print_landing(landing) == golden_path(sample).read_text(encoding="utf-8")


def test_golden_rows_have_a_sample() -> None:
    assert {golden_path(sample) for sample in samples()} == set(SAMPLES.glob("*/*.golden.csv"))
