"""Documents are reported only if the comparison worked, with three documents and with thirty."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from close.signing.answers import answer
from close.store.warehouse import Warehouse
from tests.bridge.slips import accounts, ledger, line
from tests.given.landings import landing, sale
from tests.given.variants import spread

PERIOD, DAY = "2026-03", date(2026, 3, 5)


def ask(root: Path, named: int, unread: int, amounts: str = "same", absent: int = 0) -> dict[str, Any]:
    """Run a month of orders: some in the ledger by reference, some posted under its own references, some not posted."""
    count = named + unread + absent
    orders = [sale(f"SO-{900 + n}", acct_date=DAY, sales=Decimal(20 + n), status="IMPORTED") for n in range(count)]
    off = 0 if amounts == "same" else 1000
    posted = [line("revenue", f"INV{n} | SO-{900 + n}", -(20 + n), DAY) for n in range(named)]
    other = [line("revenue", f"T{n}X", -(20 + n + off), DAY) for n in range(named, named + unread)]
    warehouse = Warehouse(root, "Ash & Co")
    for landed in (accounts(), landing("sales_documents", orders, PERIOD), ledger(*posted, *other)):
        warehouse.land([landed], "ada")
    found = answer(warehouse, "findings", PERIOD).table.to_pylist()
    bridge = answer(warehouse, "revenue_bridge", PERIOD).table.to_pylist()
    return {
        "accused": {row["ref"] for row in found if row["cause_id"] in ("S22", "S23", "S20")},
        "withheld": [row["amount"] for row in bridge if row["cause_id"] == "not_compared"],
        "rest": [row["amount"] for row in bridge if row["cause_id"] == "unexplained"],
    }


@pytest.mark.parametrize(("named", "unread"), spread([(0, 1), (0, 3), (1, 4), (4, 6), (70, 30)], 3))
def test_a_failed_comparison_reports_no_document(named: int, unread: int, tmp_path: Path) -> None:
    found = ask(tmp_path, named, unread)
    assert found == {"accused": set(), "withheld": [Decimal("0.00")], "rest": [Decimal("0.00")]}


@pytest.mark.parametrize(
    ("named", "unread", "amounts"), [(2, 1, "same"), (5, 2, "same"), (0, 2, "other"), (0, 3, "other")]
)
def test_what_people_get_wrong_stays_a_finding(named: int, unread: int, amounts: str, tmp_path: Path) -> None:
    found = ask(tmp_path, named, unread, amounts)
    assert found["withheld"] == []
    assert len(found["accused"]) == 2 * unread


def test_a_missing_invoice_is_not_an_unreadable_reference(tmp_path: Path) -> None:
    found = ask(tmp_path, named=1, unread=0, absent=4)
    assert (len(found["accused"]), found["withheld"]) == (4, [])
