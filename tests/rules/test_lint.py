"""Every SQL file is pure, and impure ones are reported."""

from pathlib import Path

import pytest

from close.rules import lint
from close.rules.generated import generate, names
from close.rules.queries import KINDS, SQL, kind_of, library, read
from tests.given.periods import LATEST

FILES = sorted(SQL.rglob("*.sql"))
GOOD = "select order_ref as ref, cast(sales / 2 as decimal(18, 2)) as half from sales_documents order by ref"


def notes(folder: Path, body: str, key: str = "ref") -> list[str]:
    path = folder / "made_up.v1.sql"
    path.write_text(f"-- Made up: to be refused.\n--\n-- since: 2000-01\n-- key:   {key}\n\n{body}\n")
    return lint.check(read(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_passes(path: Path) -> None:
    assert lint.check(read(path), kind_of(path)) == []


def test_the_library_holds_every_file() -> None:
    assert {query.path for kind in KINDS for queries in library(kind).values() for query in queries} == set(FILES)


def test_a_pure_report_passes(tmp_path: Path) -> None:
    assert notes(tmp_path, GOOD) == []


def test_a_report_may_take_a_reference_if_its_header_says_so(tmp_path: Path) -> None:
    body = "select order_ref as ref from sales_documents where ref_key = $reference order by ref"
    assert notes(tmp_path, body) == [
        "it uses $reference; the parameters are period, period_end, period_start, previous_end, previous_period"
    ]
    assert notes(tmp_path, body, "ref\n-- takes: reference") == []
    assert any("takes customer" in note for note in notes(tmp_path, body, "ref\n-- takes: reference, customer"))


def test_what_reads_the_audit_log_says_which_events_count(tmp_path: Path) -> None:
    body = "select subject as ref from audit_log where kind = 'waived' order by ref"
    assert len(notes(tmp_path, body)) == 1
    assert notes(tmp_path, body, "ref\n-- events: waived") == []


@pytest.mark.parametrize(
    "body",
    [
        # more or less than one select
        f"{GOOD}; select 1 as ref",
        f"{GOOD};",
        "insert into sales_documents select 1",
        "copy (select 1 as ref) to 'out.csv'",
        "attach 'other.db'",
        "select from where",
        # the clock, randomness, the machine
        *(
            f"select order_ref as ref, {call} as x from sales_documents order by ref"
            for call in (
                *("current_date", "current_timestamp", "localtime", "localtimestamp", "now()", "today()"),
                *("get_current_timestamp()", "random()", "uuid()", "gen_random_uuid()", "txid_current()"),
                *("current_user", "current_schema()", "version()", "current_setting('threads')", "getenv('HOME')"),
                *("nextval('s')", "any_value(order_ref)", "list(order_ref)", "frobnicate(order_ref)"),
            )
        ),
        "select order_ref as ref from sales_documents using sample 10 order by ref",
        "select ref from (select order_ref as ref from sales_documents limit 5) as few order by ref",
        "select order_ref as ref, cast(row_number() over () as integer) as n from sales_documents order by ref",
        "select order_ref as ref, string_agg(customer, ',') as x from sales_documents group by order_ref order by ref",
        # files and other tables
        *(
            f"select ref from {source} order by ref"
            for source in (
                *("read_csv('/etc/passwd')", "read_text('/etc/passwd')", "read_parquet('a.parquet')"),
                *("read_json('a.json')", "glob('/etc/*')", "'/etc/passwd'", '"/etc/passwd"', "'a.parquet'"),
                *("duckdb_settings()", "pragma_table_info('x')", "query('select 1 as ref')", "range(10)"),
                *("information_schema.tables", "other.sales_documents", "nowhere"),
            )
        ),
        "with x as (select ref from read_csv('/etc/passwd')) select ref from x order by ref",
        'with x as (with "/a" as (select 1 as ref) select ref from "/a") select ref from "/a" order by ref',
        "select order_ref as ref, (select count(*) from read_blob('/a')) as x from sales_documents order by ref",
        "with sales_documents as (select 1 as ref) select ref from sales_documents order by ref",
        # floating point
        *(
            f"select order_ref as ref, {call} as x from sales_documents group by ref, sales order by ref"
            for call in (
                *("cast(sales as double)", "sales::float", "try_cast(sales as real)", "sales / 2", "avg(sales)"),
                *("round(avg(sales), 2)", "coalesce(sales / 2, 0)", "1e0"),
            )
        ),
        "with x as (select order_ref as ref, sales / 2 as x from sales_documents) select ref, x from x order by ref",
        # texts that cannot be parsed
        "select * from sales_documents order by order_ref",
        "select order_ref as ref, sales_documents.* from sales_documents order by ref",
        "select order_ref as ref from sales_documents union all select * from cogs_entries order by ref",
        "select order_ref as ref, sales + cost as x from sales_documents order by ref",
        # the key, the order, parameters
        "select order_ref as other from sales_documents order by other",
        "select order_ref as ref from sales_documents",
        "select order_ref as ref, sales from sales_documents order by sales",
        "select order_ref as ref from sales_documents where period = $today order by ref",
        "select order_ref as ref from sales_documents where period = ? order by ref",
    ],
)
def test_what_is_not_pure_is_refused(tmp_path: Path, body: str) -> None:
    assert notes(tmp_path, body)


def test_a_report_without_a_key_is_refused(tmp_path: Path) -> None:
    assert notes(tmp_path, GOOD, key="")


def test_a_report_needs_datasets(tmp_path: Path) -> None:
    assert notes(tmp_path, GOOD, "ref\n-- needs: sales_documents, cogs_entries") == []
    (note,) = notes(tmp_path, GOOD, "ref\n-- needs: purchases")
    assert note.startswith("it needs purchases, which is not a dataset: ")


def test_a_later_version_says_what_it_changes_and_from_when(tmp_path: Path) -> None:
    path = tmp_path / "findings.v9.sql"
    path.write_text(f"-- Findings: again.\n--\n-- since: 2000-01\n-- key: ref\n\n{GOOD}\n")
    assert lint.check(read(path)) == [
        "it is version 9, and its header does not say what it changes: `change: ...`",
        "it holds from 2000-01, and version 1 from 2000-01: a later version needs a later month",
    ]


def test_a_model_speaks_of_its_own_month(tmp_path: Path) -> None:
    path = tmp_path / "made_up.v1.sql"
    body = "select ref_key from sales_documents where period = $previous_period"
    path.write_text(f"-- Made up: a step.\n--\n-- since: 2000-01\n\n{body}\n")
    assert any("$previous_period" in note for note in lint.check(read(path), "models"))


def test_a_model_without_a_grain_or_a_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "made_up.v1.sql"
    header, body = "-- Made up: a step.\n--\n-- since: 2000-01\n", "select ref_key from sales_documents"
    path.write_text(f"{header}\n{body}\n")
    assert len(lint.check(read(path), "models")) == 2
    path.write_text(f"{header}-- grain: one row for each sale\n-- key: ref_key\n\n{body}\n")
    assert lint.check(read(path), "models") == []


@pytest.mark.parametrize("name", sorted(names()))
def test_a_generated_model_has_a_grain_and_a_key(name: str) -> None:
    query = generate(name, LATEST)
    assert query is not None
    assert lint.check(query, "models") == []
