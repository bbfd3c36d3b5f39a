"""Accruals as import files for a ledger: balanced journals, each reversed on the first day of the next month."""

import io
import itertools
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

import pyarrow as pa

from close.archive import export
from close.archive.accrual_dates import say_quickbooks_day, say_xero_day
from close.archive.journal_numbers import Kind, number_journal
from close.errors import Refused

MONEY = pa.decimal128(18, 2)
XERO = (
    "*Narration", "*Date", "Description", "*AccountCode", "*TaxRate", "*Amount",
    "TrackingName1", "TrackingOption1", "TrackingName2", "TrackingOption2",
)  # fmt: skip
QUICKBOOKS = ("JournalNo", "JournalDate", "AccountName", "Debits", "Credits", "Description", "Name")
# Xero accepts 300 lines per file. QuickBooks accepts more, but publishes no reliable limit.
MOST_LINES = 300


class NotBalanced(Refused):
    """A journal whose debits and credits differ."""


class NoAccount(Refused):
    """A role in the journal without an account."""


@dataclass(frozen=True)
class Line:
    """A journal line. Debits are positive, and the lines of one `document` sum to zero."""

    journal: str
    day: date
    document: str
    account: str
    description: str
    contact: str
    amount: Decimal

    @property
    def content(self) -> tuple[str, ...]:
        """Everything that is posted, as text."""
        posted = (self.journal, self.day, self.document, self.account, self.description, self.contact, self.amount)
        return tuple(map(str, posted))


@dataclass(frozen=True)
class Style:
    """The organisation, which journal numbers depend on, Xero's rate without tax, and the date order for QuickBooks."""

    organisation: str = ""
    tax_rate: str = ""
    is_day_first: bool = False


PLAIN = Style()


def lines(accruals: pa.Table, accounts: Mapping[str, str], day: date, title: str) -> list[Line]:
    """Turn the rows of the report `accruals` into journal lines, one journal per quadrant.

    Raises NoAccount, NotBalanced.
    """
    rows = accruals.to_pylist()
    lacking = sorted({row["role"] for row in rows if not accounts.get(row["role"], "").strip()})
    if lacking:
        raise NoAccount(f"Choose an account for {', '.join(lacking)} before you create the journal.")
    lines = [
        Line(
            f"{title}: {row['quadrant']}",
            day,
            f"{row['quadrant']} {row['ref']}",
            accounts[row["role"]].strip(),
            row["narration"],
            row["contact"] or "",
            row["debit"] - row["credit"],
        )
        for row in rows
    ]
    return check(lines)


def check(lines: list[Line]) -> list[Line]:
    """Return the lines if every document balances. Raises NotBalanced."""
    for document, document_lines in groupby(lines, key=lambda line: (line.journal, line.document)):
        if off := sum((line.amount for line in document_lines), Decimal(0)):
            raise NotBalanced(f"{document[1]} does not balance: debits less credits equal {off}.")
    return lines


def reverse(lines: Sequence[Line], day: date) -> list[Line]:
    """Return the reversing lines, dated `day`."""
    return [replace(line, journal=f"Reversal of {line.journal}", day=day, amount=-line.amount) for line in lines]


def parts(lines: Sequence[Line], most: int = MOST_LINES) -> Iterator[list[Line]]:
    """Split the lines into one part per import file. Documents are not split, so each part balances."""
    run: list[Line] = []
    for _, document_lines in groupby(lines, key=lambda line: (line.journal, line.document)):
        document = list(document_lines)
        if run and len(run) + len(document) > most:
            yield run
            run = []
        run += document
    if run:
        yield run


def xero(lines: Sequence[Line], numbers: Mapping[str, str], style: Style = PLAIN) -> bytes:
    """Write a Xero import file for manual journals. Lines with the same narration and date form one journal.

    A manual journal has no number of its own there, so the narration ends with it.
    """
    blank = [""] * len(lines)
    return _csv(
        XERO,
        [
            [f"{line.journal} [{numbers[line.journal]}]" for line in lines],
            [say_xero_day(line.day) for line in lines],
            [line.description for line in lines],
            [line.account for line in lines],
            [style.tax_rate] * len(lines),
            pa.array([line.amount for line in lines], MONEY),
            *(blank for _ in range(4)),
        ],
    )


def quickbooks(lines: Sequence[Line], numbers: Mapping[str, str], style: Style = PLAIN) -> bytes:
    """Write a QuickBooks Online import file for journal entries. Rows with the same number form one entry."""
    return _csv(
        QUICKBOOKS,
        [
            [numbers[line.journal] for line in lines],
            [say_quickbooks_day(line.day, style.is_day_first) for line in lines],
            [line.account for line in lines],
            pa.array([line.amount if line.amount > 0 else None for line in lines], MONEY),
            pa.array([-line.amount if line.amount <= 0 else None for line in lines], MONEY),
            [line.description for line in lines],
            [line.contact for line in lines],
        ],
    )


def _csv(names: Sequence[str], columns: Sequence[object]) -> bytes:
    return export.write(pa.table([pa.array(c) if isinstance(c, list) else c for c in columns], names=names), "csv")


Writer = Callable[[Sequence[Line], Mapping[str, str], Style], bytes]
WRITERS: dict[str, Writer] = {"xero": xero, "quickbooks": quickbooks}


def files(lines: Sequence[Line], back: date, package: str, style: Style) -> dict[str, bytes]:
    """Return the journal and its reversal for a package by file name, split into as many files as needed."""
    write, by_name, month = WRITERS[package], {}, lines[0].day
    kinds: tuple[tuple[Kind, str, list[Line]], ...] = (
        ("A", "accrual", list(lines)),
        ("R", "reversal", reverse(lines, back)),
    )
    for kind, title, title_lines in kinds:
        sequence = itertools.count(1)
        for part, run in enumerate(parts(title_lines), 1):
            numbers = {
                journal: number_journal(
                    style.organisation, month, kind, next(sequence), [line for line in run if line.journal == journal]
                )
                for journal in dict.fromkeys(line.journal for line in run)
            }
            by_name[f"{title} {run[0].day} {part}.csv"] = write(run, numbers, style)
    return by_name


def pack(contents: Mapping[str, bytes]) -> bytes:
    """Zip the files. The same files always produce the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def support(lines: Sequence[Line], caution: str = "") -> bytes:
    """Write the lines as a workbook, as supporting evidence for the journal."""
    table = pa.table(
        {
            "journal": [line.journal for line in lines],
            "day": pa.array([line.day for line in lines], pa.date32()),
            "account": [line.account for line in lines],
            "debit": pa.array([line.amount if line.amount > 0 else None for line in lines], MONEY),
            "credit": pa.array([-line.amount if line.amount < 0 else None for line in lines], MONEY),
            "contact": [line.contact for line in lines],
            "description": [line.description for line in lines],
        }
    )
    return export.write(table, "xlsx", {name: name.capitalize() for name in table.column_names}, caution)
