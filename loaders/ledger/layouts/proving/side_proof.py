"""The proof that debits and credits are under their own headers, from running balances and the roles of accounts."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

import pyarrow as pa

from close.errors import Refused
from close.store.settings import Settings
from loaders.layouts.description import Check, Expectations
from loaders.ledger.layouts.account_names import Account
from loaders.ledger.layouts.account_roles import find_sides
from loaders.ledger.layouts.accounts import LedgerAccounts
from loaders.ledger.layouts.balances.balance_gaps import Gaps
from loaders.ledger.layouts.balances.balance_order import CENT
from loaders.ledger.layouts.balances.running_balances import count_units
from loaders.ledger.layouts.ledger_file import LedgerFile

_ASSETS = ("inventory", "receivable")
# A month's movements of other accounts may be on either side, and so may the balances of these.
OF_MOVEMENTS, _OF_BALANCES = ("revenue", "cogs"), (*_ASSETS, "payable")
_FEWEST = 2
# An account with a role, its amount (debit positive), and whether it is on the side of the role.
_Compared = tuple[str, Decimal, bool]


class SidesExchanged(Refused):
    """A ledger whose stock or receivables grow with credits."""

    def __init__(self, line: int, account: str, debit: str, credit: str) -> None:
        super().__init__(
            f'The headers "{debit}" and "{credit}" seem to be exchanged: from line {line} on, every amount under '
            f'"{credit}" adds to the balance of "{account}". Correct the headers, or export the report again.'
        )


class AllExchanged(Refused):
    """A ledger in which no account of the settings is on its own side."""

    def __init__(self, compared: Collection[_Compared], debit: str, credit: str) -> None:
        account, net, _ = next(iter(compared))
        super().__init__(
            f'The headers "{debit}" and "{credit}" seem to be exchanged: "{account}" has {abs(net):,.2f} on the '
            f"{'debit' if net > 0 else 'credit'} side, which is the opposite of its role in the settings, and so is "
            "every other account whose role shows its side. Correct the headers, or export the report again."
        )


def check_sides(
    file: LedgerFile, ledger: LedgerAccounts, gaps: Mapping[int, Gaps], openings: Mapping[int, Decimal]
) -> None:
    """Check the accounts that are assets according to the settings. Raises SidesExchanged.

    Other accounts may grow with credits: the balance of a supplier does, and that of clearing accounts can.
    """
    settings, headers = file.expected.settings, file.headers
    if file.is_signed or not settings:
        return
    accounts = tuple(entry for entry in settings.accounts if entry[0] in _ASSETS)
    for number, side in enumerate(find_sides(ledger.accounts, replace(settings, accounts=accounts))):
        if side == 1 and number in gaps and _grows_with_credits(gaps[number], count_units(openings[number])):
            start, section = gaps[number].start, ledger.sections[number]
            raise SidesExchanged(
                start.line if start else section.line, section.name, headers["debit"], headers["credit"]
            )


def describe_roles(
    balances: pa.Table, expected: Expectations, headers: Mapping[str, str], *, moves: bool
) -> Check | None:
    """Return a remark if no account is on the side of its role. Raises AllExchanged if enough of them show it.

    A year end may turn all movements of a month (`moves`) around, so a balance has to be among them.
    """
    if expected.is_mapped or not (settings := expected.settings):
        return None
    held = list(compare_roles(balances, settings, _OF_BALANCES, moves=False))
    compared = [*held, *compare_roles(balances, settings, OF_MOVEMENTS, moves=moves)]
    if len(compared) < _FEWEST or any(is_right for *_, is_right in compared):
        return None
    if held and len(compared) > _FEWEST:
        raise AllExchanged(compared, headers["debit"], headers["credit"])
    listed = ", ".join(f'"{account}"' for account, *_ in compared)
    return Check("Sides", "not proven", f"Make sure that debits and credits are not exchanged: {listed}")


def compare_roles(
    balances: pa.Table, settings: Settings, roles: Collection[str], *, moves: bool
) -> Iterator[_Compared]:
    """Return each account with one of these roles that moved, or that has a closing balance, unless it is zero."""
    rows = balances.to_pylist()
    accounts = [Account(row["account"], row["account_code"], row["account_name"]) for row in rows]
    named = replace(settings, accounts=tuple(entry for entry in settings.accounts if entry[0] in roles))
    for row, side, by_name in zip(rows, find_sides(accounts, named), find_sides(accounts, None), strict=True):
        net = (row["debits"] or 0) - (row["credits"] or 0) if moves else row["closing"]
        if side and net and not (moves and by_name):
            yield row["account"], Decimal(net), (net > 0) == (side > 0)


def _grows_with_credits(gaps: Gaps, opening: int) -> bool:
    """Return True if all balances follow on the other side, including the first from the opening balance or zero."""
    if gaps.start is None or gaps.credit or not gaps.debit:
        return False
    before = gaps.start.balance + gaps.first_moved
    return abs(before) < CENT or abs(abs(before) - abs(opening)) < CENT
