"""The changes of a made-up company add up, and every figure of a draft is in a report."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from close.archive.month_story import tell_month
from close.archive.prints import month_story
from close.signing.answers import answer
from close.store.warehouse import Warehouse
from loaders import land
from sample import KESTREL, Faults, simulate, write

FEBRUARY, MARCH, APRIL = "2026-02", "2026-03", "2026-04"
BILLS, STOCK = "timing:Purchases:moved_only", "balances:hsv"
Row = dict[str, Any]


FIGURE = re.compile(r"\(?\d[\d,]*(?:\.\d+)?\)?")


@pytest.fixture(scope="module")
def kestrel(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Land two months of a company with every fault."""
    folder = tmp_path_factory.mktemp("kestrel")
    write(simulate(replace(KESTREL, documents=100), seed=7, months=2, faults=Faults.all()), folder)
    warehouse = Warehouse(folder / "warehouse", "Kestrel")
    for export in sorted((folder / "exports").iterdir()):
        land([("", path.name, path.read_bytes()) for path in sorted(export.iterdir())], warehouse)
    return warehouse


def last(warehouse: Warehouse) -> str:
    return max(record.period for record in warehouse.head().landings)


def flux(warehouse: Warehouse) -> dict[str, Row]:
    return {row["item"]: row for row in answer(warehouse, "flux", last(warehouse)).table.to_pylist()}


def test_the_changes_of_the_causes_add_up_to_that_of_the_gap(kestrel: Warehouse) -> None:
    rows = flux(kestrel)
    for leg, gap in {"hsv_to_sohr": "hsv_minus_sohr", "sohr_to_gl": "sohr_minus_gl"}.items():
        changes = [row["change"] for row in rows.values() if row["_part"] == leg]
        assert len(changes) > 3
        assert sum(changes) == rows[f"balances:{gap}"]["change"]


def test_the_figures_are_those_of_the_reports(kestrel: Warehouse) -> None:
    period = last(kestrel)
    rows = flux(kestrel)
    (balances,) = answer(kestrel, "balances", period).table.to_pylist()
    own = [row for row in rows.values() if row["_part"] == "balances" and row["_code"] in balances]
    assert {row["_code"]: row["amount"] for row in own} == {row["_code"]: balances[row["_code"]] for row in own}
    assert len(own) == 11
    for line in answer(kestrel, "bridge", period).table.to_pylist():
        assert rows[f"{line['leg']}:{line['cause_id']}"]["amount"] == line["amount"]
    for line in answer(kestrel, "timing_roll_forward", period).table.to_pylist():
        assert rows[f"timing:{line['flow']}:{line['class']}"]["amount"] == line["closing_value"]


def figures(row: Row) -> set[Decimal]:
    values = [value for value in row.values() if isinstance(value, (int, Decimal)) and not isinstance(value, bool)]
    return {Decimal(value) for value in values}


def test_every_figure_of_a_draft_is_in_its_row(kestrel: Warehouse) -> None:
    drafts = 0
    for row in flux(kestrel).values():
        text = row["draft"]
        for name in filter(None, (row["name"], row["counterpart"], row["driver"], row["driver_contact"])):
            text = text.replace(name, "")
        text = re.sub(r"[^.]* is (?:[^.]*) \([A-Z]\d\d\)", "", text)  # the code of a cause
        for figure in FIGURE.findall(text):
            value = Decimal(figure.strip("()").replace(",", ""))
            assert {value, -value} & figures(row), (figure, row["draft"])
        drafts += 1
    assert drafts > 40


def test_every_figure_of_the_story_is_in_a_report(kestrel: Warehouse) -> None:
    period = last(kestrel)
    story = tell_month(kestrel, period)
    assert story.conclusion.startswith("The valuation is ")
    months = answer(kestrel, "close_history", period).table.to_pylist()
    before, now = (f"{row['unexplained']:,.2f}" for row in months)
    assert f"from {before} in" in story.to_markdown()
    assert f"to {now}." in story.to_markdown()
    (history,) = [r for r in answer(kestrel, "close_history", period).table.to_pylist() if r["period"] == period]
    assert f"{abs(history['gap']):,.2f}" in story.conclusion
    assert f"{history['unexplained']:,.2f}" in story.conclusion
    (work,) = answer(kestrel, "open_work", period).table.to_pylist()
    assert f"Nobody is assigned to {work['items']} open items." in story.to_markdown()
    assert month_story.pdf(story, "2026-11-30") == month_story.pdf(story, "2026-11-30")


def test_open_work_is_the_open_part_of_the_worklist(kestrel: Warehouse) -> None:
    rows = [row for row in answer(kestrel, "worklist", last(kestrel)).table.to_pylist() if row["status"] == "open"]
    (work,) = answer(kestrel, "open_work", last(kestrel)).table.to_pylist()
    assert work["items"] == len(rows)
    assert work["amount"] == sum(abs(row["amount"]) for row in rows)
    assert work["to_correct"] == sum(row["part"] == "to_correct" for row in rows)
