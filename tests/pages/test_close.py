"""Overview and checklist: their numbers are the reports', and a person's word counts only where data says nothing."""

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from close.journal import Journal
from close.report import Answer, run
from close.steps import STEPS
from close.warehouse import Warehouse
from pages.parts import frame, summary
from pages.parts.money import say_money
from pages.parts.words import MONTHLY, SOURCES

from .conftest import CLEAN, FAULTY, HALF, LANDED_OF_HALF

Open = Callable[..., AppTest]
NOTE = "Looked at the Discrepancies tab: empty on the 5th."


@pytest.fixture
def answer(warehouse: Path, months: list[str]) -> Callable[..., Answer]:
    return lambda name, organisation=FAULTY: run(Warehouse(warehouse, organisation), name, months[-1])


@pytest.fixture
def writable(open_page: Open, warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A warehouse of one's own: what is attested here is seen by no other test."""
    root = Path(shutil.copytree(warehouse, tmp_path / "warehouse"))
    monkeypatch.setattr(frame, "ROOT", root)
    return root


def words(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.success, app.warning, app.subheader, app.title, app.info, app.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


def frame_of(app: AppTest, key: str):
    return next(found.value for found in app.dataframe if found.key.startswith(key))


def steps_of(answer: Answer, state: str) -> list[dict]:
    return [row for row in answer.table.to_pylist() if row["state"] == state]


@pytest.mark.parametrize("page", ["close/overview", "close/checklist"])
@pytest.mark.parametrize("organisation", [FAULTY, CLEAN, HALF])
def test_opens_in_every_state(open_page: Open, months: list[str], page: str, organisation: str) -> None:
    app = open_page(page, organisation, period=months[-1])
    assert not app.exception
    assert len(app.title) == 1
    assert not [error for error in app.error if "foresee" in error.value]


@pytest.mark.parametrize("organisation", [FAULTY, CLEAN, HALF])
def test_overview_counts_each_document_once(open_page: Open, months: list[str], answer, organisation: str) -> None:
    rows = answer("step_exceptions", organisation).table.to_pylist()
    app = open_page("close/overview", organisation, period=months[-1])
    assert app.metric[0].value == f"{len({(row['doc_type'], row['ref']) for row in rows}):,}"


def test_overview_shows_the_money_of_every_list(open_page: Open, months: list[str], answer) -> None:
    app = open_page("close/overview", period=months[-1])
    shown = {metric.label: metric.value for metric in app.metric}
    timing, blank = answer("timing_differences").table, answer("blank_cogs").table
    currency = Warehouse(frame.ROOT, FAULTY).settings(months[-1]).currency
    assert shown["Stock value"] == say_money(sum(timing["value"].to_pylist()), currency)
    missing = sum((value for value in blank["likely_missing_cogs"].to_pylist() if value), Decimal(0))
    assert shown["COGS likely missing"] == say_money(missing, currency)
    assert f"{timing.num_rows:,} documents" in words(app)
    assert f"{blank.num_rows:,} documents" in words(app)


def test_overview_sets_last_month_beside_this_one(open_page: Open, months: list[str], warehouse: Path) -> None:
    rows = [run(Warehouse(warehouse, FAULTY), "balances", month).table.to_pylist()[0] for month in months[-2:]]
    shown = frame_of(open_page("close/overview", period=months[-1]), "balances").set_index("Balance")
    now = shown.columns[0]
    for name in ("hsv", "sohr_closing", "cin7_cogs", "cin7_sales"):
        line = shown[shown[now] == rows[1][name]].iloc[0]
        assert line["Last month"] == rows[0][name]
        assert line["Change"] == rows[1][name] - rows[0][name]


def test_first_month_has_no_last_month(open_page: Open, months: list[str]) -> None:
    app = open_page("close/overview", period=months[0])
    assert frame_of(app, "balances")["Last month"].isna().all()
    assert "last month not known" in words(app)


def test_overview_says_what_has_not_landed_and_where_to_click(open_page: Open, months: list[str]) -> None:
    said = words(open_page("close/overview", HALF, period=months[-1]))
    assert f"{len(MONTHLY) - len(LANDED_OF_HALF)} of {len(MONTHLY)} exports not landed" in said
    assert SOURCES["cogs_entries"] in said
    assert SOURCES["payments"] not in said


def test_overview_sends_to_the_first_step_that_fails(open_page: Open, months: list[str], answer) -> None:
    first = steps_of(answer("checklist"), "exceptions")[0]
    said = words(open_page("close/overview", period=months[-1]))
    assert f"{len(steps_of(answer('checklist'), 'exceptions'))} steps have exceptions" in said
    opened = open_page("close/checklist", period=months[-1])
    assert opened.subheader[0].value == f"{first['step']} {first['title']}"


def test_every_step_has_its_words(answer) -> None:
    assert list(STEPS) == [row["step"] for row in answer("checklist").table.to_pylist()]


def test_each_step_lists_the_documents_that_it_counts(open_page: Open, months: list[str], answer) -> None:
    exceptions = answer("step_exceptions").table.to_pylist()
    failing = steps_of(answer("checklist"), "exceptions")
    assert failing
    for step in failing:
        app = open_page("close/checklist", period=months[-1], step=step["step"])
        wanted = [row["ref"] for row in exceptions if row["step"] == step["step"]]
        assert len(wanted) == step["exception_count"]
        assert list(frame_of(app, "table-step_exceptions")["Reference"]) == wanted
        assert f"{len(wanted):,} documents stand in the way" in words(app)
        assert "nobody can attest it" in words(app)
        assert not app.text_area


def test_a_picked_document_opens_down_to_its_line(open_page: Open, months: list[str], answer) -> None:
    step = steps_of(answer("checklist"), "exceptions")[0]["step"]
    row = next(row for row in answer("step_exceptions").table.to_pylist() if row["step"] == step)
    key = f"{step}|{row['doc_type']}|{row['ref']}"
    assert row["ref"] in words(open_page("close/checklist", period=months[-1], step=step, row=key))


def test_a_proven_step_says_on_how_many_rows(open_page: Open, months: list[str], answer, warehouse: Path) -> None:
    proven = steps_of(answer("checklist", CLEAN), "proven")
    assert proven
    step, head = proven[0], Warehouse(warehouse, CLEAN).head()
    files = [r.dataset(name) for name in step["evidence"].split(", ") for r in head.of(name)]
    app = open_page("close/checklist", CLEAN, period=months[-1], step=step["step"])
    assert f"0 exceptions, tested on {sum(file.rows for file in files):,} rows" in words(app)
    assert not app.text_area


def test_the_bar_counts_proven_and_attested_only(open_page: Open, months: list[str], answer) -> None:
    rows = answer("checklist", CLEAN).table.to_pylist()
    done = sum(row["state"] in {"proven", "attested"} for row in rows)
    app = open_page("close/checklist", CLEAN, period=months[-1])
    assert app.metric[0].value == f"{done} of {sum(row['applicable'] == 'Y' for row in rows)}"


def test_attesting_and_taking_it_back(open_page: Open, writable: Path, months: list[str], answer) -> None:
    step = steps_of(answer("checklist"), "open")[0]["step"]
    app = open_page("close/checklist", period=months[-1], step=step)
    before = int(app.metric[0].value.split()[0])
    app.text_area[0].input(NOTE)
    app.button(key=next(b.key for b in app.button if b.label.startswith("Attest"))).click().run()
    assert int(app.metric[0].value.split()[0]) == before + 1
    assert f"Attested by {frame.WHO}" in words(app)
    assert NOTE in words(app)
    app.text_area[0].input("It was the wrong month.")
    app.button(key=next(b.key for b in app.button if b.label.startswith("Withdraw"))).click().run()
    assert int(app.metric[0].value.split()[0]) == before
    events = Journal(Warehouse(writable, FAULTY)).events()
    assert [(event.kind, event.subject, event.period) for event in events] == [
        ("attested", step, months[-1]),
        ("withdrawn", step, months[-1]),
    ]


def test_an_attestation_without_a_note_is_refused_in_words(open_page: Open, writable: Path, months, answer) -> None:
    step = steps_of(answer("checklist"), "open")[0]["step"]
    app = open_page("close/checklist", period=months[-1], step=step)
    app.button(key=next(b.key for b in app.button if b.label.startswith("Attest"))).click().run()
    assert not app.exception
    assert "without a note proves nothing" in words(app)
    assert not Journal(Warehouse(writable, FAULTY)).events()


def test_words_are_for_who_is_new(open_page: Open, months: list[str]) -> None:
    app = open_page("close/checklist", period=months[-1], step="CH1")
    assert STEPS["CH1"].why in words(app)
    app.segmented_control(key="audience").set_value("Experienced").run()
    assert STEPS["CH1"].why not in words(app)


def test_the_month_before_stands_beside_the_count(open_page: Open, months: list[str], warehouse: Path) -> None:
    before = run(Warehouse(warehouse, FAULTY), "checklist", months[-2]).table.to_pylist()
    count = next(row["exception_count"] for row in before if row["step"] == "CH1")
    assert f"Last month: {count:,}" in words(open_page("close/checklist", period=months[-1], step="CH1"))


def test_what_goes_wrong_unforeseen_shows_no_traceback(open_page: Open, months, monkeypatch) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError("a secret of the house")

    monkeypatch.setattr(summary, "findings", fail)
    app = open_page("close/overview", period=months[-1])
    assert not app.exception
    assert "did not foresee" in app.error[0].value
    assert "secret" not in words(app)
