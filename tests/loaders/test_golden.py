"""Every sample loads as its expected rows, and only samples have expected rows."""

from pathlib import Path

import pytest

from loaders import PendingLanding
from loaders.intake.exports import read_each
from tests.loaders.golden import FOLDER, SAMPLES, golden_path, print_file, samples


@pytest.mark.parametrize("sample", samples(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_sample_lands_as_its_golden_rows(sample: Path) -> None:
    (_, first), *_ = read_each("sample", sample.read_bytes(), None, FOLDER)
    assert isinstance(first, PendingLanding)
    assert first.landing.loader == f"omni.{sample.parent.name}"
    assert print_file(sample) == golden_path(sample).read_text(encoding="utf-8")


def test_golden_rows_have_a_sample() -> None:
    assert {golden_path(sample) for sample in samples()} == set(SAMPLES.glob("*/*.golden.csv"))
