"""The page that proves a step lists the expected number of documents, in every month."""

from decimal import Decimal

import pytest

from tests.given.proofs import count_proofs
from tests.given.variants import spread
from tests.practice.conftest import PRACTICE
from tests.reports.closed import Closed

MONTHS = sorted(path.name for path in (PRACTICE / "exports").iterdir() if len(path.name) == 7)
RESTATED = "2026-03"


@pytest.mark.parametrize("month", spread(MONTHS, 3))
def test_proof_step_and_truth_agree(practice: Closed, month: str) -> None:
    counted, listed = count_proofs(practice.warehouse, month)
    assert listed == counted
    folder = f"{month}-restated" if month == RESTATED else month
    for row in practice.truth("checklist", folder):
        if row["applicable"] == "Y":
            right = {Decimal(row["exception_count"]), Decimal(row["count_with_rounding"])}
            assert counted[row["step"]] in right, row["step"]
