"""The result cache: each result is stored once, under a key of all its inputs. The newest within the limit are kept."""

from datetime import date
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pyarrow as pa
import pytest

from close.engine.connection import Bench, execute
from close.months import month
from close.rules.answers import basis_of, run, run_model
from close.rules.compile import compile_report, steps
from close.rules.given import AUDIT_LOG, GIVEN
from close.rules.queries import library
from close.rules.results import OVERHEAD, RESULTS, Result, Results
from close.store.audit_log import AuditLog
from close.store.warehouse import Warehouse
from close.work.checklist import attest
from close.work.comments import comment
from tests.given.landings import adjustment, landing, sale, settings
from tests.given.variants import spread

PERIOD, NEXT = "2026-03", "2026-04"
TABLE = pa.table({"x": [1]})
BY_LENGTH = sorted(library("reports"), key=lambda name: len(compile_report(name, NEXT).sql))


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings(), landing("sales_documents", [sale("S-1", acct_date=None)])], "ada")
    return warehouse


def test_a_result_is_computed_once_also_by_threads_that_ask_together() -> None:
    results, computed, ready = Results(2**20), [], Barrier(4)

    def compute() -> Result:
        computed.append(1)
        return Result("", TABLE)

    def ask() -> None:
        ready.wait()
        results.get("key", compute)

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(computed) == 1


def test_the_least_recently_used_result_is_dropped_first() -> None:
    results = Results(3 * (OVERHEAD + TABLE.nbytes))
    for key in ("a", "b", "c", "a", "d"):
        results.get(key, lambda: Result("", TABLE))
    for key in ("a", "c", "d"):
        results.get(key, lambda: pytest.fail("it was dropped"))
    assert results.size == results.limit
    assert results.get("b", lambda: Result("", TABLE)).table is TABLE


def test_a_result_above_the_limit_is_kept_until_the_next() -> None:
    results = Results(1)
    results.get("a", lambda: Result("", TABLE))
    assert results.get("a", lambda: pytest.fail("it was dropped")).table is TABLE


@pytest.mark.parametrize("name", ["findings", "checklist", "worklist"])
def test_an_answer_is_computed_once(warehouse: Warehouse, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(warehouse, name, PERIOD)
    monkeypatch.setattr(Bench, "compute", lambda *_: pytest.fail("it was computed again"))
    assert run(warehouse, name, PERIOD).table is first.table
    warehouse.land([landing("sales_documents", [sale("S-2")], NEXT)], "ada")
    assert run(warehouse, name, PERIOD).table is first.table
    assert run(warehouse, name, PERIOD).manifest == first.manifest + 1


def test_only_events_that_a_text_rests_on_make_it_another(warehouse: Warehouse) -> None:
    before = {name: basis_of(warehouse, name, PERIOD) for name in ("findings", "checklist", "worklist", "item_exits")}
    comment(warehouse, PERIOD, "month", "ada", "is S-1 right?")
    after = {name: basis_of(warehouse, name, PERIOD) for name in before}
    assert [name for name in before if before[name] != after[name]] == ["worklist"]
    attest(warehouse, PERIOD, "SY2", "ada", "both drafts are empty")
    assert basis_of(warehouse, "checklist", PERIOD).event == 2
    assert basis_of(warehouse, "item_exits", PERIOD).event == 0


def test_an_export_of_another_day_or_snapshot_is_another_basis(warehouse: Warehouse) -> None:
    rows = [sale("S-1", acct_date=None)]
    found = [basis_of(warehouse, "findings", PERIOD).key]
    for change in (
        landing("sales_documents", rows, lag=9),
        landing("sales_documents", [sale("S-1", acct_date=date(2026, 3, 2))]),
        landing("sales_documents", rows, name="again.csv"),
    ):
        warehouse.land([change], "ada")
        found.append(basis_of(warehouse, "findings", PERIOD).key)
    assert len({*found}) == len(found)


def test_the_month_before_is_the_result_of_last_month(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    last = run_model(warehouse, "work_items", PERIOD)
    assert last.num_rows == 1
    monkeypatch.setattr(Bench, "compute", lambda *_: pytest.fail("it was computed again"))
    assert run_model(warehouse, "work_items_before", NEXT) is last


@pytest.mark.parametrize("name", spread(BY_LENGTH, 6))
def test_step_by_step_the_answer_is_that_of_the_whole_text(warehouse: Warehouse, name: str) -> None:
    warehouse.land([landing("sales_documents", [sale("S-1", acct_date=date(2026, 4, 2))], NEXT)], "ada")
    attest(warehouse, PERIOD, "SY2", "ada", "both drafts are empty")
    compiled = compile_report(name, NEXT)
    implied = {**month(NEXT).parameters(), "reference": "S-1"}
    parameters = {name: value for name, value in implied.items() if name in compiled.parameters}
    given = {AUDIT_LOG: AuditLog(warehouse).table()}
    tables = {name: schema.empty_table() for name, schema in GIVEN.items() if name in compiled.tables} | given
    whole = execute(warehouse, compiled.sql, compiled.datasets, warehouse.head(), parameters, tables)
    assert whole.equals(run(warehouse, name, NEXT, reference="S-1").table)


def test_another_log_with_as_many_events_is_another_basis(warehouse: Warehouse) -> None:
    attest(warehouse, PERIOD, "SY2", "ada", "both drafts are empty")
    before = run(warehouse, "checklist", PERIOD).table
    for path in [path for part in ("journal", "heads") for path in (warehouse.folder / part).iterdir()]:
        path.unlink()  # as if a backup made before it had been restored
    attest(warehouse, PERIOD, "SY2", "ben", "both drafts are empty")
    assert not run(warehouse, "checklist", PERIOD).table.equals(before)


def test_an_upload_recomputes_what_it_changes(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    run(warehouse, "blank_cogs", PERIOD)
    warehouse.land([landing("stock_adjustments", [adjustment("A-1")])], "ada")
    computed, compute = [], Bench.compute

    def note(bench: Bench, name: str, *rest: Any) -> pa.Table:
        computed.append(name)
        return compute(bench, name, *rest)

    monkeypatch.setattr(Bench, "compute", note)
    run(warehouse, "blank_cogs", PERIOD)
    assert "sales_documents_as_known" not in computed
    assert len(computed) < len(steps(compile_report("blank_cogs", PERIOD).query, PERIOD)) / 2


def test_two_organisations_do_not_rest_on_the_same(warehouse: Warehouse) -> None:
    other = Warehouse(warehouse.root, "Birch")
    other.land([settings(), landing("sales_documents", [sale("S-1", acct_date=None)])], "ada")
    assert basis_of(other, "findings", PERIOD).key != basis_of(warehouse, "findings", PERIOD).key
    assert RESULTS.size <= RESULTS.limit
