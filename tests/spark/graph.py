"""Every step and report of a month on a server of Spark Connect, next to the same rows from DuckDB."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from functools import cached_property

import pyarrow as pa

from close.engine.spark.bench import SparkBench
from close.engine.spark.storage import Storage
from close.months import month
from close.rules.answers import run, run_model
from close.rules.compile import BEFORE, find_step, is_before
from close.rules.dialects.translation import translate
from close.rules.given import GIVEN
from close.rules.queries import Query, in_force
from close.rules.questions import Question
from close.store.warehouse import Warehouse

Rows = list[tuple[str | None, ...]]


class Graph:
    """The steps of one question on a server."""

    def __init__(self, server: str, storage: Storage, question: Question) -> None:
        self.question, self.period, self.steps = question, question.month.period, 0
        self._server, self._storage = server, storage
        self._bench = SparkBench(server, storage, question.warehouse, question.snapshot, translate)

    def close(self) -> None:
        """Forget everything on the server."""
        if "before" in vars(self):
            self.before.close()
        self._bench.close()

    @cached_property
    def before(self) -> "Graph":
        """The steps of the month before."""
        return Graph(self._server, self._storage, self.question.month_before)

    def differences(self, names: Iterable[str]) -> Iterator[str]:
        """Compute reports and each step that they need. Yield a line for each that is not as in DuckDB."""
        for name in names:
            report = in_force(name, self.period)
            yield from self._compare(f"{name}_report", report, run(self.question.warehouse, name, self.period).table)

    def _compare(self, name: str, query: Query, expected: pa.Table) -> Iterator[str]:
        for read in sorted(query.reads):
            yield from self._provide(read)
        self.steps += 1
        self._bench.compute(name, query.body, self.question.parameters(query.parameters))
        is_report = name.endswith("_report")
        found, right = (list_rows(table, is_report) for table in (self._bench.fetch(name), expected))
        if found != right:
            yield f"{self.period} {name}: {_contrast(found, right)}"

    def _provide(self, name: str) -> Iterator[str]:
        if name in self._bench:
            return
        if name in GIVEN:
            self._bench.put(name, GIVEN[name].empty_table())
        elif is_before(name):
            model = name.removesuffix(BEFORE)
            yield from self.before._provide(model)
            self._bench.read(name, self.before._bench.write(model, ""))
        elif step := find_step(name, self.period):
            yield from self._compare(name, step, run_model(self.question.warehouse, name, self.period))
        else:
            self._bench.lay_out(name)


def compare(
    server: str, storage: Storage, warehouse: Warehouse, period: str, names: Iterable[str]
) -> tuple[int, list[str]]:
    """Return the number of steps behind some reports of a month, and a line for each that differs from DuckDB."""
    with closing(Graph(server, storage, Question(warehouse, warehouse.head(), month(period)))) as graph:
        differences = list(graph.differences(names))
        return graph.steps, differences


def list_rows(table: pa.Table, in_order: bool) -> Rows:
    """Return rows as texts, sorted unless their order is part of the answer. Column names come first."""
    rows = [tuple(_text(value) for value in row.values()) for row in table.to_pylist()]
    if not in_order:
        rows.sort(key=lambda row: [(value is None, value or "") for value in row])
    return [tuple(table.column_names), *rows]


def _text(value: object) -> str | None:
    if value is None:
        return None
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _contrast(found: Rows, expected: Rows) -> str:
    strange, missing = [row for row in found if row not in expected], [row for row in expected if row not in found]
    return f"{len(found)} rows, not {len(expected)}: {strange[:2]}, not {missing[:2]}"
