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
NO_ACTION = frozenset(("G06", "G12", "S24"))  # causes of the kind info
IN_ORDER = frozenset(("ok", "late"))
TO_CORRECT = "to_correct"

Step = dict[str, Any]


def mark_causes(steps: Sequence[Step], codes: Iterable[str]) -> list[Step]:
    """Return the steps, with those to which a cause belongs as `to_correct` and its code in `cause_id`.

    A step that shows its own fault keeps it. A cause whose step the history lacks belongs to the last one before it.
    """
    marked = [dict(step) for step in steps]
    for code in codes:
        position = POSITIONS.get(code)
        if position is None or code in NO_ACTION:
            continue
        reached = [step for step in marked if step["position"] <= position]
        own = [step for step in reached if step["position"] == reached[-1]["position"]] if reached else []
        for step in own[-1:]:
            step["cause_id"] = code
            if not any(each["state"] not in IN_ORDER for each in own):
                step["state"] = TO_CORRECT
    return marked
