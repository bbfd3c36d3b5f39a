"""A cause returns the typed columns of `causes`, an identity its two sides, and any file that does not is reported."""

from pathlib import Path

import pyarrow as pa
import pytest

from close.engine.connection import constant
from close.months import month
from close.rules import compile as compiling
from close.rules.answers import run_model
from close.rules.evaluation import evaluate
from close.rules.generated.contracts import CAUSE, LEGS, breaches, complete
from close.rules.queries import Query, in_force, library, read
from close.rules.questions import Question
from close.rules.reasons import reasons
from close.store.warehouse import Warehouse
from tests.given.periods import LATEST

PERIOD = LATEST
WHO = "doc_type, ref, dataset, _landing, _line"
SALES, BOOKS = (
    f"select 'stock' as side, leg1, 0 as revenue, {WHO}",
    f"select 'books' as side, 0 as leg1, revenue, {WHO}",
)


def made_up(folder: Path, body: str, precedence: str = "stock 30") -> Query:
    header = f"-- Made up: to be tried.\n--\n-- since: 2000-01\n-- precedence: {precedence}\n"
    path = folder / "X01.v1.sql"
    path.write_text(f"{header}-- effect: none\n-- timing: permanent\n\n{body}\n")
    return read(path)


@pytest.mark.parametrize(
    ("body", "precedence", "note"),
    [
        (f"select leg1, {WHO} from a", "stock 30", ""),
        (f"{SALES} from a union all {BOOKS} from b", "stock 60, books 30", ""),
        ("select leg1, ref, dataset, _landing, _line from a", "stock 30", "it does not select doc_type"),
        (f"select leg1, money, {WHO} from a", "stock 30", "it selects money, which is not a column of causes"),
        (f"select 'X01' as cause_id, leg1, {WHO} from a", "stock 30", "it selects cause_id, which is derived"),
        (f"select {WHO} from a", "stock 30", "it does not select an amount"),
        (f"select leg1, {WHO} from a", "stock 60, books 30", "it does not select side, and its header has several"),
        (f"select leg1, {WHO} from a", "thirty", "its header does not state `precedence:` in the form"),
        (f"select leg1, {WHO} from a", "omni 30", "its header has the precedence of omni, which is not a side"),
        (
            f"{SALES} from a union all select 'books' as side, gap, 0 as leg1, {WHO} from b",
            "stock 60, books 30",
            "a part of its union selects gap in the position of leg1",
        ),
    ],
)
def test_what_breaks_the_contract_is_named(tmp_path: Path, body: str, precedence: str, note: str) -> None:
    notes = list(breaches(made_up(tmp_path, body, precedence), "causes"))
    assert any(each.startswith(note) for each in notes) if note else notes == []


def test_what_a_cause_does_not_select_follows_from_its_header(tmp_path: Path) -> None:
    rows = f"(values ('SO', 'SO-1', 'sales', 'l', 7, -12.5)) as a ({WHO}, leg1)"
    cause = complete(made_up(tmp_path, f"select leg1, {WHO} from {rows}"))
    table = constant(cause.body)
    assert table.column_names == list(CAUSE)
    assert list(table.to_pylist()[0].values()) == ["X01", 30, "stock", "SO", "SO-1", 12.5, -12.5, 0, 0, "sales", "l", 7]


def test_every_column_of_every_cause_is_of_its_type(tmp_path: Path) -> None:
    warehouse, wrong = Warehouse(tmp_path, "Ash & Co"), []
    question = Question(warehouse, warehouse.head(), month(PERIOD))
    for code in sorted(library("causes")):
        schema = evaluate(question, [compiling._compile(in_force(code, PERIOD, "causes"), PERIOD)])[0].schema
        wrong += [f"{code}: {column.name} is {column.type}" for column in schema if not _fits(column)]
    assert wrong == []


def test_identities_are_numbered_in_their_order(tmp_path: Path) -> None:
    rows = run_model(Warehouse(tmp_path, "Ash & Co"), "identities", PERIOD).to_pylist()
    assert [row["tie_out"] for row in rows][:7] == ["T1", "T1b", "T2", "T3", "T3P", "T4", "T5"]
    assert {row["position"] for row in rows} == {*range(1, 27)} - {
        4,
        21,
    }  # T2b and T17 need exports of their own, T23 and T24 accounts


def _fits(column: pa.Field) -> bool:
    if column.name in ("amount", *LEGS):
        return pa.types.is_decimal(column.type) or pa.types.is_integer(column.type)
    return pa.types.is_integer(column.type) if CAUSE[column.name] == "integer" else pa.types.is_string(column.type)


def test_every_cause_has_words_for_what_to_do() -> None:
    assert [code for code in library("causes") if not reasons(PERIOD)[code].remedy] == []
