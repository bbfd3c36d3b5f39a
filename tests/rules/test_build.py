"""A month that was built answers every report without computing anything, and a build can be stopped at any step."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from close.engine.connection import Bench
from close.rules import evaluation
from close.rules.answers import run
from close.rules.build import build, reports_in_force
from close.rules.compile import find_step
from close.rules.queries import library
from close.rules.results import RESULTS
from close.store.warehouse import Warehouse
from tests.given.landings import adjustment, landing, purchase, sale, settings
from tests.given.variants import spread

pytestmark = pytest.mark.usefixtures("own_steps")

PERIOD, NEXT = "2026-03", "2026-04"
ASKED = [name for name in reports_in_force(PERIOD) if not library("reports")[name][0].takes]


class Stopped(Exception):
    """A person stopped the build."""


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    sales = landing("sales_documents", [sale("S-1", acct_date=None), sale("S-2")])
    purchases = landing("purchase_documents", [purchase("PO-1", move_date=None)])
    warehouse.land([settings(), sales, purchases, landing("stock_adjustments", [adjustment("A-1")])], "ada")
    RESULTS.clear()
    return warehouse


def test_a_built_month_is_only_read(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    computed = {name: run(warehouse, name, NEXT).result.digest for name in ASKED}
    other = Warehouse(warehouse.root.rename(warehouse.root.with_name("moved")), "Ash & Co")
    build(other, NEXT)
    RESULTS.clear()
    monkeypatch.setattr(Bench, "compute", lambda *_: pytest.fail("it was computed again"))
    assert {name: run(other, name, NEXT).result.digest for name in ASKED} == computed


def test_a_document_is_looked_up_in_a_built_month(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    build(warehouse, PERIOD)
    RESULTS.clear()
    computed, compute = set(), Bench.compute

    def note(bench: Bench, name: str, sql: str, parameters: Mapping[str, object]) -> int:
        computed.add(name)
        return compute(bench, name, sql, parameters)

    monkeypatch.setattr(Bench, "compute", note)
    for name in library("reports").keys() - {*ASKED}:
        run(warehouse, name, PERIOD, reference="S-1")
    assert "story_dates" in computed
    assert all((step := find_step(name, PERIOD)) is None or step.path.parent.name == "story" for name in computed)


def test_the_next_month_reads_what_it_compares_with(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "SMALL", -1)
    monkeypatch.setattr(Bench, "writing_speed", 0)  # no result is kept because it took long to compute
    build(warehouse, PERIOD)
    computing, compute = set[Bench](), Bench.compute

    def note(bench: Bench, *rest: Any) -> int:
        computing.add(bench)
        return compute(bench, *rest)

    monkeypatch.setattr(Bench, "compute", note)
    build(warehouse, NEXT)
    assert len(computing) == 1  # the steps of the month before have a bench of their own


def test_parquet_has_every_type_of_every_step(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    # DuckDB writes a sum of whole numbers as a floating-point number, so its rows would come back from disk as another.
    floating: list[str] = []
    compute = Bench.compute

    def note(bench: Bench, name: str, *rest: Any) -> int:
        rows = compute(bench, name, *rest)
        types = zip(bench.connection.table(name).columns, bench.connection.table(name).types, strict=True)
        floating.extend(f"{name}.{column}" for column, kind in types if str(kind) in ("HUGEINT", "DOUBLE", "FLOAT"))
        return rows

    monkeypatch.setattr(Bench, "compute", note)
    build(warehouse, PERIOD)
    assert floating == []


def test_a_build_says_how_far_it_is(warehouse: Warehouse) -> None:
    seen: list[tuple[str, int, int]] = []
    build(warehouse, PERIOD, progress=lambda *step: seen.append(step))
    assert [number for _, number, _ in seen] == list(range(1, len(seen) + 1))
    assert {count for *_, count in seen} == {len(seen)}
    assert "Bridge" in {title for title, *_ in seen}


@pytest.mark.parametrize("last", spread([40, 1, 150], 1))
def test_a_stopped_build_leaves_whole_results(warehouse: Warehouse, last: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: str, number: int, __: int) -> None:
        if number > last:
            raise Stopped

    with pytest.raises(Stopped):
        build(warehouse, PERIOD, progress=stop)
    computed, compute = [], Bench.compute

    def note(bench: Bench, name: str, *rest: Any) -> int:
        computed.append(name)
        return compute(bench, name, *rest)

    monkeypatch.setattr(Bench, "compute", note)
    build(warehouse, PERIOD)
    again = len(computed)
    build(warehouse, PERIOD)
    assert len(computed) == again > 0
