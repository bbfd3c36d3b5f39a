"""The matrix of months: each cell lists exactly the documents that it counts, and the page says which."""

from collections import Counter
from collections.abc import Callable

import pytest

from close.rules.answers import Answer
from pages.parts.frame.page_context import month_name
from pages.timing_differences.months import CELL, FLOW, say_listed
from tests.pages.screen import Open, press, table, words

NAME = "timing_matrix_documents"


def test_the_documents_of_each_cell_add_up_to_the_matrix(answer: Callable[..., Answer]) -> None:
    places = ("flow", "acct_month", "move_month")
    matrix = {tuple(row[name] for name in places): row for row in answer("timing_matrix").table.to_pylist()}
    documents = answer(NAME).table.to_pylist()
    assert Counter(tuple(row[name] for name in places) for row in documents) == {
        cell: row["documents"] for cell, row in matrix.items()
    }
    for cell, row in matrix.items():
        own = [each for each in documents if tuple(each[name] for name in places) == cell]
        assert row["value"] is None or row["value"] == sum(each["value"] or 0 for each in own)
        assert {each["apart"] for each in own} == {"N" if cell[1] == cell[2] else "Y"}


def test_a_cell_lists_its_documents_and_says_so(
    open_page: Open, months: list[str], answer: Callable[..., Answer]
) -> None:
    off = [row for row in answer("timing_matrix").table.to_pylist() if row["acct_month"] != row["move_month"]]
    cell = next(row for row in off if row["flow"] == "Sales" and "no date" not in row.values())
    app = open_page("timing_differences", period=months[-1], view="Months")
    apart = sum(row["documents"] for row in off if row["flow"] == "Sales")
    assert f"Listed: {apart} documents with the two dates in different months" in words(app)
    assert len(table(app, NAME)) == apart
    app.session_state[FLOW] = "Sales"
    app.session_state[CELL] = ("Sales", cell["acct_month"], cell["move_month"])
    app = app.run()
    assert (
        f"booked in {month_name(cell['acct_month'])}, whose stock moved in {month_name(cell['move_month'])}"
        in words(app)
    )
    assert len(table(app, NAME)) == cell["documents"]
    app = press(app, "List all with different months")
    assert len(table(app, NAME)) == apart


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (("no date", "2026-03"), "1 document without an accounting date, whose stock moved in March 2026"),
        (("2026-02", "no date"), "1 document booked in February 2026, whose stock has no date"),
    ],
)
def test_a_blank_date_is_said(cell: tuple[str, str], said: str) -> None:
    assert say_listed(1, cell) == said
