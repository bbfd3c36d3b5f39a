"""`python -m tests.hostile --inputs 400`: upload hostile files next to a running dashboard, and print the outcomes.

The inputs are numbered. `--only 17` tries a single one, and `--first 400` goes on where an earlier run ended.
"""

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from tests.hostile.dashboard import LONGEST, Watch, watched
from tests.hostile.inputs import try_inputs
from tests.hostile.trial import Outcome


def main(
    inputs: Annotated[int, typer.Option(help="How many uploads to try.")] = 400,
    seed: Annotated[int, typer.Option(help="Another seed makes other files.")] = 1,
    first: Annotated[int, typer.Option(help="The number of the first upload.")] = 0,
    only: Annotated[int, typer.Option(help="Try only this upload.")] = -1,
) -> None:
    """Try hostile uploads. Fails if there was any fault."""
    numbers = range(only, only + 1) if only >= 0 else range(first, first + inputs)
    with TemporaryDirectory() as folder, watched(Path(folder)) as watch:
        result = try_inputs(numbers, seed, Path(folder), tell=lambda line: typer.echo(line, err=True))
    _print_table(result.outcomes)
    faults = [*result.faults, *_judge(watch)]
    for fault in faults:
        typer.echo(f"FAULT {fault}")
    answered = f"{watch.answers:,} answers of the dashboard, the slowest after {watch.slowest:.2f} s"
    typer.echo(f"{len(numbers)} uploads, {len(faults)} faults; {answered}")
    raise typer.Exit(bool(faults))


def _judge(watch: Watch) -> list[str]:
    slow = [f"the dashboard took {watch.slowest:.1f} s to answer"] if watch.slowest > LONGEST else []
    return [*slow, *([f"{watch.wrong} wrong answers of the dashboard"] if watch.wrong else [])]


def _print_table(outcomes: Sequence[tuple[str, Outcome]]) -> None:
    kinds: defaultdict[str, list[Outcome]] = defaultdict(list)
    for kind, outcome in outcomes:
        kinds[kind].append(outcome)
    rows: Mapping[str, list[Outcome]] = {**dict(sorted(kinds.items())), "all": [outcome for _, outcome in outcomes]}
    typer.echo(
        f"{'kind':32}{'inputs':>7}{'landed':>8}{'refused':>8}{'slowest s':>11}{'most MB':>9}{'pause s':>9}{'faults':>8}"
    )
    for kind, each in rows.items():
        landed, refused = sum(bool(one.landed) for one in each), sum(not one.landed for one in each)
        slowest, memory, pause = (max(getattr(one, name) for one in each) for name in ("seconds", "memory", "pause"))
        faults = sum(len(one.faults) for one in each)
        typer.echo(f"{kind:32}{len(each):7}{landed:8}{refused:8}{slowest:11.1f}{memory:9,}{pause:9.2f}{faults:8}")


if __name__ == "__main__":
    os.environ.setdefault("STREAMLIT_LOGGER_LEVEL", "error")
    typer.run(main)
