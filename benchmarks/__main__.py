"""python -m benchmarks: waiting times next to their targets. It never fails, so read the figures."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import landing, pages, reports, scale
from benchmarks.measure import HEAD, ROOT, Figure
from sample import KESTREL, Faults, simulate, write

PRACTICE = ROOT.parent / "shared" / "practice" / "exports"
DOCUMENTS = 3000  # a month of the sample company scaled to the size of the practice company
MONTHS = 3


def main() -> None:
    with TemporaryDirectory() as folder:
        exports = find_exports(Path(folder) / "sample")
        warehouse, period = Path(folder) / "warehouse", exports[-1].name[:7]
        print(f"{os.cpu_count()} cores; exports of {exports[0].parent}\n{HEAD}")
        for figure in measure(exports, warehouse, period):
            print(figure.line(), flush=True)
        for figure in scale.measure(Path(folder) / "scale"):
            print(figure.line(), flush=True)


def find_exports(folder: Path) -> list[Path]:
    """Find the practice company next to the checkout, or else write a sample company of the same size."""
    if PRACTICE.exists():
        return sorted(PRACTICE.iterdir())
    write(simulate(replace(KESTREL, documents=DOCUMENTS), 7, MONTHS, Faults.all()), folder)
    return sorted((folder / "exports").iterdir())


def measure(exports: list[Path], warehouse: Path, period: str) -> Iterator[Figure]:
    yield from landing.measure(exports, warehouse)
    yield from reports.measure(warehouse, period)
    yield from pages.measure(warehouse, period)


if __name__ == "__main__":
    main()
