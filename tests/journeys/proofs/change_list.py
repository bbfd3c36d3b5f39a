"""A downloaded list of changes, made in the export files themselves, as Omni would export them after the changes."""

import csv
from collections.abc import Iterator
from pathlib import Path

# The columns of the exports with each field of the list. The breakdown repeats the date and the status of a sale.
COLUMNS = {
    "Fully Dispatched Date": ("Full Dispatched / Completed Date",),
    "Fully Received Date": ("Full Received / Completed Date",),
    "Completed Date": ("Full Dispatched / Completed Date", "Full Received / Completed Date", "Completed Date"),
    "Invoice Date": ("Invoice / Credit Note Date", "Invoice / Supplier Credit Note Date", "Invoice Date"),
    "Supplier Inv No": ("Supplier Inv No",),
    "Stage": ("PO Status",),
}
REFERENCES = ("Order Ref", "Reference")
OMNI = ("Sales Orders*.csv", "Purchase Orders*.csv", "Stock Adjustments*.csv", "COGS Breakdown*.csv")


def read_changes(file: Path) -> list[dict[str, str]]:
    """Return the rows of a downloaded list."""
    with file.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def make_changes(month: Path, changes: list[dict[str, str]]) -> list[Path]:
    """Make every change in the exports of a month, and return the files that it is in."""
    written = {file for change in changes for file in _make_change(month, change)}
    return sorted(written)


def _make_change(month: Path, change: dict[str, str]) -> Iterator[Path]:
    found = [file for pattern in OMNI for file in month.glob(pattern) if _write(file, change)]
    assert found, f"no export lists {change['Reference']} with a {change['Field']}"
    yield from found


def _write(file: Path, change: dict[str, str]) -> bool:
    """Set the cell of a document in a file, and return whether the file has it."""
    with file.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.reader(source))
    head = next(row for row in rows if {*REFERENCES} & {*row})
    columns = [head.index(name) for name in COLUMNS[change["Field"]] if name in head]
    reference = next(head.index(name) for name in REFERENCES if name in head)
    own = [row for row in rows if len(row) > reference and row[reference] == change["Reference"]]
    for row in own:
        assert not columns or (row[columns[0]] or "blank") == change["In Omni now"]
        for column in columns:
            row[column] = change["Change to"]
    with file.open("w", encoding="utf-8-sig", newline="") as target:
        csv.writer(target, lineterminator="\r\n").writerows(rows)
    return bool(own and columns)
