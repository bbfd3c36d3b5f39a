"""The outcome of landing a damaged file: landed, refused with a sentence, or a fault of the loaders."""

import time
from pathlib import Path

from close.store.warehouse import Warehouse
from loaders import DroppedFile, land
from loaders.uploads.dropped_files import NotReadable, list_organisations
from tests.loaders.fuzz.inputs import Input

SECONDS = 10.0
TOOK = "took"  # the first word of the fault of a slow file


def find_fault(damaged: Input, folder: Path) -> str:
    """Land a file in a new warehouse, and return what is wrong with the outcome, or a blank."""
    drop = [DroppedFile("", damaged.name, damaged.content)]
    warehouse = Warehouse(folder, "Fuzz")
    began = time.perf_counter()
    try:
        list_organisations(drop)
        cards = land(drop, warehouse, damaged.period)
    except Exception as error:  # noqa: BLE001 - any error that leaves the loaders is a fault
        return f"{type(error).__name__}: {error}"
    if time.perf_counter() - began > SECONDS:
        return f"{TOOK} {time.perf_counter() - began:.0f} seconds"
    for card in cards:
        if card.problem and card.problem.refusal is NotReadable:
            return "could not be read because of an error in the loaders"
        if card.status == "refused" and not card.problems:
            return "refused without a sentence"
    return _find_half(warehouse, {card.file_name for card in cards if card.status == "landed"})


def _find_half(warehouse: Warehouse, landed: set[str]) -> str:
    """Return a fault if the manifest lists a file that was refused, or none of those that landed."""
    listed = {record.file_name for record in warehouse.head().landings}
    is_sound = listed <= landed and bool(listed) == bool(landed)
    return "" if is_sound else f"{sorted(landed)} landed, but the manifest lists {sorted(listed)}"
