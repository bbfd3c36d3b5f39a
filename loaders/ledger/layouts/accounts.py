"""The accounts in a ledger file: their entries, and the balances and totals that the file states for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import LEDGER_BALANCES
from loaders.layouts.description import Check
from loaders.layouts.recognition import normalise
from loaders.ledger.layouts.account_names import Account, AccountNames
from loaders.ledger.layouts.outline.lines import Line
from loaders.ledger.layouts.outline.sections import Outline, Section, Total
from loaders.ledger.layouts.proofs import ZERO, Balances, Sums, net
from loaders.ledger.layouts.row_labels import list_totalled, says_closing, says_opening

_NAMES = ("account", "account_code", "account_name")


class BalanceTwice(Refused):
    """A table of entries that states an account's opening or closing balance twice."""

    def __init__(self, kind: str, account: str, first: int, second: int) -> None:
        super().__init__(
            f'Lines {first} and {second} both state the {kind} balance of "{account}". Keep the one for this month. '
            "If you are not sure which that is, export the report again."
        )


@dataclass(frozen=True)
class LedgerAccounts:
    """The accounts in a file by number, each with the section that contains its balances.

    `account_of_number` is the account of each number of `Entries`. `totals` are those stated outside any section.
    """

    accounts: Sequence[Account]
    sections: Sequence[Section]
    account_of_number: Sequence[int]
    totals: Sequence[Total]


def collect_accounts(
    outline: Outline, section_of_entry: pa.Array, names: AccountNames, lines: pa.Array
) -> LedgerAccounts:
    """Use the sections as accounts or, if there are none, the accounts given by the entries. Raises BalanceTwice."""
    headed = [account for account in names.of_section if account]
    if headed or not (len(section_of_entry) or names.of_balance):
        return LedgerAccounts(headed, outline.sections, section_of_entry.to_pylist(), ())
    coded = names.of_entry["account"].dictionary_encode()
    first = pc.index_in(coded.dictionary, names.of_entry["account"])
    columns = [names.of_entry[name].take(first).to_pylist() for name in _NAMES]
    accounts = [Account(*parts) for parts in zip(*columns, strict=True)]
    sections = [
        Section(account.heading, lines[row].as_py()) for account, row in zip(accounts, first.to_pylist(), strict=True)
    ]
    _assign_balances(outline.balances, names.of_balance, accounts, sections)
    return LedgerAccounts(accounts, sections, coded.indices.to_pylist(), _assign_totals(outline.loose, accounts))


def move_accounts(ledger: LedgerAccounts, sums: Sums) -> list[Decimal]:
    """Return the sum of each account's entries, debit positive."""
    numbers = range(len(ledger.accounts))
    return [sums[number]["debit"] - sums[number]["credit"] if number in sums else ZERO for number in numbers]


def list_balances(ledger: LedgerAccounts, sums: Sums, balances: Sequence[Balances]) -> pa.Table:
    """Return a row for each account, except headings that only contain other accounts."""
    rows = []
    for number, (account, section, stated) in enumerate(zip(ledger.accounts, ledger.sections, balances, strict=True)):
        if section.has_children and number not in sums and not (section.opening or section.closing):
            continue
        moved = sums.get(number, {"debit": ZERO, "credit": ZERO})
        row = {
            "debits": moved["debit"],
            "credits": moved["credit"],
            "opening": stated.opening,
            "closing": stated.closing,
        }
        rows.append({**dict(zip(_NAMES, account, strict=True)), **row, "_line": section.line})
    kinds = {**LEDGER_BALANCES.columns, "_line": pa.int32()}
    return pa.table({name: pa.array([_fix_decimals(row[name]) for row in rows], kind) for name, kind in kinds.items()})


def check_openings(ledger: LedgerAccounts, sides: Sequence[int | None]) -> Check | None:
    """List the accounts whose opening balance may be a debit or a credit, because no entries decide it.

    Accounts with balances in an unknown column are included.
    """
    lost = [
        account.heading
        for account, section, side in zip(ledger.accounts, ledger.sections, sides, strict=True)
        if section.opening and net(section.opening, side) is None
    ]
    if not lost:
        return None
    listed = ", ".join(lost[:5]) + (f" and {len(lost) - 5} more" if len(lost) > 5 else "")
    return Check(
        "Opening balances", "not proven", f"opening balances that may be debits or credits are left out: {listed}"
    )


def _assign_balances(
    lines: Sequence[Line], of_lines: Sequence[Account], accounts: list[Account], sections: list[Section]
) -> None:
    """Assign balances outside sections to their accounts, adding accounts without entries. Raises BalanceTwice."""
    numbers = {account.heading: number for number, account in enumerate(accounts)}
    codes = {account.code: account.heading for account in accounts if account.code}
    for line, account in zip(lines, of_lines, strict=True):
        heading = account.heading if account.name else codes.get(account.code or "", account.heading)
        if heading not in numbers:
            numbers[heading] = len(accounts)
            accounts.append(account)
            sections.append(Section(heading, line.number))
        section, kind = sections[numbers[heading]], _find_kind(line)
        if before := getattr(section, kind):
            raise BalanceTwice(kind, account.heading, before.number, line.number)
        setattr(section, kind, line)


def _find_kind(line: Line) -> str:
    if any(map(says_opening, line.texts)):
        return "opening"
    return "closing" if any(map(says_closing, line.texts)) else "net"


def _assign_totals(loose: Sequence[Line], accounts: Sequence[Account]) -> tuple[Total, ...]:
    """Assign totals to accounts without a heading.

    The total of an account without entries does not cover any account.
    """
    numbers = {normalise(text): number for number, account in enumerate(accounts) for text in account if text}
    assigned = ((line, [numbers[name] for name in list_totalled(line.label) if name in numbers]) for line in loose)
    return tuple(Total(line, tuple(matches[:1])) for line, matches in assigned)


def _fix_decimals(value: object) -> object:
    """Return amounts with the four decimals of MONEY, and any other value as it is."""
    return value.quantize(Decimal("0.0001")) if isinstance(value, Decimal) else value
