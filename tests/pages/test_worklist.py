"""The worklist and fix plan on screen: numbers match the reports', actions are events, and refusals are sentences."""

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from close.archive import export
from close.rules.answers import run
from close.store.audit_log import AuditLog, Draft
from close.store.seals import MONTH, SEALED
from close.store.settings import Settings
from close.store.warehouse import Warehouse
from close.work.comments import comment, comments
from close.work.worklist import assign, explain, set_due
from pages.parts.frame import page_context
from pages.parts.frame.people import TYPED
from pages.parts.words import say_day, say_money
from pages.worklist import plan
from tests.given.landings import landing, purchase, sale
from tests.given.named import appoint
from tests.given.screens import start, visit
from tests.given.work import BILL, LATE, SMALL, land_items
from tests.work.test_worklist import working_day

from .screen import Open, pick, press, table, table_at, words

PERIOD = "2026-03"


@pytest.fixture(scope="module")
def landed(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return land_items(tmp_path_factory.mktemp("landed"))


@pytest.fixture
def warehouse(landed: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Warehouse]:
    monkeypatch.setattr(page_context, "ROOT", Path(shutil.copytree(landed.root, tmp_path / "warehouse")))
    st.cache_data.clear()
    yield Warehouse(page_context.ROOT, landed.organisation)
    st.cache_data.clear()


@pytest.fixture
def opened(warehouse: Warehouse) -> Open:
    def opened(page: str = "worklist", **parameters: str) -> AppTest:
        app = start(organisation=warehouse.organisation, period=PERIOD, **parameters)
        app.session_state[TYPED] = "ada"
        visit(app, page)
        assert not app.exception
        return app

    return opened


def listed(app: AppTest) -> list[str]:
    return list(next(found.value for found in app.dataframe if "Reference" in found.value.columns)["Reference"])


def act(app: AppTest, name: str) -> AppTest:
    return app.segmented_control(key="worklist-action").set_value(name).run()


def note(app: AppTest, name: str, words: str) -> AppTest:
    app.text_area(key=f"worklist-note-{name}").input(words)
    return app


def last(warehouse: Warehouse) -> tuple[str, str, str, str]:
    event = AuditLog(warehouse).events()[-1]
    return event.who, event.kind, event.subject, event.value


def test_the_list_is_open_items_most_pressing_first(opened: Open, warehouse: Warehouse) -> None:
    explain(warehouse, PERIOD, [SMALL], "ben", "S01", "known")
    app = opened()
    assert listed(app) == ["P-1", "S-1"]
    assert app.metric[0].value == say_money(Decimal("56.00"))
    assert "medium from 3,000.00" in words(app)
    assert "Items without an effect come last. Items up to 5.00 can be accepted" in words(app)
    app.pills(key="work-status").set_value(["explained"]).run()
    assert listed(app) == ["S-2"]
    app.pills(key="work-status").set_value([]).run()
    assert listed(app) == ["P-1", "S-1", "S-2"]


def test_mine_come_first_and_filters_narrow(opened: Open, warehouse: Warehouse) -> None:
    assign(warehouse, PERIOD, [SMALL], "ben", "Ada")
    app = opened()
    app.toggle(key="mine-first").set_value(True).run()
    assert listed(app) == ["S-2", "P-1", "S-1"]
    app.pills(key="work-assignee").set_value(["nobody"]).run()
    assert listed(app) == ["P-1", "S-1"]
    app.multiselect(key="work-cause").set_value(["S01"]).run()
    assert listed(app) == ["S-1"]


def test_the_picked_item_says_why_and_where_and_what_was_done(opened: Open, warehouse: Warehouse) -> None:
    assign(warehouse, PERIOD, [BILL], "ben", "cyd", "please")
    app = opened(row=BILL)
    text = words(app)
    for phrase in ("Purchase order P-1", "Received, not invoiced (P01)", "Received But Not Invoiced", "Line 2 of"):
        assert phrase in text
    assert "ben, for March 2026: assigned to cyd at 50.00: please" in text


def test_days_are_written_as_the_organisation_writes_them(opened: Open, warehouse: Warehouse) -> None:
    day = working_day()
    set_due(warehouse, PERIOD, [BILL], "ben", day)
    app = opened(row=BILL)
    assert f"for March 2026: due {say_day(day)}" in words(app)
    for order, written in (("day-first", "DD/MM/YYYY"), ("month-first", "MM/DD/YYYY"), (None, "YYYY-MM-DD")):
        assert page_context.find_date_format(Settings(date_order=order)) == written


def test_items_are_assigned_explained_and_put_back(opened: Open, warehouse: Warehouse) -> None:
    app = opened(row=LATE)
    press(note(app, "Assign", "your turn"), "Assign: 1 item")
    assert last(warehouse) == ("ada", "assigned", LATE, "ada")
    assert "1 item assigned" in words(app)
    act(app, "Explain").selectbox(key="worklist-why").set_value("S01")
    press(note(app, "Explain", "sent on the last day"), "Explain: 1 item")
    assert last(warehouse) == ("ada", "explained", LATE, "S01")
    assert listed(app) == ["P-1", "S-2"]
    app = act(opened(row=LATE), "Put back")
    assert listed(app) == ["S-1"]
    press(note(app, "Put back", "it was not"), "Put back: 1 item")
    assert last(warehouse) == ("ada", "returned", LATE, "")


def test_accruing_and_accepting_on_screen(opened: Open, warehouse: Warehouse) -> None:
    app = act(opened(row=BILL), "Accrue")
    app.text_input(key="worklist-journal").input("MJ-7")
    press(note(app, "Accrue", "GRNI"), "Accrue: 1 item")
    assert last(warehouse) == ("ada", "accrued", BILL, "MJ-7")
    app = act(opened(row=SMALL), "Accept")
    press(note(app, "Accept", "small"), "Accept: 1 item")
    assert last(warehouse) == ("ada", "accepted", SMALL, "")


@pytest.mark.parametrize(
    ("item", "name", "said", "told"),
    [
        (LATE, "Accept", "small", "Items up to 5.00 may be accepted"),
        (LATE, "Explain", " ", "Enter a note"),
        (LATE, "Put back", "x", "These items are still on the list"),
        (BILL, "Accrue", "x", "Enter the number of the accrual journal"),
    ],
)
def test_a_refusal_is_a_sentence(
    opened: Open, warehouse: Warehouse, item: str, name: str, said: str, told: str
) -> None:
    app = act(opened(row=item), name)
    press(note(app, name, said), f"{name}: 1 item")
    assert not app.exception
    assert told in words(app)
    assert AuditLog(warehouse).head() == 1  # the rule of the fixture


def test_a_sealed_month_says_so(opened: Open, warehouse: Warehouse) -> None:
    AuditLog(warehouse).record(Draft("root", SEALED, PERIOD, MONTH))
    app = press(opened(row=LATE), "Assign: 1 item")
    assert "2026-03 was sealed by root" in words(app)


def test_a_viewer_is_offered_no_actions(opened: Open, warehouse: Warehouse) -> None:
    comment(warehouse, PERIOD, LATE, "ada", "Who?")
    appoint(warehouse, ("administrator", "root"), ("viewer", "ada"))
    app = opened(row=LATE)
    assert "ada may view the worklist but not work on it" in words(app)
    assert "Who?" in words(app)
    assert [button.label for button in app.button if button.label in {"Comment", "Yes: close", "Resolve it"}] == []


def test_a_comment_is_asked_resolved_and_closed_on_screen(opened: Open, warehouse: Warehouse) -> None:
    app = opened(row=LATE)
    app.text_area(key=f"comment-{LATE}-{PERIOD}").input("Who has *it*?")
    press(app, "Comment")
    assert "Who has *it*?" in words(app)
    next(area for area in app.text_area if (area.key or "").startswith("resolve-note-")).input("I have")
    press(app, "Resolve it")
    assert "↳ I have (ada" in words(app)
    press(app, "Yes: close")
    assert [one.state for one in comments(warehouse)] == ["closed"]
    press(app, "Comment")
    assert "Enter a note: a comment needs one." in words(app)


def test_comments_are_rolled_up(opened: Open, warehouse: Warehouse) -> None:
    app = opened()
    app.segmented_control(key="worklist-view").set_value("Comments").run()
    assert "No comments yet." in words(app)
    assert "0 comments" not in words(app)
    for subject in (LATE, "CH1", MONTH):
        comment(warehouse, PERIOD, subject, "ben", f"About {subject}")
    app.run()
    assert [f"About {subject}" in words(app) for subject in (LATE, "CH1", MONTH)] == [True] * 3


def test_the_roll_forward_adds_up(opened: Open, warehouse: Warehouse) -> None:
    explain(warehouse, PERIOD, [SMALL], "ben", "S01", "known")
    app = opened()
    app.segmented_control(key="worklist-view").set_value("Roll-forward").run()
    roll = next(found.value for found in app.dataframe if "Items" in found.value.columns)
    counts, money = list(roll["Items"].fillna(0)), [Decimal(str(value)) for value in roll["Amount"]]
    for opening, new, cleared, revalued, closing, left, still in (counts, money):
        assert opening + new - cleared + revalued == closing
        assert closing - left == still
    assert (money[4], money[6]) == (Decimal(58), Decimal(56))


def test_the_fix_plan_lists_its_jobs_and_the_documents_of_the_chosen_one(opened: Open, warehouse: Warehouse) -> None:
    explain(warehouse, PERIOD, [SMALL], "ben", "S01", "known")
    app = opened("fix_plan")
    assert app.metric[0].value == say_money(Decimal("56.00"))
    assert len(app.dataframe) == 1
    jobs = table(app, "fix_plan")
    assert list(jobs["Screen"]) == ["Purchases > Purchase Orders", "Sales > Sales Orders"]
    assert list(jobs["Items"]) == [1, 1]
    field = "Invoice Date, and Supplier Inv No if it is blank, then sync"
    assert list(jobs.loc[0, ["Filter", "Correct"]]) == ["Received But Not Invoiced", field]
    for position, document in enumerate((("P-1", Decimal("50.00")), ("S-1", Decimal("6.00")))):
        app = pick(opened("fix_plan"), "fix_plan", position)
        listed = table_at(app, "plan-list-")
        assert [tuple(row) for row in listed[["Reference", "Amount"]].to_numpy()] == [document]
        text = words(app)
        assert "no due day" in text
        assert "](" not in text  # a link in a text opens another tab
        assert "Try the correction" in [link.proto.label for link in app.get("page_link")]
    app.pills(key="plan-how").set_value(["bulk"]).run()
    assert list(table(app, "fix_plan")["Screen"]) == ["Sales > Sales Orders"]


def test_jobs_of_one_screen_have_their_own_documents() -> None:
    jobs = [
        {"screen": "Accounting dashboard > Discrepancies", "status_filter": kind, "field": field}
        for kind, field in (
            ("Sales", "Invoice Date, on the side that is wrong"),
            ("Purchases", "Price, quantity, discount or tax, on the side that is wrong"),
        )
    ]
    item = {"status": "open", "amount": None, "gap_amount": None, "exposure_date": None}
    items = [
        {**item, "item": ref, "ref": ref, "doc_type": kind, "cause_id": code}
        for ref, kind, code in (("S-1", "SO", "S21"), ("P-1", "PO", "P09"))
    ]
    found = plan.group_documents(pa.Table.from_pylist(jobs), pa.Table.from_pylist(items), PERIOD)
    assert {key[1]: [row["ref"] for row in rows] for key, rows in found.items()} == {
        "Sales": ["S-1"],
        "Purchases": ["P-1"],
    }


def test_the_sheet_to_tick_off_has_a_line_for_each_document(opened: Open, warehouse: Warehouse, monkeypatch) -> None:
    opened("fix_plan")
    written: list[pa.Table] = []

    def keep(table: pa.Table, *_: object) -> bytes:
        written.append(table)
        return b""

    monkeypatch.setattr(export, "write", keep)
    found, items = run(warehouse, "fix_plan", PERIOD).table, run(warehouse, "worklist", PERIOD)
    here = page_context.PageContext(warehouse, PERIOD, warehouse.head())
    plan.write_sheet(here, found, items)
    (table,) = written
    assert table.select(["screen", "ref", "amount"]).to_pylist() == [
        {"screen": "Purchases > Purchase Orders", "ref": "P-1", "amount": Decimal("50.00")},
        {"screen": "Sales > Sales Orders", "ref": "S-1", "amount": Decimal("6.00")},
        {"screen": "Sales > Sales Orders", "ref": "S-2", "amount": Decimal("2.00")},
    ]


@pytest.mark.parametrize("page", ["worklist", "fix_plan"])
def test_an_empty_list_names_the_tested_or_missing_documents(opened: Open, warehouse: Warehouse, page: str) -> None:
    sound = [landing("sales_documents", [sale("S-1"), sale("S-2")]), landing("purchase_documents", [purchase("P-1")])]
    costs = [{"doc_type": "SO", "order_ref": ref, "ref_key": ref, "cogs": 6} for ref in ("S-1", "S-2")]
    warehouse.land([*sound, landing("cogs_entries", costs)], "ada")
    assert run(warehouse, "worklist", PERIOD).table.num_rows == 0
    app = opened(page)
    assert app.metric[0].value == say_money(None)
    assert "Cannot tell: exports are missing" in words(app)
    assert app.success == []
    if page == "worklist":
        assert app.info[-1].value.endswith("In what was read: No open items: 3 documents were tested.")
