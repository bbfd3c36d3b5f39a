"""A company that is asked about its control accounts."""

from pathlib import Path

import pytest

from tests.reports.golden import Ask


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(tmp_path)
