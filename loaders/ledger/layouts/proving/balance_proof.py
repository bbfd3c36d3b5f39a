"""The proof that each running balance of a ledger follows from another one and its entry."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial

import pyarrow as pa

from close.errors import Refused
from loaders.layouts.description import Check, Values
from loaders.layouts.totals import TotalsDiffer, cents
from loaders.ledger.layouts import proofs
from loaders.ledger.layouts.accounts import LedgerAccounts
from loaders.ledger.layouts.balances.balance_gaps import Gaps, count_gaps
from loaders.ledger.layouts.balances.balance_order import Order, Rows, Step, read_order
from loaders.ledger.layouts.balances.running_balances import PLACES, Parts, count_units, list_runs
from loaders.ledger.layouts.entries import NUMBER
from loaders.ledger.layouts.ledger_file import LedgerFile
from loaders.ledger.layouts.outline.sections import NOWHERE
from loaders.ledger.layouts.proving.side_proof import check_sides

_SHOWN = 3
_MANY = 3


class BrokenSequence(Refused):
    """A running balance of an account that follows from none of its other balances."""

    def __init__(self, line: int, account: str, balance: Decimal, before: Decimal) -> None:
        super().__init__(
            f'Line {line}: the balance of "{account}" is {balance:,.2f}, so it was {before:,.2f} before this entry, '
            "which does not follow from the other entries. A line is missing or occurs twice, or was edited or moved. "
            "Export the report again. If the column is not the running balance of each account, leave it out."
        )


def prove_sequences(file: LedgerFile, ledger: LedgerAccounts) -> Check | None:
    """Prove that the running balances of each account follow. Raises BrokenSequence.

    Balances of which most do not follow, such as those in another currency, are listed as a remark.
    """
    if not file.entries.has_balances:
        return None
    moves = partial(file.moves, ledger, None)
    gaps = count_gaps(moves)
    openings = {n: proofs.net(section.opening, 1) or proofs.ZERO for n, section in enumerate(ledger.sections)}
    check_sides(file, ledger, gaps, openings)
    _check_totals(file, ledger, gaps)
    broken = _find_broken(moves, gaps, openings)
    follows = sum(found.steps for found in gaps.values()) - sum(len(order.breaks) for order in broken.values())
    if not broken or any(_follow(partial(regroup, moves), follows) for regroup in (_group_narrowly, _join)):
        _check_starts(gaps, ledger)
        return None
    if _follow(partial(_group_by_contact, moves), follows):
        return Check("Running balances", "not proven", "they are those of each contact instead of each account")
    return _judge(broken, ledger)


def _judge(broken: Mapping[int, Order], ledger: LedgerAccounts) -> Check:
    """Return a remark that lists the accounts whose balances prove nothing. Raises BrokenSequence for the others."""
    wrong = [(step, n) for n, order in broken.items() if order.is_contradicted for step in order.breaks]
    if wrong:
        step, account = min(wrong)
        raise _refuse(step, ledger.sections[account].name)
    listed = ", ".join(f"{ledger.sections[n].name} (line {broken[n].breaks[0].line})" for n in list(broken)[:_SHOWN])
    more = f" and {len(broken) - _SHOWN} more" if len(broken) > _SHOWN else ""
    return Check("Running balances", "not proven", f"they do not follow from the entries of {listed}{more}")


def _refuse(step: Step, account: str) -> BrokenSequence:
    return BrokenSequence(step.line, account, step.balance * PLACES, step.before * PLACES)


def _find_broken(parts: Parts, gaps: Mapping[int, Gaps], openings: Mapping[int, Decimal]) -> dict[int, Order]:
    """Return the accounts with balances that do not follow. Only accounts with gaps are read row by row."""
    runs: dict[int, list[Rows]] = {account: [] for account, found in gaps.items() if found.has_any}
    for account, net, balance, lines in list_runs(parts) if runs else ():
        if account in runs:
            runs[account].append(Rows(lines, net, balance))
    rows = {account: Rows(*map(pa.concat_arrays, zip(*listed, strict=True))) for account, listed in runs.items()}
    units = {account: count_units(openings.get(account, proofs.ZERO)) for account in rows}
    orders = {account: read_order(listed, units[account]) for account, listed in rows.items()}
    return {account: order for account, order in orders.items() if order.breaks}


def _follow(parts: Parts, fewest: int) -> bool:
    """Return True if the balances of other groups of rows follow, and at least as many as those of accounts do."""
    gaps = count_gaps(parts)
    steps = sum(found.steps for found in gaps.values())
    return steps >= max(fewest, 1) and not _find_broken(parts, gaps, {})


def _group_narrowly(parts: Parts) -> Iterator[tuple[pa.Array, Values]]:
    """Return the rows by the heading above them as well, such as that of a customer."""
    return ((values[NUMBER], values) for _, values in parts())


def _group_by_contact(parts: Parts) -> Iterator[tuple[pa.Array, Values]]:
    """Return the rows of each contact in an account, whose balances a list of debtors or creditors may state."""
    numbers = dict[tuple[int, str | None], int]()
    for account_of, values in parts():
        contacts = values["contact"].to_pylist() if "contact" in values else [None] * len(account_of)
        keys = zip(account_of.to_pylist(), contacts, strict=True)
        yield pa.array([numbers.setdefault(key, len(numbers)) for key in keys], pa.int32()), values


def _join(parts: Parts) -> Iterator[tuple[pa.Array, Values]]:
    """Return all rows as those of one account, whose balances go on through the file, as those of a bank do."""
    return ((pa.repeat(pa.scalar(0, pa.int32()), len(account_of)), values) for account_of, values in parts())


def _check_starts(gaps: Mapping[int, Gaps], ledger: LedgerAccounts) -> None:
    """Check that the only account that seems to open with a balance states it, if others do. Raises BrokenSequence.

    Reports state no opening balance of zero, so the balances of the other accounts have to begin at zero.
    """
    has_openings = any(section.opening for section in ledger.sections)
    if not has_openings or any(found.has_any for found in gaps.values()):
        return
    starts = {n: found.start for n, found in gaps.items() if found.start and not ledger.sections[n].opening}
    late = [n for n, start in starts.items() if start.before]
    if len(late) == 1 and len(starts) >= _MANY:
        raise _refuse(starts[late[0]], ledger.sections[late[0]].name)


def _check_totals(file: LedgerFile, ledger: LedgerAccounts, gaps: Mapping[int, Gaps]) -> None:
    """Check the balances on the total rows of accounts, which are closing balances. Raises TotalsDiffer.

    Some reports state the movement there, or zero.
    """
    wrong = []
    for total in file.outline.totals if ledger.sections is file.outline.sections else ():
        stated, number = total.line.amounts.get("balance"), total.sections[0] if total.sections else NOWHERE
        if not stated or len(total.sections or ()) > 1 or number not in gaps:
            continue
        found, opening = gaps[number], proofs.net(ledger.sections[number].opening, 1) or proofs.ZERO
        moved, last = found.moved * PLACES, found.last[0] * PLACES if found.last else proofs.ZERO
        first = found.start.balance * PLACES if found.start else proofs.ZERO
        closings = {cents(abs(amount)) for amount in (last, first, moved, opening + moved, opening - moved)}
        if cents(abs(stated)) not in closings:
            wrong.append((total.line.number, f"{total.line.label}, {file.export.headers['balance']}", stated, last))
    if wrong:
        raise TotalsDiffer(wrong)
