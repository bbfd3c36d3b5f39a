"""The practice company next to the checkout. Without it, these tests are not collected."""

import pytest

from tests.given.shared import PRACTICE
from tests.reports.closed import ASKED, Closed, close

pytest.register_assert_rewrite("tests.reports.agreement")

collect_ignore_glob = [] if PRACTICE.exists() else ["test_*.py"]


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Closed:
    asked = [report for report in ASKED if report != "step_exceptions"]  # slow, and its counts are in the checklist
    return close(PRACTICE, tmp_path_factory.mktemp("practice"), asked)
