"""Corrections of a company to try: taken from its fix plan, and written into its files as Omni would."""

import csv
import hashlib
from datetime import date
from itertools import islice
from pathlib import Path

import loaders
import sample
from close.rules.answers import run_model
from close.signing.answers import answer
from close.store.warehouse import Warehouse
from close.work.corrections import Correction
from sample.exports.omni_reports import STATUS
from sample.exports.writing import short_day

SEED, MONTHS, COMPANY = 7, 1, "sample"


REPORTS = (
    *("bridge", "revenue_bridge", "balances", "findings", "checklist", "blank_cogs", "cogs_breakdown", "worklist"),
    *("timing_differences", "missing_fields", "timing_roll_forward", "sales_and_credits", "purchases_and_credits"),
)


HEADINGS = {
    ("sales_documents", "move_date"): "Full Dispatched / Completed Date",
    ("sales_documents", "acct_date"): "Invoice / Credit Note Date",
    ("sales_documents", "status"): "Invoice Status",
    ("sales_documents", "sales_reference"): "Sales Reference",
    ("cogs_entries", "acct_date"): "Invoice Date",
    ("cogs_entries", "status"): "Accounting Invoice Status",
    ("purchase_documents", "move_date"): "Full Received / Completed Date",
    ("purchase_documents", "acct_date"): "Invoice / Supplier Credit Note Date",
    ("purchase_documents", "supplier_inv_no"): "Supplier Inv No",
    ("purchase_documents", "po_status"): "PO Status",
    ("purchase_documents", "status"): "Accounting Status",
    ("stock_adjustments", "acct_date"): "Accounting Adjustment Date",
}


def land(warehouse: Warehouse, files: list[Path]) -> None:
    cards = loaders.land([(file.parent.name, file.name, file.read_bytes()) for file in files], warehouse, who="tests")
    assert not [card.problems for card in cards if card.problems]


def list_corrections(warehouse: Warehouse, period: str) -> list[Correction]:
    """Return a correction of every kind: each blank date, number and status of the month, and a draft and a void."""
    found: list[Correction] = []
    for row in answer(warehouse, "correctable", period).table.to_pylist():
        key, day = (row["_dataset"], row["_ref_key"]), row["acct_date"] or row["move_date"]
        missing = row["missing_fields"] or ""
        if day and row["move_date"] is None and row["_dataset"] != "stock_adjustments":
            found.append(Correction(*key, "move_date", day))
        if day and row["acct_date"] is None:
            found.append(Correction(*key, "acct_date", str(day)))
        if row["status"] in ("ERROR", "NOT_IMPORTED"):
            found.append(Correction(*key, "status", "IMPORTED"))
        if "No" in missing.split() or "Supplier Inv No" in missing:
            found.append(Correction(*key, "supplier_inv_no", "=N-1"))
        if "Sales Reference" in missing:
            found.append(Correction(*key, "sales_reference", "S-1000"))
    bought = [row for row in answer(warehouse, "correctable", period).table.to_pylist() if row["doc_type"] == "PO"]
    for row, stage in zip(bought[-2:], ("Draft", "Void"), strict=True):
        found.append(Correction(row["_dataset"], row["_ref_key"], "po_status", stage))
    return found


def rewrite(exports: Path, corrections: list[Correction]) -> list[Path]:
    """Correct the cells in the files themselves, in the newest month that lists each document. Return the files."""
    written: set[Path] = set()
    for each in corrections:
        also = {"sales_documents": ["cogs_entries"]}.get(each.dataset, [])
        for dataset in [each.dataset, *also]:
            heading = HEADINGS.get((dataset, each.column))
            newest = sorted(exports.iterdir(), reverse=True)
            files = (file for month in newest for file in sorted(month.glob("*.csv")) if heading)
            hits = (file for file in files if write_cell(file, each, str(heading)))
            written |= {*islice(hits, 1)}
    settings = [file for month in {file.parent for file in written} for file in month.glob("*.toml")]
    return sorted([*written, *settings])


def write_cell(file: Path, correction: Correction, heading: str) -> bool:
    """Correct a document in a file, and return whether the file lists it."""
    with file.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.reader(source))
    for head, names in enumerate(rows):
        reference = next((names.index(name) for name in ("Order Ref", "Reference") if name in names), None)
        if reference is None or heading not in names:
            continue
        own = [row for row in rows[head + 1 :] if row[reference].upper() == correction.ref_key]
        for row in own:
            row[names.index(heading)] = say(correction)
        if own:
            with file.open("w", encoding="utf-8-sig", newline="") as target:
                csv.writer(target, lineterminator="\r\n").writerows(rows)
            return True
    return False


def say(correction: Correction) -> str:
    if correction.column.endswith("date"):
        return short_day(date.fromisoformat(str(correction.value)), sample.KESTREL)
    return STATUS.get(str(correction.value), str(correction.value))


def rows_of(warehouse: Warehouse, name: str, period: str) -> list[tuple]:
    found = answer(warehouse, name, period)
    shown = [column.name for column in found.report.columns if not column.name.startswith("_")]
    return [tuple(row[name] for name in shown) for row in found.table.to_pylist()]


def read_tree(root: Path) -> dict[str, str]:
    files = [path for path in sorted(root.rglob("*")) if path.is_file()]
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def booked(warehouse: Warehouse, period: str) -> dict[str, date | None]:
    rows = run_model(warehouse, "sales_documents_as_known", period).to_pylist()
    return {row["ref_key"]: row["acct_date"] for row in rows}
