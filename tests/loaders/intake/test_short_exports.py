"""Omni's exports that say they end before their month does: what depends on later days is not known."""

from pathlib import Path

import pytest

from close.rules.answers import run
from close.store.warehouse import Warehouse
from loaders import land
from tests.loaders.exports import SALES, sales_csv
from tests.loaders.test_intake import TOML

MONTH = "2027-09"
PART, WHOLE = "From 1 September 2027 to 20 September 2027", "From 1 September 2027 to 30 September 2027"
REST = "From 21 September 2027 to 30 September 2027"


def upload(warehouse: Warehouse, name: str, line: str, content: bytes) -> list[tuple[str, str, str]]:
    """Land sales below a line that says which days they cover, and return the checks on the card."""
    files = [("", "organisation.toml", TOML), ("", name, line.encode() + b"\r\n" + content)]
    _, card = land(files, warehouse)
    assert card.status == "landed", card.problems
    return [(check.label, check.state, check.detail) for check in card.checks]


def states(warehouse: Warehouse) -> tuple[object, ...]:
    """Return the proof of a step, the incomplete datasets of a report, and the month's sales."""
    steps = {row["step"]: row["unmet_code"] for row in run(warehouse, "step_proof", MONTH).table.to_pylist()}
    (sales,) = run(warehouse, "balances", MONTH).table["cin7_sales"].to_pylist()
    return steps["CH1"], run(warehouse, "sales_and_credits", MONTH).incomplete, sales


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path, "Kelp")


def test_days_after_the_end_are_not_known_until_the_whole_month_is_uploaded(warehouse: Warehouse) -> None:
    checks = upload(warehouse, "sales.csv", PART, sales_csv())
    assert ("Whole month", "not proven", "the report covers only 1 to 20 September 2027") in checks
    unknown = f"export_ends_early|sales_documents|{MONTH}-20"
    assert states(warehouse) == (unknown, ("sales_documents",), None)
    assert "Whole month" not in [label for label, _, _ in upload(warehouse, "sales.csv", WHOLE, sales_csv())]
    unmet, incomplete, sales = states(warehouse)
    assert (unmet, incomplete) == (None, ())
    assert sales is not None


def test_two_exports_may_cover_the_month_together(warehouse: Warehouse) -> None:
    upload(warehouse, "first.csv", PART, sales_csv(SALES[:1]))
    upload(warehouse, "second.csv", REST, sales_csv(SALES[1:]))
    assert states(warehouse)[:2] == (None, ())


@pytest.mark.parametrize(("day", "is_short"), [("20", False), ("21", False), ("22", True)])
def test_an_export_up_to_its_own_day_lacks_nothing(warehouse: Warehouse, day: str, is_short: bool) -> None:
    toml = TOML.replace(b"2027-10-04", f"2027-09-{day}".encode())
    _, card = land([("", "organisation.toml", toml), ("", "s.csv", PART.encode() + b"\r\n" + sales_csv())], warehouse)
    assert card.status == "landed", card.problems
    assert bool(states(warehouse)[1]) == is_short
