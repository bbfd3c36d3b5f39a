"""Every cause of a document belongs to a step of its history, and marks it unless the step shows a fault of its own."""

from close.rules.queries import library
from close.work.story_steps import POSITIONS, TO_CORRECT, mark_causes

WITHOUT_DOCUMENT = {"G10"}  # a journal of the whole month


def step(position: int, state: str = "ok") -> dict:
    return {"position": position, "state": state}


def test_every_cause_has_a_step() -> None:
    assert library("causes").keys() - POSITIONS.keys() == WITHOUT_DOCUMENT
    assert POSITIONS.keys() <= library("causes").keys()


def test_a_cause_marks_its_step() -> None:
    marked = mark_causes([step(2), step(5), step(6), step(7)], ["S10"])
    assert [each["state"] for each in marked] == ["ok", "ok", TO_CORRECT, "ok"]
    assert marked[2]["cause_id"] == "S10"


def test_a_step_keeps_its_own_fault_and_gets_the_cause() -> None:
    (_, marked) = mark_causes([step(2), step(3, "missing")], ["P01"])
    assert (marked["state"], marked["cause_id"]) == ("missing", "P01")


def test_rounding_needs_no_correction() -> None:
    assert mark_causes([step(5)], ["S24"]) == [step(5)]


def test_a_cause_whose_step_is_absent_belongs_to_the_last_one() -> None:
    (marked,) = mark_causes([step(4)], ["S20"])
    assert marked["state"] == TO_CORRECT
