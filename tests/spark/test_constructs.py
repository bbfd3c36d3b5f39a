"""All that the rules may use means the same on every engine, also for texts, amounts and days that are seldom seen."""

from contextlib import closing
from datetime import date
from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest

from close.engine.spark.bench import SparkBench
from close.engine.spark.storage import Storage
from close.rules.dialects.portability import list_obstacles
from close.rules.dialects.translation import translate
from close.rules.queries import parse
from close.store.warehouse import Warehouse
from tests.spark.graph import list_rows

TEXTS = [
    None,
    "",
    " ",
    "  a b ",
    "\u00dcn\u00efcode \u00df",
    "SO-0012",
    "so 12/a",
    "x|y||z",
    "a\\b",
    "q'uote",
    "%_",
    "\u00a0nb\u00a0",
]
TEXTS += [
    "\u65e5\u672c",
    "ABC-1B",
    "0007",
    "\ttab\t",
    "C1-22699",
    "$1",
    "a.b*c",
    "cost of goods",
    "-",
    "\u0663",
    "2026-02",
]
AMOUNTS = [None, "10.0100", "-0.0050", "123456789.1234", "0.0049", "5.0050", "-2.5000"]
DAYS = [None, date(2026, 2, 28), date(2024, 2, 29), date(2026, 1, 31), date(1999, 12, 31)]
COLUMNS = pa.schema(
    {
        **dict.fromkeys(("a", "b"), pa.string()),
        **dict.fromkeys(("i", "n"), pa.int32()),
        **dict.fromkeys(("m", "k"), pa.decimal128(18, 4)),
        **dict.fromkeys(("d", "e"), pa.date32()),
        "f": pa.bool_(),
    }
)
VALUES = r"""
upper(a); lower(b); trim(a); ltrim(a, '0'); rtrim(a); trim(a, '-'); length(a); left(a, 2); right(a, 2)
replace(a, '-', ''); substring(a, 2); substring(a, 2, 3); split_part(a, '|', 2); strpos(a, 'b'); strpos(a, b)
contains(a, 'o'); a like '%|%'; a like 'a%'; regexp_matches(a, '\p{L}')
regexp_matches(lower(a), '\b(cogs|cost of (goods|sales?))\b'); regexp_extract(a, '^[^0-9]*')
regexp_extract(a, '0*([0-9]+)[^0-9]*$', 1); regexp_replace(a, '[^\p{L}0-9]+', '-', 'g')
regexp_replace(upper(a), '(\p{L})([0-9])', '\1-\2', 'g'); regexp_replace(a, '[0-9]+([^0-9]?[A-Z])?$', ''); a || b
concat_ws('|', a, b); concat_ws('|', n, d); coalesce(a, b, '?'); nullif(a, ''); a < b; a is distinct from b
least(n, 2); greatest(n, 2); least(d, e); greatest(m, k); greatest(m, 0); abs(m); sign(m); sign(n); round(m, 2)
round(m); n % 7; m * k; m + k; m - k; -m; m * n; cast(m * k as decimal(18, 2)); cast(m as decimal(18, 2))
cast(round(m) as integer); cast(m / k as decimal(18, 2))
cast(round(100 * m / k) as bigint); cast(cast(m as decimal(38, 4)) * k / 2 as decimal(18, 2))
cast(least(greatest(m / k, 0), 1) as decimal(38, 12)); cast(m as varchar); cast(d as varchar); cast(f as varchar)
date_diff('day', d, e); year(d) * 12 + month(d); last_day(d); strftime(d, '%Y-%m'); strftime(d, '%Y-%m-%d'); d + n
d - 1; cast(date_trunc('month', d) as date); d < e; f and n > 0; not f
row_number() over (partition by f order by a, i); row_number() over (order by d desc nulls first, i)
rank() over (order by n); sum(m) over (partition by f); sum(m) over (order by i); lag(m) over (order by i)
first_value(m) over (partition by f order by i)
"""
TOTALS = """
string_agg(a, ',' order by a, i); count(a); count(distinct a); sum(m)
sum(n); min(a); max(d); bool_or(f); bool_and(f); count(*) filter (where n > 0); sum(m) filter (where n > 100)
cast(avg(m) as decimal(18, 4))
"""
DISTINCT = "string_agg(distinct a, ',' order by a)"  # Spark 4.3 cannot plan it next to other distinct totals


def list_expressions(text: str) -> list[str]:
    return [part.strip() for line in text.strip().splitlines() for part in line.split(";")]


@pytest.fixture(scope="module")
def rows() -> pa.Table:
    table = [
        {
            "a": text,
            "b": TEXTS[(i * 7 + 3) % len(TEXTS)],
            "i": i,
            "n": [None, 0, 1, -1, 5, 3][i % 6],
            "m": amount and Decimal(amount),
            "k": [None, Decimal(2), Decimal(3), Decimal(-8), Decimal("7.5"), Decimal(16)][i % 6],
            "d": DAYS[i % 5],
            "e": DAYS[i % 4],
            "f": [True, False, None][i % 3],
        }
        for i, text in enumerate(TEXTS * 7)
        for amount in (AMOUNTS[i % 7],)
    ]
    return pa.Table.from_pylist(table, COLUMNS)


@pytest.mark.parametrize(
    ("text", "group"), [(VALUES, "i"), (TOTALS, "n"), (DISTINCT, "n")], ids=["values", "totals", "distinct"]
)
def test_expressions_mean_the_same(server: str, company: Warehouse, rows: pa.Table, text: str, group: str) -> None:
    columns = ", ".join(f"{expression} as x{i}" for i, expression in enumerate(list_expressions(text)))
    sql = f"select {group}, {columns} from t {'group by n' if group == 'n' else ''}"
    assert list(list_obstacles(parse(sql))) == []
    with duckdb.connect() as connection:
        connection.register("t", rows)
        expected = connection.sql(sql).to_arrow_table()
    with closing(SparkBench(server, Storage(str(company.root)), company, company.head(), translate)) as bench:
        bench.put("t", rows)
        bench.compute("x", sql, {})
        found = bench.fetch("x")
    for name, expression in zip(found.column_names[1:], list_expressions(text), strict=True):
        pair = [table.select([group, name]) for table in (found, expected)]
        assert list_rows(pair[0], in_order=False) == list_rows(pair[1], in_order=False), expression
