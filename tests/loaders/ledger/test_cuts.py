"""A ledger cut at any byte is refused, or loads as exactly the same rows.

If it is not proven to be complete, the card says so.
"""

from pathlib import Path

import pytest

from tests.given.cuts import cuts_that_land_other_rows
from tests.loaders.ledger.golden import FOLDER, SAMPLES

ENDED = [
    "balances/trial_balance.csv",
    "myob/business.csv",
    "myob/general_ledger.csv",
    "quickbooks/general_ledger.csv",
    "quickbooks/transaction_detail.csv",
    "quickbooks_sides/desktop.csv",
    "quickbooks_sides/general_ledger.csv",
    "sheet/plain.csv",
    "xero/columns.csv",
    "xero/transactions.csv",
]


@pytest.mark.parametrize("name", ENDED)
def test_cut_sample_is_refused_or_whole(name: str) -> None:
    assert not cuts_that_land_other_rows(Path(SAMPLES / name).read_bytes(), FOLDER)
