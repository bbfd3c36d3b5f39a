"""Reason codes in words: every code has its sentence in one place, and a report shows the sentence next to the code."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from close.engine.connection import constant
from close.rules import reasons
from close.rules.answers import Answer, Basis
from close.rules.compile import compile_model
from close.rules.queries import library, read
from close.rules.reasons import FORMATS, PLACEHOLDER, advise, render, say
from close.rules.results import Result
from tests.given.periods import LATEST

PERIOD = LATEST
KNOWN = {
    "unpaid": ("Paid {day}, not in a batch", "Batch it."),
    "older": ("{1:dataset} of {2} is older than {3:dataset}", "Export it again."),
    "short": ("Short by {1}", "Batch it."),
}


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "listed" not in request.node.name:
        found = {code: reasons.Reason(code, *words, *[None] * 6) for code, words in KNOWN.items()}
        monkeypatch.setattr(reasons, "reasons", lambda _: found)


def test_a_sentence_takes_values_of_its_code_and_of_the_row() -> None:
    row = {"day": date(2026, 3, 4)}
    assert say("unpaid", row, PERIOD) == "Paid 2026-03-04, not in a batch"
    assert say("older|cogs_entries|2026-04-02|sales_documents", row, PERIOD) == (
        "COGS breakdown of 2026-04-02 is older than Sales orders and credit notes"
    )


def test_several_codes_give_each_sentence_and_each_remedy_once() -> None:
    codes, row = "unpaid;short|5;short|5", {"day": date(2026, 3, 4)}
    assert say(codes, row, PERIOD) == "Paid 2026-03-04, not in a batch; Short by 5"
    assert advise(codes, row, PERIOD) == "Batch it."


def test_an_answer_gets_sentences_and_remedies_behind_its_codes(tmp_path: Path) -> None:
    path = tmp_path / "late.v1.sql"
    path.write_text(
        "-- Late: made up.\n--\n-- since: 2000-01\n-- key: ref\n-- words: reason_code as reason, fix\n\n"
        "select\n    ref,  -- Reference\n    day,  -- Day\n    reason_code,  -- Why\n    amount\n"
        "from late\norder by ref\n"
    )
    query = read(path)
    days = [date(2026, 3, 4), date(2026, 3, 5), None]
    codes = ["unpaid", "unpaid;short|7", None]
    table = pa.table({"ref": ["A", "B", "C"], "day": days, "reason_code": codes, "amount": [1, 2, 3]})
    basis = Basis("", "", (), 0, "", (), (), "")
    found = render(Answer(query, PERIOD, 1, "", basis, Result("made up", table), ()))
    assert found.table.column_names == [column.name for column in query.columns]
    assert found.table["reason"].to_pylist() == [
        "Paid 2026-03-04, not in a batch",
        "Paid 2026-03-05, not in a batch; Short by 7",
        None,
    ]
    assert found.table["fix"].to_pylist() == ["Batch it.", "Batch it.", None]
    labels = {column.name: (column.label, column.is_code) for column in query.columns}
    assert labels["reason"] == ("Why", False)
    assert labels["reason_code"] == ("Why (code)", True)


def test_every_listed_code_has_one_place_and_something_to_say() -> None:
    rows = constant(compile_model(reasons.MODEL, PERIOD).sql).to_pylist()
    codes = [row["code"] for row in rows]
    assert len(codes) == len(set(codes))
    assert not [row["code"] for row in rows if not (row["sentence"] or row["remedy"])]


def test_listed_placeholders_name_a_value_or_a_column_of_a_report() -> None:
    columns = {column.name for queries in library("reports").values() for column in queries[0].columns}
    for reason in reasons.reasons(PERIOD).values():
        for name, kind in PLACEHOLDER.findall(f"{reason.sentence} {reason.remedy}"):
            assert name.isdigit() or name in columns, (reason.code, name)
            assert kind in ("", *FORMATS), (reason.code, kind)
