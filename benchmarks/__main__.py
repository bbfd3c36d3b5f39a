"""python -m benchmarks: what Tieout's work costs at two sizes, next to the same work by hand."""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import answers, company, exports, sessions, table
from benchmarks.measure import Measured
from close.store.warehouse import Warehouse

SIZES = [100_000, 1_000_000]
SESSIONS = [1, 10]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=SIZES, help="the sizes of the company")
    parser.add_argument("--months", type=int, default=company.MONTHS, help="the months of the company")
    parser.add_argument("--sessions", type=int, nargs="+", default=SESSIONS, help="how many open a page at once")
    parser.add_argument("--keep", type=Path, help="a folder for the companies, so that the next run finds them")
    chosen = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        measured = {}
        for documents in sorted(chosen.documents):
            root = company.make(folder, documents, chosen.months)
            measured[documents] = [show(each) for each in measure(root, documents, chosen.sessions)]
    print(f"{os.cpu_count()} cores; s is processor seconds, MB the peak of the process\n")
    print("\n".join(table.lines(measured)))


def measure(root: Path, documents: int, at_once: list[int]) -> Iterator[Measured]:
    period = Warehouse(root, "bench").head().periods()[-1]
    yield from exports.measure(documents)
    yield from answers.measure(root, period)
    yield from sessions.measure(root, period, at_once)


def show(measured: Measured) -> Measured:
    """Print what was just measured, because a run takes minutes."""
    print(
        f"{measured.name:<48}{measured.cost.work:8.2f} s{measured.cost.memory:8,.0f} MB  {measured.note}",
        file=sys.stderr,
    )
    return measured


if __name__ == "__main__":
    main()
