"""The checklist: its numbers match the reports', and attestation is possible only if the data cannot prove a step."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from close.rules.answers import run
from close.store.audit_log import AuditLog
from close.store.warehouse import Warehouse
from close.work.checklist import DONE, NOT_APPLICABLE
from close.work.steps import steps
from pages.parts.words import say_count
from tests.given.screens import USER

from .conftest import CLEAN, FAULTY, HALF
from .screen import Open, attestable, press, steps_of, table_of, words

NOTE = "Looked at the Discrepancies tab: empty on the 5th."


def asking(app: AppTest) -> list:
    """Return the field for a person's evidence on a step that the data cannot prove."""
    return [area for area in app.text_area if area.label.startswith("What did you look at")]


@pytest.mark.parametrize("page", ["overview", "checklist"])
@pytest.mark.parametrize("organisation", [FAULTY, CLEAN, HALF])
def test_opens_in_every_state(open_page: Open, months: list[str], page: str, organisation: str) -> None:
    app = open_page(page, organisation, period=months[-1])
    assert not app.exception
    assert len(app.title) == 1
    assert not [error for error in app.error if "foresee" in error.value]


def test_every_step_has_its_words(answer) -> None:
    assert list(steps()) == [row["step"] for row in answer("checklist").table.to_pylist()]


def test_each_step_lists_the_documents_that_it_counts(open_page: Open, months: list[str], answer) -> None:
    exceptions = answer("step_exceptions").table.to_pylist()
    failing = steps_of(answer("checklist"), "exceptions")
    assert failing
    for step in failing:
        app = open_page("checklist", period=months[-1], step=step["step"])
        wanted = [row["ref"] for row in exceptions if row["step"] == step["step"]]
        assert len(wanted) == step["exception_count"]
        assert list(table_of(app, "Type", "Reference")["Reference"]) == wanted
        many = "1 document keeps" if len(wanted) == 1 else f"{len(wanted):,} documents keep"
        assert f"Exceptions ({len(wanted):,}): {many} this step from passing" in words(app)
        assert "A step with exceptions cannot be attested." in words(app)
        assert not asking(app)


def test_a_picked_document_opens_down_to_its_line(open_page: Open, months: list[str], answer) -> None:
    step = steps_of(answer("checklist"), "exceptions")[0]["step"]
    row = next(row for row in answer("step_exceptions").table.to_pylist() if row["step"] == step)
    key = f"{step}|{row['doc_type']}|{row['ref']}"
    app = open_page("checklist", period=months[-1], step=step, row=key)
    assert row["ref"] in words(app) or any(row["ref"] in found.value.to_numpy() for found in app.table)
    assert f"Line {row['_line']:,}" in words(app)


def test_a_proven_step_says_on_how_many_rows(open_page: Open, months: list[str], answer, warehouse: Path) -> None:
    proven = steps_of(answer("checklist", CLEAN), "proven")
    assert proven
    step, head = proven[0], Warehouse(warehouse, CLEAN).head()
    files = [file for name in step["evidence"].split(", ") for r in head.of(name) if (file := r.dataset(name))]
    app = open_page("checklist", CLEAN, period=months[-1], step=step["step"])
    assert f"0 exceptions in {sum(file.rows for file in files):,} rows" in words(app)
    assert not asking(app)


def test_the_bar_counts_proven_and_attested_only(open_page: Open, months: list[str], answer) -> None:
    rows = answer("checklist", CLEAN).table.to_pylist()
    done = sum(row["state"] in {"proven", "attested"} for row in rows)
    app = open_page("checklist", CLEAN, period=months[-1])
    assert app.metric[0].value == f"{done} of {sum(row['applicable'] == 'Y' for row in rows)}"


def test_attesting_and_taking_it_back(open_page: Open, writable: Path, months: list[str], answer) -> None:
    step = attestable(answer("checklist", HALF))[0]["step"]
    app = open_page("checklist", HALF, period=months[-1], step=step)
    before = int(app.metric[0].value.split()[0])
    asking(app)[0].input(NOTE)
    press(app, "Attest")
    assert int(app.metric[0].value.split()[0]) == before + 1
    assert f"Attested by {USER}" in words(app)
    assert NOTE in words(app)
    next(area for area in app.text_area if area.label.startswith("Why are you withdrawing it")).input(
        "The wrong month."
    )
    press(app, "Withdraw")
    assert int(app.metric[0].value.split()[0]) == before
    events = AuditLog(Warehouse(writable, HALF)).events()
    assert [(event.kind, event.subject, event.period) for event in events] == [
        ("attested", step, months[-1]),
        ("withdrawn", step, months[-1]),
    ]


def test_an_attestation_without_a_note_is_refused_in_words(open_page: Open, writable: Path, months, answer) -> None:
    step = attestable(answer("checklist", HALF))[0]["step"]
    app = open_page("checklist", HALF, period=months[-1], step=step)
    press(app, "Attest")
    assert not app.exception
    assert "Enter a note" in words(app)
    assert not AuditLog(Warehouse(writable, HALF)).events()


def test_words_are_for_who_is_new(open_page: Open, months: list[str]) -> None:
    app = open_page("checklist", period=months[-1], step="CH1")
    assert steps()["CH1"].why in words(app)
    app.segmented_control(key="audience").set_value("Experienced").run()
    assert steps()["CH1"].why not in words(app)


def test_the_count_is_shown_with_last_months(open_page: Open, months: list[str], warehouse: Path) -> None:
    before = run(Warehouse(warehouse, FAULTY), "checklist", months[-2]).table.to_pylist()
    count = next(row["exception_count"] for row in before if row["step"] == "CH1")
    text = words(open_page("checklist", period=months[-1], step="CH1"))
    assert f"Last month: exceptions, {say_count(count, 'document')}" in text


def test_every_reason_of_a_step_has_words_and_a_remedy(answer) -> None:
    rows = answer("step_exceptions").table.to_pylist()
    assert rows
    assert not [row["reason_code"] for row in rows if not row["fix"]]
    assert not [row["reasons"] for row in rows if "_" in row["reasons"] or "|" in row["reasons"]]


def test_what_is_to_do_comes_first_for_who_is_new(open_page: Open, months: list[str], answer) -> None:
    done = len(steps_of(answer("checklist"), "proven"))
    idle = len(steps_of(answer("checklist"), "not_applicable"))
    folded = ", ".join(f"{count} {word}" for count, word in ((done, "done"), (idle, "not applicable")) if count)
    app = open_page("checklist", period=months[-1])
    assert folded
    assert folded in [found.label for found in app.expander]
    app.segmented_control(key="audience").set_value("Experienced").run()
    assert folded not in [found.label for found in app.expander]


def test_the_way_to_the_next_step_skips_what_is_done(open_page: Open, months: list[str], answer) -> None:
    rows = answer("checklist").table.to_pylist()
    to_do = [row["step"] for row in rows if row["state"] not in {*DONE, NOT_APPLICABLE}]
    for step, following in ((to_do[0], to_do[1]), (to_do[-1], to_do[0])):
        app = open_page("checklist", period=months[-1], step=step)
        app.button(key="next-step").click().run()
        assert app.button(key=f"open-{following}").proto.type == "secondary"


def test_evidence_is_folded_unless_some_is_missing(open_page: Open, months: list[str], answer) -> None:
    missing = next(row["step"] for row in answer("checklist", HALF).table.to_pylist() if row["missing_evidence"])
    for organisation, step, is_open in ((FAULTY, "CH1", False), (HALF, missing, True)):
        app = open_page("checklist", organisation, period=months[-1], step=step)
        (evidence,) = [found for found in app.expander if found.label.startswith("Evidence: ")]
        assert evidence.proto.expanded == is_open
