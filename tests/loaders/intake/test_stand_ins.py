"""A report goes before the lists of the API that stand in for it, in whatever order they are uploaded."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from close.store.warehouse import Warehouse
from close.work.current_exports import BesideReport, make_current, take_back
from loaders import Card, land
from sample import KESTREL, Faults, simulate, write
from tests.loaders.api.sample_lists import write_lists

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Files, Files]:
    """Return the settings and reports of a month, and the lists of the same documents."""
    place = tmp_path_factory.mktemp("month")
    books = simulate(replace(KESTREL, documents=40), 5, 1, Faults.all())
    write(books, place)
    (month,) = books.months
    starts = ("Sales Orders", "Purchase Orders", "organisation")
    reports = (path for path in (place / "exports" / str(month)).iterdir() if path.name.startswith(starts))
    return {path.name: path.read_bytes() for path in reports}, write_lists(books, month)


def upload(warehouse: Warehouse, *drops: Files) -> list[list[Card]]:
    return [
        land([("", name, content) for name, content in drop.items()], warehouse, "2026-07", "ada") for drop in drops
    ]


def list_current(warehouse: Warehouse) -> set[str]:
    return {record.loader for record in warehouse.head().landings if record.loader != "organisation"}


REPORTS, LINES = (
    {"omni.sales", "omni.purchases"},
    {"omni.order_lines", "omni.credit_note_lines", "omni.purchase_statuses"},
)
LISTS = {"omni.api_sales", "omni.api_credits", "omni.api_purchases"}


@pytest.mark.parametrize(
    "order", [("both",), ("both backwards",), ("reports", "lists"), ("lists", "reports"), ("lists", "reports", "lists")]
)
def test_the_reports_stay_whatever_the_order(files: tuple[Files, Files], tmp_path: Path, order: Sequence[str]) -> None:
    reports, lists = files
    both = {**reports, **lists}
    drops = {"reports": reports, "lists": lists, "both": both, "both backwards": dict(reversed(both.items()))}
    settings = {name: content for name, content in reports.items() if name.endswith(".toml")}
    warehouse = Warehouse(tmp_path, "order")
    cards = upload(warehouse, settings, *(drops[name] for name in order))
    assert list_current(warehouse) == REPORTS | LINES
    if "both" in order[0] or order[-1] == "lists":
        aside = [card for card in cards[-1] if card.status == "set_aside"]
        assert {card.loader for card in aside} == LISTS
        assert all(card.outcome and card.outcome.kept for card in aside)


def test_lists_of_orders_and_of_credit_notes_stand_together(files: tuple[Files, Files], tmp_path: Path) -> None:
    reports, lists = files
    warehouse = Warehouse(tmp_path, "together")
    upload(warehouse, {name: each for name, each in reports.items() if name.endswith(".toml")}, lists, lists)
    assert list_current(warehouse) == LISTS | LINES
    statuses = {card.status for card in upload(warehouse, lists)[0]}
    assert statuses == {"unchanged"}


def test_a_list_cannot_be_made_current_next_to_a_report(files: tuple[Files, Files], tmp_path: Path) -> None:
    reports, lists = files
    warehouse = Warehouse(tmp_path, "current")
    upload(warehouse, {name: each for name, each in reports.items() if name.endswith(".toml")}, lists)
    (listed,) = (r for r in warehouse.head().of("purchase_documents") if r.stands_in)
    upload(warehouse, reports)
    with pytest.raises(BesideReport, match="has less than the report"):
        make_current(warehouse, listed.landing, "ada", "test")
    (report,) = warehouse.head().of("purchase_documents")
    take_back(warehouse, report.landing, "ada", "wrong month")
    make_current(warehouse, listed.landing, "ada", "no report any more")
    assert [r.loader for r in warehouse.head().of("purchase_documents")] == ["omni.api_purchases"]
