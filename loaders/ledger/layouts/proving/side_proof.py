"""The proof that debits and credits are under their own headers, from the running balances of stock and receivables."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from close.errors import Refused
from loaders.ledger.layouts.account_roles import find_sides
from loaders.ledger.layouts.accounts import LedgerAccounts
from loaders.ledger.layouts.balances.balance_gaps import Gaps
from loaders.ledger.layouts.balances.balance_order import CENT
from loaders.ledger.layouts.balances.running_balances import count_units
from loaders.ledger.layouts.ledger_file import LedgerFile

_ASSETS = ("inventory", "receivable")


class SidesExchanged(Refused):
    """A ledger whose stock or receivables grow with credits."""

    def __init__(self, line: int, account: str, debit: str, credit: str) -> None:
        super().__init__(
            f'The headers "{debit}" and "{credit}" seem to be exchanged: from line {line} on, every amount under '
            f'"{credit}" adds to the balance of "{account}". Correct the headers, or export the report again.'
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


def _grows_with_credits(gaps: Gaps, opening: int) -> bool:
    """Return True if all balances follow on the other side, including the first from the opening balance or zero."""
    if gaps.start is None or gaps.credit or not gaps.debit:
        return False
    before = gaps.start.balance + gaps.first_moved
    return abs(before) < CENT or abs(abs(before) - abs(opening)) < CENT
