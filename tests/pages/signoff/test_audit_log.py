"""The audit log on screen: every event, upload and snapshot in order, with what it changed, its filters and files."""

from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from close.store.audit_log import AuditLog
from close.store.warehouse import Warehouse
from close.work import checklist, comments, current_exports, worklist
from close.work.authority import acts
from pages.parts.bar.search import _find_pages
from pages.signoff.log.entries import PUBLISHED, UPLOADED, Entry, list_entries
from tests.given.landings import landing, sale
from tests.given.work import BILL, land_items
from tests.pages.conftest import FAULTY
from tests.pages.screen import Open, words

PERIOD = "2026-03"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Set a rule twice, assign an item twice, and comment."""
    warehouse = land_items(tmp_path_factory.mktemp("log"))
    acts.set_rule(warehouse, "root", "materiality", Decimal(20), "agreed")
    acts.set_rule(warehouse, "root", "materiality", Decimal(30), "a larger company now")
    for to in ("ben", "cyd"):
        worklist.assign(warehouse, PERIOD, [BILL], "ada", to)
    asked = comments.comment(warehouse, PERIOD, "month", "ada", "why?")
    comments.resolve(warehouse, asked.number, "ben", "because")
    checklist.attach(warehouse, PERIOD, "CH1", "ada", "orders.png", b"a picture")
    return warehouse


@pytest.fixture(scope="module")
def entries(books: Warehouse) -> list[Entry]:
    return list_entries(books)


def test_every_event_and_upload_is_listed_once_newest_first(books: Warehouse, entries: list[Entry]) -> None:
    numbers = [entry.number for entry in entries if entry.number]
    assert numbers == [event.number for event in reversed(AuditLog(books).events())]
    uploaded = {entry.subject for entry in entries if entry.kind == UPLOADED}
    assert uploaded == {record.file_name for record in books.head().landings}
    assert [entry.subject for entry in entries if entry.kind == PUBLISHED] == ["Snapshot 1"]
    assert entries[-1].kind == UPLOADED
    assert [entry.at for entry in entries] == sorted((entry.at for entry in entries), reverse=True)


def test_an_act_shows_the_value_before_and_after_it(entries: list[Entry]) -> None:
    changes = [(e.subject, e.before, e.after, e.note) for e in reversed(entries) if e.number]
    assert changes[:5] == [
        ("Item threshold", "0.00", "5.00", "agreed"),
        ("Materiality", "0.00", "20.00", "agreed"),
        ("Materiality", "20.00", "30.00", "a larger company now"),
        ("Purchase order P-1", None, "ben", None),
        ("Purchase order P-1", "ben", "cyd", None),
    ]
    assert changes[5][:3] == ("The whole month", None, None)
    assert changes[6][2] == "about event 6"
    assert changes[7][0].startswith("CH1 ")
    assert {e.named_by for e in entries if e.number} == {"as typed"}


def test_the_page_filters_and_says_that_nobody_signed_in(open_page: Open, months: list[str], writable: Path) -> None:
    warehouse = Warehouse(writable, FAULTY)
    acts.set_rule(warehouse, "local user", "materiality", Decimal(20), "agreed")
    app: AppTest = open_page("audit_log", period=months[-1])
    assert not app.exception
    text = words(app)
    assert "Names are as typed: nobody signed in." in text
    assert "this installation's" in text
    assert "No anchor is set" in text
    assert len(app.dataframe[0].value) == len(list_entries(warehouse))
    app.multiselect(key="log-kind").set_value(["set a signing rule"]).run()
    shown = app.dataframe[0].value
    assert shown["Subject"].to_list() == ["Materiality"]
    assert shown["Reason or note"].to_list() == ["agreed"]
    app.multiselect(key="log-month").set_value([months[-1]]).run()
    assert app.dataframe[0].value.empty
    assert [button.proto.label for button in app.get("download_button")] == ["xlsx", "csv"]


def test_the_history_of_a_month_includes_what_concerns_every_month(
    open_page: Open, months: list[str], writable: Path
) -> None:
    assert "Numbers that are missing" not in words(open_page("signoff", period=months[-1], section="History"))
    acts.set_rule(Warehouse(writable, FAULTY), "local user", "materiality", Decimal(20), "agreed")
    app = open_page("signoff", period=months[-1], section="History")
    assert "Numbers that are missing" in words(app)
    assert "set a signing rule" in app.dataframe[0].value["Action"].to_list()


@pytest.mark.parametrize("wanted", ["audit log", "log", "history", "events"])
def test_the_search_finds_it(wanted: str) -> None:
    assert "audit_log" in {hit.page for hit in _find_pages(wanted)}


def test_an_upload_is_listed_after_a_taking_back_that_was_cut_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process dies between the event and its snapshot, and somebody else publishes the next one."""
    warehouse = land_items(tmp_path)
    record = warehouse.head().landings[-1]

    def die(*_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Warehouse, "revise", die)
        with pytest.raises(OSError, match="full"):
            current_exports.take_back(warehouse, record.landing, "ada", "wrong")
    warehouse.land([landing("sales_documents", [sale("S-99")], name="sly.csv")], "mallory")
    current_exports.take_back(warehouse, record.landing, "ben", "wrong")
    entries = list_entries(warehouse)
    assert ("sly.csv", "mallory") in {(each.subject, each.who) for each in entries if each.kind == UPLOADED}
    snapshots = {each.subject: each.who for each in entries if each.kind == PUBLISHED}
    assert (snapshots["Snapshot 2"], snapshots["Snapshot 3"]) == ("mallory", "ben")


def test_an_upload_made_current_again_is_not_listed_as_another(tmp_path: Path) -> None:
    warehouse = land_items(tmp_path)
    record = warehouse.head().landings[-1]
    current_exports.take_back(warehouse, record.landing, "ada", "wrong")
    current_exports.make_current(warehouse, record.landing, "ben", "it was right")
    entries = list_entries(warehouse)
    assert sum(each.kind == UPLOADED and each.subject == record.file_name for each in entries) == 1
    snapshots = {each.subject: each.who for each in entries if each.kind == PUBLISHED}
    assert (snapshots["Snapshot 2"], snapshots["Snapshot 3"]) == ("ada", "ben")


def test_a_column_that_is_blank_on_every_line_is_left_out(open_page: Open, months: list[str], warehouse: Path) -> None:
    app = open_page("audit_log", period=months[-1])
    shown = app.dataframe[0].value
    assert not {"Event", "Before", "Reason or note"} & {*shown.columns}
    hashes = {record.sha256 for record in Warehouse(warehouse, FAULTY).head().landings}
    assert {*shown["Sha256 of the file"].dropna()} == hashes
    assert not shown["After"].str.contains("sha256").any()
