"""Hostile uploads, one after the other, in copies of a small company that are checked after every few of them."""

import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from close.store.warehouse import Warehouse
from tests.hostile.aftermath import find_faults, prepare
from tests.hostile.kinds import make_input
from tests.hostile.trial import Outcome, call, try_upload

BATCH = 40


class Result(NamedTuple):
    """The outcome of each upload, with its kind, and all the faults that were found."""

    outcomes: list[tuple[str, Outcome]]
    faults: list[str]


def try_inputs(numbers: Sequence[int], seed: int, root: Path, tell: Callable[[str], object]) -> Result:
    """Try uploads by number. `tell` gets a line for each."""
    result, sound = Result([], []), prepare(root / "sound")
    for part in (numbers[at : at + BATCH] for at in range(0, len(numbers), BATCH)):
        copy = Path(shutil.copytree(sound.root, root / f"from {part[0]}"))
        warehouse = Warehouse(copy, sound.organisation)
        for number in part:
            kind, upload = make_input(number, seed)
            outcome = try_upload(upload, warehouse)
            tell(f"{number} {kind}: {outcome}")
            result.outcomes.append((kind, outcome))
            result.faults.extend(f"{number} {kind}: {fault}" for fault in outcome.faults)
        found = call(partial(find_faults, warehouse))
        result.faults.extend(
            f"after {part[0]} to {part[-1]}: {f}" for f in ([found] if isinstance(found, str) else found)
        )
        shutil.rmtree(copy)
    return result
