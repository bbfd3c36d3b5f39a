"""Accruals as files that a ledger imports: balanced journals, each reversed on the first day of the next month."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

import pyarrow as pa

from close.archive import export
from close.errors import Refused

MONEY = pa.decimal128(18, 2)
DAYS = {"day-first": "%d/%m/%Y", "month-first": "%m/%d/%Y", "year-first": "%Y-%m-%d"}
XERO = (
    "*Narration", "*Date", "Description", "*AccountCode", "*TaxRate", "*Amount",
    "TrackingName1", "TrackingOption1", "TrackingName2", "TrackingOption2",
)  # fmt: skip
QUICKBOOKS = ("JournalNo", "JournalDate", "AccountName", "Debits", "Credits", "Description", "Name")
# Xero takes 300 lines a file; QuickBooks takes more, and says no number that can be relied on.
MOST_LINES = 300


class NotBalanced(Refused):
    """A journal whose debits are not its credits."""


class NoAccount(Refused):
    """A role of the journal for which no account is given."""


@dataclass(frozen=True)
class Line:
    """A line of a journal: `amount` is debit positive; lines of one `document` balance by themselves."""

    journal: str
    day: date
    document: str
    account: str
    description: str
    contact: str
    amount: Decimal


@dataclass(frozen=True)
class Style:
    """How a ledger wants its dates, and the tax rate by which it knows a line without tax."""

    date_order: str | None = None
    tax_rate: str = ""

    def say(self, day: date) -> str:
        """A date as the organisation writes it: day first where nothing is known."""
        return day.strftime(DAYS.get(self.date_order or "", DAYS["day-first"]))


def lines(accruals: pa.Table, accounts: Mapping[str, str], day: date, title: str) -> list[Line]:
    """The rows of the report `accruals` as lines of a journal for each quadrant. Raises NoAccount, NotBalanced."""
    rows = accruals.to_pylist()
    lacking = sorted({row["role"] for row in rows if not accounts.get(row["role"], "").strip()})
    if lacking:
        raise NoAccount(f"No account is given for {', '.join(lacking)}: say which one before making the journal.")
    made = [
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
    return check(made)


def check(made: list[Line]) -> list[Line]:
    """The lines, if the debits of each document are its credits. Raises NotBalanced."""
    for document, own in groupby(made, key=lambda line: (line.journal, line.document)):
        if off := sum((line.amount for line in own), Decimal(0)):
            raise NotBalanced(f"{document[1]}: debits less credits are {off}, not nothing.")
    return made


def reverse(made: Sequence[Line], day: date) -> list[Line]:
    """The same lines the other way round, on the day on which they are taken back."""
    return [replace(line, journal=f"Reversal of {line.journal}", day=day, amount=-line.amount) for line in made]


def parts(made: Sequence[Line], most: int = MOST_LINES) -> Iterator[list[Line]]:
    """The lines in runs that a ledger takes at once; no document is split, so that each run balances."""
    run: list[Line] = []
    for _, own in groupby(made, key=lambda line: (line.journal, line.document)):
        document = list(own)
        if run and len(run) + len(document) > most:
            yield run
            run = []
        run += document
    if run:
        yield run


def xero(made: Sequence[Line], style: Style, part: int = 1) -> bytes:
    """A manual journal import of Xero: lines with the same narration and date are one journal."""
    narrated = [f"{line.journal}{f' (part {part})' if part > 1 else ''}" for line in made]
    blank = [""] * len(made)
    return _csv(
        XERO,
        [
            narrated,
            [style.say(line.day) for line in made],
            [line.description for line in made],
            [line.account for line in made],
            [style.tax_rate] * len(made),
            pa.array([line.amount for line in made], MONEY),
            *(blank for _ in range(4)),
        ],
    )


def quickbooks(made: Sequence[Line], style: Style, part: int = 1) -> bytes:
    """A journal entry import of QuickBooks Online: rows with the same number are one entry, in two columns."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(line.journal for line in made), 1)}
    return _csv(
        QUICKBOOKS,
        [
            [_number(line, part, numbers[line.journal]) for line in made],
            [style.say(line.day) for line in made],
            [line.account for line in made],
            pa.array([line.amount if line.amount > 0 else None for line in made], MONEY),
            pa.array([-line.amount if line.amount <= 0 else None for line in made], MONEY),
            [line.description for line in made],
            [line.contact for line in made],
        ],
    )


def _number(line: Line, part: int, journal: int) -> str:
    """A number of no more characters than QuickBooks keeps."""
    return f"ACC-{line.day:%Y%m%d}-{part}-{journal}"


def _csv(names: Sequence[str], columns: Sequence[object]) -> bytes:
    return export.write(pa.table([pa.array(c) if isinstance(c, list) else c for c in columns], names=names), "csv")


Writer = Callable[[Sequence[Line], Style, int], bytes]
WRITERS: dict[str, Writer] = {"xero": xero, "quickbooks": quickbooks}


def files(made: Sequence[Line], back: date, package: str, style: Style) -> dict[str, bytes]:
    """The journal and its reversal as files of a package, as many as it takes, by name."""
    write, found = WRITERS[package], {}
    for title, own in (("accrual", list(made)), ("reversal", reverse(made, back))):
        for part, run in enumerate(parts(own), 1):
            found[f"{title} {run[0].day} {part}.csv"] = write(run, style, part)
    return found


def pack(found: Mapping[str, bytes]) -> bytes:
    """Files as one zip, the same bytes for the same files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in found.items():
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def support(made: Sequence[Line]) -> bytes:
    """The lines as a workbook, for the papers behind the journal."""
    table = pa.table(
        {
            "journal": [line.journal for line in made],
            "day": pa.array([line.day for line in made], pa.date32()),
            "account": [line.account for line in made],
            "debit": pa.array([line.amount if line.amount > 0 else None for line in made], MONEY),
            "credit": pa.array([-line.amount if line.amount < 0 else None for line in made], MONEY),
            "contact": [line.contact for line in made],
            "description": [line.description for line in made],
        }
    )
    return export.write(table, "xlsx", {name: name.capitalize() for name in table.column_names})
