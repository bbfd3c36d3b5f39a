"""Flux and the retrospective on screen: thresholds are printed, an explanation is saved, and the story is told."""

from pathlib import Path

from close.store.audit_log import AuditLog
from close.store.warehouse import Warehouse
from tests.pages.conftest import CLEAN, FAULTY
from tests.pages.screen import Open, press, table, words


def test_a_change_is_explained_from_its_draft(open_page: Open, months: list[str], writable: Path, rows) -> None:
    first = rows("flux")[0]
    app = open_page("flux", period=months[-1], row=first["item"])
    assert not app.error
    assert "at least GBP 1,000.00 and at least 10.00% of last month's amount" in words(app)
    assert "The average is of 2 months before." in words(app)
    shown = table(app, "flux")
    assert set(shown["State"]) == {"To explain"}
    assert shown["Name"].iloc[0] == first["name"]
    assert app.text_area[0].value == first["draft"]
    app.text_area[0].set_value("The container came early.")
    app = press(app, "Save")
    assert not app.error
    event = AuditLog(Warehouse(writable, FAULTY)).events()[-1]
    assert (event.kind, event.subject, event.note) == ("change_explained", first["item"], "The container came early.")
    assert event.amount == first["change"]
    assert "Explained" in set(table(app, "flux")["State"])
    assert "Saved by Tess" in words(app)


def test_the_first_month_says_that_it_cannot_be_compared(open_page: Open, months: list[str]) -> None:
    app = open_page("flux", CLEAN, period=months[0])
    assert not app.error
    assert app.metric[0].value == "–"
    assert "has no figures to compare with" in words(app)


def test_the_story_is_told_with_the_conclusion_first(open_page: Open, months: list[str]) -> None:
    app = open_page("flux", period=months[-1])
    app = app.segmented_control[0].set_value("Story of the month").run()
    assert not app.error
    text = words(app)
    assert "The valuation is GBP" in text
    assert "Nobody is assigned to" in text


def test_the_retrospective_names_the_months_that_cannot_be_told(open_page: Open, months: list[str]) -> None:
    app = open_page("retrospective", period=months[-1])
    assert not app.error
    text = words(app)
    assert "because no exports were uploaded" in text
    assert "Omni's exports do not name the person" in text
    assert "Not closed yet" in text
