"""A report answered by hand: its script in by_hand/, or else the steps of the report, each as a table."""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pyarrow as pa

from close.engine.connection import HISTORY, LANDINGS, Bench
from close.months import month
from close.rules.compile import compile_report, steps
from close.rules.given import GIVEN
from close.store.warehouse import Warehouse

SCRIPTS = Path(__file__).parent / "by_hand"


def answer_by_hand(warehouse: Warehouse, name: str, period: str, reference: str | None) -> tuple[pa.Table, bool]:
    """Return the rows, and True if a script for them exists."""
    script = SCRIPTS / f"{name}.sql"
    is_written = script.exists()
    statements = script.read_text(encoding="utf-8").split(";\n") if is_written else list(_steps(name, period))
    compiled = compile_report(name, period)
    parameters = month(period).parameters() | {"reference": reference}
    with closing(Bench(warehouse, warehouse.head())) as bench:
        for table in (*compiled.datasets, LANDINGS, LANDINGS + HISTORY):
            bench.lay_out(table)
        for table, schema in GIVEN.items():
            bench.put(table, schema.empty_table())
        connection = bench.connection
        for statement in statements[:-1]:
            connection.execute(statement, _asked(statement, parameters))
        return connection.sql(statements[-1], params=_asked(statements[-1], parameters)).to_arrow_table(), is_written


def _steps(name: str, period: str) -> Iterator[str]:
    """Return a statement for each step that the report needs, then the report itself."""
    compiled = compile_report(name, period)
    for step, part in steps(compiled.query, compiled.period).items():
        yield f"create temp table {step} as\n{part.sql}"
    yield compiled.query.body


def _asked(statement: str, parameters: Mapping[str, object]) -> dict[str, object]:
    return {name: parameters[name] for name in set(re.findall(r"\$(\w+)", statement))}
