"""Properties of the worklist over random companies: it rolls forward, and an item keeps its name."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from close.rules.answers import run
from close.rules.queries import library
from close.rules.reasons import find_reason, reasons
from close.store.manifests import LandingRecord
from close.store.warehouse import Landing, Warehouse
from loaders import land
from sample import COMPANIES, Faults, simulate, write
from tests.given.variants import spread

MONTHS = 3
Rows = dict[str, dict[str, Any]]


@pytest.fixture(scope="module", params=spread([*product(COMPANIES, (3, 11))], 1), ids=str)
def warehouse(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    name, seed = request.param
    folder = tmp_path_factory.mktemp(f"{name}-{seed}")
    write(simulate(replace(COMPANIES[name], documents=60), seed, MONTHS, Faults.all()), folder)
    warehouse = Warehouse(folder / "warehouse", name)
    for month in sorted((folder / "exports").iterdir()):
        land([("", path.name, path.read_bytes()) for path in sorted(month.iterdir())], warehouse, who="ada")
    return warehouse


def months(warehouse: Warehouse) -> list[str]:
    return warehouse.head().periods()


def rows(warehouse: Warehouse, period: str) -> Rows:
    found = run(warehouse, "worklist", period).table.to_pylist()
    assert all(row["item"] for row in found)
    assert max(Counter(row["item"] for row in found).values()) == 1
    return {row["item"]: row for row in found}


def of(found: Rows, *carried: str) -> Rows:
    return {item: row for item, row in found.items() if row["carried"] in carried}


def money(found: Rows, column: str = "amount") -> Decimal:
    return sum((row[column] for row in found.values()), Decimal(0))


def test_opening_and_new_less_cleared_is_closing(warehouse: Warehouse) -> None:
    closed: Rows = {}
    for period in months(warehouse):
        found = rows(warehouse, period)
        opening, closing = of(found, "carried", "cleared"), of(found, "new", "carried")
        assert {item: row["amount_before"] for item, row in opening.items()} == {
            item: row["amount"] for item, row in closed.items()
        }
        new, cleared, carried = (of(found, name) for name in ("new", "cleared", "carried"))
        assert len(opening) + len(new) - len(cleared) == len(closing)
        revalued = money(carried) - money(carried, "amount_before")
        assert money(opening, "amount_before") + money(new) - money(cleared, "amount_before") + revalued == money(
            closing
        )
        assert {row["status"] for row in cleared.values()} <= {"fixed"}
        assert {row["status"] for row in closing.values()} <= {"open"}
        closed = closing
    assert closed


def test_every_finding_is_in_one_item_and_every_item_is_a_finding(warehouse: Warehouse) -> None:
    for period in months(warehouse):
        found = of(rows(warehouse, period), "new", "carried").values()
        findings = run(warehouse, "findings", period).table.to_pylist()
        named_causes = {(row["cause_id"], row["doc_type"]) for row in findings if row["kind"] != "info"}
        listed = {(code, row["doc_type"]) for row in found for code in row["causes"].split(", ")}
        assert listed == named_causes


def test_every_open_item_is_in_the_fix_plan(warehouse: Warehouse) -> None:
    period = months(warehouse)[-1]
    found = of(rows(warehouse, period), "new", "carried")
    plan = run(warehouse, "fix_plan", period).table.to_pylist()
    assert sum(row["items"] for row in plan) == len(found)
    assert sum((row["amount"] for row in plan), Decimal(0)) == money(found)
    assert sorted(ref for row in plan for ref in row["refs"].split(", ")) == sorted(
        part for row in found.values() for part in row["ref"].split(", ")
    )


def test_an_item_keeps_its_name_when_exports_are_sorted_otherwise(warehouse: Warehouse, tmp_path: Path) -> None:
    other = Warehouse(tmp_path, warehouse.organisation)
    for landing in shuffled(warehouse):
        other.land([landing], "ada")
    last = months(warehouse)[-1]  # its list also compares with the months before
    before, after = rows(warehouse, last), rows(other, last)
    assert {item: (row["amount"], row["causes"], row["carried"]) for item, row in after.items()} == {
        item: (row["amount"], row["causes"], row["carried"]) for item, row in before.items()
    }
    assert {row["carried"] for row in before.values()} == {"new", "carried", "cleared"}
    assert any(after[item]["_landing"] != row["_landing"] for item, row in before.items())


def shuffled(warehouse: Warehouse) -> Iterator[Landing]:
    """Return every export with its rows in a different order, so that landings and lines differ."""
    for record in sorted(warehouse.head().landings, key=lambda record: record.sequence):
        content = warehouse.original(record.sha256) + b" "
        yield Landing(
            record.file_name,
            content,
            record.loader,
            record.loader_version,
            record.period,
            None,
            record.reading,
            record.absent,
            {},
            {file.dataset: table_of(warehouse, record, file.dataset) for file in record.files},
        )


def table_of(warehouse: Warehouse, record: LandingRecord, dataset: str) -> pa.Table:
    file = record.dataset(dataset)
    assert file
    table = pq.read_table(warehouse.folder / file.path, partitioning=None)
    order = list(range(table.num_rows))
    random.Random(5).shuffle(order)
    lines = pa.array(range(2, table.num_rows + 2), table.schema.field("_line").type)
    return table.take(pa.array(order, pa.int64())).set_column(
        table.schema.get_field_index("_line"), table.schema.field("_line"), lines
    )


UNDOCUMENTED = {"A07"}  # no article says how production jobs are booked


@pytest.mark.parametrize("cause", sorted(library("causes")))
def test_no_cause_lacks_a_place_where_it_is_corrected(cause: str) -> None:
    reason = find_reason(cause, "2026-03")
    words = (reason.remedy, reason.screen, reason.status_filter, reason.field, reason.article or cause in UNDOCUMENTED)
    assert all(words), f"sql/reasons/cause_reasons.v1.sql has no whole row for {cause}"
    assert reason.how in {"bulk", "one by one"}
    assert reason.for_whom in {"Warehouse", "Accounts"}


def test_no_place_is_for_a_cause_that_does_not_exist() -> None:
    placed = {reason.code.partition(".")[0] for reason in reasons("2026-03").values() if reason.screen}
    assert sorted(placed) == sorted(library("causes"))
