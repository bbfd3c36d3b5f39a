"""The practice company, where its folder lies beside the checkout; without it, nothing here is collected."""

from pathlib import Path

import pytest

from tests.reports.closed import ASKED, Closed, close

PRACTICE = Path(__file__).parents[3] / "shared" / "practice"
pytest.register_assert_rewrite("tests.reports.agreement")

collect_ignore_glob = [] if PRACTICE.exists() else ["test_*.py"]


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Closed:
    asked = [report for report in ASKED if report != "step_exceptions"]  # slow, and its counts are in the checklist
    return close(PRACTICE, tmp_path_factory.mktemp("practice"), asked)
