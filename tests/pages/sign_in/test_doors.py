"""Sign-in: a visitor who has not signed in sees nothing, and a user sees the organisations where they have a role."""

from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from close.store.audit_log import AuditLog
from close.store.authority.people import ADMINISTRATORS
from close.store.warehouse import Warehouse, organisations
from pages.parts.frame import page_context
from pages.parts.frame import scripts as frame_scripts
from pages.parts.frame.naming import BOX
from pages.parts.frame.navigation import PAGES
from tests.given.named import appoint
from tests.given.screens import start
from tests.pages.screen import enter_first_name, words

from .opened import ADA, EVE, HERS, NOBODYS, OTHERS, PERIOD, ROOT_USER, ada, open_as


@pytest.mark.parametrize("page", ["", *PAGES])
def test_a_visitor_sees_only_the_door(page: str) -> None:
    app = open_as({"is_logged_in": False}, page, organisation=HERS, period=PERIOD)
    assert not app.exception
    assert [title.value for title in app.title] == ["Tieout"]
    assert [button.label for button in app.button] == ["Sign in"]
    assert not app.selectbox
    assert not app.dataframe
    assert HERS not in words(app).lower()


def test_a_button_for_each_provider() -> None:
    app = start()
    app.user = {"is_logged_in": False}
    app.secrets["auth"] = {"cookie_secret": "x" * 32, "google": {"client_id": "x"}, "entra": {"client_id": "x"}}
    app.run()
    assert [button.label for button in app.button] == ["Sign in with google", "Sign in with entra"]
    app.button[0].click().run()
    assert "Sign-in is not set up" in app.error[0].value  # the address of that provider is not configured


@pytest.mark.parametrize("secret", ["", "change me"])
def test_a_secret_that_can_be_guessed_lets_nobody_in(secret: str) -> None:
    app = start()
    app.user = ada()
    app.secrets["auth"] = {"cookie_secret": secret, "google": {"client_id": "x"}}
    app.run()
    assert "nobody can guess" in app.error[0].value
    assert not app.selectbox


def test_only_organisations_that_name_a_person_are_offered() -> None:
    app = open_as(ada(), organisation=HERS)
    assert app.selectbox(key="organisation").options == [HERS]
    assert f"Signed in as **{ADA}**" in words(app)
    assert "preparer" in words(app)
    assert "Log out" in [button.label for button in app.button]
    assert "Start a new organisation" not in [button.label for button in app.button]


@pytest.mark.parametrize("asked", [OTHERS, NOBODYS, "no-such-organisation"])
def test_a_link_to_another_organisation_is_refused_in_the_same_words(asked: str) -> None:
    app = open_as(ada(), organisation=asked, period=PERIOD)
    (error,) = app.error
    assert f"{ADA} has no role in an organisation called {asked}, or it does not exist" in error.value.replace("\\", "")
    assert not app.title
    assert not app.dataframe
    app.run()
    assert app.session_state["organisation"] == HERS
    assert not app.error


def test_a_user_without_a_role_sees_only_that() -> None:
    app = open_as({"is_logged_in": True, "email": EVE, "email_verified": True}, organisation=HERS)
    assert app.title[0].value == "No role yet"
    assert HERS not in words(app)
    assert not app.selectbox


def test_without_named_people_the_page_says_what_to_set(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_context, "ROOT", root / "empty")
    app = open_as(ada())
    assert app.title[0].value == "No role yet"
    assert ADMINISTRATORS in words(app)
    assert not organisations(root / "empty")


def test_an_administrator_of_the_environment_sees_and_starts_everything(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADMINISTRATORS, f"someone@ash.example, {ADA.upper()}")
    app = open_as(ada(), organisation=HERS)
    assert app.selectbox(key="organisation").options == [HERS, OTHERS, NOBODYS]
    assert "Start a new organisation" in [button.label for button in app.button]
    monkeypatch.setattr(page_context, "ROOT", root / "empty")
    app = open_as(ada())
    assert app.header[0].value == "No exports uploaded yet"
    assert not organisations(root / "empty")  # the sample company lands only without sign-in


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"email_verified": False}, "has not verified"),
        ({"email_verified": "false"}, "has not verified"),
        ({"email_verified": 0}, "has not verified"),
        ({"email_verified": None}, "does not state"),
        ({"email_verified": None, "xms_edov": "0"}, "has not verified"),
        ({"email_verified": False, "xms_edov": True}, "has not verified"),
        ({"email": None}, "Sign in first"),
    ],
)
def test_an_unverified_name_is_ignored(claims: dict[str, object], said: str) -> None:
    app = open_as(ada(**claims), organisation=HERS)
    assert any(said in error.value for error in app.error)
    assert not app.selectbox
    assert not app.dataframe


def test_what_is_done_carries_the_address_that_signed_in(root: Path) -> None:
    app = open_as(ada(email_verified=None, xms_edov="1"), "sales_and_credits", organisation=HERS, period=PERIOD)
    app.button(key="sign-sales_and_credits-preparer").click().run()
    _, event = AuditLog(Warehouse(root, HERS)).events()  # after the roles
    assert (event.who, event.kind, event.value, event.named_by) == (ADA, "signed", "preparer", "sign_in")
    assert f"Prepared by {ADA}" in words(app)


def test_a_role_is_read_at_the_click(root: Path) -> None:
    app = open_as(ada(), "sales_and_credits", organisation=HERS, period=PERIOD)
    appoint(Warehouse(root, HERS), ("viewer", ADA), ("administrator", ROOT_USER), who=ROOT_USER)
    app.button(key="sign-sales_and_credits-preparer").click().run()
    assert any("uploaded since" in error.value or "may not sign" in error.value for error in app.error)
    assert {event.kind for event in AuditLog(Warehouse(root, HERS)).events()} == {"roles"}


def test_on_ones_own_machine_a_name_is_typed_and_nobody_is_authenticated(root: Path) -> None:
    app = open_as(None, "sales_and_credits", organisation=NOBODYS, period=PERIOD)
    assert app.selectbox(key="organisation").options == [HERS, OTHERS, NOBODYS]
    assert "There is no sign-in" in words(app)
    app.button(key="sign-sales_and_credits-preparer").click().run()
    assert not AuditLog(Warehouse(root, NOBODYS)).events()
    enter_first_name(app, " Cyd ")
    (event,) = AuditLog(Warehouse(root, NOBODYS)).events()
    assert (event.who, event.named_by) == ("Cyd", "typed")
    app.switch_page("pages/timing_differences/missing_fields.py").run()
    assert str(app.text_input(key=BOX).value).strip() == "Cyd"


def test_typed_names_have_the_roles_that_settings_give_them(root: Path) -> None:
    app = open_as(None, "sales_and_credits", organisation=HERS, period=PERIOD)
    app.text_input(key=BOX).input("cyd").run()
    assert "sign-sales_and_credits-preparer" not in [button.key for button in app.button]
    app.text_input(key=BOX).input(ADA).run()
    assert "sign-sales_and_credits-preparer" in [button.key for button in app.button]


@pytest.mark.parametrize(
    ("option", "value"), [("server.address", "close.example"), ("server.allowedHosts", ["close.example"])]
)
def test_a_server_for_others_without_sign_in_opens_nothing(option: str, value: object) -> None:
    before = config.get_option(option)
    config.set_option(option, value)
    try:
        app = open_as(None, organisation=HERS)
    finally:
        config.set_option(option, before)
    (error,) = app.error
    assert "This server can be reached from other machines" in error.value
    assert "docs/sign-in.md" in error.value.replace("\\", "")
    assert not app.selectbox
    assert not app.dataframe


def test_broken_secrets_open_nothing(tmp_path: Path) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text("[auth\n")
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(file)])
    try:
        app = open_as(None, organisation=HERS)
    finally:
        config.set_option("secrets.files", before)
    assert "cannot be read, so nobody can sign in" in app.error[0].value
    assert not app.selectbox


def test_a_page_asks_for_the_person_itself(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check the second lock: a page opens nothing for a user without a role, even with a context from elsewhere."""

    def page() -> None:

        import streamlit as st  # noqa: PLC0415 - the script of a page, run by itself

        from pages.parts.frame.outcomes import show_errors  # noqa: PLC0415
        from pages.parts.frame.page_context import PageContext, current, open_warehouse  # noqa: PLC0415

        warehouse = open_warehouse("beech")
        st.session_state["context"] = PageContext(warehouse, "2026-03", warehouse.head())
        with show_errors():
            st.write(current().period)

    app = AppTest.from_function(page)
    app.user = ada()
    app.run()
    assert app.error[0].value.startswith(f"{ADA} has no role in an organisation called beech")
    assert not app.markdown


def scripts(app: AppTest) -> list[str]:
    bodies = [element.proto.body for element in app.get("html") if "<script>" in element.proto.body]
    return [body for body in bodies if frame_scripts.TO_TOP not in body]  # that one goes nowhere else


def test_the_door_has_the_tab_remember_what_was_asked_and_the_front_page_goes_there_once() -> None:
    assert scripts(open_as({"is_logged_in": False}, organisation=HERS)) == [frame_scripts.REMEMBER_ADDRESS]
    app = open_as(ada())
    assert scripts(app) == [frame_scripts.RETURN_TO_ADDRESS]
    assert scripts(app.run()) == []
    assert scripts(open_as(ada(), organisation=HERS)) == []  # a signed-in user who follows a link is already there
    assert frame_scripts.RETURN_TO_ADDRESS not in scripts(open_as(None))
