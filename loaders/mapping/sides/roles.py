"""The side of mapped amounts, compared with the accounts in the settings: sales are credits, and their cost debits."""

from collections.abc import Iterator
from decimal import Decimal

import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import LEDGER_BALANCES, LEDGER_ENTRIES
from close.store.settings import Settings
from close.texts import say_count
from loaders.layouts.description import Check, Contents
from loaders.ledger.layouts.proving.side_proof import OF_MOVEMENTS, compare_roles
from loaders.ledger.layouts.proving.sign_proof import ENOUGH


class SidesSwapped(Refused):
    """A ledger whose known accounts are all on the wrong side."""

    def __init__(self, account: str, side: str, amount: Decimal) -> None:
        super().__init__(
            f'"{account}" would have {amount:,.2f} as {side}s, although it is an account of the other side in the '
            "settings, and so would every other account there. Exchange debit and credit, or choose the other side for "
            "positive amounts."
        )


def check_sides(dataset: str, contents: Contents, settings: Settings | None) -> tuple[Check, ...]:
    """Compare the sides of accounts with their roles. Raises SidesSwapped if several are known and all are wrong."""
    if LEDGER_BALANCES.name not in contents.tables:
        return ()
    found = list(_compare(dataset, contents, settings or Settings()))
    wrong = [(account, net) for account, net, is_right in found if not is_right]
    if not found:
        return (Check("Sides", "not proven", "no account in the settings shows which amounts are debits"),)
    if len(wrong) == len(found) > 1:
        account, net = wrong[0]
        raise SidesSwapped(account, "debit" if net > 0 else "credit", abs(net))
    if wrong:
        listed = ", ".join(f'"{account}"' for account, _ in wrong)
        return (Check("Sides", "not proven", f"Make sure that debits and credits are not exchanged: {listed}"),)
    detail = f"debits and credits fit the role of {say_count(len(found), 'account')} in the settings"
    if len(found) == 1 and dataset == LEDGER_ENTRIES.name:
        account, *_ = found[0]
        rows = _count_rows(contents, account)
        detail = f'debits and credits fit the role of "{account}", the only account in the settings that shows them'
        if rows < ENOUGH:
            return (Check("Sides", "not proven", f"{detail}. It has too few rows to prove it: {rows}"),)
    return (Check("Sides", "passed", detail),)


def _count_rows(contents: Contents, account: str) -> int:
    """Return the number of entries of an account."""
    batches = contents.tables[LEDGER_ENTRIES.name].to_batches()
    return sum(pc.equal(batch.column("account"), account).true_count for batch in batches)


def _compare(dataset: str, contents: Contents, settings: Settings) -> Iterator[tuple[str, Decimal, bool]]:
    """Return each account with a role and an amount, the amount (debit positive), and if it is on the right side."""
    moves = dataset == LEDGER_ENTRIES.name
    roles = OF_MOVEMENTS if moves else {role for role, *_ in settings.accounts}
    return compare_roles(contents.tables[LEDGER_BALANCES.name], settings, roles, moves=moves)
