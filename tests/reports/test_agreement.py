"""The sample companies: day-first with Xero, month-first with QuickBooks, both with every fault."""

from collections.abc import Callable

import pytest

from tests.reports.agreement import AGREEMENTS
from tests.reports.closed import Closed

MONTHS = (0, 1)


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize("agree", AGREEMENTS, ids=lambda agree: agree.__name__)
def test_answers_agree_with_the_truth(closed: Closed, agree: Callable[[Closed, str], None], month: int) -> None:
    agree(closed, closed.folders[month])


def test_there_is_something_to_agree_on(closed: Closed) -> None:
    for name in ("timing", "missing_fields", "blank_cogs", "checklist", "balances"):
        assert all(closed.truth(name, folder) for folder in closed.folders), name
    assert any(closed.truth("cleared_timing", folder) for folder in closed.folders)


@pytest.mark.parametrize("report", ["timing_differences", "missing_fields", "blank_cogs", "step_exceptions"])
def test_every_row_ends_at_its_line_of_the_file(closed: Closed, report: str) -> None:
    files = {record.landing: record for record in closed.warehouse.head().landings}
    checked = 0
    for folder in closed.folders:
        for row in closed.answers[folder, report]:
            lines = closed.warehouse.original(files[row["_landing"]].sha256).decode("utf-8-sig").splitlines()
            assert (row.get("ref") or row["order_ref"]) in lines[int(row["_line"]) - 1]
            checked += 1
    assert checked > 10
