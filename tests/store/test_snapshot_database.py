"""Databases of snapshots: readers share the views of a snapshot, and nothing that they compute."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from close.engine.connection import Bench
from close.engine.snapshot_database import OPEN, open_database
from close.store.warehouse import Warehouse
from tests.given.landings import landing, sale, settings


def land(root: Path, *refs: str) -> Warehouse:
    warehouse = Warehouse(root, "Ash & Co")
    warehouse.land([settings(), landing("sales_documents", [sale(ref) for ref in refs])], "ada")
    return warehouse


def read_sales(bench: Bench) -> list[str]:
    bench.lay_out("sales_documents")
    return [row["order_ref"] for row in bench.fetch("sales_documents").select(["order_ref"]).to_pylist()]


def test_readers_of_a_snapshot_share_its_database(tmp_path: Path) -> None:
    warehouse = land(tmp_path, "S-1")
    first = open_database(warehouse, warehouse.head())
    assert open_database(warehouse, warehouse.head()) is first
    warehouse.land([landing("sales_documents", [sale("S-1"), sale("S-2")], name="again.csv")], "ada")
    assert open_database(warehouse, warehouse.head()) is not first


def test_computed_tables_belong_to_one_reader(tmp_path: Path) -> None:
    warehouse = land(tmp_path, "S-1")
    with closing(Bench(warehouse, warehouse.head())) as one, closing(Bench(warehouse, warehouse.head())) as other:
        one.compute("amounts", "select 1 as amount", {})
        assert "amounts" not in other
        other.compute("amounts", "select 2 as amount", {})
        assert [bench.fetch("amounts").to_pylist() for bench in (one, other)] == [[{"amount": 1}], [{"amount": 2}]]


def test_a_reader_that_closes_leaves_the_others_their_views(tmp_path: Path) -> None:
    warehouse = land(tmp_path, "S-1")
    with closing(Bench(warehouse, warehouse.head())) as staying:
        with closing(Bench(warehouse, warehouse.head())) as leaving:
            assert read_sales(leaving) == ["S-1"]
        assert read_sales(staying) == ["S-1"]


def test_an_organisation_put_back_from_elsewhere_is_read_anew(tmp_path: Path) -> None:
    warehouse = land(tmp_path / "here", "S-1")
    with closing(Bench(warehouse, warehouse.head())) as bench:
        assert read_sales(bench) == ["S-1"]
    other = land(tmp_path / "elsewhere", "S-2")
    shutil.rmtree(warehouse.folder)
    shutil.copytree(other.folder, warehouse.folder)
    with closing(Bench(warehouse, warehouse.head())) as bench:
        assert read_sales(bench) == ["S-2"]


def test_a_reader_outlasts_the_databases_that_are_kept(tmp_path: Path) -> None:
    warehouse = land(tmp_path, "S-1")
    with closing(Bench(warehouse, warehouse.head())) as bench:
        assert read_sales(bench) == ["S-1"]
        for number in range(OPEN + 1):
            other = land(tmp_path / str(number), "S-2")
            open_database(other, other.head())
        assert open_database(warehouse, warehouse.head()) is not bench._database
        assert read_sales(bench) == ["S-1"]


def test_readers_may_come_at_the_same_time(tmp_path: Path) -> None:
    warehouse = land(tmp_path, "S-1")

    def read(_: int) -> list[str]:
        with closing(Bench(warehouse, warehouse.head())) as bench:
            return read_sales(bench)

    with ThreadPoolExecutor(8) as threads:
        assert [*threads.map(read, range(64))] == [["S-1"]] * 64


def test_a_database_that_has_ended_is_replaced(tmp_path: Path) -> None:
    warehouse = land(tmp_path, "S-1")
    ended = open_database(warehouse, warehouse.head())
    ended.close()
    with closing(Bench(warehouse, warehouse.head())) as bench:
        assert read_sales(bench) == ["S-1"]
