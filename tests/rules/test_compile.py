"""The version of a report in force, the models compiled into it, and the parameters it uses."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from sqlglot import exp

from close.months import month
from close.rules import compile as compiling
from close.rules import queries
from close.rules.answers import run, run_model
from close.rules.compile import compile_report, order_steps
from close.rules.generated import generate, names
from close.rules.queries import BadHeader, UnknownReport, in_force, library, read
from close.store.warehouse import Warehouse
from tests.given.landings import landing, sale

REPORTS = sorted(library("reports"))
BOTH = (
    "with a as (select sum(sales) as x from known), b as (select sum(sales) as x from known_before) "
    "select cast(a.x as integer) as now_known, cast(b.x as integer) as last_known"
)
FILES = {
    "reports/totals.v1.sql": ("2000-01", "select $period as period, cast(sum(sales) as integer) as x from known"),
    "reports/totals.v2.sql": (
        "2026-03",
        "select $period as period, cast(sum(sales) as integer) + 1000 as x from known",
    ),
    "reports/both.v1.sql": ("2000-01", f"{BOTH} from a cross join b"),
    "models/known.v1.sql": ("2000-01", "select * from shared where created_date <= $period_end"),
    "models/known.v3.sql": ("2026-04", "select * from shared where sales > 100"),
    "models/shared.v1.sql": ("2000-01", "select * from sales_documents where period <= $period"),
}


def forget() -> None:
    library.cache_clear()
    compiling._compile.cache_clear()
    compiling._version_date.cache_clear()


@pytest.fixture
def sql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name, (since, body) in FILES.items():
        (tmp_path / "sql" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "sql" / name).write_text(
            f"-- Made up: of two months.\n--\n-- since: {since}\n-- key: x\n\n{body}\n"
        )
    monkeypatch.setattr(queries, "SQL", tmp_path / "sql")
    forget()
    yield tmp_path / "sql"
    monkeypatch.undo()
    forget()


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    for n, period in enumerate(("2026-01", "2026-02", "2026-03", "2026-04")):
        warehouse.land(
            [landing("sales_documents", [sale(f"S-{n}", sales=10**n, created_date=month(period).start)], period)], "ada"
        )
    return warehouse


def test_the_version_in_force_is_the_highest_that_has_begun(sql: Path) -> None:
    assert [in_force("totals", period).version for period in ("2026-02", "2026-03", "2031-01")] == [1, 2, 2]
    assert [in_force("known", period, "models").version for period in ("2026-03", "2026-04")] == [1, 3]
    with pytest.raises(UnknownReport, match="both, totals"):
        in_force("total", "2026-03")


@pytest.mark.parametrize(("name", "kind"), [("totals", "reports"), ("shared", "models")])
def test_a_month_before_the_first_version_is_too_early(sql: Path, name: str, kind: str) -> None:
    with pytest.raises(UnknownReport, match=f'"{name}" applies from 2000-01 onwards'):
        in_force(name, "1999-12", kind)


def test_the_comment_of_a_column_is_its_label_and_its_tooltip(tmp_path: Path) -> None:
    path = tmp_path / "sums.v1.sql"
    path.write_text(
        "-- Sums: made up.\n--\n-- since: 2000-01\n\nselect\n    ref,\n    amount,  -- Amount\n"
        "    cast(amount + tax as decimal(18, 2)) as total  -- Total: with tax, at 12:00\nfrom sums\n"
    )
    columns = [(column.name, column.label, column.tooltip) for column in read(path).columns]
    assert columns == [("ref", "Ref", ""), ("amount", "Amount", ""), ("total", "Total", "with tax, at 12:00")]


def test_a_month_is_answered_by_its_own_version(sql: Path, warehouse: Warehouse) -> None:
    answers = [run(warehouse, "totals", period) for period in ("2026-02", "2026-03", "2026-04")]
    assert [answer.report.version for answer in answers] == [1, 2, 2]
    assert [answer.table["x"].to_pylist() for answer in answers] == [[11], [1111], [2000]]


def test_before_is_the_model_of_the_month_before(sql: Path, warehouse: Warehouse) -> None:
    (row,) = run(warehouse, "both", "2026-03").table.to_pylist()
    assert row == {"now_known": 111, "last_known": 11}


def test_only_what_is_used_is_asked_for(sql: Path) -> None:
    assert compile_report("totals", "2026-02").parameters == {"period", "period_end"}
    assert compile_report("totals", "2026-04").parameters == {"period"}
    assert compile_report("both", "2026-02").parameters == set(month("2026-02").parameters()) - {"period_start"}
    assert compile_report("totals", "2026-02").datasets == ("sales_documents",)


@pytest.mark.parametrize("text", ["select 1", "-- Title: a.\n\nselect 1", "-- since: 2026-01\n\nselect 1", ""])
def test_a_file_without_its_header_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.v1.sql").write_text(text)
    with pytest.raises(BadHeader, match=r"bad\.v1\.sql"):
        read(tmp_path / "bad.v1.sql")


def test_what_a_text_reads_is_found_without_parsing_it() -> None:
    asked = {name: compile_report(name, "2026-03") for name in REPORTS}
    for query in order_steps(asked).values():
        steps = {step.alias for step in query.tree.find_all(exp.CTE)}
        assert query.reads == {table.name for table in query.tree.find_all(exp.Table)} - steps, query.name
        assert query.parameters == {str(each.this) for each in query.tree.find_all(exp.Placeholder, exp.Parameter)}


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_is_one_statement(name: str) -> None:
    with duckdb.connect() as connection:
        assert len(connection.extract_statements(compile_report(name, "2026-03").sql)) == 1


def test_the_newest_export_of_each_key_counts(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    for period, lag, prices in (("2026-02", 1, {"A": 1, "B": 1}), ("2026-03", 2, {"B": 2}), ("2026-04", 1, {"B": 3})):
        rows = [sale(key, sales=price) for key, price in prices.items()]
        warehouse.land([landing("sales_documents", rows, period, lag=lag, name=f"{period} {lag}.csv")], "ada")
    known = {
        period: run_model(warehouse, "sales_documents_as_known", period).to_pylist()
        for period in ("2026-02", "2026-03", "2026-04")
    }
    found = {period: sorted((row["ref_key"], int(row["sales"])) for row in rows) for period, rows in known.items()}
    assert found == {
        "2026-02": [("A", 1), ("B", 1)],
        "2026-03": [("A", 1), ("B", 2)],
        "2026-04": [("A", 1), ("B", 3)],
    }
    assert {row["_absent"] for row in known["2026-03"]} == {"|"}


def test_models_are_generated_for_what_a_later_export_replaces_key_by_key() -> None:
    assert {"causes", "payments_as_known", "stock_reconciliation_entries_as_known"} <= names()
    assert not {"settings_as_known", "ledger_balances_as_known", "documents_as_known"} & names()
    assert generate("ledger_balances_as_known", "2026-03") is None
