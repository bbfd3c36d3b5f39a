"""Landed content never changes: bytes, Parquet files and numbered snapshots."""

import hashlib
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from close.rules.answers import run
from close.store.datasets import DATASETS
from close.store.manifests import UnknownManifest
from close.store.warehouse import Warehouse
from tests.given.landings import landing, sale
from tests.given.tables import connect

SALES = landing("sales_documents", [sale("S-2"), sale("S-1")], name="Sales März.csv")


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([SALES], "ada")
    return warehouse


def parquet(warehouse: Warehouse) -> list[Path]:
    return sorted(warehouse.folder.rglob("*.parquet"))


def everything(warehouse: Warehouse) -> dict[Path, tuple[bytes, int]]:
    return {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in warehouse.folder.rglob("*") if path.is_file()
    }


def test_snapshots_reopen_exactly(warehouse: Warehouse) -> None:
    seen = [warehouse.head()]
    for n in range(4):
        warehouse.land([landing("sales_documents", [sale("S-1", sales=n)], f"2026-0{n % 2 + 3}")], "ada")
        seen.append(warehouse.head())
    assert [snapshot.number for snapshot in seen] == [1, 2, 3, 4, 5]
    assert [warehouse.manifests.open(number) for number in range(1, 6)] == seen
    assert warehouse.manifests.open(0).landings == ()
    with pytest.raises(UnknownManifest, match="newest is 5"):
        warehouse.manifests.open(6)


def test_an_old_snapshot_still_shows_what_it_showed(warehouse: Warehouse) -> None:
    old = warehouse.head()
    warehouse.land([landing("sales_documents", [sale("S-1"), sale("S-9")])], "ada")
    for snapshot, refs in ((old, ["S-1", "S-2"]), (warehouse.head(), ["S-1", "S-9"])):
        with connect(warehouse, ["sales_documents"], snapshot) as connection:
            assert connection.sql("select order_ref from sales_documents order by all").fetchall() == [
                (r,) for r in refs
            ]


def test_nothing_is_written_twice(warehouse: Warehouse) -> None:
    before = everything(warehouse)
    warehouse.land([landing("sales_documents", [sale("S-1", sales=99)])], "ada")
    warehouse.land([SALES], "ben")
    after = everything(warehouse)
    assert len(after) > len(before)
    assert {path: after[path] for path in before} == before


def test_every_file_is_read_only(warehouse: Warehouse) -> None:
    files = list(everything(warehouse))
    assert len(files) == 4  # the original, its Parquet, the manifest, the public key
    assert {oct(path.stat().st_mode & 0o777) for path in files} == {"0o444"}


def test_original_bytes_are_kept(warehouse: Warehouse) -> None:
    (record,) = warehouse.head().landings
    assert record.sha256 == hashlib.sha256(SALES.content).hexdigest()
    assert record.size == len(SALES.content)
    assert warehouse.original(record.sha256) == SALES.content


def test_the_manifest_proves_its_files(warehouse: Warehouse) -> None:
    (record,) = warehouse.head().landings
    (file,) = record.files
    content = (warehouse.folder / file.path).read_bytes()
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert (file.dataset, file.rows, record.rows) == ("sales_documents", 2, 2)
    assert file.path == f"data/sales_documents/period=2026-03/{record.landing}.parquet"


def test_the_footer_states_the_origin_of_a_file(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    totals = {"sales": Decimal("20.00")}
    warehouse.land([SALES.__class__(**{**vars(SALES), "totals": totals})], "ada")
    (path,) = parquet(warehouse)
    record = json.loads(pq.read_metadata(path).metadata[b"tieout"])
    assert (
        record.items()
        >= {
            "who": "ada",
            "file_name": "Sales März.csv",
            "size": len(SALES.content),
            "sha256": hashlib.sha256(SALES.content).hexdigest(),
            "rows": 2,
            "totals": {"sales": "20.00"},
            "loader": "by.hand",
            "loader_version": 1,
            "period": "2026-03",
            "exported_on": "2026-04-04",
        }.items()
    )
    assert record["landed_at"] == warehouse.head().landings[0].landed_at


def test_files_hold_the_declared_columns_sorted_by_key(warehouse: Warehouse) -> None:
    table = pq.read_table(parquet(warehouse)[0], partitioning=None)
    assert table.schema.remove_metadata() == DATASETS["sales_documents"].schema
    assert table["ref_key"].to_pylist() == ["S-1", "S-2"]
    assert table["_line"].to_pylist() == [3, 2]
    assert pq.read_metadata(parquet(warehouse)[0]).row_group(0).column(0).compression == "ZSTD"


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS)
def test_a_dataset_without_landings_has_its_columns(tmp_path: Path, dataset) -> None:
    with connect(Warehouse(tmp_path, "nobody")) as connection:
        empty = connection.sql(f"select * from {dataset.name}").to_arrow_table()
    assert (empty.num_rows, empty.schema.names) == (0, [*dataset.schema.names, "_landing"])
    assert empty.schema.types[:-1] == dataset.schema.types


def test_a_view_names_the_landing_of_each_row(warehouse: Warehouse) -> None:
    warehouse.land([landing("sales_documents", [sale("S-3")], name="more.csv")], "ada")
    with connect(warehouse) as connection:
        joined = "select order_ref, file_name from sales_documents join landings on landing = _landing order by all"
        assert connection.sql(joined).fetchall() == [
            ("S-1", "Sales März.csv"), ("S-2", "Sales März.csv"), ("S-3", "more.csv")
        ]  # fmt: skip


def test_a_running_server_notices_that_a_backup_was_restored(warehouse: Warehouse, tmp_path: Path) -> None:
    backup = tmp_path / "backup"
    shutil.copytree(warehouse.folder, backup)
    warehouse.land([landing("sales_documents", [sale("S-7")], "2026-04")], "ada")
    assert run(warehouse, "document_states", "2026-04").table["ref"].to_pylist() == ["S-1", "S-2", "S-7"]
    shutil.rmtree(warehouse.folder)
    shutil.copytree(backup, warehouse.folder)
    assert [record.period for record in warehouse.head().landings] == ["2026-03"]
    warehouse.land([landing("sales_documents", [sale("S-8")], "2026-04")], "ada")
    assert [record.period for record in warehouse.head().landings] == ["2026-03", "2026-04"]
    assert run(warehouse, "document_states", "2026-04").table["ref"].to_pylist() == ["S-1", "S-2", "S-8"]
