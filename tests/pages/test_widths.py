"""What a narrow screen cuts off a table is what matters least: first comes why, then who."""

import pytest

from .said import Open

# The first columns of the wide tables, as far as 1000 pixels show them.
FIRST = {
    "overview/overview": ["For", "What", "Rows", "Landed (UTC)", "By"],
    "checklist/checklist": ["Type", "Reference", "Amount ex tax", "Why", "Stock moved"],
    "worklist/worklist": ["Reference", "Amount", "Days", "Priority", "Cause", "Assigned to"],
    "bridge/bridge": ["Reference", "Cause", "Valuation less reconciliation", "Reconciliation less ledger"],
    "reports/stock_on_hand": ["Reference", "Flags", "Net", "Date", "Stock moved", "Booked"],
}


@pytest.mark.parametrize("page", FIRST)
def test_what_matters_most_comes_first(open_page: Open, months: list[str], page: str) -> None:
    app, first = open_page(page, period=months[-1]), FIRST[page]
    assert first in [list(table.value.columns)[: len(first)] for table in app.dataframe]
