"""Every cause of a document belongs to a step of its history, and marks it unless the step shows a fault of its own."""

from close.rules.queries import library
from close.work.story_steps import CLEARS, ONE_OF_TWO, POSITIONS, TO_CORRECT, mark_causes

WITHOUT_DOCUMENT = {"G10"}  # a journal of the whole month


def step(position: int, state: str = "ok") -> dict:
    return {"position": position, "state": state}


def found(code: str, line: int | None = None) -> dict:
    return {"cause_id": code, "_landing": "file", "_line": line}


def entry(line: int, state: str = "ok") -> dict:
    return {**step(5, state), "_landing": "file", "_line": line}


def test_every_cause_has_a_step() -> None:
    assert library("causes").keys() - POSITIONS.keys() == WITHOUT_DOCUMENT
    assert POSITIONS.keys() <= library("causes").keys()


def test_a_cause_marks_its_step() -> None:
    marked = mark_causes([step(2), step(5), step(6), step(7)], [found("S10")])
    assert [each["state"] for each in marked] == ["ok", "ok", TO_CORRECT, "ok"]
    assert marked[2]["cause_id"] == "S10"


def test_a_step_keeps_its_own_fault_and_gets_the_cause() -> None:
    (_, marked) = mark_causes([step(2), step(3, "missing")], [found("P01")])
    assert (marked["state"], marked["cause_id"]) == ("missing", "P01")


def test_what_clears_by_itself_is_not_to_correct() -> None:
    (_, marked) = mark_causes([step(1), step(2, "late")], [{**found("S03"), "piece": "clears_by_itself"}])
    assert (marked["state"], marked["cause_id"]) == (CLEARS, "S03")


def test_rounding_needs_no_correction() -> None:
    assert mark_causes([step(5)], [found("S24")]) == [step(5)]


def test_a_cause_whose_step_is_absent_belongs_to_the_last_one() -> None:
    (marked,) = mark_causes([step(4)], [found("S20")])
    assert marked["state"] == TO_CORRECT


def test_a_bill_entered_by_hand_is_marked_and_the_synced_one_is_not() -> None:
    by_hand, synced = mark_causes([entry(7, "keyed"), entry(9)], [found("P10", 7)])
    assert (by_hand["state"], by_hand["cause_id"]) == ("keyed", "P10")
    assert synced == entry(9)


def test_a_finding_about_a_line_marks_the_step_of_that_line() -> None:
    marked = mark_causes([entry(7), entry(9)], [found("P23", 7)])
    assert [each["state"] for each in marked] == [TO_CORRECT, "ok"]


def test_a_document_that_is_in_the_ledger_twice_is_one_of_two() -> None:
    marked = mark_causes([entry(7), entry(9)], [found("S25")])
    assert [each["state"] for each in marked] == [ONE_OF_TWO, ONE_OF_TWO]


def test_the_order_that_is_shown_for_comparison_is_not_marked() -> None:
    twin = {**step(3), "step_code": "story_twin"}
    (booked, other) = mark_causes([step(3), twin], [found("P24")])
    assert (booked["state"], other["state"]) == (TO_CORRECT, "ok")
