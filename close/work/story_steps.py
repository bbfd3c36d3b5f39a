"""The step of a document's history to which each cause belongs: the one that somebody has to correct."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

MOVED, BOOKED, SYNCED, POSTED, COSTED, JOURNALLED = range(2, 8)  # the positions of the report `document_story`
# Causes by the position of their step. `tests/work/test_story_steps.py` checks that every cause of a document has one.
CAUSES: Mapping[int, tuple[str, ...]] = {
    MOVED: ("A03", "A06", "A10", "C02", "C03", "P02", "P03", "P04", "P20", "S02", "S03", "S04"),
    BOOKED: ("A02", "C01", "P01", "P05", "P19", "P24", "S01", "S15", "S16"),
    SYNCED: ("C04", "G04", "P06", "P21", "P25", "S05", "S06", "S07", "S14", "S28"),
    POSTED: (
        *(
            "A01",
            "A07",
            "A09",
            "C05",
            "G01",
            "G02",
            "G03",
            "G06",
            "G12",
            "G13",
            "P07",
            "P08",
            "P09",
            "P10",
            "P11",
            "P18",
        ),
        *("P22", "P23", "S08", "S17", "S18", "S19", "S20", "S21", "S22", "S23", "S24", "S25", "S27"),
    ),
    COSTED: ("S09", "S10"),
    JOURNALLED: ("S11", "S12", "S13"),
}
POSITIONS = {code: position for position, codes in CAUSES.items() for code in codes}
# The ledger has the document twice, and no file shows which of the two to void.
TWICE = frozenset(("P10", "S08", "S25"))
TWIN = "story_twin"  # another document, which is only shown for comparison
NO_ACTION = frozenset(("G06", "G12", "S24"))  # causes of the kind info
IN_ORDER = frozenset(("ok", "late"))
TO_CORRECT, ONE_OF_TWO, CLEARS = "to_correct", "one_of_two", "clears_by_itself"

Step = dict[str, Any]


def mark_causes(steps: Sequence[Step], findings: Iterable[Mapping[str, Any]]) -> list[Step]:
    """Return the steps, with those to which a finding belongs as `to_correct` and its code in `cause_id`.

    A finding about a line of a file belongs to the step of that line. Of a document that is in the ledger twice, both
    entries are `one_of_two` if no line tells them apart. A difference that needs no correction is `clears_by_itself`. A
    step that shows its own fault keeps it. A cause whose step the history lacks belongs to the last one before it.
    """
    marked = [dict(step) for step in steps]
    for finding in findings:
        code = finding["cause_id"]
        if code not in POSITIONS or code in NO_ACTION:
            continue
        own = _find_own(marked, POSITIONS[code])
        of_line = [step for step in own if _is_same_line(step, finding)]
        chosen = own if code in TWICE and not of_line else (of_line or own)[-1:]
        is_broken = any(each["state"] not in IN_ORDER for each in own)
        for step in chosen:
            step["cause_id"] = code
            if not is_broken:
                step["state"] = _choose_state(finding, chosen)
    return marked


def _choose_state(finding: Mapping[str, Any], chosen: Sequence[Step]) -> str:
    if finding.get("piece") == CLEARS:
        return CLEARS
    return ONE_OF_TWO if len(chosen) > 1 else TO_CORRECT


def _find_own(steps: Sequence[Step], position: int) -> list[Step]:
    """Return the steps at a position or, if there are none, at the last one before it."""
    reached = [step for step in steps if step["position"] <= position and step.get("step_code") != TWIN]
    return [step for step in reached if step["position"] == reached[-1]["position"]]


def _is_same_line(step: Step, finding: Mapping[str, Any]) -> bool:
    """Return whether a step and a finding are about the same line of the same file."""
    places = [(each.get("_landing"), each.get("_line")) for each in (step, finding)]
    return None not in places[0] and places[0] == places[1]
