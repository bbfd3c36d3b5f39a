"""The words for the gap after a trial: closes, narrows, widens or changes sides, whichever side is higher."""

from decimal import Decimal

import pytest

from close.signing.effects import EXPECTED, MONEY, CauseChange, Effect, Figure
from close.signing.syncs import Sync
from pages.worklist.trial.gap_words import say_gap, say_more_items, say_why_wider
from pages.worklist.trial.waiting_sync import say_ready

NAMES = {"P02": "Invoiced, not received (P02)", "P01": "Received, not invoiced (P01)", "S10": "Wrong COGS (S10)"}


def change(code: str, before: int, after: int, leg: str = "hsv_to_sohr") -> CauseChange:
    return CauseChange(leg, code, Decimal(before), Decimal(after), 1, 1)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (100, 60, "The gap narrows by 40.00, from 100.00 to 60.00."),
        (-100, -60, "The gap narrows by 40.00, from (100.00) to (60.00)."),
        (100, 160, "The gap widens by 60.00, from 100.00 to 160.00."),
        (-100, -160, "The gap widens by 60.00, from (100.00) to (160.00)."),
        (0, 40, "The gap widens by 40.00, from 0.00 to 40.00."),
        (-100, 0, "The gap closes, from (100.00) to 0.00."),
        (80, 80, "The gap stays at 80.00."),
        (100, -30, "The gap changes sides and is smaller than before, from 100.00 to (30.00): now the ledger"),
        (-30, 100, "The gap changes sides and is larger than before, from (30.00) to 100.00: now Omni is higher"),
    ],
)  # fmt: skip
def test_each_direction_has_its_own_word(before: int, after: int, said: str) -> None:
    assert say_gap(Decimal(before), Decimal(after)).startswith(said)


def test_a_removed_difference_that_offset_others_explains_a_wider_gap() -> None:
    changes = [change("P02", -500, -200), change("P01", 900, 600), change("S10", 0, 50, "revenue")]
    said = say_why_wider(changes, NAMES, Decimal(400), Decimal(450))
    assert "offset others: Invoiced, not received (P02), which goes from (500.00) to (200.00)" in said
    assert "P01" not in said
    assert "S10" not in said


def test_a_difference_that_a_correction_adds_explains_a_wider_gap() -> None:
    changes = [change("S10", 0, -50), change("S10", 0, -10, "sohr_to_gl")]
    said = say_why_wider(changes, NAMES, Decimal(-400), Decimal(-460))
    assert (
        "add a difference on the side that is higher already: Wrong COGS (S10), which goes from 0.00 to (60.00)" in said
    )


def test_a_document_that_moves_from_one_cause_to_another_adds_no_difference() -> None:
    changes = [change("P02", -500, -200), change("P01", 900, 600), change("P06", 0, 300)]
    said = say_why_wider(changes, {**NAMES, "P06": "Not imported (P06)"}, Decimal(400), Decimal(700))
    assert "Invoiced, not received (P02)" in said
    assert "P06" not in said


def test_a_sync_that_widens_the_gap_never_closes_it() -> None:
    effect = Effect((Figure(EXPECTED, MONEY, Decimal(-5000), Decimal(-5000)),), (), ())
    said = say_ready(effect, Sync(ready=("PO-1",), ready_amount=Decimal(2000)))
    assert said.startswith("1 document would then be ready to sync: PO-1.")
    assert "the gap widens by 2,000.00, from (5,000.00) to (7,000.00)." in said
    assert "the sync removes 2,000.00, which offset other differences" in said
    assert "closes" not in said
    said = say_ready(effect, Sync(ready=("PO-1", "PO-2"), ready_amount=Decimal(-2000)))
    assert "narrows by 2,000.00" in said
    assert "offset" not in said


def test_more_open_items_are_explained_by_the_causes_that_gain_documents() -> None:
    moved = CauseChange("hsv_to_sohr", "P02", Decimal(10), Decimal(0), 4, 3)
    found = CauseChange("hsv_to_sohr", "P01", Decimal(0), Decimal(10), 7, 9)
    said = say_more_items(475, 476, [moved, found], NAMES)
    assert said.startswith("Open items rise from 475 to 476.")
    assert said.endswith("Received, not invoiced (P01) has 9 instead of 7.")
    assert "are part of no difference between the balances" in say_more_items(475, 476, [moved], NAMES)
    assert not say_more_items(476, 475, [found], NAMES)
