"""Parts of long answers: equal to the same operations on the whole table, from a file and from memory."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from close.engine.slices import Among, Between, Rows, UnknownColumn

SIZE = 5000
TABLE = pa.table(
    {
        "ref": [f"R{number:04}" for number in range(SIZE)],
        "kind": [("a", "b", None)[number % 3] for number in range(SIZE)],
        "flag": ["Y" if number % 10 == 9 else "N" for number in range(SIZE)],
        "day": pa.array([None if number % 7 == 0 else date(2026, 1 + number % 5, 3) for number in range(SIZE)]),
        "money": pa.array(
            [None if number % 11 == 0 else Decimal(number % 50) for number in range(SIZE)], pa.decimal128(18, 2)
        ),
    }
)
RECORDS = TABLE.to_pylist()


@pytest.fixture(params=["file", "memory"])
def rows(request: pytest.FixtureRequest, tmp_path: Path) -> Rows:
    if request.param == "memory":
        return Rows(TABLE)
    pq.write_table(TABLE, tmp_path / "rows.parquet", row_group_size=700)
    return Rows(tmp_path / "rows.parquet")


def refs(table: pa.Table) -> list[str]:
    return table["ref"].to_pylist()


def test_rows_keep_their_order_and_types(rows: Rows) -> None:
    assert rows.table() == TABLE
    assert rows.page(4990, 100) == TABLE.slice(4990)
    assert rows.page(9000, 100).num_rows == 0
    assert (rows.count(), rows.schema.names) == (SIZE, TABLE.column_names)


def test_conditions_narrow_all_of_any(rows: Rows) -> None:
    found = rows.among("kind", ["a", None]).where(
        Among("flag", ("Y",)), Between("day", date(2026, 2, 1), date(2026, 2, 28))
    )
    expected = [
        row["ref"]
        for row in RECORDS
        if row["kind"] in ("a", None) and (row["flag"] == "Y" or (row["day"] and row["day"].month == 2))
    ]
    assert refs(found.table()) == expected
    assert refs(found.page(10, 20)) == expected[10:30]
    assert found.count() == len(expected)
    assert rows.among("kind", []).count() == 0


def test_some_come_first(rows: Rows) -> None:
    ahead = rows.put_first((Among("flag", ("Y",)), Among("kind", (None,))))
    first = [row["ref"] for row in RECORDS if row["flag"] == "Y" or row["kind"] is None]
    assert refs(ahead.table()) == first + [row["ref"] for row in RECORDS if row["ref"] not in set(first)]


@pytest.mark.parametrize("is_descending", [True, False])
def test_sorting_keeps_the_order_of_equals_and_puts_blanks_last(rows: Rows, is_descending: bool) -> None:
    known = [row for row in RECORDS if row["money"] is not None]
    expected = sorted(known, key=lambda row: row["money"] * (-1 if is_descending else 1))
    expected += [row for row in RECORDS if row["money"] is None]
    assert refs(rows.sort("money", is_descending).table()) == [row["ref"] for row in expected]


def test_counts_and_sums(rows: Rows) -> None:
    of_a = [row for row in RECORDS if row["kind"] == "a"]
    money = sum(row["money"] or 0 for row in of_a)
    assert rows.among("kind", ["a"]).measure("money") == (len(of_a), {"money": money})
    assert rows.among("kind", ["z"]).total("money") == Decimal(0)
    assert rows.among("kind", ["z"]).measure_known("money") == (0, {"money": Decimal(0)})
    unpriced = [row["ref"] for row in RECORDS if row["money"] is None]
    assert rows.among("ref", unpriced).measure_known("money") == (len(unpriced), {"money": None})
    kinds = {row["kind"]: (row["count"], row["money"]) for row in rows.tally(["kind"], "money")}
    assert kinds["a"] == (len(of_a), money)
    assert rows.counts([Among("kind", ("a",)), Among("kind", (None,))]) == [len(of_a), SIZE // 3]
    days = {row["kind"]: row["count"] for row in rows.tally(["kind"], each=["day"])}
    assert days["a"] == len({row["day"] for row in of_a})


def test_a_row_is_found_by_its_key(rows: Rows) -> None:
    assert rows.locate(["ref", "kind"], "R0032|") == 32
    assert rows.among("kind", [None]).locate(["ref"], "R0032") == 10
    assert rows.sort("ref", is_descending=True).locate(["ref"], "R0000") == SIZE - 1
    assert rows.locate(["ref"], "R9999") is None


def test_unknown_columns_are_refused(rows: Rows) -> None:
    for attempt in (lambda: rows.among("x", ["y"]), lambda: rows.sort('ref" desc'), lambda: rows.tally(["kind"], "x")):
        with pytest.raises(UnknownColumn):
            attempt()


def test_the_largest_amounts_come_first_among_those_put_first(rows: Rows) -> None:
    def measure(row: dict) -> tuple[bool, bool, Decimal]:
        return row["flag"] != "Y", row["money"] is None, -abs(row["money"] or Decimal(0))

    ordered = rows.put_first((Among("flag", ("Y",)),)).put_largest_first("money")
    assert refs(ordered.table()) == [row["ref"] for row in sorted(RECORDS, key=measure)]
    assert refs(ordered.sort("ref").table()) == refs(TABLE)
    with pytest.raises(UnknownColumn):
        rows.put_largest_first("size")
