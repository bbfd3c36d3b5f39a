"""Six months of a company whose figures are known to the cent."""

from collections.abc import Callable
from decimal import Decimal
from itertools import product

import pytest

from tests.given.proofs import count_proofs
from tests.given.variants import spread
from tests.practice.conftest import PRACTICE
from tests.reports.agreement import AGREEMENTS
from tests.reports.closed import Closed, rows
from tests.reports.test_gap_split import check_split

MONTHS = sorted(path.name for path in (PRACTICE / "exports").iterdir() if len(path.name) == 7)
RESTATED = "2026-03"
FOLDERS = sorted(path.name for path in (PRACTICE / "exports").iterdir())


@pytest.mark.parametrize(("agree", "folder"), spread([*product(AGREEMENTS, FOLDERS)], 20))
def test_answers_agree_with_the_truth(practice: Closed, agree: Callable[[Closed, str], None], folder: str) -> None:
    agree(practice, folder)


def test_every_folder_is_there(practice: Closed) -> None:
    assert practice.folders == FOLDERS
    assert len(FOLDERS) == 7


@pytest.mark.parametrize("report", ["timing_differences", "blank_cogs", "missing_fields", "timing_roll_forward"])
def test_early_answers_stand(practice: Closed, report: str) -> None:
    assert rows(practice.warehouse, report, "2026-01") == practice.answers["2026-01", report]
    assert rows(practice.warehouse, report, "2026-03") == practice.answers["2026-03-restated", report]


@pytest.mark.parametrize("month", spread(MONTHS, 3))
def test_proof_step_and_truth_agree(practice: Closed, month: str) -> None:
    counted, listed = count_proofs(practice.warehouse, month)
    assert listed == counted
    folder = f"{month}-restated" if month == RESTATED else month
    for row in practice.truth("checklist", folder):
        if row["applicable"] == "Y":
            right = {Decimal(row["exception_count"]), Decimal(row["count_with_rounding"])}
            assert counted[row["step"]] in right, row["step"]


@pytest.mark.parametrize("month", spread(MONTHS, 2))
def test_the_pieces_add_up_to_the_gap(practice: Closed, month: str) -> None:
    check_split(practice.warehouse, month)
