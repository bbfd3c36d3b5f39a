"""The decision whether a document is timing is made once, so that the list, worklist and bridge agree."""

from pathlib import Path

import pytest

from tests.bridge.slips import reconciliation, valuation
from tests.given.landings import adjustment, landing, sale
from tests.reports.golden import AFTER, BEFORE, INSIDE, Ask


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(tmp_path)


def test_only_what_has_both_dates_clears_by_itself(ask: Ask) -> None:
    sales = [
        sale("BOTH-1", move_date=INSIDE, acct_date=AFTER),
        sale("BOTH-2", move_date=BEFORE, acct_date=AFTER),
        sale("ONE-1", move_date=INSIDE, acct_date=None, status="NOT_IMPORTED"),
        sale("ONE-2", move_date=None, acct_date=BEFORE, qty_moved=0),
        sale("NOT-SYNCED", status="NOT_IMPORTED"),
    ]
    landings = landing("sales_documents", sales), landing("stock_adjustments", [adjustment("A-1", acct_date=AFTER)])
    found = {row["ref"]: (row["cause_id"], row["kind"], row["_clears"]) for row in ask("findings", *landings)}
    assert found == {
        "BOTH-1": ("S03", "timing", "Y"),
        "BOTH-2": ("S03", "overdue", "Y"),
        "ONE-1": ("S01", "timing", "N"),
        "ONE-2": ("S02", "overdue", "N"),
        "NOT-SYNCED": ("S05", "error", "N"),
        "A-1": ("A02", "timing", "Y"),
    }
    items = {row["ref"]: (row["cause_id"], row["kind"], row["_clears"]) for row in ask("worklist")}
    assert items == found
    bridge = ask("bridge", valuation(1000), *reconciliation(1000, 1000))
    clearing = {row["cause_id"]: (row["documents"], row["_clearing_documents"]) for row in bridge if row["documents"]}
    assert clearing["S03"] == (2, 2)
    assert clearing["S01"] == (1, 0)
    assert all(row["_clearing_amount"] == (row["amount"] if row["cause_id"] in ("S03", "A02") else 0) for row in bridge)
