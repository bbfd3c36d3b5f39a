"""A separate warehouse for each purchase test."""

from pathlib import Path

import pytest

from tests.reports.golden import Ask, asking


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return asking(tmp_path)
