"""A step on screen: the action it needs, its signers, the changes since, and the page that proves it."""

import re
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from close.signing import signoff
from close.signing.answers import answer
from close.signing.standing import PREPARER, REVIEWER
from close.store.audit_log import AuditLog
from close.store.settings import Settings
from close.store.warehouse import Warehouse
from close.work import checklist
from close.work.checklist import WAIVED, waive
from close.work.steps import steps
from pages.checklist.step import say_calendar
from pages.parts.frame.navigation import PAGES
from pages.parts.frame.people import TYPED
from pages.parts.month.proofs import ALL_PROOFS, PROOFS
from pages.parts.words import say, say_count, say_moment
from tests.given.proofs import count_proofs

from .conftest import CLEAN, FAULTY, HALF
from .screen import Open, attestable, press, steps_of, table_of, words


def read_scripts(app: AppTest) -> str:
    """Return the HTML that a page runs in the browser."""
    return "".join(element.proto.body for element in app.get("html"))


def kinds(warehouse: Warehouse) -> list[tuple[str, str, str]]:
    return [(event.kind, event.subject, event.who) for event in AuditLog(warehouse).events()]


def test_a_failing_step_is_waived_with_a_reason_and_taken_back(open_page: Open, writable: Path, months) -> None:
    books = Warehouse(writable, FAULTY)
    step = steps_of(answer(books, "checklist", months[-1]), "exceptions")[0]
    app = open_page("checklist", period=months[-1])  # it opens the first step to do, and stays there once it is waived
    press(app, "Waive")
    assert "Enter a note" in words(app)
    assert f'data-field="note-Waive-{step["step"]}-{months[-1]}"' in read_scripts(app)
    assert kinds(books) == []
    next(area for area in app.text_area if area.label.startswith("Why can the month")).input("Immaterial.")
    press(app, "Waive")
    assert "Waived by Tess" in words(app)
    assert f"{step['step']} is waived and can be signed now" in words(app)
    assert f"Waived with {step['exception_count']:,} exceptions" in words(app)
    assert not [area for area in app.text_area if area.label.startswith("Why can the month")]
    next(area for area in app.text_area if area.label.startswith("Why are you withdrawing it")).input("It is material.")
    press(app, "Withdraw")
    assert [kind for kind, *_ in kinds(books)] == [WAIVED, "withdrawn"]
    assert f"{step['exception_count']:,} documents keep this step from passing." in words(app)


def test_two_people_sign_a_step_and_one_alone_does_not(open_page: Open, writable: Path, months) -> None:
    books = Warehouse(writable, CLEAN)
    app = open_page("checklist", CLEAN, period=months[-1], step="CH1")
    app.session_state[TYPED] = "Ada"
    app.run()
    press(app, "Sign CH1 as preparer")
    assert "Prepared by Ada" in words(app)
    badges = [line for line in words(app).splitlines() if "-badge[" in line]
    assert len([badge for badge in badges if "Prepared" in badge]) == 2
    assert not [badge for badge in badges if "Signed" in badge]
    assert next(button for button in app.button if button.label == "Review and sign CH1").disabled
    assert "somebody else must review it" in words(app)
    app.session_state[TYPED] = "Ben"
    app.run()
    press(app, "Review and sign CH1")
    assert "Reviewed by Ben" in words(app)
    assert kinds(books) == [("signed", "CH1", "Ada"), ("signed", "CH1", "Ben")]
    assert not [button for button in app.button if "CH1" in button.label and "ign" in button.label]


def test_a_page_with_fewer_documents_than_a_step_says_how_many(open_page: Open, warehouse: Path, months) -> None:
    books = Warehouse(warehouse, FAULTY)
    count = next(row for row in answer(books, "checklist", months[-1]).table.to_pylist() if row["step"] == "SY5")
    listed = answer(books, "blank_cogs", months[-1]).table.num_rows
    said = words(open_page("checklist", period=months[-1], step="SY5"))
    assert f"{listed} of these {count['exception_count']} documents are on the page Blank COGS." in said
    others = (
        f"Each of the other {count['exception_count'] - listed} has another reason: set to Do Not Import and not in a "
        "batch, so it may not be in the ledger at all."
    )
    assert others in said
    page = words(open_page("blank_cogs", period=months[-1]))
    assert f"(SY5) counts {count['exception_count']} documents" in page
    assert others in page


def test_an_open_step_says_that_it_cannot_be_signed_yet(open_page: Open, months: list[str], warehouse: Path) -> None:
    step = attestable(answer(Warehouse(warehouse, HALF), "checklist", months[-1]))[0]["step"]
    assert "It can be signed once" in words(open_page("checklist", HALF, period=months[-1], step=step))


def test_a_suspended_step_says_what_moved(open_page: Open, writable: Path, months) -> None:
    books = Warehouse(writable, FAULTY)
    step = steps_of(answer(books, "checklist", months[-1]), "exceptions")[0]["step"]
    waive(books, months[-1], step, "Ben", "Immaterial.")
    signoff.sign(books, months[-1], step, "Ada", PREPARER)
    signoff.sign(books, months[-1], step, "Ben", REVIEWER)
    assert "Changed since" not in words(open_page("checklist", period=months[-1], step=step))
    checklist.withdraw(books, months[-1], step, "Ben", "It is material.")
    app = open_page("checklist", period=months[-1], step=step)
    assert "Changed since signature 2" in words(app)
    assert "State, evidence and attestation changed, because of attestations or comments" in words(app)
    assert "Suspended" in words(app)


def test_an_attached_file_is_listed_with_its_hash(open_page: Open, writable: Path, months) -> None:
    books = Warehouse(writable, CLEAN)
    event = checklist.attach(books, months[-1], "CH1", "Ada", "[screen](x).png", b"picture")
    text = words(open_page("checklist", CLEAN, period=months[-1], step="CH1"))
    assert f"attached by Ada, {say_moment(event.recorded_at)} UTC, sha256 {event.value[:12]}" in text


def test_one_line_a_step_for_who_knows_them(open_page: Open, writable: Path, months) -> None:
    signoff.sign(Warehouse(writable, CLEAN), months[-1], "CH1", "Ada", PREPARER)
    app = open_page("checklist", CLEAN, period=months[-1], step="CH1")
    assert "prepared by Ada" not in words(app)
    app.segmented_control(key="audience").set_value("Experienced").run()
    assert not app.exception
    assert "prepared by Ada" in words(app)
    assert len([button for button in app.button if str(button.key).startswith("open-")]) == len(steps())


def test_due_days_and_progress_are_shown(open_page: Open, months: list[str], warehouse: Path) -> None:
    row = answer(Warehouse(warehouse, CLEAN), "checklist", months[-1]).table.to_pylist()[2]
    text = words(open_page("checklist", CLEAN, period=months[-1], step="CH1"))
    day = row["due_date"]
    assert f"Due on business day 2 after the month end: {day:%a} {day.day} {day:%b} · done" in text
    assert "Business days skip only weekends. Choose a country in the settings to skip its public holidays." in text


def test_the_calendar_names_what_is_skipped() -> None:
    own = Settings(country="NZ", holidays=(date(2026, 4, 2),))
    assert say_calendar(own) == "Business days skip weekends, your own holidays and the public holidays of New Zealand."
    assert say_calendar(Settings(country="AU-VIC")).endswith("weekends and the public holidays of Australia: VIC.")


@pytest.mark.parametrize("step", PROOFS)
def test_the_proof_page_lists_as_many_documents_as_the_step_counts(
    open_page: Open, months: list[str], warehouse: Path, step: str
) -> None:
    proof, books = PROOFS[step], Warehouse(warehouse, FAULTY)
    row = next(r for r in answer(books, "checklist", months[-1]).table.to_pylist() if r["step"] == step)
    assert row["exception_count"]
    app = open_page(proof.page, period=months[-1], **proof.choices)
    assert len(table_of(app, "Reference")) == row["exception_count"]
    assert re.search(rf"\b{row['exception_count']:,} (of [\d,]+ )?rows\b", words(app))


def table_names(app: AppTest) -> set[str]:
    return {str(name) for found in app.dataframe for name in found.value.columns}


def test_the_proof_of_every_month_counts_what_the_step_counts(warehouse: Path, months: list[str]) -> None:
    books = Warehouse(warehouse, FAULTY)
    for month in months:
        counted, listed = count_proofs(books, month)
        assert counted == listed, month


def links(app: AppTest, page: str) -> list[dict[str, str]]:
    """Return the labels of the visible page's links to a page, such as `checklist`."""
    found = [element.proto for element in app.main.get("page_link")]
    return [dict(parse_qsl(link.query_string)) for link in found if link.page == page]


@pytest.mark.parametrize("step", ALL_PROOFS)
def test_a_step_leads_to_its_proof_and_the_proof_back_to_it(open_page: Open, months: list[str], step: str) -> None:
    proof, here = ALL_PROOFS[step], {"organisation": FAULTY, "period": months[-1]}
    there = links(open_page("checklist", period=months[-1], step=step), PAGES[proof.page].address)
    assert {**here, **(proof.choices if step in PROOFS else {})} in there
    back = links(open_page(proof.page, period=months[-1]), "checklist")
    assert {**here, "step": step} in back


def test_a_page_that_proves_no_step_leads_to_none(open_page: Open, months: list[str]) -> None:
    assert not [link for link in links(open_page("bridge", period=months[-1]), "checklist") if "step" in link]


def test_every_step_shows_last_months_answer(open_page: Open, months: list[str], warehouse: Path) -> None:
    before = answer(Warehouse(warehouse, FAULTY), "checklist", months[-2]).table.to_pylist()
    assert [row["step"] for row in before] == [*steps()]
    app = open_page("checklist", period=months[-1])
    for row in before:
        app.query_params["step"] = row["step"]
        app.run()
        assert app.header[0].value.startswith(row["step"])
        count = "" if row["exception_count"] is None else f", {say_count(row['exception_count'], 'document')}"
        concerns = row["state"] != "not_applicable"
        assert (f"Last month: {str(say(row['state'])).lower()}{count}" in words(app)) == concerns
