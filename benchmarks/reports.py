"""Each report for the newest month: cold in a new process, and warm in the same process with its cache cleared."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Figure, in_child, report, timed

SECONDS = 1.0
WARM_RUNS = 3


def measure(warehouse: Path, period: str) -> Iterator[Figure]:
    from close.rules.queries import library  # noqa: PLC0415 - the parent needs only the names

    for name in sorted(library("reports")):
        figures = in_child("reports", str(warehouse), period, name)
        note = f"{figures['rows']:,.0f} rows"
        yield Figure(f"{name}, cold", figures["cold"], SECONDS, figures["memory"], None, note)
        yield Figure(f"{name}, warm", figures["warm"], SECONDS)


def work(figures: dict[str, float]) -> None:
    """Time the compiling and the first run. Imports come first, because a running server has already done them."""
    import pandas  # noqa: F401, ICN001, PLC0415 - pyarrow would import it at the first conversion

    from close.rules.answers import run  # noqa: PLC0415
    from close.rules.evaluation import RESULTS  # noqa: PLC0415
    from close.store.warehouse import Warehouse  # noqa: PLC0415

    root, period, name = sys.argv[1:4]
    warehouse = Warehouse(root, "bench")
    with timed(figures, "cold"):
        answer = run(warehouse, name, period)
    runs: dict[str, float] = {}
    for n in range(WARM_RUNS):
        RESULTS.clear()
        with timed(runs, str(n)):
            run(warehouse, name, period)
    figures["warm"], figures["rows"] = sorted(runs.values())[WARM_RUNS // 2], answer.table.num_rows


if __name__ == "__main__":
    report(work)
