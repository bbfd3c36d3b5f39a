"""`python -m tests.loaders.fuzz --minutes 60`: land damaged files, and print each fault with the file's number.

`--first 5000` begins at another number. `--only 5017` writes one file to the current folder, to look at it.
"""

import logging
import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from tests.loaders.fuzz.inputs import Input, make_input
from tests.loaders.fuzz.outcomes import TOOK, find_fault


def land(damaged: Input) -> str:
    """Land a file in a new warehouse, and return its fault."""
    with TemporaryDirectory() as folder:
        return find_fault(damaged, Path(folder))


def fuzz(
    minutes: Annotated[float, typer.Option(help="How long to go on.")] = 10,
    first: Annotated[int, typer.Option(help="The number of the first file.")] = 0,
    only: Annotated[int, typer.Option(help="Write this file, and end.")] = -1,
) -> None:
    """Land damaged files until the time is up. Fails if there was any fault."""
    logging.disable()
    if only >= 0:
        damaged = make_input(only)
        Path(f"{only} {damaged.name}").write_bytes(damaged.content)
        raise typer.Exit
    number, faults, end = first, 0, time.monotonic() + minutes * 60
    while time.monotonic() < end:
        damaged = make_input(number)
        fault = land(damaged)
        if fault.startswith(TOOK):
            fault = land(damaged)  # other programs may have slowed the machine down
        if fault:
            faults += 1
            typer.echo(f"{number} {damaged.name}: {fault[:300]}")
        number += 1
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    typer.echo(f"{number - first:,} files, {faults} faults, at most {peak / 1024:,.0f} MB of memory")
    raise typer.Exit(bool(faults))


if __name__ == "__main__":
    typer.run(fuzz)
