"""A company of a million documents: landing a large export, and every report beside the same answer by hand."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.analyst import answer_by_hand
from benchmarks.company import copies, multiply
from benchmarks.measure import Figure, in_child, report
from benchmarks.reasons import REASONS
from close.queries import library
from close.report import compile_report, run
from close.warehouse import Warehouse
from sample import KESTREL, Faults, simulate, write

SECONDS, MEMORY, TIMES = 5.0, 2000.0, 2.0
DOCUMENTS = 1_000_000
MONTHLY, MONTHS = 3000, 6  # of the sample company that is multiplied
REFERENCE = "S-1556X7"  # one of its orders, in its seventh copy
CENT = 0.01
LINES = 200_000  # of the large export
LANDING, LANDING_MEMORY = 30.0, 2000.0
NOTICEABLE = 0.2  # below, a ratio is mostly the start of a connection


def measure(folder: Path) -> Iterator[Figure]:
    """Lands the sample company, makes a company of a million documents of it, and asks everything of that."""
    root, small = folder / "large", folder / "small"
    write(simulate(replace(KESTREL, documents=MONTHLY), 7, MONTHS, Faults.all()), small)
    exports = sorted((small / "exports").iterdir())
    for month in exports:
        in_child("landing", str(month), str(small))
    yield make(small, root)
    period = exports[-1].name[:7]
    yield land_large(small, period)
    for name in sorted(library("reports")):
        yield beside(name, root, period)


def make(small: Path, root: Path) -> Figure:
    """The company of a million documents, and how long making it took."""
    source, target, start = Warehouse(small, "bench"), Warehouse(root, "bench"), perf_counter()
    times = copies(source, DOCUMENTS)
    multiply(source, target, times)
    rows = sum(record.rows for record in target.head().landings)
    note = f"{MONTHLY * MONTHS * times:,} documents in {rows:,} rows: the sample company {times} times, by DuckDB"
    return Figure("make the company of a million documents", perf_counter() - start, float("inf"), note=note)


def land_large(root: Path, period: str) -> Figure:
    """A ledger export of many lines through the loaders."""
    folder = root / "large-export"
    folder.mkdir()
    (folder / f"Account Transactions {period}.csv").write_bytes(ledger_export(period, LINES))
    found = in_child("landing", str(folder), str(root))
    note = f"{found['rows']:,.0f} lines, {LINES / found['seconds']:,.0f} a second"
    return Figure("land a large ledger export", found["seconds"], LANDING, found["memory"], LANDING_MEMORY, note)


def ledger_export(period: str, lines: int) -> bytes:
    """An Account Transactions report of Xero with balanced totals."""
    month = date.fromisoformat(f"{period}-28")
    head = ["Account Transactions", "Harbour", f"For the month ended {month:%-d %B %Y}", ""]
    rows = [*(f"{text},,,,,," for text in head), "Date,Source,Description,Reference,Debit,Credit,Running Balance"]
    rows.append("Suspense of the benchmark,,,,,,")
    total = 0
    for n in range(lines):
        total += n % 977
        rows.append(
            f"{1 + n % 28:02d} {month:%b %Y},Receivable Invoice,Customer {n % 5000} - Sales,"
            f"INV-{n} | SO-{n},{n % 977}.00,0.00,{total}.00"
        )
    return "\r\n".join([*rows, f"Total Suspense of the benchmark,,,,{total}.00,0.00,{total}.00", ""]).encode()


def beside(name: str, root: Path, period: str) -> Figure:
    """One report and its like by hand, each in a process of its own, and where their answers differ."""
    ours = in_child("scale", str(root), period, name, "report")
    theirs = in_child("scale", str(root), period, name, "by hand")
    ratio = ours["seconds"] / theirs["seconds"]
    how = "written" if theirs["written"] else "its steps as tables"
    by_hand = f"{how}: {theirs['seconds']:.2f} s, {theirs['memory']:.0f} MB"
    note = f"{ours['rows']:,.0f} rows; by hand, {by_hand}; {ratio:.1f} times"
    sums = [key for key in theirs if key.startswith("=") and key in ours]
    differs = [key for key in sums if abs(theirs[key] - ours[key]) > CENT / 2]
    if differs or ours["rows"] != theirs["rows"]:
        note += f"; ANSWERS DIFFER: {theirs['rows']:,.0f} rows by hand {' '.join(differs)}"
    is_over = ours["seconds"] > SECONDS or ours["memory"] > MEMORY or (ratio > TIMES and ours["seconds"] > NOTICEABLE)
    if is_over:
        note += f"; {REASONS.get(name, 'no reason is known')}"
    return Figure(name, ours["seconds"], SECONDS, ours["memory"], MEMORY, note)


def work(found: dict[str, float]) -> None:
    """One answer; its rows and the sums of its money, in a column that begins with `=`."""
    import pandas  # noqa: F401, ICN001, PLC0415 - pyarrow would import it at the first conversion

    root, period, name, way = sys.argv[1:5]
    warehouse = Warehouse(root, "bench")
    reference = REFERENCE if compile_report(name, period).report.takes else None
    start = perf_counter()
    if way == "report":
        table = run(warehouse, name, period, reference=reference).table
    else:
        table, found["written"] = answer_by_hand(warehouse, name, period, reference)
    found["seconds"], found["rows"] = perf_counter() - start, table.num_rows
    for field in table.schema:
        if pa.types.is_decimal(field.type):
            found[f"={field.name}"] = float(Decimal(pc.sum(table[field.name]).as_py() or 0))


if __name__ == "__main__":
    report(work)
