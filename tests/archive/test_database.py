"""Another program reads the exports and reports of a month from one DuckDB file."""

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from close.archive import database
from close.commands.command import main
from close.rules.answers import run
from close.rules.queries import library
from close.store.warehouse import Warehouse
from tests.given.recorded import PERIOD, organisation

READ = """
import duckdb, sys
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    connection.sql(sys.argv[2]).to_parquet(sys.argv[3])
"""


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return organisation(tmp_path_factory.mktemp("recorded"))


@pytest.fixture(scope="module")
def file(warehouse: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("open") / "month.duckdb"
    database.write(warehouse, PERIOD, file)
    return file


def read(file: Path, sql: str, tmp_path: Path) -> pa.Table:
    """Return the rows of a query in a process without Tieout."""
    rows = tmp_path / "rows.parquet"
    subprocess.run([sys.executable, "-I", "-c", READ, file, sql, rows], cwd=tmp_path, check=True)
    return pq.read_table(rows)


@pytest.mark.parametrize("name", ["sales_and_credits", "balances", "checklist", "bridge"])
def test_a_view_has_the_rows_of_its_report(warehouse: Warehouse, file: Path, tmp_path: Path, name: str) -> None:
    expected = run(warehouse, name, PERIOD).table
    assert read(file, f"from {name}", tmp_path).to_pylist() == expected.to_pylist()
    assert expected.num_rows


def test_a_report_for_one_document_is_a_function(warehouse: Warehouse, file: Path, tmp_path: Path) -> None:
    expected = run(warehouse, "document_story", PERIOD, reference="S-1").table
    assert read(file, "from document_story('S-1')", tmp_path).to_pylist() == expected.to_pylist()
    assert expected.num_rows


def test_every_report_and_export_is_there(file: Path, tmp_path: Path) -> None:
    listed = "select view_name as name from duckdb_views() union select function_name from duckdb_functions()"
    assert library("reports").keys() <= set(read(file, listed, tmp_path)["name"].to_pylist())
    assert read(file, "select sales from sales_documents", tmp_path)["sales"].to_pylist() == [11]
    assert read(file, "from payments", tmp_path).num_rows == 0
    assert read(file, "from landings_history", tmp_path).num_rows > read(file, "from landings", tmp_path).num_rows


def test_by_command(warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "month.duckdb"
    file.write_text("an older file")
    assert main(["open", "--month", PERIOD, "--warehouse", str(warehouse.root), "-o", str(file)]) == 0
    assert str(warehouse.folder) in capsys.readouterr().out
    assert read(file, "select period() as period", tmp_path)["period"].to_pylist() == [PERIOD]
    assert [path.name for path in tmp_path.glob("month*")] == ["month.duckdb"]
    assert main(["open", "--month", "March", "--warehouse", str(warehouse.root), "-o", str(file)]) == 1
