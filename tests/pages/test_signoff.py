"""Sign-off on screen: the next signer and the obstacles, and months that are signed, sealed, moved and re-run."""

from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from close.signing import signoff
from close.signing.conditions import RULES, list_covered, obstacles, say
from close.signing.standing import PREPARER
from close.store.audit_log import AuditLog
from close.store.seals import now
from close.store.warehouse import Warehouse
from pages.parts.frame.naming import BOX
from pages.parts.frame.page_context import month_name
from tests.given.landings import landing, sale

from .conftest import CLEAN, FAULTY, HALF
from .screen import Open, enter_first_name, find_popover, forget_name, words

PREPARE, REVIEW = "Sign as preparer", "Review and sign"


def button(app: AppTest, label: str):
    return next(found for found in app.main.button if found.label.startswith(label))


def call_oneself(app: AppTest, name: str) -> AppTest:
    return app.text_input(key=BOX).input(name).run()


def open_section(app: AppTest, section: str) -> AppTest:
    return app.segmented_control(key="section").set_value(section).run()


@pytest.mark.parametrize("organisation", [FAULTY, HALF])
def test_obstacles_are_listed_and_prevent_signing(
    open_page: Open, writable: Path, months: list[str], organisation: str
) -> None:
    app = call_oneself(open_page("signoff", organisation, period=months[-1]), "ada")
    assert not app.exception
    found = obstacles(Warehouse(writable, organisation), months[-1], "month")
    assert found
    assert f"To clear before signing: {len(found)}" in words(app)
    for reason in found:
        assert say(reason)[1:] in words(app)
    assert button(app, PREPARE).disabled
    assert button(app, REVIEW).disabled
    assert app.metric[0].value == "0 of 2"


def test_a_name_is_wanted_before_anything_is_signed(open_page: Open, writable: Path, months: list[str]) -> None:
    app = forget_name(open_page("signoff", CLEAN, period=months[-1]))
    button(app, PREPARE).click().run()
    books = Warehouse(writable, CLEAN)
    assert not AuditLog(books).events()
    assert f"Continue signs the whole month, {month_name(months[-1])}, as preparer." in words(app)
    enter_first_name(app, "Ada")
    assert [(event.kind, event.who) for event in AuditLog(books).events()] == [("signed", "Ada")]
    assert "Prepared by Ada" in words(app)
    assert [toast.value for toast in app.toast] == ["The whole month signed as preparer"]


def test_a_month_is_signed_reviewed_sealed_and_moves(open_page: Open, writable: Path, months: list[str]) -> None:
    books, newest = Warehouse(writable, CLEAN), months[-1]
    app = call_oneself(open_page("signoff", CLEAN, period=newest), "ada")
    button(app, PREPARE).click().run()
    assert "Prepared by ada" in words(app)
    assert "ada prepared it, so somebody else must review it." in words(app)
    assert button(app, REVIEW).disabled
    call_oneself(app, "ben")
    button(app, REVIEW).click().run()
    assert app.metric[0].value == "2 of 2"
    assert "No further signature is needed" in words(app)

    signed = open_page("bridge", CLEAN, period=newest)
    assert "Reviewed by ben" in words(signed)
    assert "with the whole month" in words(signed)
    assert "Open" in words(open_page("cogs_breakdown", CLEAN, period=newest))

    open_section(app, "Seal")
    button(app, "Yes: seal").click().run()
    assert [event.kind for event in AuditLog(books).events()] == ["signed", "signed", "sealed"]
    assert "Sealed by **ben**" in words(app)
    assert "Sealed" in "\n".join(str(element.value) for element in app.sidebar.markdown)

    books.land([landing("sales_documents", [sale("X-1", acct_date=None)], newest)], "ada")
    app = call_oneself(open_page("signoff", CLEAN, period=newest), "ben")
    assert app.metric[0].value == "0 of 2"
    assert "Changed since signature 1" in words(app)

    open_section(app, "Seal")
    app.text_input(key="reopen-why").input("an export too few").run()
    app.date_input(key="reopen-until").set_value(now() + timedelta(days=1)).run()
    button(app, "Re-open").click().run()
    assert "Re-opened until" in words(app)
    assert "No actions on the month" in words(app)
    assert "What signature 1 covers" in words(open_event(app, newest, books, 1))


def test_a_signature_runs_again_after_its_month_has_changed(open_page: Open, writable: Path, months: list[str]) -> None:
    """A report stands for the month, whose many answers take the time of each."""
    books, newest = Warehouse(writable, CLEAN), months[-1]
    signed = signoff.sign(books, newest, "sales_and_credits", "ada", PREPARER)
    books.land([landing("sales_documents", [sale("X-1", acct_date=None)], newest)], "ada")
    app = open_event(open_page("signoff", CLEAN, period=newest), newest, books, signed.number)
    assert f"What signature {signed.number} covers" in words(app)
    button(app, f"Run signature {signed.number} again").click().run()
    assert "1 of 1 digest is the same" in words(app)


def open_event(app: AppTest, period: str, books: Warehouse, number: int) -> AppTest:
    """Select an event in the history of a month, which is listed newest first."""
    open_section(app, "History")
    history = [event.number for event in reversed(AuditLog(books).events()) if event.period in ("", period)]
    app.session_state[f"history-{books.organisation}-{period}-{len(history)}"] = {
        "selection": {"rows": [history.index(number)], "columns": [], "cells": []}
    }
    return app.run()


def test_rules_say_what_they_cover_and_sign_it(open_page: Open, writable: Path, months: list[str]) -> None:
    books, newest = Warehouse(writable, CLEAN), months[-1]
    app = open_section(call_oneself(open_page("signoff", CLEAN, period=newest), "ada"), "Rules")
    found = list_covered(books, newest)
    table = app.dataframe[0].value
    assert list(table["Condition"]) == [rule.text for rule in RULES]
    assert list(table["Covers"]) == [sum(rule is each for each, _ in found) for rule in RULES]
    assert sum(table["Signed"]) == 0
    named = [name for row in table["Subjects"].dropna() for name in row.split(", ")]
    assert named
    assert not {subject for _, subject in found} & {*named}
    button(app, f"Yes: sign {len(found)} by rule").click().run()
    assert len(AuditLog(books).events()) == len(found)
    assert sum(app.dataframe[0].value["Signed"]) == len(found)

    app = open_page("bridge", CLEAN, period=newest)
    assert "Prepared by rule, started by ada" in words(app)


def test_a_signature_is_taken_back_with_a_reason(open_page: Open, writable: Path, months: list[str]) -> None:
    books, newest = Warehouse(writable, FAULTY), months[-1]
    app = call_oneself(open_page("signoff", FAULTY, period=newest, subject="timing_differences"), "ada")
    button(app, PREPARE).click().run()
    assert "Prepared by ada" in words(app)
    button(app, "Withdraw").click().run()
    assert "Enter a note" in app.error[0].value
    app.text_input(key="retract-1").input("wrong month").run()
    button(app, "Withdraw").click().run()
    assert [event.kind for event in AuditLog(books).events()] == ["signed", "retracted"]
    assert "Prepared by ada" not in words(app)


@pytest.mark.parametrize(
    ("page", "subject"),
    [
        ("overview", "month"),
        ("timing_differences", "timing_differences"),
        ("cogs_breakdown", "cogs_breakdown"),
        ("bridge", "bridge"),
        ("sync_gap", "sync_all_gap"),
    ],
)
def test_signed_state_shows_wherever_the_number_does(
    open_page: Open, writable: Path, months: list[str], page: str, subject: str
) -> None:
    app = call_oneself(open_page(page, CLEAN, period=months[-1]), "ada")
    assert "Open" in words(app)
    assert not find_popover(app, PREPARE).disabled
    assert PREPARE not in [found.label for found in app.button]
    assert "You can withdraw the signature on the page Sign-off and say why." in words(app)
    app.button(key=f"sign-{subject}-preparer").click().run()
    assert "Prepared by ada" in words(app)
    assert f"sign-{subject}-preparer" not in [found.key for found in app.button]
    assert [event.subject for event in AuditLog(Warehouse(writable, CLEAN)).events()] == [subject]


def test_an_answer_that_changed_since_it_was_shown_is_not_signed(
    open_page: Open, writable: Path, months: list[str]
) -> None:
    books, newest = Warehouse(writable, CLEAN), months[-1]
    app = call_oneself(open_page("sales_and_credits", CLEAN, period=newest), "ada")
    books.land([landing("sales_documents", [sale("X-1")], newest)], "ben")
    app.button(key="sign-sales_and_credits-preparer").click().run()
    assert "New exports have been uploaded since these figures were shown" in words(app)
    assert AuditLog(books).events() == []
