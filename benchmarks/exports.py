"""A large ledger export, landed through the loaders and by hand."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.analyst import INSTALLED
from benchmarks.ledger_file import PERIOD, write_ledger
from benchmarks.measure import Measured, cost, in_child, report, timed

DOCUMENTS = 5  # of the company for each line of the export


def measure(documents: int) -> Iterator[Measured]:
    """Land an export into an empty warehouse."""
    lines = documents // DOCUMENTS
    with TemporaryDirectory() as folder:
        file = Path(folder) / "export" / f"Account Transactions {PERIOD}.csv"
        file.parent.mkdir()
        write_ledger(file, lines)
        landed = in_child("uploads", str(file.parent), f"{folder}/warehouse")
        by_hand = {tool: in_child("exports", tool, str(file), f"{folder}/{tool}.parquet") for tool in INSTALLED}
    assert {lines} == {int(figures["rows"]) for figures in (landed, *by_hand.values())}, "the export is refused"
    spent = {tool: cost(figures, tool) for tool, figures in by_hand.items()}
    yield Measured("land a ledger export", cost(landed, "upload"), spent, f"{lines:,} lines")


def work(figures: dict[str, float]) -> None:
    tool, file, target = sys.argv[1:4]
    land = importlib.import_module(f"benchmarks.by_hand.landing_{tool}").landing
    with timed(figures, tool):
        figures["rows"] = land(Path(file), Path(target))


if __name__ == "__main__":
    report(work)
