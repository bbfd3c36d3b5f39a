"""The document: where its cause belongs, who corrects it, what it changes, and the way back."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from close.rules.answers import Answer
from close.store.warehouse import Warehouse
from pages.parts.frame.navigation import PAGES
from pages.parts.frame.url import AS_OF
from pages.parts.widgets.story import STATES, WAY_BACK
from pages.reports.document_chain import compare_steps
from tests.pages.conftest import FAULTY
from tests.pages.screen import Open, pick, words


def first(answer: Callable[..., Answer], cause: str) -> dict:
    return next(row for row in answer("findings").table.to_pylist() if row["cause_id"] == cause)


def test_implausible_cogs_marks_the_cogs_of_the_sale(open_page: Open, months: list[str], answer) -> None:
    row = first(answer, "S10")
    app = open_page("document", period=months[-1], ref=row["ref"])
    text = words(app)
    assert ":red[**COGS entry**]" in text
    assert "to correct" in text
    side = "higher" if row["leg1_amount"] > 0 else "lower"
    assert f"Omni's stock on hand is {abs(row['leg1_amount']):,} {side} than Omni's reconciliation." in text
    assert "too high or too low" not in text
    assert "Assigned to: **Nobody yet**" in text


def test_a_step_that_is_missing_has_no_amount(open_page: Open, months: list[str], answer) -> None:
    row = first(answer, "P02")
    app = open_page("document", period=months[-1], ref=row["ref"])
    lines = [element.value for element in app.markdown]
    at = next(n for n, line in enumerate(lines) if line == ":red[**Fully received**]")
    assert lines[at + 2] == ""


def test_the_way_back_leads_to_the_page_before(open_page: Open, months: list[str]) -> None:
    app = pick(open_page("timing_differences", period=months[-1]), "timing_differences", 0)
    app.button(key="open-story").click().run()
    assert app.session_state[WAY_BACK][0] == "timing_differences"
    assert f"Back to {PAGES['timing_differences'].title}" in [link.proto.label for link in app.get("page_link")]


def test_an_earlier_state_stays_and_names_what_differs(
    open_page: Open, warehouse: Path, months: list[str], answer
) -> None:
    state = f"snapshot-{Warehouse(warehouse, FAULTY).head().number}"
    app = pick(open_page("timing_differences", period=months[-1], **{AS_OF: state}), "timing_differences", 0)
    app.button(key="open-story").click().run()
    assert app.query_params[AS_OF] in (state, [state])
    assert "What is different today" in words(app)


def test_the_values_of_two_states_are_compared_by_step() -> None:
    step = {"position": 2, "step": "Completed", "state": "ok", "day": None, "about": None}
    then, today = ({**step, "amount": Decimal(amount)} for amount in (5, 7))
    (row,) = compare_steps([then], [today])
    assert (row["step"], row["then"][-4:], row["today"][-4:]) == ("Completed", "5.00", "7.00")
    assert compare_steps([then], [dict(then)]) == []


def test_every_state_has_one_word() -> None:
    assert len({state.word for state in STATES.values()}) == len(STATES)
