"""A company with a million documents: landing a large export, and every report compared with an answer by hand."""

import os
import sys
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from time import perf_counter, process_time

import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.analyst import answer_by_hand
from benchmarks.measure import Figure, in_child, report
from benchmarks.reasons import REASONS
from close.rules.answers import run
from close.rules.compile import compile_report
from close.rules.queries import library
from close.store.warehouse import Warehouse
from sample import KESTREL

SECONDS, MEMORY, TIMES = 5.0, 2000.0, 2.0
REFERENCE = "S-1556X7"  # one of its orders, in its seventh copy
CENT = 0.01
LINES = 200_000  # of the large export
LANDING, LANDING_MEMORY = 30.0, 2000.0
NOTICEABLE = 0.2  # below this, a ratio mostly measures opening a connection


def measure(folder: Path) -> Iterator[Figure]:
    """Make a company with a million documents, land a large export, and run every report for that company."""
    root, small = folder / "large", folder / "small"
    company = in_child("company", str(small), str(root))
    size = f"{company['documents']:,.0f} documents in {company['rows']:,.0f} rows"
    note = f"{size}: the sample company {company['times']:.0f} times"
    yield Figure(
        "make the company of a million documents", company["seconds"], float("inf"), company["memory"], note=note
    )
    period = Warehouse(root, "bench").head().periods()[-1]
    yield land_large(small, period)
    for name in sorted(library("reports")):
        yield compare_answers(name, root, period)


def land_large(root: Path, period: str) -> Figure:
    """Land a large ledger export through the loaders."""
    folder = root / "large-export"
    folder.mkdir()
    (folder / f"Account Transactions {period}.csv").write_bytes(ledger_export(period, LINES))
    figures = in_child("landing", str(folder), str(root))
    assert figures["rows"] == LINES, "the large export is refused"
    note = f"{figures['rows']:,.0f} lines, {LINES / figures['seconds']:,.0f} a second"
    return Figure("land a large ledger export", figures["seconds"], LANDING, figures["memory"], LANDING_MEMORY, note)


def ledger_export(period: str, lines: int) -> bytes:
    """Return an Account Transactions report from Xero: two accounts with half of the lines each, which cancel out."""
    month = date.fromisoformat(f"{period}-28")
    head = ["Account Transactions", KESTREL.name, f"For the month ended {days_of(month)} {month:%B %Y}", ""]
    rows = [*(f"{text},,,,,," for text in head), "Date,Source,Description,Reference,Debit,Credit,Running Balance"]
    amounts = [n % 977 for n in range(lines // 2)]
    for account, sign in (("Suspense of the benchmark", 1), ("Counterpart of the benchmark", -1)):
        rows.append(f"{account},,,,,,")
        for n, balance in enumerate(accumulate(amounts)):
            sides = f"{amounts[n]}.00,0.00" if sign > 0 else f"0.00,{amounts[n]}.00"
            text = f"Receivable Invoice,Customer {n % 5000} - Sales,INV-{n} | SO-{n}"
            rows.append(f"{1 + n % 28:02d} {month:%b %Y},{text},{sides},{sign * balance}.00")
        totals = f"{sum(amounts)}.00,0.00" if sign > 0 else f"0.00,{sum(amounts)}.00"
        rows.append(f"Total {account},,,,{totals},{sign * sum(amounts)}.00")
    return "\r\n".join([*rows, f"Total,,,,{sum(amounts)}.00,{sum(amounts)}.00,0.00", ""]).encode()


def days_of(month: date) -> int:
    return monthrange(month.year, month.month)[1]


def compare_answers(name: str, root: Path, period: str) -> Figure:
    """Time one report and its answer by hand, each in a separate process, and compare the two.

    `work` is the total processor time. It hardly changes when the machine is busy, but the elapsed seconds do.
    """
    ours = in_child("scale", str(root), period, name, "report")
    theirs = in_child("scale", str(root), period, name, "by hand")
    ratio = ours["work"] / theirs["work"]
    how = "written" if theirs["written"] else "its steps as tables"
    by_hand = f"{how}: {theirs['work']:.1f} s in {theirs['seconds']:.1f}, {theirs['memory']:.0f} MB"
    note = f"{ours['rows']:,.0f} rows, {ours['work']:.1f} s of work; by hand, {by_hand}; {ratio:.1f} times"
    sums = [key for key in theirs if key.startswith("=") and key in ours]
    differs = [key for key in sums if abs(theirs[key] - ours[key]) > CENT / 2]
    if differs or ours["rows"] != theirs["rows"]:
        note += f"; ANSWERS DIFFER: {theirs['rows']:,.0f} rows by hand {' '.join(differs)}"
    is_over = ours["seconds"] > SECONDS or ours["memory"] > MEMORY or (ratio > TIMES and ours["seconds"] > NOTICEABLE)
    if is_over:
        is_busy = ours["work"] / (os.cpu_count() or 1) <= SECONDS and ours["memory"] <= MEMORY and ratio <= TIMES
        note += f"; {'the machine is busy' if is_busy else REASONS.get(name, 'no reason is known')}"
    return Figure(name, ours["seconds"], SECONDS, ours["memory"], MEMORY, note)


def work(figures: dict[str, float]) -> None:
    """Time one answer, and record its rows and the sums of its amounts, in figures that begin with `=`."""
    import pandas  # noqa: F401, ICN001, PLC0415 - pyarrow would import it at the first conversion

    root, period, name, way = sys.argv[1:5]
    warehouse = Warehouse(root, "bench")
    reference = REFERENCE if compile_report(name, period).query.takes else None
    start, worked = perf_counter(), process_time()
    if way == "report":
        table = run(warehouse, name, period, reference=reference).table
    else:
        table, figures["written"] = answer_by_hand(warehouse, name, period, reference)
    figures["seconds"], figures["work"], figures["rows"] = (
        perf_counter() - start,
        process_time() - worked,
        table.num_rows,
    )
    for field in table.schema:
        if pa.types.is_decimal(field.type):
            figures[f"={field.name}"] = float(Decimal(pc.sum(table[field.name]).as_py() or 0))


if __name__ == "__main__":
    report(work)
