"""Landing a folder of exports in a new process, as the command does."""

import sys
from pathlib import Path

from benchmarks.measure import report, timed


def work(figures: dict[str, float]) -> None:
    folder, root = Path(sys.argv[1]), Path(sys.argv[2])
    with timed(figures, "upload"):
        from close.store.warehouse import Warehouse  # noqa: PLC0415 - importing is part of what people wait for
        from loaders import land  # noqa: PLC0415

        files = [("", path.name, path) for path in sorted(folder.iterdir()) if path.is_file()]
        cards = land(files, Warehouse(root, "bench"), who="bench")
    figures["rows"] = sum(card.rows for card in cards if card.status == "landed")


if __name__ == "__main__":
    report(work)
