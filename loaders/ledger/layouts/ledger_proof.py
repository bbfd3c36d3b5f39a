"""The proof of a ledger file: what its totals, balances and sides show about its accounts."""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from loaders.layouts.description import Check, Values
from loaders.ledger.layouts import proofs
from loaders.ledger.layouts.account_names import AccountNames, name_accounts
from loaders.ledger.layouts.account_roles import find_missing
from loaders.ledger.layouts.accounts import (
    LedgerAccounts,
    check_openings,
    collect_accounts,
    list_balances,
    move_accounts,
)
from loaders.ledger.layouts.balances.amount_proof import prove_running
from loaders.ledger.layouts.balances.running_balances import check_ends
from loaders.ledger.layouts.entries import NUMBER
from loaders.ledger.layouts.ledger_file import LedgerFile
from loaders.ledger.layouts.sides import Sides, find_balance_sides, find_own_sides, split_sides, turn

PROOFS = ("Totals", "Balances", "Debits = credits")


@dataclass(frozen=True)
class LedgerProof:
    """The facts known about the accounts of a proven file, and the checks made.

    `sums` are the debits and credits of each account, by its number. `balances` is the table of ledger_balances.
    """

    names: AccountNames
    ledger: LedgerAccounts
    sides: Sides
    sums: dict[int, dict[str, Decimal]]
    balances: pa.Table
    checks: list[Check | None]

    @property
    def is_proven(self) -> bool:
        """True if totals, balances, or debits against credits prove the entries."""
        return any(check and check.label in PROOFS and check.state == "passed" for check in self.checks)

    def add_up(self, side: str) -> Decimal:
        """Return the total of one side of all accounts."""
        return _add_up(self.sums, side)

    def split(self, values: Values) -> Values:
        """Return debits and credits from amounts on the account's own side."""
        account_of = pa.array(self.ledger.account_of_number, pa.int32()).take(values[NUMBER])
        return split_sides(turn(pc.fill_null(values["amount"], Decimal(0)), self.sides, account_of))


def prove_ledger(file: LedgerFile, *, journals: bool, own_side: bool, marked: bool) -> LedgerProof:
    """Prove totals, balances, and debits against credits. Raises Refused with the error in the file.

    The options are those of `Ledger`. `marked` is true if the balances have Cr or Dr.
    """
    entries, settings = file.entries, file.expected.settings
    names = name_accounts(
        file.account_columns, file.first_lines, file.outline, entries.sections, settings, nests=own_side
    )
    ledger, totals = _prove_totals(file, names)
    sides, running = _find_sides(file, ledger, own_side=own_side, marked=marked)
    sums = file.sum_sides(ledger, sides if file.is_signed else None)
    implied = file.imply_openings(ledger, sides)
    balances, proof = proofs.prove_balances(ledger.sections, sides, move_accounts(ledger, sums), implied)
    if entries.has_balances and not file.is_signed:
        stated = [proofs.net(section.opening, side) for section, side in zip(ledger.sections, sides, strict=True)]
        check_ends(partial(file.moves, ledger, None), ledger.sections, stated)
    are_journals = journals and _are_journals(file, names)
    if not are_journals and any(names.of_section):
        proofs.check_groups(ledger.sections, sums)
    balance = _prove_journals(file) if are_journals else proofs.compare_sides(sums)
    checks = [totals, running or proof, balance, check_openings(ledger, sides)]
    if not are_journals and balance.state == "passed":
        checks.append(find_missing(ledger.accounts, settings))
    return LedgerProof(names, ledger, sides, sums, list_balances(ledger, sums, balances), checks)


def _prove_totals(file: LedgerFile, names: AccountNames) -> tuple[LedgerAccounts, Check]:
    """Prove the section totals, then the totals of accounts that have no heading."""
    entries = file.entries
    prove = partial(
        proofs.prove_totals,
        headers=file.headers,
        computed=file.is_workbook,
        alone=len(entries.keys) == 1,
        plain=file.add_up_plainly(),
    )
    sums = entries.sums.regroup(entries.sections.to_pylist())
    totals = prove(file.outline.totals, sums, file.outline.sections)
    ledger = collect_accounts(file.outline, entries.sections, names, file.first_lines)
    sums = entries.sums.regroup(ledger.account_of_number)
    loose = prove(ledger.totals, sums, ledger.sections)
    return ledger, loose if loose.state == "passed" and totals.state != "passed" else totals


def _find_sides(
    file: LedgerFile, ledger: LedgerAccounts, *, own_side: bool, marked: bool
) -> tuple[Sides, Check | None]:
    """Return each account's side, and the check on running balances that replaces the one on balances."""
    settings, moves = file.expected.settings, partial(file.moves, ledger, None)
    if file.is_signed:
        running = prove_running(moves, ledger.sections, _list_totalled(file, ledger))
        return find_own_sides(ledger, partial(file.parts, ledger), settings), running
    return find_balance_sides(ledger, moves, settings, own_side=own_side, marked=marked), None


def _list_totalled(file: LedgerFile, ledger: LedgerAccounts) -> set[int]:
    """Return the accounts with a total of their own that states an amount."""
    totals = (*ledger.totals, *file.outline.totals)
    return {number for total in totals if total.line.has_amounts for number in total.sections or ()}


def _are_journals(file: LedgerFile, names: AccountNames) -> bool:
    """Return True if each group of entries is a journal, which balances.

    The same columns may list the entries of a few accounts, under headings for the accounts or under none.
    """
    if file.outline.sections:
        return not any(names.of_section)
    return file.says_journals


def _prove_journals(file: LedgerFile) -> Check:
    return proofs.prove_journals(file.outline.sections, *file.sum_journals())


def _add_up(sums: proofs.Sums, side: str) -> Decimal:
    # A total of zero has no decimal places, whether or not there are entries.
    return sum((amounts[side] for amounts in sums.values()), proofs.ZERO) or proofs.ZERO
