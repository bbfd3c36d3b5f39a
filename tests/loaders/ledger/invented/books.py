"""A made-up month of balanced journals, written as MYOB, Xero's Journal Report, a Trial Balance and a plain sheet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from close.store.warehouse import Settings
from loaders.intake.exports import Folder
from loaders.intake.organisation import Organisation
from tests.loaders.ledger.invented.dresses import Ledger

ORGANISATION = "Teal Harbour Supplies Pty Ltd"
ACCOUNTS = (  # code, name, the side on which it increases, and whether it has an opening balance
    ("1-1320", "Stock on Hand", 1, True),
    ("1-1200", "Trade Debtors", 1, True),
    ("2-1200", "Trade Creditors", -1, True),
    ("4-1000", "Sales - Mugs & Bowls", -1, False),
    ("5-1000", "Cost of Sales", 1, False),
    ("6-0090", "Total Tools", 1, False),
)
SOURCES = (("PJ", 0, 2, "PO-{}"), ("SJ", 1, 3, "SO-{}"), ("GJ", 4, 0, "COGS-{}"), ("CD", 5, 2, "chq {}"))


@dataclass(frozen=True)
class Entry:
    """One line in one account, debit positive."""

    on: date
    journal: int
    source: str
    reference: str
    memo: str
    account: int
    amount: Decimal

    @property
    def sides(self) -> list[object]:
        """Return debit and credit."""
        return [max(self.amount, Decimal(0)), max(-self.amount, Decimal(0))]


@dataclass(frozen=True)
class Month:
    """The opening balances of the accounts, and journals with two lines each."""

    openings: tuple[Decimal, ...]
    entries: tuple[Entry, ...]

    def of(self, account: int) -> list[Entry]:
        """Return the lines of an account."""
        return [entry for entry in self.entries if entry.account == account]

    def closing(self, account: int) -> Decimal:
        """Return the closing balance, debit positive."""
        return self.openings[account] + sum((entry.amount for entry in self.of(account)), Decimal(0))


def invent(seed: int) -> Month:
    """Invent a month in which every account has movements."""
    random = Random(seed)
    openings = [Decimal(random.randint(100_000, 9_000_000)) / 100 * side if opens else Decimal(0)
                for _, _, side, opens in ACCOUNTS]  # fmt: skip
    entries: list[Entry] = []
    for number in range(12):
        source, debit, credit, reference = SOURCES[number % len(SOURCES)]
        amount = Decimal(random.randint(1, 500_000)) / 100 * random.choice((1, 1, 1, -1))
        on = date(2027, 5, 1) + timedelta(days=random.randint(0, 30))
        told = (on, 100 + number, source, reference.format(random.randint(100, 999)), f"Posting {number}, {source}")
        entries += [Entry(*told, debit, amount), Entry(*told, credit, -amount)]
    return Month(tuple(openings), tuple(entries))


def titles(report: str, period: str, width: int) -> Iterator[tuple[object, ...]]:
    """Return the lines above the headers."""
    for title in (report, ORGANISATION, period, ""):
        yield (title, *[""] * (width - 1))


def myob(month: Month) -> Iterator[tuple[object, ...]]:
    """Return a MYOB ledger, with balances on the account's own side."""
    yield from titles("General Ledger [Detail]", "1/05/2027 To 31/05/2027", 9)
    yield ("ID No.", "Src", "Date", "Memo", "Debit", "Credit", "Job No.", "Net Activity", "Ending Balance")
    for number, (code, name, side, _) in enumerate(ACCOUNTS):
        balance = month.openings[number]
        yield (f"{code} {name}", *[""] * 8)
        yield ("", "", "", "Beginning Balance:", "", "", "", "", balance * side)
        for e in month.of(number):
            balance += e.amount
            yield (e.reference, e.source, e.on, e.memo, *e.sides, "", e.amount, balance * side)
        yield ("", "", "", "Total:", *_sum(month.of(number)), "", balance - month.openings[number], "")
    yield ("", "", "", "Grand Total:", *_sum(month.entries), "", "", "")


def journal_report(month: Month) -> Iterator[tuple[object, ...]]:
    """Return a Journal Report, newest first."""
    yield from titles("Journal Report", "For the month ended 31 May 2027", 8)
    yield ("Date", "Journal ID", "Account Code", "Account", "Debit", "Credit", "Posted Date", "Posted By")
    for first in range(len(month.entries) - 2, -1, -2):
        lines = month.entries[first : first + 2]
        yield (f"ID {lines[0].journal} {lines[0].memo}", *[""] * 7)
        for e in lines:
            posted = e.on + timedelta(days=2)
            yield (e.on, str(e.journal), *ACCOUNTS[e.account][:2], *e.sides, posted, "Mia Chen")
        yield ("Total", "", "", "", *_sum(lines), "", "")


def sheet(month: Month) -> Iterator[tuple[object, ...]]:
    """Return a table with an account column."""
    yield from titles("Ledger extract", "May 2027", 8)
    yield ("Posting date", "Account no", "Account name", "Journal no", "Ref", "Narration", "Dr", "Cr")
    for e in month.entries:
        yield (e.on, *ACCOUNTS[e.account][:2], str(e.journal), e.reference, e.memo, *e.sides)
    yield ("Total", "", "", "", "", "", *_sum(month.entries))


def trial_balance(month: Month) -> Iterator[tuple[object, ...]]:
    """Return a trial balance: closing balances, and the account that makes them balance."""
    yield from titles("Trial Balance", "As at 31 May 2027", 6)
    yield ("Account Code", "Account", "Account Type", "Debit - Year to date", "Credit - Year to date", "31 May 2026")
    closings = [month.closing(number) for number in range(len(ACCOUNTS))]
    rows = [(*ACCOUNTS[number][:2], "Any", closing) for number, closing in enumerate(closings)]
    rows.append(("3-1000", "Equity", "Equity", -sum(closings, Decimal(0))))
    for *told, closing in rows:
        yield (*told, max(closing, Decimal(0)), max(-closing, Decimal(0)), closing / 2)
    total = sum((max(row[3], Decimal(0)) for row in rows), Decimal(0))
    yield ("Total", "", "", total, total, "")


def _sum(entries: list[Entry] | tuple[Entry, ...]) -> tuple[Decimal, Decimal]:
    debits = sum((e.amount for e in entries if e.amount > 0), Decimal(0))
    return debits, debits - sum((e.amount for e in entries), Decimal(0))


WRITERS: dict[str, tuple[Callable[[Month], Iterator[tuple[object, ...]]], frozenset[int]]] = {
    "myob": (myob, frozenset({4, 5, 7, 8})),
    "journals": (journal_report, frozenset({4, 5})),
    "sheet": (sheet, frozenset({6, 7})),
    "balances": (trial_balance, frozenset({3, 4})),
}


def write(name: str, month: Month) -> Ledger:
    """Write the cells of a layout."""
    rows, money = WRITERS[name][0](month), WRITERS[name][1]
    settings = Settings(name=ORGANISATION, date_order="day-first")
    return Ledger(tuple(rows), Folder(Organisation(settings, "2027-05", {})), money, "%d/%m/%Y")
