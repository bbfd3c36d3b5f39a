"""The practice company, if it is available: every export of every month lands, with its ledger proven."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from close.store.warehouse import Warehouse
from loaders import Card, land
from loaders.omni import LOADERS, api, jobs, movements, transfers
from tests.given.shared import PRACTICE
from tests.given.tables import connect

MONTHS = sorted(PRACTICE.glob("exports/*"))
ABSENT = [*api.LOADERS, movements.LOADER, transfers.LOADER, jobs.LOADER]  # it exports no lists of movements
OMNI = {loader.title for loader in LOADERS if loader not in ABSENT}
PROVEN = {"Totals", "Balances", "Complete", "Dates", "Organisation"}
Landed = tuple[dict[str, str], Warehouse, Sequence[Card]]


@pytest.fixture(scope="module", params=MONTHS, ids=lambda folder: folder.name)
def month(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Landed:
    """Return the known balances of a month, a warehouse in which only it has landed, and the cards."""
    folder: Path = request.param
    with (PRACTICE / "truth/balances.csv").open(newline="") as file:
        (truth,) = [row for row in csv.DictReader(file) if row["month"] == folder.name]
    warehouse = Warehouse(tmp_path_factory.mktemp(folder.name), "practice")
    drop = [("", path.name, path.read_bytes()) for path in sorted(folder.iterdir())]
    return truth, warehouse, land(drop, warehouse)


def test_month_lands_and_makes_its_balances(month: Landed) -> None:
    truth, warehouse, cards = month
    assert {card.title for card in cards if card.status == "landed"} >= OMNI
    with connect(warehouse) as connection:
        hsv = connection.execute("select sum(stock_value) from stock_valuation_lines").fetchall()
        sohr = connection.execute("select opening, closing from stock_reconciliation_balances").fetchall()
    stated = {key: Decimal(truth[key]) for key in ("hsv", "sohr_opening", "sohr_closing") if truth[key]}
    assert dict(zip(("hsv", "sohr_opening", "sohr_closing"), (*hsv[0], *sohr[0]), strict=True)) == stated


def test_month_lands_with_its_ledger_proven(month: Landed) -> None:
    truth, warehouse, cards = month
    assert [card.problems for card in cards if card.status not in {"landed", "set_aside"}] == []
    (ledger,) = [card for card in cards if card.loader == "ledger.xero"]
    assert {check.label for check in ledger.checks if check.state == "passed"} == PROVEN
    with connect(warehouse) as connection:
        query = "select account, opening, closing from ledger_balances"
        found = {row[0]: row[1:] for row in connection.execute(query).fetchall()}
    stock, payable = found["Inventory Asset"], found["Accounts Payable"]
    assert stock == (Decimal(truth["gl_inventory_opening"]), Decimal(truth["gl_inventory"]))
    assert payable[1] == -Decimal(truth["gl_ap"])
