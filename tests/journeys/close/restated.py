"""A company whose month is exported again after a correction, and what differs between its exports."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import FilePayload

import sample
from loaders.intake.organisation import read_organisation
from tests.journeys.conftest import exports_of

SETTINGS = "organisation.toml"
LEDGER_DOCUMENTS = ("Bills_", "SalesInvoices_")
DOCUMENTS = ("Sales Orders", "Purchase Orders", "Stock Adjustments", "COGS Breakdown")
REFERENCES = ("Order Ref", "Reference")
PLANTED = ("S01", "P01")


@dataclass(frozen=True)
class Company:
    """A company's exports: those of the month being closed, and that month exported again later."""

    name: str
    period: str
    drop: tuple[Path, ...]
    first: Path
    restated: Path


def make_company(folder: Path) -> Company:
    """Return a made-up company with two faults that its next export corrects."""
    faulty, corrected = folder / "faulty", folder / "corrected"
    exports_of(sample.KESTREL, 1, faulty, sample.Faults.of(PLANTED, times=2))
    exports_of(sample.KESTREL, 1, corrected, sample.Faults.of([], times=1))
    (first,), (restated,) = (sorted((folder / "exports").iterdir()) for folder in (faulty, corrected))
    name = read_organisation((first / SETTINGS).read_bytes()).settings.name
    # Without the ledger's invoices and bills, so that somebody has to check them.
    drop = tuple(file for file in sorted(first.iterdir()) if not file.name.startswith(LEDGER_DOCUMENTS))
    return Company(name, first.name, drop, first, restated)


def zipped(files: Sequence[Path]) -> FilePayload:
    """Return zip files, each in the folder of its month."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file in files:
            archive.writestr(f"{file.parent.name}/{file.name}", file.read_bytes())
    return {"name": "exports.zip", "mimeType": "application/zip", "buffer": packed.getvalue()}


def changed(one: Path, other: Path) -> set[str]:
    """Return the references whose lines differ between two folders of Omni's exports, ignoring spaces around cells."""
    lines = [
        {(kind, *row) for kind in DOCUMENTS for file in folder.glob(f"{kind}*") for row in cells(file)}
        for folder in (one, other)
    ]
    return {line[1] for line in lines[0] ^ lines[1]}


def cells(file: Path) -> Iterator[tuple[str, ...]]:
    """Return the rows below the header, with the reference first."""
    rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig")))]
    top = next(number for number, row in enumerate(rows) if set(REFERENCES) & {*row})
    index = next(number for number, name in enumerate(rows[top]) if name in REFERENCES)
    for row in rows[top + 1 :]:
        if len(row) > index and any(character.isdigit() for character in row[index]):
            yield (row[index].upper(), *row)
