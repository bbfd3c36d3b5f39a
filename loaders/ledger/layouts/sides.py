"""The side of each account's amounts and balances: debits or credits.

Some files state both on the account's own side. A side is 1 if debits are positive, -1 if credits are, and None if the
evidence does not decide it. The evidence is the account's role in the settings, double entry against accounts of known
side, the sequence of its balances, and transaction types that QuickBooks posts to only one kind of account.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import MONEY, TEXT
from close.store.warehouse import Settings
from loaders.cells.columns import letters, translate
from loaders.layouts.description import Values
from loaders.layouts.totals import cents
from loaders.ledger.layouts.account_roles import find_sides
from loaders.ledger.layouts.accounts import LedgerAccounts
from loaders.ledger.layouts.rows import Line

# Types that occur together in only one kind of account (money and receivables, stock, payables, costs), and whether
# they increase the account.
_OF_TYPES = (
    ({"payment+"}, 1),
    ({"payment-"}, 1),
    ({"inventoryqtyadjust+"}, 1),
    ({"inventoryqtyadjust-"}, 1),
    ({"bill+", "billpayment-"}, -1),
    ({"bill+", "expense+"}, 1),
    ({"bill+", "check+"}, 1),
    ({"bill+", "cheque+"}, 1),
)
_ZERO = pa.scalar(Decimal(0), MONEY)
_CLEAR = 20

Sides = list[int | None]
Steps = list[tuple[Decimal, Decimal | None]]  # the movement of an entry, debit positive, and the balance after it


class SideUnknown(Refused):
    """Amounts of an account that may be debits or credits."""

    def __init__(self, accounts: Sequence[tuple[str, int]]) -> None:
        listed = ", ".join(f'"{name}" (line {line})' for name, line in accounts)
        super().__init__(
            "This report has one Amount column. A positive amount increases the account, which is a debit in some "
            f"accounts and a credit in others. It does not show which applies to {listed}. In QuickBooks, open the "
            "report, choose Customise > Rows/Columns, tick Debit and Credit, and export it again."
        )


def split_own_amounts(ledger: LedgerAccounts, values: Values, settings: Settings | None) -> tuple[Values, Sides]:
    """Return debits and credits from one amount on the account's own side, and the sides. Raises SideUnknown."""
    sides = find_sides(ledger.accounts, settings)
    sides = _balance_transactions(sides, ledger.account_of_entry, values)
    sides = _match_types(sides, ledger.account_of_entry, values)
    accounts = set(ledger.account_of_entry.unique().to_pylist())
    if unknown := [
        (account.heading, section.line)
        for number, (account, section) in enumerate(zip(ledger.accounts, ledger.sections, strict=True))
        if number in accounts and not sides[number]
    ]:
        raise SideUnknown(unknown)
    credits_grow = pc.equal(pa.array(sides, pa.int8()).take(ledger.account_of_entry), -1)
    amounts = pc.fill_null(values["amount"], _ZERO)
    return split_sides(pc.if_else(credits_grow, pc.negate(amounts), amounts), None), sides


def split_stated_amounts(
    ledger: LedgerAccounts, values: Values, settings: Settings | None, *, own_side: bool, marked: bool
) -> tuple[Values, Sides]:
    """Return debits and credits as stated, with negative ones moved to the other side, and the side of each balance.

    The sequence of the balances decides their side, or Cr and Dr if they are `marked`. Otherwise, balances on the
    account's own side follow the account's role.
    """
    rows = split_sides(values["debit"], values["credit"])
    nets = pc.subtract(rows["debit"], rows["credit"]).cast(MONEY)
    openings = {n: amount for n, section in enumerate(ledger.sections) if (amount := _read_balance(section.opening))}
    shown: Sides = [1 if marked else None] * len(ledger.accounts)
    if openings and not marked:
        shown = _follow_balances(shown, ledger.account_of_entry, nets, values["balance"], openings)
    by_role = find_sides(ledger.accounts, settings) if own_side else [None] * len(shown)
    return rows, [side or role for side, role in zip(shown, by_role, strict=True)]


def split_sides(debits: pa.Array, credit: pa.Array | None) -> Values:
    """Return debit and credit without negative amounts."""
    debits = pc.fill_null(debits, _ZERO)
    credit = pc.fill_null(credit, _ZERO) if credit is not None else pc.subtract(debits, debits).cast(MONEY)
    return {
        "debit": pc.add(_positive(debits), _positive(pc.negate(credit))).cast(MONEY),
        "credit": pc.add(_positive(credit), _positive(pc.negate(debits))).cast(MONEY),
    }


def _positive(amounts: pa.Array) -> pa.Array:
    return pc.if_else(pc.greater(amounts, _ZERO), amounts, _ZERO)


def _read_balance(line: Line | None) -> Decimal | None:
    """Return the amount that only the balance column states."""
    amounts = line.amounts if line else {}
    plain = amounts.get("debit") is None and amounts.get("credit") is None
    return amounts.get("balance") if plain else None


def _follow_balances(
    sides: Sides, account_of: pa.Array, nets: pa.Array, balances: pa.Array, openings: Mapping[int, Decimal]
) -> Sides:
    """Return the side of balances printed next to debits and credits: the one on which entries increase the balance."""
    votes: defaultdict[int, Counter[int]] = defaultdict(Counter)
    before: dict[int, Decimal | None] = dict(openings)
    for account, net, balance in zip(account_of.to_pylist(), nets.to_pylist(), balances.to_pylist(), strict=True):
        last = before.get(account)
        if last is not None and balance is not None and net:
            votes[account].update(side for side in (1, -1) if balance - last == side * net)
        before[account] = balance
    return [side or _elect(votes[account]) for account, side in enumerate(sides)]


def _balance_transactions(sides: Sides, account_of: pa.Array, rows: Values) -> Sides:
    """Return the sides of stated amounts. A transaction with one unknown account balances on only one side."""
    known_sides, groups = list(sides), _transactions(account_of, rows)
    while None in known_sides:
        votes: defaultdict[int, Counter[int]] = defaultdict(Counter)
        for amounts in groups:
            unknown = [account for account in amounts if not known_sides[account]]
            if len(unknown) == 1 and len(amounts) > 1 and (amount := amounts[unknown[0]]):
                remainder = sum(value * (known_sides[account] or 0) for account, value in amounts.items())
                votes[unknown[0]].update(side for side in (1, -1) if remainder + side * amount == 0)
        elected = {account: side for account, count in votes.items() if (side := _elect(count))}
        if not elected:
            break
        known_sides = [side or elected.get(account) for account, side in enumerate(known_sides)]
    return known_sides


def _match_types(sides: Sides, account_of: pa.Array, rows: Values) -> Sides:
    """Return the side of an account whose transaction types occur together in only one kind of account."""
    words = translate(rows["source_type"], _word, TEXT)[0]
    table = pa.table({"account_of": account_of, "type": words, "amount": rows["amount"]})
    summed = table.group_by(["account_of", "type"]).aggregate([("amount", "sum")])
    types_of: defaultdict[int, set[str]] = defaultdict(set)
    for account, word, amount in zip(
        *(summed[name].to_pylist() for name in ("account_of", "type", "amount_sum")), strict=True
    ):
        types_of[account].add(f"{word}{'-' if (amount or 0) < 0 else '+'}")
    return [side or _of_types(types_of[account]) for account, side in enumerate(sides)]


def _word(text: str) -> str:
    word = letters(text)
    return "billpayment" if word.startswith("billpayment") else word


def _of_types(held: set[str]) -> int | None:
    meant = {side for types, side in _OF_TYPES if types <= held}
    return meant.pop() if len(meant) == 1 else None


def _transactions(account_of: pa.Array, rows: Values) -> list[dict[int, Decimal]]:
    """Return the amounts by account for each transaction, identified by day, type and number.

    Transactions that share all three still balance as a group.
    """
    groups: defaultdict[tuple[object, ...], defaultdict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    columns = (rows[name].to_pylist() for name in ("entry_date", "source_type", "reference"))
    for day, kind, number, account, amount in zip(
        *columns, account_of.to_pylist(), rows["amount"].to_pylist(), strict=True
    ):
        groups[day, kind, number][account] += amount or Decimal(0)
    return [dict(group) for group in groups.values()]


def _elect(votes: Counter[int]) -> int | None:
    """Return the side supported by nearly all the evidence."""
    if not votes:
        return None
    (side, most), *others = votes.most_common()
    return side if not others or others[0][1] * _CLEAR <= most else None


def imply_openings(
    ledger: LedgerAccounts, amounts: Values, balances: pa.Array, sides: Sides, roles: Sides
) -> list[Decimal | None]:
    """Return the opening balance, debit positive, of each account that states none, or None if it cannot be proven.

    It is derived from the running balances. A running balance starts at the opening balance, or at zero if a report
    adds up only its own rows. If every account would open at zero, the two cases cannot be distinguished, and no
    opening balance is returned.

    `sides` are the known sides of the balances. `roles` are the sides of the accounts by role, used for those with
    debits.
    """
    steps: defaultdict[int, Steps] = defaultdict(list)
    columns = (amounts["debit"].to_pylist(), amounts["credit"].to_pylist(), balances.to_pylist())
    for number, debit, credit, balance in zip(ledger.account_of_entry.to_pylist(), *columns, strict=True):
        steps[number].append((debit - credit, balance))
    openings = [
        None if section.opening else _imply(steps[number], side, role)
        for number, (section, side, role) in enumerate(zip(ledger.sections, sides, roles, strict=True))
    ]
    return openings if any(openings) else [None] * len(openings)


def _imply(steps: Steps, side: int | None, role: int | None) -> Decimal | None:
    """Return the balance before the first entry, if all balances agree on it and on their side."""
    possible = {way: opening for way in ((side,) if side else (1, -1)) if (opening := _start(steps, way)) is not None}
    if len(possible) == 1:
        ((way, opening),) = possible.items()
        return opening * way
    return possible.get(1) if role == 1 else None


def _start(steps: Sequence[tuple[Decimal, Decimal | None]], side: int) -> Decimal | None:
    """Return the balance before the first step, on a side, or None if the balances do not follow from it."""
    moved, starts = Decimal(0), set()
    for net, balance in steps:
        moved += side * net
        if balance is not None:
            starts.add(cents(balance - moved))
    return starts.pop() if len(starts) == 1 else None
