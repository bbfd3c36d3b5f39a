"""An earlier state: every page shows the figures and signatures of that time, and nothing can be changed."""

import re
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from close.signing import signoff
from close.signing.answers import answer
from close.signing.standing import PREPARER
from close.store.audit_log import AuditLog
from close.store.warehouse import OnlyPast, Past, Warehouse
from close.work.comments import comment
from pages.parts.words import say_money
from tests.given.landings import landing, sale, settings
from tests.given.named import appoint
from tests.given.screens import open_page
from tests.pages.screen import words

MONTH, SUBJECT = "2026-01", "sales_and_credits"
OLD, NEW = Decimal("100.00"), Decimal("250.00")


@pytest.fixture
def house(tmp_path: Path) -> Warehouse:
    """Land a sale, sign the list of sales, and export the sale again with other sales."""
    house = Warehouse(tmp_path, "ash")
    house.land([settings(MONTH), landing("sales_documents", [sale("SO-1", sales=OLD)], MONTH)], "ann")
    signoff.sign(house, MONTH, SUBJECT, "ann", PREPARER)
    house.land([landing("sales_documents", [sale("SO-1", sales=NEW)], MONTH)], "ann")
    return house


def test_the_month_is_shown_as_it_was_signed(house: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    (signed,) = (event for event in AuditLog(house).events() if event.kind == "signed")
    then = open_page(house.root, "ash", MONTH, SUBJECT, monkeypatch, as_of=f"event-{signed.number}")
    assert not then.exception
    assert then.metric[0].value.endswith(say_money(OLD))
    assert "Earlier state" in words(then)
    assert "Prepared by ann" in words(then)
    assert not [button.label for button in then.button if "sign" in button.label.lower()]
    links = {link.proto.label: link.proto.query_string for link in then.get("page_link")}
    assert parse_qs(links.pop("Back to today"), keep_blank_values=True)["as_of"] == [""]
    assert "Ask a question or leave a comment" not in {area.label for area in then.text_area}
    assert all(f"as_of=event-{signed.number}" in query for query in links.values())
    today = open_page(house.root, "ash", MONTH, SUBJECT, monkeypatch)
    assert today.metric[0].value.endswith(say_money(NEW))
    assert "Earlier state" not in words(today)


def test_a_snapshot_is_shown_with_the_events_of_its_time(house: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(house.root, "ash", MONTH, SUBJECT, monkeypatch, as_of="snapshot-1")
    assert app.metric[0].value.endswith(say_money(OLD))
    comment(house, MONTH, SUBJECT, "ben", "why?")
    app = open_page(house.root, "ash", MONTH, SUBJECT, monkeypatch, as_of="snapshot-2")
    band = r"Data of snapshot 2 \(.+ UTC\)\. Signatures, waivers and other acts up to .+ UTC, event \d+\. It cannot be"
    assert re.search(band, words(app))


@pytest.mark.parametrize("state", ["event-0", "event-99", "snapshot-0", "snapshot-99", "snapshot--1", "1", "x" * 99])
def test_a_state_that_never_was_is_today(house: Warehouse, monkeypatch: pytest.MonkeyPatch, state: str) -> None:
    app = open_page(house.root, "ash", MONTH, SUBJECT, monkeypatch, as_of=state)
    assert app.metric[0].value.endswith(say_money(NEW))
    assert "as_of" not in app.query_params


def test_roles_are_those_of_today(house: Warehouse) -> None:
    appoint(house, ("administrator", "root"), ("viewer", "bea"))
    past = Warehouse(house.root, "ash", Past(1, 0))
    assert past.governing() == house.governing()
    assert past.governing().people  # type: ignore[union-attr]


def test_nothing_changes_an_earlier_state(house: Warehouse) -> None:
    past = Warehouse(house.root, "ash", Past(1, 0))
    before = house.head().number, AuditLog(house).head()
    with pytest.raises(OnlyPast):
        past.land([landing("sales_documents", [sale("SO-2")], MONTH)], "ann")
    with pytest.raises(OnlyPast):
        signoff.sign(past, MONTH, SUBJECT, "ann", PREPARER)
    assert (house.head().number, AuditLog(house).head()) == before
    assert AuditLog(past).events() == []
    assert answer(past, SUBJECT, MONTH).manifest == 1


def test_settings_are_not_saved_in_an_earlier_state(house: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    before = house.head().number
    app = open_page(house.root, "ash", MONTH, "organisation", monkeypatch, as_of="snapshot-1")
    assert next(button for button in app.button if button.label == "Save settings").disabled
    assert "This is an earlier state, which cannot be changed." in words(app)
    assert house.head().number == before


def test_an_earlier_state_offers_nothing_that_it_would_refuse(
    house: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = ("Waive", "Attest", "Attach", "Sign", "Review and sign")
    for past in ({}, {"as_of": "snapshot-1"}):
        app = open_page(house.root, "ash", MONTH, "checklist", monkeypatch, step="CH1", **past)
        found = {word for word in offered for button in app.button if button.label.startswith(word)}
        assert bool(found) is not bool(past)
    assert "This is an earlier state, which cannot be changed." in words(app)


def test_the_way_back_leads_to_the_same_page_and_row(house: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page(house.root, "ash", MONTH, "checklist", monkeypatch, as_of="snapshot-1", step="CH2")
    (back,) = (link.proto for link in app.get("page_link") if link.proto.label == "Back to today")
    query = parse_qs(back.query_string, keep_blank_values=True)
    assert (query["step"], query["as_of"]) == (["CH2"], [""])
    assert back.page == "checklist"


def test_an_earlier_state_does_not_follow_to_another_organisation(
    house: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    Warehouse(house.root, "beech").land([settings(MONTH, name="Beech"), landing("sales_documents", [], MONTH)], "ann")
    app = open_page(house.root, "ash", MONTH, SUBJECT, monkeypatch, as_of="snapshot-1")
    app.selectbox(key="organisation").select("beech").run()
    assert "Earlier state" not in words(app)
    assert "as_of" not in app.query_params
