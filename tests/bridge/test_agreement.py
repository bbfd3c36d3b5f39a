"""The ledger side matches the expected figures: Xero and QuickBooks, day-first and month-first, with every fault."""

from collections.abc import Callable

import pytest

from tests.bridge.ledger import AGREEMENTS
from tests.reports.closed import Closed


@pytest.mark.parametrize("agree", AGREEMENTS, ids=lambda agree: agree.__name__)
def test_answers_agree_with_the_truth(books: Closed, agree: Callable[[Closed, str], None]) -> None:
    for folder in books.folders:
        agree(books, folder)


def test_there_is_something_to_agree_on(books: Closed) -> None:
    for name in ("findings", "bridge", "revenue_bridge", "gl_only"):
        assert all(books.truth(name, folder) for folder in books.folders), name
