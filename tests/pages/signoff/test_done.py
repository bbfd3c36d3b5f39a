"""Steps that are done are counted by what they rest on, and a waived step is green nowhere."""

from pathlib import Path

import pytest

from close.archive.month_story import tell_month
from close.archive.news.digest import compose
from close.archive.news.wording import write
from close.archive.prints import checklist as printed
from close.signing import signoff
from close.signing.answers import answer
from close.signing.standing import PREPARER, REVIEWER
from close.store.warehouse import Warehouse
from close.work.checklist import CANNOT_TELL, EXCEPTIONS, waive
from close.work.progress import DoneSteps
from tests.pages.conftest import FAULTY
from tests.pages.screen import Open, steps_of, words


@pytest.fixture
def waived(writable: Path, months: list[str]) -> tuple[Warehouse, DoneSteps]:
    """Waive every step that is not proven, sign one of them, and return what is done then."""
    books, period = Warehouse(writable, FAULTY), months[-1]
    checklist = answer(books, "checklist", period)
    open_steps = [row["step"] for state in (EXCEPTIONS, CANNOT_TELL) for row in steps_of(checklist, state)]
    for step in open_steps:
        waive(books, period, step, "Ann", "immaterial")
    signoff.sign(books, period, open_steps[0], "Ann", PREPARER)
    signoff.sign(books, period, open_steps[0], "Ben", REVIEWER)
    return books, DoneSteps(len(steps_of(checklist, "proven")), 0, len(open_steps), 1)


def test_every_place_counts_waived_steps_apart(waived, open_page: Open, months: list[str]) -> None:
    books, done = waived
    said, period = done.say(), months[-1]
    assert f"{done.waived} waived (1 of these signed)" in said
    (counts,) = answer(books, "month_summary", period).table.to_pylist()
    assert DoneSteps.of_summary(counts) == done
    assert DoneSteps.of(answer(books, "checklist", period).table.to_pylist()) == done
    assert counts["steps_done"] == done.count == counts["steps_applicable"]

    app = open_page("checklist", period=period)
    assert app.metric[0].label == f"Steps done: {said}"
    assert app.get("progress")[0].proto.text == "0 steps to do"
    assert f":violet-badge[{done.waived} steps waived]" in words(app)
    assert "Ready to close" not in words(app)
    menu = open_page("overview", period=period).sidebar.get("page_link")
    doors = {link.proto.label.split(" :")[0]: link.proto.help for link in menu}
    assert doors["Checklist"] == f"Steps done: {said}"
    badges = [link.proto.label for link in open_page("overview", period=period).main.get("page_link")]
    numbers = [int(label.split("-badge[")[1].split()[0]) for label in badges if "-badge[" in label]
    assert sum(numbers) == counts["steps_applicable"]

    assert f"Steps done: {said}." in write(compose(books, period), "text")
    assert f": {said}." in tell_month(books, period).to_markdown()
    facts = printed.facts(books, period, printed.EXPERIENCED, blank=False)
    assert facts["done_words"] == said


def test_a_waived_step_is_green_nowhere(waived, open_page: Open, months: list[str]) -> None:
    books, done = waived
    links = [link.proto.label for link in open_page("overview", period=months[-1]).main.get("page_link")]
    assert f":violet-badge[{done.waived} waived]" in links
    assert f":green-badge[{done.proven} proven]" in links
    assert not [label for label in links if "green" in label and "waived" in label]

    app = open_page("checklist", period=months[-1])
    shown = [text for text in words(app).splitlines() if "-badge[" in text and "Waived" in text]
    assert len(shown) == done.waived
    assert all(text.startswith(":violet-badge") for text in shown)
    groups = printed.facts(books, months[-1], printed.NEW, blank=False)["groups"]
    steps = [step for group in groups for step in group["steps"]]
    assert sum(step["state"] == "waived" for step in steps) == done.waived
    assert not [step for step in steps if step["state"] == "signed"]


def test_a_waiver_keeps_its_count(waived, open_page: Open, months: list[str]) -> None:
    books, _ = waived
    row = next(row for row in answer(books, "checklist", months[-1]).table.to_pylist() if row["exception_count"])
    assert f"Waived, {row['exception_count']:,} left" in words(open_page("checklist", period=months[-1]))
