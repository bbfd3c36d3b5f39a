"""Landing a month in a new process, as the command does."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Figure, in_child, report, timed

SECONDS, MEMORY = 3.0, 500.0


def measure(exports: list[Path], warehouse: Path) -> Iterator[Figure]:
    """Land each folder in order, and measure each landing. By the end, every month has landed."""
    for folder in exports:
        figures = in_child("landing", str(folder), str(warehouse))
        note = f"{figures['rows']:,.0f} rows in {figures['files']:.0f} files"
        yield Figure(f"land {folder.name}", figures["seconds"], SECONDS, figures["memory"], MEMORY, note)


def work(figures: dict[str, float]) -> None:
    folder, root = Path(sys.argv[1]), Path(sys.argv[2])
    with timed(figures, "seconds"):
        from close.store.warehouse import Warehouse  # noqa: PLC0415 - importing is part of what people wait for
        from loaders import land  # noqa: PLC0415

        files = [("", path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file()]
        cards = land(files, Warehouse(root, "bench"), who="bench")
    landed = [card for card in cards if card.status == "landed"]
    figures["rows"], figures["files"] = sum(card.rows for card in landed), len(landed)


if __name__ == "__main__":
    report(work)
