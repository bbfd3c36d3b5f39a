"""A ledger cut at any byte is refused, or loads as exactly the same rows.

If it is not proven to be complete, the card says so.
"""

from pathlib import Path

import pytest

from close.errors import Refused
from loaders import LOADERS
from loaders.files.formats import open_sheets
from loaders.layouts.description import Expectations
from loaders.layouts.recognition import recognise
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


def land(content: bytes) -> dict:
    """Return the landed rows, after a complete previous export."""
    page = recognise(open_sheets(content), LOADERS)[0]
    return dict(page.loader.layout(page, Expectations(FOLDER.settings, lambda _: True)).tables)


@pytest.mark.parametrize("name", ENDED)
def test_cut_sample_is_refused_or_whole(name: str) -> None:
    content = Path(SAMPLES / name).read_bytes()
    whole, wrong = land(content), []
    for size in range(len(content)):
        try:
            tables = land(content[:size])
        except Refused:
            continue
        if tables != whole:
            wrong.append(size)
    assert not wrong
