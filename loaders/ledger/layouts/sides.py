"""The side of each account's amounts and balances: debits or credits.

Some files state both on the account's own side. A side is 1 if debits are positive, -1 if credits are, and None if the
evidence does not decide it. The evidence is the account's role in the settings, double entry against accounts of known
side, the sequence of its balances, and transaction types that QuickBooks posts to only one kind of account.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import MONEY, TEXT
from close.store.warehouse import Settings
from loaders.cells.columns import letters, translate
from loaders.layouts.description import Values
from loaders.ledger.layouts.account_roles import find_sides
from loaders.ledger.layouts.accounts import LedgerAccounts
from loaders.ledger.layouts.balances.running_balances import count_votes
from loaders.ledger.layouts.outline.lines import Line

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
# Returns the entries in parts, each with the account of its entries.
Parts = Callable[[], Iterable[tuple[pa.Array, Values]]]


class SideUnknown(Refused):
    """Amounts of an account that may be debits or credits."""

    def __init__(self, accounts: Sequence[tuple[str, int]]) -> None:
        listed = ", ".join(f'"{name}" (line {line})' for name, line in accounts)
        super().__init__(
            "This report has one Amount column. A positive amount increases the account, which is a debit in some "
            f"accounts and a credit in others. It does not show which applies to {listed}. In QuickBooks, open the "
            "report, choose Customise > Rows/Columns, tick Debit and Credit, and export it again."
        )


def find_own_sides(ledger: LedgerAccounts, parts: Parts, settings: Settings | None) -> Sides:
    """Return the sides of amounts that are stated on the account's own side. Raises SideUnknown."""
    sides = find_sides(ledger.accounts, settings)
    if None in sides:
        sides = _balance_transactions(sides, parts)
    if None in sides:
        sides = _match_types(sides, parts)
    accounts = set(ledger.account_of_number)
    if unknown := [
        (account.heading, section.line)
        for number, (account, section) in enumerate(zip(ledger.accounts, ledger.sections, strict=True))
        if number in accounts and not sides[number]
    ]:
        raise SideUnknown(unknown)
    return sides


def find_balance_sides(
    ledger: LedgerAccounts, parts: Parts, settings: Settings | None, *, own_side: bool, marked: bool
) -> Sides:
    """Return the side of each balance printed next to debits and credits.

    The sequence of the balances decides their side, or Cr and Dr if they are `marked`. Otherwise, balances on the
    account's own side follow the account's role.
    """
    openings = {n: amount for n, section in enumerate(ledger.sections) if (amount := _read_balance(section.opening))}
    shown: Sides = [1 if marked else None] * len(ledger.accounts)
    if openings and not marked:
        votes = count_votes(parts, openings)
        shown = [_elect(votes[account]) for account in range(len(shown))]
    by_role = find_sides(ledger.accounts, settings) if own_side else [None] * len(shown)
    return [side or role for side, role in zip(shown, by_role, strict=True)]


def split_sides(debits: pa.Array, credit: pa.Array | None = None) -> Values:
    """Return debit and credit without negative amounts. A negative debit is a credit, and the reverse."""
    debits = pc.fill_null(debits, _ZERO)
    credit = pc.fill_null(credit, _ZERO) if credit is not None else pc.subtract(debits, debits).cast(MONEY)
    return {
        "debit": pc.add(_keep_positive(debits), _keep_positive(pc.negate(credit))).cast(MONEY),
        "credit": pc.add(_keep_positive(credit), _keep_positive(pc.negate(debits))).cast(MONEY),
    }


def subtract_sides(debits: pa.Array, credit: pa.Array) -> pa.Array:
    """Return the movement of each entry, debit positive."""
    return pc.subtract(pc.fill_null(debits, _ZERO), pc.fill_null(credit, _ZERO)).cast(MONEY)


def turn(amounts: pa.Array, sides: Sequence[int | None], account_of: pa.Array) -> pa.Array:
    """Return amounts on the account's own side as movements, debit positive."""
    credits_grow = pc.equal(pa.array(sides, pa.int8()).take(account_of), -1)
    return pc.if_else(credits_grow, pc.negate(amounts), amounts)


def _keep_positive(amounts: pa.Array) -> pa.Array:
    return pc.if_else(pc.greater(amounts, _ZERO), amounts, _ZERO)


def _read_balance(line: Line | None) -> Decimal | None:
    """Return the amount that only the balance column states."""
    amounts = line.amounts if line else {}
    plain = amounts.get("debit") is None and amounts.get("credit") is None
    return amounts.get("balance") if plain else None


def _balance_transactions(sides: Sides, parts: Parts) -> Sides:
    """Return the sides of stated amounts. A transaction with one unknown account balances on only one side."""
    known_sides, groups = list(sides), _sum_transactions(parts)
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


def _match_types(sides: Sides, parts: Parts) -> Sides:
    """Return the side of an account whose transaction types occur together in only one kind of account."""
    sums: defaultdict[tuple[int, str | None], Decimal] = defaultdict(Decimal)
    for account_of, rows in parts():
        words = translate(rows["source_type"], _read_type, TEXT)[0]
        table = pa.table({"account_of": account_of, "type": words, "amount": rows["amount"]})
        for row in table.group_by(["account_of", "type"]).aggregate([("amount", "sum")]).to_pylist():
            sums[row["account_of"], row["type"]] += row["amount_sum"] or 0
    types_of: defaultdict[int, set[str]] = defaultdict(set)
    for (account, word), amount in sums.items():
        types_of[account].add(f"{word}{'-' if amount < 0 else '+'}")
    return [side or _choose_side(types_of[account]) for account, side in enumerate(sides)]


def _read_type(text: str) -> str:
    word = letters(text)
    return "billpayment" if word.startswith("billpayment") else word


def _choose_side(held: set[str]) -> int | None:
    meant = {side for types, side in _OF_TYPES if types <= held}
    return meant.pop() if len(meant) == 1 else None


def _sum_transactions(parts: Parts) -> list[dict[int, Decimal]]:
    """Return the amounts by account for each transaction, identified by day, type and number.

    Transactions that share all three still balance as a group.
    """
    groups: defaultdict[tuple[object, ...], defaultdict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for account_of, rows in parts():
        columns = (rows[name].to_pylist() for name in ("entry_date", "source_type", "reference", "amount"))
        for account, day, kind, number, amount in zip(account_of.to_pylist(), *columns, strict=True):
            groups[day, kind, number][account] += amount or Decimal(0)
    return [dict(group) for group in groups.values()]


def _elect(votes: Counter[int]) -> int | None:
    """Return the side supported by nearly all the evidence."""
    if not votes:
        return None
    (side, most), *others = votes.most_common()
    return side if not others or others[0][1] * _CLEAR <= most else None
