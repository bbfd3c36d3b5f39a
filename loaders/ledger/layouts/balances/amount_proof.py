"""The proof of amounts on the account's own side by the running balances next to them, in whatever order they are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from close.texts import say_count
from loaders.layouts.description import Check
from loaders.layouts.totals import TotalsDiffer, cents
from loaders.ledger.layouts.balances.balance_order import Rows, list_onwards, starts_at
from loaders.ledger.layouts.balances.running_balances import PLACES, Parts, add_up, count_units, list_runs
from loaders.ledger.layouts.outline.sections import Section

_SHOWN = 3


def prove_running(parts: Parts, sections: Sequence[Section], totalled: Collection[int]) -> Check:
    """Prove amounts by the last balance of each account, or else by all of its balances. Raises TotalsDiffer.

    A blank balance may be zero. Without an opening balance, and unless the account is `totalled`, its balances prove
    nothing about rows before the first or after the last.
    """
    runs: dict[int, _Run] = {}
    for account, amount, balance, lines in list_runs(parts):
        runs.setdefault(account, _Run(_read_opening(sections[account]))).add(amount, balance, lines)
    proven = {account: run for account, run in runs.items() if run.last}
    wrong = [account for account, run in proven.items() if not run.agrees]
    if still := _find_unproven(parts, wrong, sections):
        raise TotalsDiffer([(line, f"balance of {sections[n].name}", *both) for n, (line, both) in still.items()])
    if not proven:
        return Check("Balances", "not proven", "the file states no balances to compare with its entries")
    bare = [sections[n].name for n in proven if not (sections[n].opening or n in totalled)]
    if bare:
        listed = ", ".join(f'"{name}"' for name in bare[:_SHOWN])
        more = f" and {len(bare) - _SHOWN} more" if len(bare) > _SHOWN else ""
        detail = f"no opening balance or total shows that no row is missing at the beginning or end of {listed}{more}"
        return Check("Balances", "not proven", detail)
    return Check("Balances", "passed", f"opening + amounts = last balance for {say_count(len(proven), 'account')}")


def _read_opening(section: Section) -> int | None:
    known = section.opening.amounts["balance"] if section.opening else None
    return None if known is None else count_units(known)


def _find_unproven(
    parts: Parts, wrong: Collection[int], sections: Sequence[Section]
) -> dict[int, tuple[int, tuple[Decimal, Decimal]]]:
    """Return the accounts whose balances follow in no order: the line of the newest one, stated and computed."""
    found: dict[int, list[Rows]] = {account: [] for account in wrong}
    for account, net, balance, lines in list_runs(parts) if wrong else ():
        if account in found:
            found[account].append(Rows(lines, net, balance))
    rows = {account: Rows(*map(pa.concat_arrays, zip(*listed, strict=True))) for account, listed in found.items()}
    openings = {account: _read_opening(sections[account]) for account in rows}
    return {n: _follow(list_onwards(one), openings[n]) for n, one in rows.items() if not starts_at(one, openings[n])}


def _follow(rows: Rows, opening: int | None) -> tuple[int, tuple[Decimal, Decimal]]:
    run = _Run(opening)
    run.add(rows.net, rows.balance, rows.lines)
    return run.compare()


@dataclass
class _Run:
    """The movement of an account up to its last balance, from its opening balance or else from its first balance.

    `last` is the line and amount of the last balance, and `pending` the movement after it.
    """

    computed: int | None
    pending: int = 0
    last: tuple[int, int] | None = None

    def add(self, amount: pa.Array, balance: pa.Array, lines: pa.Array) -> None:
        stated = pc.indices_nonzero(balance.is_valid()).to_pylist()
        if not stated:
            self.pending += add_up(amount)
            return
        if self.computed is None:
            self.computed = balance[stated[0]].as_py()
            self.pending = -add_up(amount.slice(0, stated[0] + 1))
        end = stated[-1] + 1
        self.computed += self.pending + add_up(amount.slice(0, end))
        self.pending = add_up(amount.slice(end))
        self.last = (lines[end - 1].as_py(), balance[end - 1].as_py())

    @property
    def agrees(self) -> bool:
        """True if the last balance is the computed one, to the cent."""
        _, (stated, computed) = self.compare()
        return cents(computed) == cents(stated)

    def compare(self) -> tuple[int, tuple[Decimal, Decimal]]:
        """Return the line of the last balance, and the balance as stated and as computed."""
        line, stated = self.last or (0, 0)
        return line, (stated * PLACES, (self.computed or 0) * PLACES)
