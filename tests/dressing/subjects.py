"""Small exports as values: the files of the sample companies, invented ledgers, and cuts of larger files."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from loaders import LOADERS, Folder
from loaders.cells.columns import Column, Day
from loaders.cells.days import parse_day
from loaders.files.formats import open_sheets
from loaders.intake.organisation import read_organisation
from loaders.layouts.description import Loader
from loaders.layouts.recognition import recognise
from loaders.layouts.tables import read_table
from loaders.layouts.totals import GRAND
from loaders.ledger.document_lists import read_documents
from sample import ALDER, KESTREL, Faults, simulate
from sample.books import Books
from sample.exports.ledger_files import FILES
from sample.exports.omni_files import OMNI, lines
from sample.exports.organisation_file import settings
from tests.loaders.exports import write_csv
from tests.loaders.ledger.invented.books import WRITERS, invent, write

PRACTICE = Path(__file__).parents[3] / "shared" / "practice" / "exports" / "2026-02"
_ROWS = 30
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?|\([0-9]+(\.[0-9]+)?\)")


@dataclass(frozen=True)
class Subject:
    """An export as values: days, decimals and texts.

    `top` are the lines above the headers. `columns` are the loader's columns by position. A table has `rows` of
    documents only, without its total. Another layout keeps its headings and totals among its rows.
    """

    name: str
    loader: Loader
    folder: Folder
    top: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    columns: dict[int, str]

    @property
    def is_table(self) -> bool:
        """True if each row is a document."""
        return self.loader.layout in {read_table, read_documents}

    @property
    def needs_order(self) -> bool:
        """True if no day in digits shows the order, so that only the settings do."""
        return all(cell.day <= 12 for row in self.rows for cell in row if isinstance(cell, date))

    def kind(self, position: int) -> Column | None:
        """Return the loader's column at a position."""
        return self.loader.columns.get(self.columns.get(position, ""))


@cache
def list_subjects() -> dict[str, Subject]:
    """Return every export by name."""
    subjects = [*_list_samples("kestrel"), *_list_samples("alder"), *_list_invented()]
    return {subject.name: subject for subject in subjects}


@cache
def list_cuts() -> dict[str, Subject]:
    """Return some rows of the tables of a whole company, if they are at hand."""
    if not PRACTICE.is_dir():
        return {}
    folder = Folder(read_organisation((PRACTICE / "organisation.toml").read_bytes()))
    files = (path for path in sorted(PRACTICE.glob("*.csv")))
    subjects = [_build(f"practice {path.stem}", path.read_bytes(), folder) for path in files]
    cuts = [replace(subject, rows=_cut(subject.rows)) for subject in subjects if subject.is_table]
    return {subject.name: subject for subject in cuts}


def _cut(rows: tuple[tuple[object, ...], ...]) -> tuple[tuple[object, ...], ...]:
    """Return rows from the middle, because the first and last ones may belong to other months."""
    start = max((len(rows) - _ROWS) // 2, 0)
    return rows[start : start + _ROWS]


def _list_samples(company: str) -> Iterator[Subject]:
    books = _simulate(company)
    (month,) = books.months
    folder = Folder(read_organisation(settings(books, month).encode()))
    for report in (write_report(books.at(month)) for write_report in OMNI):
        yield _build(f"{company} {report.name}", write_csv(list(lines(report, books.company))), folder)
    for name, rows, _ in FILES[books.company.package](books, month):
        yield _build(
            f"{company} {name.split(' 20')[0].split('_')[0].rsplit(' ', 2)[-1]}", write_csv(list(rows)), folder
        )


def _simulate(company: str) -> Books:
    profile = KESTREL if company == "kestrel" else ALDER
    return simulate(replace(profile, documents=30, products=profile.products[:6]), 5, 1, Faults.of([], times=1))


def _list_invented() -> Iterator[Subject]:
    for name in WRITERS:
        book = write(name, invent(3))
        texts = [[_print(cell) for cell in row] for row in book.rows]
        yield _build(f"invented {name}", write_csv(texts), book.folder)


def _print(cell: object) -> str:
    return cell.strftime("%d/%m/%Y") if isinstance(cell, date) else str(cell)


def _build(name: str, content: bytes, folder: Folder) -> Subject:
    """Return a plain comma-separated file as values."""
    (export,) = recognise(open_sheets(content), LOADERS)
    texts = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    at = export.sheet.line(export.header) - 1
    columns = {position: column for column, position in export.positions.items()}
    subject = Subject(name, export.loader, folder, tuple(row[0] for row in texts[:at]), tuple(texts[at]), (), columns)
    order = folder.settings.date_order if folder.settings and folder.settings.date_order else "day-first"
    rows = (
        tuple(_read(subject, position, text, order) for position, text in enumerate(row)) for row in texts[at + 1 :]
    )
    return replace(subject, rows=tuple(row for row in rows if not (subject.is_table and _is_total(row))))


def _is_total(row: Sequence[object]) -> bool:
    return any(isinstance(cell, str) and re.match(GRAND, cell) for cell in row)


def _read(subject: Subject, position: int, text: str, order: str) -> object:
    """Return a day or an amount if its column has them, or else the text, and None for a blank."""
    kind = subject.kind(position)
    if isinstance(kind, Day):
        return parse_day(text, order) or text or None
    plain = text.replace(",", "").lstrip("$").replace("-$", "-")
    if kind and kind.numeric and _NUMBER.fullmatch(plain):
        return -Decimal(plain[1:-1]) if plain.startswith("(") else Decimal(plain)
    return text or None
