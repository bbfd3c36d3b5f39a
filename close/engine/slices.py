"""Parts of a long answer: the engine filters, counts, sorts and pages the rows where they are kept.

Only the rows of a part leave the engine. Conditions are expressions, so no SQL is built from their values.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, cached_property, reduce
from operator import and_, or_
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from duckdb import CoalesceOperator, ColumnExpression, ConstantExpression, FunctionExpression, SQLExpression

from close.engine.snapshot_database import CONFIG

COUNT, KEY, NUMBER = "_count", "_key", "_number"  # computed columns, by names that no report uses


class UnknownColumn(Exception):
    """A column that the rows do not have."""


@dataclass(frozen=True)
class Among:
    """A condition: the column contains one of the values. None is a blank."""

    column: str
    values: tuple[str | Decimal | None, ...]

    def express(self) -> duckdb.Expression:
        """Return the condition for the engine. A blank is never unknown."""
        column = ColumnExpression(self.column)
        wanted = [ConstantExpression(value) for value in self.values if value is not None]
        found = column.isnotnull() & column.isin(*wanted) if wanted else ConstantExpression(False)
        return found | column.isnull() if None in self.values else found


@dataclass(frozen=True)
class Between:
    """A condition: the day in a column is from the first to the last day, both included. A blank is not."""

    column: str
    first: date = date.min
    last: date = date.max

    def express(self) -> duckdb.Expression:
        """Return the condition for the engine."""
        column = ColumnExpression(self.column)
        return column.isnotnull() & column.between(ConstantExpression(self.first), ConstantExpression(self.last))


Condition = Among | Between
Either = tuple[Condition, ...]
"""Conditions of which at least one must hold."""


@dataclass(frozen=True)
class Rows:
    """Rows in a Parquet file or a table, narrowed to those that meet every condition, in the order of the source.

    Rows that meet the first condition of `ahead` come first, then those that meet the next, then the others. Among
    each of these, the largest amounts of `size` come first, if it names a column, whatever their sign. `order` is a
    column to sort by instead, and `is_descending` its direction. Blanks come last in both directions, and equal values
    keep the order of the source.
    """

    source: pa.Table | Path
    conditions: tuple[Either, ...] = ()
    ahead: tuple[Either, ...] = ()
    order: str = ""
    is_descending: bool = False
    size: str = ""

    @cached_property
    def schema(self) -> pa.Schema:
        """The names and types of the columns."""
        return pq.read_schema(self.source) if isinstance(self.source, Path) else self.source.schema

    def where(self, *either: Condition) -> "Rows":
        """Return the rows that also meet at least one of the conditions. Raises UnknownColumn."""
        self._check(*(condition.column for condition in either))
        return replace(self, conditions=(*self.conditions, either))

    def among(self, column: str, values: Sequence[str | None]) -> "Rows":
        """Return the rows with one of the values in a column. Raises UnknownColumn."""
        return self.where(Among(column, tuple(values)))

    def put_first(self, *ahead: Either) -> "Rows":
        """Return the same rows, those that meet the first condition first, and so on. Raises UnknownColumn."""
        self._check(*(condition.column for either in ahead for condition in either))
        return replace(self, ahead=ahead)

    def put_largest_first(self, column: str) -> "Rows":
        """Return the same rows, the largest amounts of a column first, whatever their sign. Raises UnknownColumn."""
        self._check(column)
        return replace(self, size=column)

    def sort(self, column: str, is_descending: bool = False) -> "Rows":
        """Return the same rows sorted by a column. Raises UnknownColumn."""
        self._check(column)
        return replace(self, order=column, is_descending=is_descending)

    def count(self) -> int:
        """Return the number of rows."""
        if self.conditions:
            return int(self._measure(())[0])
        if isinstance(self.source, Path):
            return int(pq.read_metadata(self.source).num_rows)
        return int(self.source.num_rows)

    def counts(self, conditions: Sequence[Condition]) -> list[int]:
        """Return the number of rows that meet each condition. Raises UnknownColumn."""
        self._check(*(condition.column for condition in conditions))
        numbered = enumerate(conditions)
        met = [FunctionExpression("count_if", each.express()).alias(f"_met_{number}") for number, each in numbered]
        return [int(count) for count in self._narrowed().aggregate(met).fetchall()[0]] if met else []

    def total(self, column: str) -> Decimal:
        """Return the sum of a money column, ignoring blanks, or 0 without rows. Raises UnknownColumn."""
        return self.measure(column)[1][column]

    def measure(self, *sums: str) -> tuple[int, dict[str, Decimal]]:
        """Return the number of rows and the sums of some money columns. Raises UnknownColumn."""
        count, totals = self.measure_known(*sums)
        return count, {name: total or Decimal(0) for name, total in totals.items()}

    def measure_known(self, *sums: str) -> tuple[int, dict[str, Decimal | None]]:
        """Return the same, with None for a column that is blank in every row. The sum of no rows is zero."""
        self._check(*sums)
        count, *totals = self._measure(sums)
        return count, {name: total if count else Decimal(0) for name, total in zip(sums, totals, strict=True)}

    def tally(self, by: Sequence[str], money: str = "", each: Sequence[str] = ()) -> list[dict[str, Any]]:
        """Return a record for each combination of values: the values, `count` and, for a money column, `money`.

        If `each` lists columns, the count is that of different values in these. The order is that of the values
        as text. Raises UnknownColumn.
        """
        self._check(*by, *each, *filter(None, [money]))
        rows = self._narrowed()
        if each:
            rows = rows.project(*map(ColumnExpression, dict.fromkeys([*by, *each]))).distinct()
        columns = [ColumnExpression(name) for name in by]
        counted = FunctionExpression("count_star").alias("count")
        summed = [FunctionExpression("sum", ColumnExpression(money)).alias("money")] if money else []
        grouped = rows.aggregate([*columns, counted, *summed], ", ".join(map(_quote, by)))
        found = sorted(grouped.to_arrow_table().to_pylist(), key=lambda row: [str(row[name]) for name in by])
        return [{**row, "money": row["money"] or Decimal(0)} if money else row for row in found]

    def table(self) -> pa.Table:
        """Return every row."""
        return self.page(0, None)

    def page(self, offset: int, limit: int | None) -> pa.Table:
        """Return some rows, from `offset` on."""
        rows = self._ordered()
        if limit is not None:
            rows = rows.limit(limit, offset)
        return rows.to_arrow_table()

    def locate(self, key: Sequence[str], text: str) -> int | None:
        """Return the position of the row with this key, or None. A key is text: its values, joined by |.

        Raises UnknownColumn.
        """
        self._check(*key)
        texts = [CoalesceOperator(_text(name), ConstantExpression("")) for name in key]
        joined = FunctionExpression("concat_ws", ConstantExpression("|"), *texts)
        numbered = self._ordered().project(joined.alias(KEY), _number())
        found = numbered.filter(ColumnExpression(KEY) == ConstantExpression(text)).fetchall()
        return found[0][1] - 1 if found else None

    def _check(self, *names: str) -> None:
        for name in names:
            if name not in self.schema.names:
                raise UnknownColumn(name)

    def _measure(self, sums: Sequence[str]) -> tuple[Any, ...]:
        summed = [FunctionExpression("sum", ColumnExpression(name)).alias(name) for name in sums]
        found: tuple[Any, ...] = (
            self._narrowed().aggregate([FunctionExpression("count_star").alias(COUNT), *summed]).fetchall()[0]
        )
        return found

    def _narrowed(self) -> duckdb.DuckDBPyRelation:
        rows = _open(self.source)
        return rows.filter(reduce(and_, map(_any, self.conditions))) if self.conditions else rows

    def _ordered(self) -> duckdb.DuckDBPyRelation:
        rows = self._narrowed()
        if self.order:
            return _sort(rows, ColumnExpression(self.order), self.is_descending)
        parts = []
        for either in self.ahead:
            parts.append(rows.filter(_any(either)))
            rows = rows.filter(~_any(either))
        parts.append(rows)
        if self.size:
            amount = FunctionExpression("abs", ColumnExpression(self.size))
            parts = [_sort(part, amount, is_descending=True) for part in parts]
        return reduce(lambda first, second: first.union(second), parts)


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    """Return the connection of this process. It runs no SQL text, so it may read wherever answers are kept.

    One thread is faster, because a page asks many small questions.
    """
    return duckdb.connect(config={**CONFIG, "temp_directory": "", "threads": "1"})


def _open(source: pa.Table | Path) -> duckdb.DuckDBPyRelation:
    cursor = _connection().cursor()  # a connection serves one thread at a time
    if isinstance(source, Path):
        return cursor.read_parquet(str(source), hive_partitioning=False)
    return cursor.from_arrow(source)


def _sort(rows: duckdb.DuckDBPyRelation, value: duckdb.Expression, is_descending: bool) -> duckdb.DuckDBPyRelation:
    ordered = (value.desc() if is_descending else value.asc()).nulls_last()
    numbered = rows.project(*map(ColumnExpression, rows.columns), _number()).sort(ordered, ColumnExpression(NUMBER))
    return numbered.project(*map(ColumnExpression, rows.columns))


def _number() -> duckdb.Expression:
    return SQLExpression("row_number() over ()").alias(NUMBER)


def _any(either: Either) -> duckdb.Expression:
    return reduce(or_, (condition.express() for condition in either))


def _text(column: str) -> duckdb.Expression:
    return ColumnExpression(column).cast("varchar")


def _quote(name: str) -> str:
    return f'"{name}"'
