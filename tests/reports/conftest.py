"""Both sample companies with every fault, closed month by month."""

import pytest

from sample import COMPANIES, Faults, simulate, write
from tests.reports.closed import Closed, close

pytest.register_assert_rewrite("tests.reports.agreement")


@pytest.fixture(scope="session", params=list(COMPANIES))
def closed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Closed:
    folder = tmp_path_factory.mktemp(request.param)
    write(simulate(COMPANIES[request.param], seed=11, months=2, faults=Faults.all()), folder)
    return close(folder, folder / "warehouse")
