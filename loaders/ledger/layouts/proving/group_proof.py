"""The proof that entries without an account belong to the account above them."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from loaders.layouts.totals import cents
from loaders.ledger.layouts.accounts import LedgerAccounts
from loaders.ledger.layouts.balances.running_balances import count_votes
from loaders.ledger.layouts.ledger_file import LedgerFile
from loaders.ledger.layouts.ledger_proof import LedgerProof
from loaders.ledger.layouts.outline.carried_accounts import is_leftmost
from loaders.ledger.layouts.proofs import ZERO


class AmbiguousAccount(Refused):
    """Entries without an account, below one that may be theirs."""

    def __init__(self, header: str, account: str, line: int) -> None:
        super().__init__(
            f'{header}: the blank cells below "{account}" (line {line}) can mean the same account or none, and neither '
            "totals nor balances show which. "
            "Choose to repeat the account on every row of the report, and export it again."
        )


def prove_groups(file: LedgerFile, proof: LedgerProof) -> None:
    """Prove the accounts that were carried down. Raises AmbiguousAccount.

    The total of an account proves its entries, and so do its running balances. Without either, a name to the left of
    all other columns covers the rows below if the days start again with each account. In a list of journals, which may
    state only some of their accounts, they do not.
    """
    ledger, counts = proof.ledger, Counter[int]()
    for account_of, _ in file.parts(ledger):
        counts.update({entry["values"]: entry["counts"] for entry in pc.value_counts(account_of).to_pylist()})
    totalled = set(_list_totalled(file, ledger))
    doubtful = [number for number, count in sorted(counts.items()) if count > 1 and number not in totalled]
    if not doubtful:
        return
    chained, in_layout = _find_chained(file, ledger, counts), _is_in_layout(file, ledger)
    for number in doubtful:
        moved = proof.sums[number]["debit"] - proof.sums[number]["credit"] if number in proof.sums else ZERO
        if number not in chained and not (in_layout and moved):
            header = file.export.headers.get("name", file.export.headers.get("code", ""))
            raise AmbiguousAccount(header, ledger.accounts[number].heading, ledger.sections[number].line)


def _list_totalled(file: LedgerFile, ledger: LedgerAccounts) -> Iterator[int]:
    """Return the accounts whose total states every column in which they have amounts. A workbook's may be blank."""
    sums = file.entries.sums.regroup(ledger.account_of_number)
    for total in ledger.totals:
        for number in total.sections or ():
            moved = {name: cents(amount) for name, amount in sums.get(number, {}).items() if amount}
            stated = total.line.amounts
            if moved and all(cents(stated.get(name) or ZERO) == amount for name, amount in moved.items()):
                yield number


def _is_in_layout(file: LedgerFile, ledger: LedgerAccounts) -> bool:
    return "name" in file.export.positions and is_leftmost(file.export) and _has_restarts(file, ledger)


def _has_restarts(file: LedgerFile, ledger: LedgerAccounts) -> bool:
    """Return True if days go back only where an account begins, and go on in some account."""
    goes_on = starts_anew = False
    last: list[tuple[int, int]] = []
    for account_of, values in file.parts(ledger):
        days, accounts = values["entry_date"].cast(pa.int32()).to_pylist(), account_of.to_pylist()
        rows = [*last, *zip(accounts, days, strict=True)]
        for (before, previous), (account, day) in pairwise(rows):
            if account == before and day < previous:
                return False
            goes_on = goes_on or (account == before and day > previous)
            starts_anew = starts_anew or (account != before and day < previous)
        last = rows[-1:]
    return goes_on and starts_anew


def _find_chained(file: LedgerFile, ledger: LedgerAccounts, counts: Counter[int]) -> set[int]:
    """Return the accounts of which each running balance is the one before it and the entry.

    Balances that go on with the next account are those of the whole list, such as a bank's, and prove nothing.
    """
    if not file.entries.has_balances or _goes_on(file, ledger):
        return set()
    votes = count_votes(partial(file.moves, ledger, None), {})
    return {number for number, sides in votes.items() if max(sides.values(), default=0) == counts[number] - 1}


def _goes_on(file: LedgerFile, ledger: LedgerAccounts) -> bool:
    """Return True if any account's first balance follows from the last one of another, or there is only one account."""
    last, changes = list[tuple[int, Decimal, Decimal | None]](), 0
    for account_of, values in file.moves(ledger, None):
        columns = (account_of, values["net"], values["balance"])
        rows = [*last, *zip(*(column.to_pylist() for column in columns), strict=True)]
        for (before, _, previous), (account, net, balance) in pairwise(rows):
            if account != before:
                changes += 1
                if None not in {previous, balance} and abs(balance - previous) == abs(net):
                    return True
        last = rows[-1:]
    return not changes
