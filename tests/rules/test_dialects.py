"""Other engines: the environment chooses one, and what means something else there is translated or refused."""

import sys

import pytest

from close.engine.connection import Bench
from close.engine.step_cache import StepCache
from close.rules.dialects.engines import SERVER, NoClient, open_bench, open_step_cache
from close.rules.dialects.portability import list_obstacles
from close.rules.dialects.translation import translate
from close.rules.queries import parse
from close.store.warehouse import Warehouse

QUOTIENT = "(CAST(`t`.`n` AS DOUBLE) / CAST(`t`.`a` AS DOUBLE))"
ROUNDED = f"CAST(ROUND({QUOTIENT} * CAST({{0}} AS DOUBLE)) AS DOUBLE) / CAST({{0}} AS DOUBLE)"


def list_notes(expression: str) -> list[str]:
    return list(list_obstacles(parse(f"select {expression} as x from t")))


@pytest.mark.parametrize(
    ("refused", "named", "portable"),
    [
        (r"regexp_matches(a, '\d')", r"\d", "regexp_matches(a, '[0-9]')"),
        (r"regexp_extract(a, 'x\s*')", r"\s", "regexp_extract(a, 'x *')"),
        ("regexp_replace(a, '[^0-9]', '')", "first match", "regexp_replace(a, '[^0-9]', '', 'g')"),
        ("regexp_replace(a, 'x', '')", "first match", "regexp_replace(a, 'x$', '')"),
        (r"regexp_replace(a, '(x)', '\1y', 'g')", "touch a letter", r"regexp_replace(a, '(x)', '\1-', 'g')"),
        ("regexp_replace(a, 'x', '$', 'g')", "$ is one", "regexp_replace(a, 'x', '-', 'g')"),
        (r"a like 'x\%'", "backslash", "a like 'x%'"),
        ("substring(a, 0, 2)", "positions start at 1", "substring(a, 1, 2)"),
        ("left(a, -1)", "positions start at 1", "left(a, length(a) - 1)"),
        ("date_diff('month', d, e)", "only days", "date_diff('day', d, e)"),
        ("a in (select b from u)", "left join", "a in ('b', 'c')"),
        ("null as x from u union all select a", "cast it", "cast(null as varchar) as x from u union all select a"),
    ],
)
def test_what_does_not_travel_is_refused(refused: str, named: str, portable: str) -> None:
    (note,) = list_notes(refused)
    assert named in note
    assert list_notes(portable) == []


@pytest.mark.parametrize(
    ("duckdb", "spark"),
    [
        ("a", "`t`.`a`"),
        (r"regexp_replace(a, '(x)\.', '\1-', 'g')", r"REGEXP_REPLACE(`t`.`a`, '(x)\\.', '$1-')"),
        ("sign(n)", "CAST(SIGN(`t`.`n`) AS INT)"),
        ("n - $period_end", "`t`.`n` - :period_end"),
        ("round(n, 2)", "ROUND(`t`.`n`, 2)"),
        ("cast(n / a as decimal(18, 2))", f"CAST({ROUNDED.format(100)} AS DECIMAL(18, 2))"),
        ("cast(round(n / a, 1) as decimal(18, 2))", f"CAST({ROUNDED.format(10)} AS DECIMAL(18, 2))"),
    ],
)
def test_a_translation_says_what_duckdb_means(duckdb: str, spark: str) -> None:
    translated = translate(f"select {duckdb} from t", {"t": ["a", "n"]})
    assert translated.text.removesuffix(" FROM `t` AS `t`").removeprefix("SELECT ").split(" AS `")[0] == spark
    assert not translated.is_ordered


def test_stars_are_written_out_and_an_order_is_noted() -> None:
    translated = translate("select t.* exclude (b) from t order by a", {"t": ["a", "b", "c"], "u": ["d"]})
    assert translated.text == "SELECT `t`.`a`, `t`.`c` FROM `t` AS `t` ORDER BY `t`.`a` NULLS LAST"
    assert translated.is_ordered


def test_duckdb_answers_unless_a_server_is_set(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv(SERVER, raising=False)
    warehouse = Warehouse(tmp_path, "Dulse")
    assert isinstance(open_bench(warehouse, warehouse.head()), Bench)
    assert isinstance(open_step_cache(warehouse), StepCache)
    assert not {"close.engine.spark.bench", "close.engine.spark.storage"} & sys.modules.keys()


def test_a_missing_client_is_named(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv(SERVER, "sc://localhost:15002")
    monkeypatch.setitem(sys.modules, "pyspark", None)
    warehouse = Warehouse(tmp_path, "Dulse")
    with pytest.raises(NoClient, match="install tieout"):
        open_bench(warehouse, warehouse.head())
