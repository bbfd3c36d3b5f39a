"""Every control account of six months reconciles, line by line."""

import pytest

from tests.controls.identities import STATED, check_identities
from tests.given.variants import spread
from tests.practice.test_agreement import MONTHS
from tests.reports.closed import Closed, rows


@pytest.mark.parametrize("month", spread(MONTHS, 2))
def test_every_account_reconciles(practice: Closed, month: str) -> None:
    asked = [rows(practice.warehouse, report, month) for report in ("control_accounts", "control_items")]
    assert check_identities(*asked) == dict.fromkeys(STATED, 0)
