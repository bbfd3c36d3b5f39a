"""The words about who may waive and sign fit the roles in force, and what people sign of their own work is stated."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from close.archive.prints import checklist as printed
from close.signing import signoff
from close.signing.answers import answer
from close.signing.standing import PREPARER, REVIEWER
from close.store.audit_log import AuditLog
from close.store.seals import MONTH
from close.store.warehouse import Warehouse
from close.work.authority.acts import set_rule
from close.work.checklist import waive
from pages.parts.frame.people import TYPED
from tests.given.named import appoint
from tests.pages.conftest import CLEAN, FAULTY
from tests.pages.screen import Open, press, steps_of, words

PEOPLE = (("administrator", "Ada"), ("preparer", "Tess"), ("reviewer", "Ann"), ("reviewer", "Ben"))


def first_open(books: Warehouse, period: str) -> str:
    return steps_of(answer(books, "checklist", period), "exceptions")[0]["step"]


def button(app: AppTest, label: str):
    return next(found for found in app.main.button if found.label.startswith(label))


def test_who_may_waive_is_said_by_the_roles_in_force(open_page: Open, writable: Path, months: list[str]) -> None:
    books = Warehouse(writable, FAULTY)
    step = first_open(books, months[-1])
    said = words(open_page("checklist", period=months[-1], step=step))
    assert "No roles are assigned, so anyone can waive a step" in said
    assert "Only a reviewer" not in said
    appoint(books, *PEOPLE)
    app = open_page("checklist", period=months[-1], step=step)
    assert "Only a reviewer can waive a step: Ann and Ben." in words(app)
    assert "Tess may not waive a step" in words(app)
    assert not [area for area in app.text_area if area.label.startswith("Why can the month")]


def test_a_review_waits_for_the_preparer_on_the_checklist_too(open_page: Open, writable: Path, months) -> None:
    app = open_page("checklist", CLEAN, period=months[-1], step="CH1")
    assert not button(app, "Sign CH1 as preparer").disabled
    assert (button(app, "Review and sign CH1").disabled, button(app, "Review and sign CH1").help) == (
        True,
        "The preparer signs first.",
    )
    press(app, "Sign CH1 as preparer")
    assert button(app, "Sign CH1 as preparer").disabled
    app.session_state[TYPED] = "Ben"
    app.run()
    assert not button(app, "Review and sign CH1").disabled


def test_rules_offer_to_sign_only_what_is_not_signed(open_page: Open, writable: Path, months: list[str]) -> None:
    books = Warehouse(writable, CLEAN)
    covered = len(signoff.certify(books, months[-1], "Ann"))
    assert covered
    app = open_page("signoff", CLEAN, period=months[-1], section="Rules")
    assert not [each for each in app.button if "by rule" in each.label]
    assert "Everything that the rules cover is signed." in words(app)


def test_ones_own_waivers_and_reviews_are_stated(open_page: Open, writable: Path, months: list[str]) -> None:
    books, period = Warehouse(writable, FAULTY), months[-1]
    step = first_open(books, period)
    waive(books, period, step, "Ann", "immaterial")
    signoff.sign(books, period, step, "Ann", PREPARER)
    said = words(open_page("signoff", period=period, subject=step))
    assert "Ann signed as preparer after waiving the only waived step." in said
    set_rule(books, "Ann", "one_person_may_review", True, "agreed")
    signoff.sign(books, period, step, "Ann", REVIEWER)
    said = words(open_page("signoff", period=period, subject=step))
    assert "Ann signed as preparer and as reviewer." in said
    assert said.count("after waiving") == 1


def test_printouts_state_them(writable: Path, months: list[str]) -> None:
    books, period = Warehouse(writable, CLEAN), months[-1]
    set_rule(books, "Ann", "one_person_may_review", True, "agreed")
    for role in (PREPARER, REVIEWER):
        signoff.sign(books, period, MONTH, "Ann", role)
    facts = printed.facts(books, period, printed.NEW, blank=False)
    assert facts["own_work"] == ["Ann signed as preparer and as reviewer."]
    assert printed.pdf(books, period)


@pytest.mark.parametrize("reason", ["Immaterial, cleared in October.", " "])
def test_several_steps_are_waived_for_one_reason(open_page: Open, writable: Path, months, reason: str) -> None:
    books, period = Warehouse(writable, FAULTY), months[-1]
    app = open_page("checklist", period=period)
    chosen = [row["step"] for row in steps_of(answer(books, "checklist", period), "exceptions")][:3]
    press(app, "Record these waivers")
    assert "Choose the steps to waive first." in words(app)
    app.multiselect(key="waived-steps").set_value(chosen)
    app.text_area(key="waived-reason").input(reason)
    press(app, "Record these waivers")
    assert not app.exception
    events = [(event.kind, event.subject, event.note) for event in AuditLog(books).events()]
    if reason.strip():
        assert events == [("waived", step, reason) for step in chosen]
        assert app.text_area(key="waived-reason").value == ""
    else:
        assert not events
        assert "Enter a note" in words(app)
