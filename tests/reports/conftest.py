"""Both sample companies with every fault, closed month by month."""

from collections.abc import Iterator

import pytest
from hypothesis.internal.constants_ast import constants_from_module

from sample import COMPANIES, Faults, simulate, write
from tests.reports.closed import Closed, close

pytest.register_assert_rewrite("tests.reports.agreement")


@pytest.fixture(scope="session", params=list(COMPANIES))
def closed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Closed:
    folder = tmp_path_factory.mktemp(request.param)
    write(simulate(COMPANIES[request.param], seed=11, months=3, faults=Faults.all()), folder)
    return close(folder, folder / "warehouse")


@pytest.fixture(scope="session", autouse=True)
def release() -> Iterator[None]:
    """Hypothesis keeps every module of ours that it has read; held at exit, duckdb's own complain of leaks."""
    yield
    constants_from_module.cache_clear()
