"""A month with less evidence may become unknown, but never greener, and no document is blamed."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from close.signing.answers import answer
from close.store.warehouse import Warehouse
from loaders import land
from sample import KESTREL, Faults, simulate, write

PERIOD = "2026-07"
DONE = {"proven"}
# Evidence that may be missing: an export, a line of the settings, or a column of an export.
EXPORTS = (
    *("Sales Orders", "Purchase Orders", "Stock Adjustments", "COGS Breakdown", "Historic Stock", "Stock on Hand"),
    *("Payments", "Account_Transactions", "SalesInvoices", "Bills_"),
)
SETTINGS = (
    *("package", "inventory_method", "uses_pos", "uses_ecommerce", "batches_sales", "upload_state", "past_months"),
    *("inventory", "cogs", "revenue", "receivable", "payable", "web_order", "pos_order", "sales_order"),
)
COLUMNS = (
    *("Sales Orders/Payment Batch Reference", "Sales Orders/Sales Reference", "Purchase Orders/Accounting Status"),
    *("Stock Adjustments/Source", "Purchase Orders/Created Date", "Payments/Source"),
)
LOSSES = st.sets(st.sampled_from((*EXPORTS, *SETTINGS, *COLUMNS)), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("month")
    write(simulate(replace(KESTREL, documents=40), 5, 1, Faults.all()), folder)
    return folder / "exports" / PERIOD


@pytest.fixture(scope="module")
def whole(month: Path) -> dict[str, Any]:
    return ask(month, ())


@given(losses=LOSSES)
@example(losses=set(SETTINGS))
@example(losses={"inventory"})
@example(losses={"revenue"})
@example(losses={"Account_Transactions"})
@example(losses={"Stock on Hand"})
@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
def test_less_evidence_proves_less(losses: set[str], month: Path, whole: dict[str, Any]) -> None:
    less = ask(month, losses)
    for step, now in less["checklist"].items():
        assert now["state"] not in DONE or whole["checklist"][step]["state"] in DONE, step
        assert now["state"] != "cannot_tell" or now["unmet"] or now["stale_evidence"], step
    for name, amount in less["balances"].items():
        assert amount in (None, whole["balances"][name]), name
    for leg, rest in less["rests"].items():
        assert rest in (None, whole["rests"][leg]), leg
    assert less["accused"] <= whole["accused"]


def ask(month: Path, losses: Iterable[str]) -> dict[str, Any]:
    """Return the answers for a month without some of its evidence."""
    with TemporaryDirectory() as root:
        warehouse = Warehouse(Path(root), "less")
        land([("", path.name, content) for path, content in read(month, set(losses))], warehouse, who="ada")
        found = {name: answer(warehouse, name, PERIOD).table.to_pylist() for name in REPORTS}
    (balances,) = found["balances"]
    bridges = [*found["bridge"], *({**row, "leg": "revenue"} for row in found["revenue_bridge"])]
    return {
        "checklist": {row["step"]: row for row in found["checklist"]},
        "balances": balances,
        "rests": {row["leg"]: row["amount"] for row in bridges if row["cause_id"] == "unexplained"},
        "accused": {(row["doc_type"], row["ref"]) for row in found["findings"]},
    }


REPORTS = ("checklist", "balances", "bridge", "revenue_bridge", "findings")


def read(month: Path, losses: set[str]) -> Iterable[tuple[Path, bytes]]:
    """Return the files of a month without the removed exports, settings and columns."""
    for path in sorted(month.iterdir()):
        if any(path.name.startswith(loss) or loss in path.name for loss in losses & set(EXPORTS)):
            continue
        if path.suffix == ".toml":
            yield path, drop_settings(path.read_text(encoding="utf-8"), losses).encode()
        else:
            columns = {loss.split("/")[1] for loss in losses & set(COLUMNS) if path.name.startswith(loss.split("/")[0])}
            yield path, drop_columns(path.read_bytes(), columns)


def drop_settings(text: str, losses: set[str]) -> str:
    """Return the settings without some of their lines."""
    return "".join(line for line in text.splitlines(keepends=True) if re.split(r"\s*=", line)[0] not in losses)


def drop_columns(content: bytes, columns: set[str]) -> bytes:
    """Return a csv file without some of its columns."""
    if not columns:
        return content
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    kept = [index for index, name in enumerate(header) if name not in columns]
    target = io.StringIO(newline="")
    csv.writer(target).writerows([row[index] for index in kept] for row in (header, *rows))
    return target.getvalue().encode()
