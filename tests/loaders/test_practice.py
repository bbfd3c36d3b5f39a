"""The practice company, if it is available: every Omni export of every month lands."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from close.store.warehouse import Warehouse
from loaders import land
from loaders.omni import LOADERS, api, jobs, movements, transfers
from tests.given.shared import PRACTICE
from tests.given.tables import connect

MONTHS = sorted(PRACTICE.glob("exports/*"))
ABSENT = [*api.LOADERS, movements.LOADER, transfers.LOADER, jobs.LOADER]  # it exports no lists of movements
OMNI = {loader.title for loader in LOADERS if loader not in ABSENT}


def truth(month: str) -> dict[str, Decimal]:
    with (PRACTICE / "truth/balances.csv").open(newline="") as file:
        (row,) = [row for row in csv.DictReader(file) if row["month"] == month]
    return {key: Decimal(row[key]) for key in ("hsv", "sohr_opening", "sohr_closing") if row[key]}


@pytest.mark.parametrize("folder", MONTHS, ids=lambda folder: folder.name)
def test_month_lands_and_makes_its_balances(folder: Path, tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "practice")
    drop = [("", path.name, path.read_bytes()) for path in sorted(folder.iterdir())]
    landed = {card.title for card in land(drop, warehouse) if card.status == "landed"}
    assert landed >= OMNI
    with connect(warehouse) as connection:
        hsv = connection.execute("select sum(stock_value) from stock_valuation_lines").fetchall()
        sohr = connection.execute("select opening, closing from stock_reconciliation_balances").fetchall()
    assert dict(zip(("hsv", "sohr_opening", "sohr_closing"), (*hsv[0], *sohr[0]), strict=True)) == truth(folder.name)
