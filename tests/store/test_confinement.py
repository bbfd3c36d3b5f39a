"""SQL in the warehouse can see one snapshot and nothing else on the machine."""

from pathlib import Path

import duckdb
import pytest

from close.store.warehouse import Warehouse, organisations, slug
from tests.given.landings import landing, sale
from tests.given.tables import connect


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    other = Warehouse(tmp_path, "other")
    other.land([landing("sales_documents", [sale("S-9")])], "ada")
    warehouse = Warehouse(tmp_path, "own")
    warehouse.land([landing("sales_documents", [sale("S-1")])], "ada")
    (warehouse.folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    return warehouse


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('{root}/secret.csv')",
        "select * from '{root}/secret.csv'",
        "select * from read_csv('{folder}/../secret.csv')",
        "select * from read_csv('{folder}/link.csv')",
        "select * from read_text('/etc/passwd')",
        "select * from glob('/etc/*')",
        "select * from read_parquet('{root}/other/data/**/*.parquet')",
        "copy (select 1) to '{root}/out.csv'",
        "attach '{root}/other.db'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set allowed_directories = ['/']",
        "set memory_limit = '64GB'",
        "reset lock_configuration",
        "pragma memory_limit = '64GB'",
        "select * from warehouse",
    ],
)
def test_nothing_else_can_be_reached(warehouse: Warehouse, statement: str) -> None:
    sql = statement.format(root=warehouse.root, folder=warehouse.folder)
    with connect(warehouse) as connection, pytest.raises(duckdb.Error):
        connection.execute(sql).fetchall()


def test_memory_is_limited(warehouse: Warehouse) -> None:
    with connect(warehouse) as connection:
        limits = connection.execute("select current_setting('memory_limit')").fetchall()
    assert limits == [("1.8 GiB",)]


def test_only_the_datasets_asked_for_are_there(warehouse: Warehouse) -> None:
    with connect(warehouse, ["sales_documents"]) as connection:
        assert connection.sql("select order_ref from sales_documents").fetchall() == [("S-1",)]
        with pytest.raises(duckdb.CatalogException):
            connection.sql("select * from purchase_documents")


def test_organisations_stand_apart(warehouse: Warehouse) -> None:
    assert organisations(warehouse.root) == ["other", "own"]
    assert slug("Ash & Co. (NZ)") == "ash-co-nz"
    assert slug("../../etc") == "etc"
