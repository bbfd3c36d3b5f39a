"""Flux and the retrospective on screen: thresholds are printed, an explanation is saved, and the story is told."""

import re
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from close.signing.explanations import can_accept
from close.store import seals
from close.store.audit_log import AuditLog
from close.store.warehouse import Warehouse
from close.work import checklist
from close.work.authority import acts
from pages.parts.words import say_count
from pages.signoff.trend import make_trend
from tests.pages.conftest import CLEAN, FAULTY, HALF
from tests.pages.screen import Open, press, table, words


def test_a_change_is_explained_from_its_draft(open_page: Open, months: list[str], writable: Path, rows) -> None:
    first = rows("flux")[0]
    app = open_page("flux", period=months[-1], row=first["item"])
    assert not app.error
    assert "at least GBP 1,000.00 and at least 10.00% of last month's amount" in words(app)
    assert "GBP 1,000.00 is the default, until a Flux amount or a materiality is set." in words(app)
    assert "The average is that of 2 months before." in words(app)
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


def test_all_drafts_are_accepted_at_once_as_explanations_of_their_own(
    open_page: Open, months: list[str], writable: Path, rows
) -> None:
    ready = [row for row in rows("flux") if row["state"] == "to_explain" and can_accept(row)]
    left = [row for row in rows("flux") if row["state"] == "to_explain" and not can_accept(row)]
    assert ready
    assert all(row["driver"] and row["driver"] != "unexplained" for row in ready)
    app = open_page("flux", period=months[-1])
    assert f"0 of {len(ready) + len(left)} changes explained" in words(app)
    app = press(app, f"Yes: accept all {len(ready)} drafts")
    assert not app.error
    events = AuditLog(Warehouse(writable, FAULTY)).events()
    assert [(e.kind, e.subject, e.note, e.amount, e.who) for e in events] == [
        ("change_explained", row["item"], row["draft"], row["change"], "Tess") for row in ready
    ]
    assert f"{len(ready)} of {len(ready) + len(left)} changes explained" in words(app)
    assert not [button for button in app.button if button.label.startswith("Yes: accept")]


def test_the_page_says_what_sets_the_amount(open_page: Open, months: list[str], writable: Path) -> None:
    said = words(open_page("flux", period=months[-1]))
    assert "is the default, until a Flux amount or a materiality is set" in said
    for name, said in (("materiality", "is the materiality, and moves"), ("flux_amount", "of the signing rule Flux")):
        acts.set_rule(Warehouse(writable, FAULTY), "local user", name, Decimal(500), "agreed")
        text = words(open_page("flux", period=months[-1]))
        assert said in text
        assert "at least GBP 500.00" in text


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
    assert re.search(r"to [(\d][\d,.)]+ In \w+ \d{4} it was ", text)


def test_the_retrospective_names_the_months_that_cannot_be_told(open_page: Open, months: list[str]) -> None:
    app = open_page("retrospective", period=months[-1])
    assert not app.error
    text = words(app)
    assert "There are no exports for " in text
    assert "Omni's exports do not name the person" in text
    assert "Not closed yet" in text


def test_steps_that_are_due_and_not_done_are_overdue_not_late(
    open_page: Open, months: list[str], rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = rows("checklist")
    today = max(row["due_date"] for row in steps if row["due_date"])
    monkeypatch.setattr(seals, "now", lambda: today)
    late = [row for row in steps if checklist.pace(row, today) == checklist.LATE]
    assert late
    app = open_page("retrospective", period=months[-1])
    assert not app.error
    assert f"{len(late)} steps overdue" in words(app)
    assert f"{len(late)} overdue" in open_page("checklist", period=months[-1]).get("progress")[0].proto.text
    shown = next(found.value for found in app.dataframe if "State" in found.value)
    assert list(shown["Step"]) == [row["title"] for row in late]
    assert list(shown["Days overdue"]) == [(today - row["due_date"]).days for row in late]
    assert f"{say_count(shown['Days overdue'].iloc[0], 'day')} overdue, due" in words(app)  # the lines of a phone
    months_shown = next(found.value for found in app.dataframe if "Done late" in found.value)
    assert pd.isna(months_shown["Done late"].iloc[0])


def test_a_step_that_was_done_late_and_has_exceptions_again_counts_twice_and_says_so(
    open_page: Open, writable: Path, months: list[str], rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = next(row for row in rows("checklist") if row["state"] == checklist.EXCEPTIONS)
    checklist.waive(Warehouse(writable, FAULTY), months[-1], step["step"], "Rita", "immaterial")
    text = words(open_page("retrospective", period=months[-1]))
    assert "**1 step done late**" in text
    assert "Since then" not in text
    monkeypatch.setattr(checklist, "pace", lambda *_: checklist.LATE)
    again = words(open_page("retrospective", period=months[-1]))
    assert f"Since then, exceptions came to {step['title']}, so it counts above as well." in again


def test_the_chart_says_months_as_people_do() -> None:
    chart = make_trend([{"period": "2026-07", "gap": Decimal(1), "unexplained": Decimal(2)}]).to_dict()
    assert {value["said"] for value in chart["data"]["values"]} == {"Jul 2026"}
    assert chart["encoding"]["tooltip"][0]["field"] == "said"


def test_a_missing_ledger_is_asked_for_where_it_is(open_page: Open, months: list[str]) -> None:
    said = words(open_page("flux", HALF, period=months[-1]))
    assert "Not uploaded for" in said
    assert "in Omni, Xero" not in said
