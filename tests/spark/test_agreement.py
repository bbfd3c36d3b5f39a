"""Every step and report of the sample company has the rows that it has in DuckDB."""

from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal

import pyarrow as pa
import pytest

from close.engine.connection import EngineError
from close.engine.spark.bench import SparkBench, Unreachable
from close.engine.spark.step_cache import SharedStepCache
from close.engine.spark.storage import Storage
from close.rules.answers import run, run_own
from close.rules.dialects.engines import SERVER
from close.rules.dialects.translation import translate
from close.rules.queries import library
from close.rules.results import RESULTS
from close.store.warehouse import Warehouse
from tests.spark.graph import compare

PERIOD = "2026-08"  # the second month, so that models for the month before have rows


def test_every_step_has_its_rows(server: str, company: Warehouse) -> None:
    steps, differences = compare(server, Storage(str(company.root)), company, PERIOD, sorted(library("reports")))
    assert differences == []
    assert steps > 200


def test_a_bucket_serves_as_well(server: str, server_name: str, bucket: str, company: Warehouse) -> None:
    if server_name == "spark":
        pytest.skip("Spark from pip has no client for S3.")
    _, differences = compare(server, Storage(bucket), company, PERIOD, ["stock_valuation"])
    assert differences == []


def test_answers_and_signatures_come_from_the_chosen_engine(
    server: str, company: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = ["timing_roll_forward", "unsynced"]
    expected = [run(company, report, PERIOD).result.digest for report in reports]
    monkeypatch.setenv(SERVER, server)
    RESULTS.clear()
    answers = [run(company, report, PERIOD) for report in reports]
    assert [answer.result.digest for answer in answers] == expected
    assert [answer.result.digest for answer in run_own(company, reports, PERIOD)] == expected
    assert answers[0].basis.engine.startswith("Spark Connect")


@pytest.fixture
def bench(server: str, company: Warehouse) -> Iterator[SparkBench]:
    with closing(SparkBench(server, Storage(str(company.root)), company, company.head(), translate)) as opened:
        yield opened


@pytest.fixture
def cache(company: Warehouse) -> SharedStepCache:
    return SharedStepCache(Storage(str(company.root)), company.organisation)


def test_a_result_is_shared_until_its_files_are_gone(bench: SparkBench, cache: SharedStepCache) -> None:
    assert bench.compute("numbers", "select $period as period, 1.50 as amount", {"period": PERIOD}) == 1
    cache.publish_file("key", lambda path: bench.write("numbers", path))
    cache.link("key", "other")
    bench.close()
    folder, rows = cache.rows("key"), cache.read("other")
    assert folder
    assert rows
    assert rows.to_pylist() == [{"period": PERIOD, "amount": Decimal("1.50")}]
    cache.storage.delete(folder)
    assert cache.rows("key") is None
    assert cache.find("key") is not None


def test_what_nobody_keeps_is_deleted(bench: SparkBench) -> None:
    bench.compute("dropped", "select 1 as x", {})
    bench.compute("left", "select 2 as x", {})
    dropped, left = (bench._computed[name] for name in ("dropped", "left"))
    bench.drop("dropped")
    assert "dropped" not in bench
    assert [bench.storage.measure(path)[0] for path in (dropped, left)] == [0, 1]
    bench.close()
    assert bench.storage.measure(left) == (0, 0)


def test_equal_rows_have_one_content_in_any_order(cache: SharedStepCache) -> None:
    rows = pa.table({"ref": ["a", "b", None], "has_stock": [True, None, False]})
    assert cache.publish("one", rows) == cache.publish("two", rows.take([2, 0, 1]))
    assert cache.publish("one", rows) != cache.publish("three", rows.slice(1))


def test_an_error_is_that_of_an_engine(bench: SparkBench) -> None:
    with pytest.raises(EngineError):
        bench.compute("wrong", "select cast('x' as integer) as x", {})


def test_a_server_that_does_not_answer_is_named(bench: SparkBench) -> None:
    bench.address = "sc://127.0.0.1:9"
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1:9 does not answer"):
        bench.compute("one", "select 1 as x", {})
