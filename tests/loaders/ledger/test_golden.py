"""Every ledger sample loads as its golden rows, and every month of the practice company with its ledger proven."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from close.store.warehouse import Warehouse
from loaders import land as land_files
from loaders import read
from tests.given.shared import PRACTICE
from tests.given.tables import connect
from tests.loaders.exports import write_xlsx
from tests.loaders.golden import golden_path, print_landing
from tests.loaders.ledger.golden import FOLDER, SAMPLES, land, samples

MONTHS = sorted(PRACTICE.glob("exports/*"))
PROVEN = {"Totals", "Balances", "Complete", "Dates", "Organisation"}


@pytest.mark.parametrize("sample", samples(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_sample_lands_as_its_golden_rows(sample: Path) -> None:
    landing = land(sample.read_bytes())
    assert landing.loader == f"ledger.{sample.parent.name}"
    assert print_landing(landing) == golden_path(sample).read_text(encoding="utf-8")


def test_golden_rows_have_a_sample() -> None:
    assert {golden_path(sample) for sample in samples()} == set(SAMPLES.glob("*/*.golden.csv"))


@pytest.mark.parametrize("sample", samples(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_sample_lands_as_the_same_rows_from_a_workbook(sample: Path) -> None:
    """Write cells as text, as in a pasted sheet. The line numbers of a workbook are its rows."""
    text = sample.read_bytes().decode("utf-8-sig")
    rows = [[cell or None for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
    found = read("sample", write_xlsx(rows), folder=FOLDER).landing
    for name, table in land(sample.read_bytes()).tables.items():
        assert found.tables[name].drop_columns(["_line"]) == table.drop_columns(["_line"])


@pytest.mark.parametrize("folder", MONTHS, ids=lambda folder: folder.name)
def test_month_lands_with_its_ledger_proven(folder: Path, tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "practice")
    cards = land_files([("", path.name, path.read_bytes()) for path in sorted(folder.iterdir())], warehouse)
    assert [card.problems for card in cards if card.status not in {"landed", "set_aside"}] == []
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
