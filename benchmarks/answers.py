"""Every report of a month: all of their steps from an empty cache, then each report from the cache, and again."""

import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

from benchmarks.analyst import list_reports, list_tools
from benchmarks.measure import Cost, Measured, cost, in_child, report, timed
from close.engine.step_cache import STEPS
from close.months import month
from close.rules.answers import run
from close.rules.build import build
from close.rules.queries import library
from close.store.warehouse import Warehouse

REFERENCE = "S-1556"  # one of its orders
Figures = dict[str, float]
BUILD = "every step"
COLD, WARM = "from the cache", "again"
CENT = 0.01


def measure(root: Path, period: str) -> Iterator[Measured]:
    """Measure the steps of a month, with and without those of the month before, and the reports that read them."""
    scripts = {name: _by_hand(name, root, period) for name in list_reports()}
    bridge = {tool: cost(figures, "bridge") for tool, figures in scripts["bridge"].items()}
    for tool, spent in bridge.items():
        yield Measured(f"bridge by hand, {tool}", spent)
    _clear(root)
    yield Measured("every step of every report", _build(root, period), bridge)
    _clear(root)
    _build(root, month(period).previous.period)
    yield Measured("the same for the next month", _build(root, period), bridge)
    for name in sorted(library("reports")):
        yield _read(name, root, period, scripts.get(name, {}))


def _read(name: str, root: Path, period: str, scripts: dict[str, Figures]) -> Measured:
    """Measure a report in a new process that finds its steps in the cache, and again in the same process."""
    read = in_child("answers", name, str(root), period)
    by_hand = {tool: cost(figures, name) for tool, figures in scripts.items()}
    differing = [tool for tool, figures in scripts.items() if _differs(figures, read)]
    note = f"DIFFERS from {', '.join(differing)}" if differing else f"{read[WARM]:.3f} s again"
    return Measured(name, cost(read, COLD), by_hand, note)


def _by_hand(name: str, root: Path, period: str) -> dict[str, Figures]:
    return {tool: in_child("analyst", tool, name, str(root), period) for tool in list_tools(name)}


def _clear(root: Path) -> None:
    rmtree(root / "bench" / STEPS, ignore_errors=True)


def _build(root: Path, period: str) -> Cost:
    return cost(in_child("answers", BUILD, str(root), period), BUILD)


def _differs(by_hand: Figures, read: Figures) -> bool:
    """Return True if the causes of the bridge, or the number of rows of another report, differ."""
    causes = {cause: amount for cause, amount in by_hand.items() if cause.startswith("=")}
    if causes:
        return any(abs(amount - read.get(cause, 0)) > CENT / 2 for cause, amount in causes.items())
    return by_hand["rows"] != read["rows"]


def work(figures: Figures) -> None:
    name, root, period = sys.argv[1:4]
    warehouse = Warehouse(root, "bench")
    if name == BUILD:
        with timed(figures, BUILD):
            build(warehouse, period)
        return
    reference = REFERENCE if library("reports")[name][0].takes else None
    with timed(figures, COLD):
        rows = run(warehouse, name, period, reference=reference).table
    with timed(figures, WARM):
        run(warehouse, name, period, reference=reference)
    figures["rows"] = rows.num_rows
    if name == "bridge":
        figures |= {f"={row['leg']} {row['cause_id']}": float(row["amount"] or 0) for row in rows.to_pylist()}


if __name__ == "__main__":
    report(work)
