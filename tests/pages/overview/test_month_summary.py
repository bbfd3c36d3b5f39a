"""The month in one row: each count equals that of the report it is taken from, or is blank if nobody can know it."""

from pathlib import Path

import pytest

from close.rules.answers import run_model
from close.signing import signoff
from close.signing.answers import answer as ask
from close.signing.standing import PREPARER
from close.store.warehouse import Warehouse
from close.work.checklist import DONE
from pages.parts.frame.page_context import PageContext
from pages.parts.month.uploads import expected_exports, missing_exports
from tests.given.landings import landing, sale, settings
from tests.given.signed import PERIOD, exports, land_month, settle
from tests.pages.conftest import CLEAN, FAULTY, HALF
from tests.pages.screen import steps_of


@pytest.mark.parametrize("organisation", [FAULTY, CLEAN, HALF])
def test_each_count_is_that_of_its_report(answer, organisation: str) -> None:
    (counts,), checklist = answer("month_summary", organisation).table.to_pylist(), answer("checklist", organisation)
    assert counts["steps_done"] == sum(len(steps_of(checklist, state)) for state in DONE)
    assert counts["steps_applicable"] == 14 - len(steps_of(checklist, "not_applicable"))
    for column, state in (("steps_failing", "exceptions"), ("steps_unknown", "cannot_tell")):
        assert counts[column] == len(steps_of(checklist, state))
    worklist = answer("worklist", organisation)
    open_items = worklist.table["status"].to_pylist().count("open") if worklist.is_whole else None
    assert counts["open_items"] in {open_items, None}
    for column, report in (("timing_documents", "timing_differences"), ("blank_cogs_documents", "blank_cogs")):
        found = answer(report, organisation)
        assert counts[column] == (found.table.num_rows if found.is_whole else None)
    if organisation == FAULTY:
        assert None not in {counts[name] for name in ("open_items", "timing_documents", "blank_cogs_documents")}


@pytest.mark.parametrize("organisation", [FAULTY, HALF])
def test_the_exports_of_a_month_are_those_on_the_pages(
    answer, warehouse: Path, months: list[str], organisation: str
) -> None:
    books = Warehouse(warehouse, organisation)
    context = PageContext(books, months[-1], books.head())
    rows = run_model(books, "expected_exports", months[-1]).to_pylist()
    assert {row["dataset"] for row in rows} == set(expected_exports(context))
    assert {row["dataset"] for row in rows if not row["is_present"]} == set(missing_exports(context))
    (counts,) = answer("month_summary", organisation).table.to_pylist()
    assert counts["exports_expected"] - counts["exports_present"] == len(missing_exports(context))


def test_what_no_export_shows_is_blank(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    for export in (settings(package="none"), landing("sales_documents", [sale("S-1")])):
        warehouse.land([export], "ada")
    (counts,) = ask(warehouse, "month_summary", "2026-03").table.to_pylist()
    names = ("exception_documents", "timing_documents", "blank_cogs_documents", "open_items")
    assert [counts[name] for name in names] == [None] * len(names)
    assert (counts["exports_present"], counts["exports_expected"], counts["signatures"]) == (1, 7, 0)


def test_a_valid_signature_of_the_month_counts(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "signed")
    land_month(warehouse, exports(tmp_path / "files", months=1) / PERIOD)
    settle(warehouse)
    signoff.sign(warehouse, PERIOD, "month", "ada", PREPARER)
    (counts,) = ask(warehouse, "month_summary", PERIOD).table.to_pylist()
    assert counts["signatures"] == 1
    assert counts["steps_done"] == counts["steps_applicable"]
