"""The practice company, where it lies beside the project: every file of every month lands, its ledger proven."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from close.engine.connection import connect
from close.store.warehouse import Warehouse
from loaders import land

PRACTICE = Path(__file__).parents[4] / "shared" / "practice"
MONTHS = sorted(PRACTICE.glob("exports/*"))
PROVEN = {"Totals", "Balances", "Complete", "Dates", "Organisation"}


@pytest.mark.parametrize("folder", MONTHS, ids=lambda folder: folder.name)
def test_month_lands_with_its_ledger_proven(folder: Path, tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "practice")
    cards = land([("", path.name, path.read_bytes()) for path in sorted(folder.iterdir())], warehouse)
    assert [card.problems for card in cards if card.status != "landed"] == []
    (ledger,) = [card for card in cards if card.loader == "ledger.xero"]
    assert {check.label for check in ledger.checks if check.state == "passed"} == PROVEN
    with (PRACTICE / "truth/balances.csv").open(newline="") as file:
        (truth,) = [row for row in csv.DictReader(file) if row["month"] == folder.name]
    with connect(warehouse) as connection:
        query = "select account, opening, closing from ledger_balances"
        found = {row[0]: row[1:] for row in connection.execute(query).fetchall()}
    stock, payable = found["Inventory Asset"], found["Accounts Payable"]
    assert stock == (Decimal(truth["gl_inventory_opening"]), Decimal(truth["gl_inventory"]))
    assert payable[1] == -Decimal(truth["gl_ap"])
