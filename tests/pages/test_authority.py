"""Roles and signing rules on the page Organisation: changed by acts, and only proposed by a file."""

from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from close.store.audit_log import AuditLog
from close.store.settings import Settings
from close.store.warehouse import Warehouse
from loaders import land
from pages.parts.frame.people import TYPED
from tests.given.named import appoint

from .conftest import CLEAN
from .screen import Open, press, words

WHY = "Why do the rules change?"
STATED = 'materiality = 80.00\n[people]\nadministrator = ["cyd"]\npreparer = ["dee", "eli"]\n'


@pytest.fixture
def books(writable: Path) -> Warehouse:
    return Warehouse(writable, CLEAN)


def governing_of(books: Warehouse) -> Settings:
    found = books.governing()
    assert found
    return found


def propose(books: Warehouse) -> None:
    content = f'name = "{governing_of(books).name}"\n{STATED}'.encode()
    (card,) = land([("", "organisation.toml", content)], books, books.head().periods()[-1], who="eve")
    assert card.status == "landed"


def open_as(open_page: Open, who: str) -> AppTest:
    app = open_page("organisation", CLEAN)
    app.session_state[TYPED] = who
    return app.run()


def type_into(app: AppTest, label: str, text: str) -> None:
    next(field for field in (*app.text_input, *app.text_area) if field.label == label).input(text)


def test_roles_and_rules_are_saved_as_acts(open_page: Open, books: Warehouse) -> None:
    app = open_as(open_page, "ann")
    type_into(app, "Administrators", "ann")
    type_into(app, "Preparers", "ben\ncyd")
    type_into(app, "Materiality", "1,250.50")
    type_into(app, WHY, "agreed with the auditors")
    press(app, "Save roles and rules")
    assert not app.exception
    assert "Roles and rules saved" in words(app)
    governing = governing_of(books)
    assert set(governing.people) == {("preparer", "ben"), ("preparer", "cyd"), ("administrator", "ann")}
    assert governing.materiality == Decimal("1250.50")
    rule, roles = AuditLog(books).events()
    assert (roles.kind, roles.who, "ben gets the role preparer" in roles.note) == ("roles", "ann", True)
    assert (rule.kind, rule.subject, rule.amount) == ("signing_rule", "materiality", Decimal("1250.50"))
    assert (rule.note, rule.named_by) == ("agreed with the auditors", "typed")


@pytest.mark.parametrize(
    ("label", "text", "why"),
    [
        ("Materiality", "a lot", "not an amount"),
        ("Materiality", "20.00", "a change of a signing rule needs one"),
        ("Preparers", "ben", "Name an administrator first"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_recorded(
    open_page: Open, books: Warehouse, label: str, text: str, why: str
) -> None:
    app = open_as(open_page, "ann")
    type_into(app, label, text)
    press(app, "Save roles and rules")
    assert why in words(app)
    assert AuditLog(books).events() == []


def test_only_an_administrator_may_change_them(open_page: Open, books: Warehouse) -> None:
    appoint(books, ("administrator", "ann"), ("preparer", "ben"))
    for who, may in (("ben", False), ("ann", True)):
        app = open_as(open_page, who)
        (button,) = (button for button in app.button if button.label == "Save roles and rules")
        assert button.disabled != may
        assert ("Only an administrator" in words(app)) != may


def test_a_file_only_proposes(open_page: Open, books: Warehouse) -> None:
    appoint(books, ("administrator", "ann"), ("preparer", "eve"))
    before = governing_of(books)
    propose(books)
    assert (governing_of(books).people, governing_of(books).materiality) == (before.people, before.materiality)
    assert "A settings file proposes roles or signing rules" in "".join(
        badge.value for badge in open_page("upload", CLEAN).markdown
    )
    app = open_as(open_page, "eve")
    assert "uploaded by eve, proposes" in words(app)
    assert all(button.disabled for button in app.button if button.label in {"Adopt", "Keep as they are"})
    app = press(open_as(open_page, "ann"), "Adopt")
    assert not app.exception
    assert set(governing_of(books).people) == {("administrator", "cyd"), ("preparer", "dee"), ("preparer", "eli")}


def test_a_proposal_can_be_declined(open_page: Open, books: Warehouse) -> None:
    propose(books)
    app = press(open_as(open_page, "ann"), "Keep as they are")
    assert "proposes" not in words(app)
    assert governing_of(books).people == ()
    assert [event.kind for event in AuditLog(books).events()] == ["kept_authority"]
