"""A separate warehouse for each purchase test."""

from pathlib import Path

import pytest

from tests.reports.golden import Ask


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(tmp_path)
