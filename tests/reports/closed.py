"""Months closed one after the other: exports landed, reports run after each, answers kept."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from close.archive import export
from close.signing.answers import answer
from close.store.warehouse import Warehouse
from loaders import land

ASKED = (
    *("timing_differences", "timing_cleared", "timing_roll_forward", "missing_fields", "blank_cogs"),
    *("balances", "checklist", "step_exceptions"),
)
OMNI = (  # steps whose evidence is an Omni file
    *("CL1", "CL2", "CH1", "CH2", "CH3", "CH4", "X1", "X2", "SY1", "SY4", "SY5"),
)

Rows = list[dict[str, str]]
Bag = Counter[tuple[str, ...]]


@dataclass
class Closed:
    """A closed company.

    `folder` contains exports/ and truth/. A folder of exports is a month, or a month exported again.
    """

    folder: Path
    warehouse: Warehouse
    answers: dict[tuple[str, str], Rows] = field(default_factory=dict)
    manifests: dict[str, int] = field(default_factory=dict)

    @property
    def folders(self) -> list[str]:
        return sorted(path.name for path in (self.folder / "exports").iterdir() if path.is_dir())

    def truth(self, name: str, folder: str) -> Rows:
        with (self.folder / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return [row for row in csv.DictReader(file) if row["month"] == folder]

    def before(self, folder: str) -> str | None:
        """Return the previous month's last folder, whose list this one is rolled forward from."""
        earlier = [other for other in self.folders if other[:7] < folder[:7]]
        return earlier[-1] if earlier else None


def close(folder: Path, root: Path, asked: Iterable[str] = ASKED) -> Closed:
    """Land each folder in order, and run the reports after each."""
    closed = Closed(folder, Warehouse(root, "closed"))
    for name in closed.folders:
        files = sorted((folder / "exports" / name).iterdir())
        land([("", path.name, path.read_bytes()) for path in files], closed.warehouse, who="ada")
        closed.manifests[name] = closed.warehouse.head().number
        for report in asked:
            closed.answers[name, report] = rows(closed.warehouse, report, name[:7])
    return closed


def rows(warehouse: Warehouse, report: str, period: str) -> Rows:
    """Return the rows as in the command line's csv, with lineage."""
    content = export.write(answer(warehouse, report, period).table, "csv").decode()
    return list(csv.DictReader(content.splitlines()))


def bag(found: Rows, *columns: str) -> Bag:
    """Return the rows for comparison, in which duplicates count."""
    return Counter(tuple(row[column] for column in columns) for row in found)


def sums(found: Rows, key: str, *columns: str) -> dict[str, tuple[Decimal, ...]]:
    totals: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * len(columns))
    for row in found:
        totals[row[key]] = [total + Decimal(row[c] or 0) for total, c in zip(totals[row[key]], columns, strict=True)]
    return {name: tuple(values) for name, values in totals.items()}
