"""The identities of the control accounts, on companies with every fault that can be planted."""

from dataclasses import replace
from pathlib import Path

import pytest

from sample import COMPANIES, Faults, simulate, write
from tests.controls.identities import STATED, check_identities
from tests.reports.closed import close

ASKED = ("control_accounts", "control_items")


@pytest.mark.parametrize("name", COMPANIES)
def test_every_difference_has_a_cause(name: str, tmp_path: Path) -> None:
    """A sound company has none: `tests/bridge/test_tie_outs.py` looks at its tie-outs."""
    write(simulate(replace(COMPANIES[name], documents=80), seed=5, months=2, faults=Faults.all()), tmp_path)
    books = close(tmp_path, tmp_path / "warehouse", ASKED)
    for folder in books.folders:
        residuals = check_identities(*(books.answers[folder, report] for report in ASKED))
        assert STATED - {"landed_costs"} <= residuals.keys()  # a month may have no landed costs
        assert not any(residuals.values())
