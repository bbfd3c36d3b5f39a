"""The state of a warehouse after hostile uploads: its records verify, and every report of its months opens."""

from collections.abc import Iterator
from pathlib import Path

from close.archive.verify import verify
from close.rules.build import reports_in_force
from close.signing.answers import answer
from close.store.warehouse import Warehouse
from loaders import land
from tests.hostile.files import list_sound_files

MONTHS = 2  # the newest months whose reports are opened


def prepare(root: Path) -> Warehouse:
    """Land a small company without any fault."""
    warehouse = Warehouse(root, "Hostile")
    cards = land(list_sound_files(), warehouse, who="ada")
    assert all(card.status == "landed" for card in cards), [card.problems for card in cards]
    return warehouse


def find_faults(warehouse: Warehouse) -> list[str]:
    """Return what is wrong with the records, and the reports that fail."""
    return [*(f"{fault.path}: {fault.why}" for fault in verify(warehouse)), *_list_failures(warehouse)]


def _list_failures(warehouse: Warehouse) -> Iterator[str]:
    for period in sorted(warehouse.head().periods())[-MONTHS:]:
        for name in reports_in_force(period):
            try:
                answer(warehouse, name, period)
            except Exception as error:  # noqa: BLE001 - any error is a fault
                yield f"{name} {period}: {type(error).__name__}: {error}"[:300]
