"""Companies with ledgers, closed month by month: the project's two, and the practice company if available."""

import pytest

from sample import COMPANIES, Faults, simulate, write
from tests.bridge.ledger import ASKED
from tests.given.shared import PRACTICE
from tests.reports.closed import Closed, close


@pytest.fixture(scope="session", params=[*COMPANIES, *(["practice"] if PRACTICE.exists() else [])])
def books(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Closed:
    """Land the exports in order, and run the reports after each folder."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "practice":
        return close(PRACTICE, folder, ASKED)
    write(simulate(COMPANIES[request.param], seed=11, months=2, faults=Faults.all()), folder)
    return close(folder, folder / "warehouse", ASKED)
