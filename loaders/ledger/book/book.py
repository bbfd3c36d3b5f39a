"""The accounts of a file, each with its entries: on which side they stand, and what opens and closes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import LEDGER_BALANCES, MONEY
from close.store.warehouse import Settings
from loaders.layouts.description import Check, Rows
from loaders.layouts.recognition import normalise
from loaders.ledger.book import sides
from loaders.ledger.book.accounts import Accounts, Owner
from loaders.ledger.book.lines import Line
from loaders.ledger.book.outlines import Outline, Section, Total
from loaders.ledger.book.proofs import ZERO, Balances, Sums, find_ends, net
from loaders.ledger.book.words import says_closing, says_opening, totalled

_SIDES = ("debit", "credit")
_OWNER = ("account", "account_code", "account_name")


class BalanceTwice(Refused):
    """A table of entries states the opening or closing balance of an account twice."""

    def __init__(self, kind: str, account: str, first: int, second: int) -> None:
        super().__init__(
            f'Lines {first} and {second} both state the {kind} balance of "{account}". Keep the one of this month, and '
            "export the report again if you cannot tell which."
        )


@dataclass(frozen=True)
class Book:
    """Accounts by number: whose they are, what is stated of them; `of_entry` is the number of each entry's account."""

    owners: Sequence[Owner]
    sections: Sequence[Section]
    of_entry: pa.Array
    totals: Sequence[Total]


def open_book(found: Outline, where: pa.Array, accounts: Accounts, lines: pa.Array) -> Book:
    """Sections are accounts, else the accounts are those that the entries name."""
    headed = [owner for owner in accounts.of_section if owner]
    if headed or not (len(where) or accounts.of_balance):
        return Book(headed, found.sections, where, ())
    coded = accounts.of_entry["account"].dictionary_encode()
    ends = find_ends(coded.indices, pa.repeat(True, len(where)))
    first = [ends[number][0] for number in range(len(coded.dictionary))]
    columns = [accounts.of_entry[name].take(pa.array(first, pa.int64())).to_pylist() for name in _OWNER]
    owners = [Owner(*parts) for parts in zip(*columns, strict=True)]
    sections = [Section(owner.account, lines[row].as_py()) for owner, row in zip(owners, first, strict=True)]
    _place_balances(found.balances, accounts.of_balance, owners, sections)
    return Book(owners, sections, coded.indices, _place_totals(found.loose, owners))


def _place_balances(
    lines: Sequence[Line], of_lines: Sequence[Owner], owners: list[Owner], sections: list[Section]
) -> None:
    """Balances that stand in no section, at their accounts; one without entries is added. Raises BalanceTwice."""
    numbers = {owner.account: number for number, owner in enumerate(owners)}
    codes = {owner.code: owner.account for owner in owners if owner.code}
    for line, owner in zip(lines, of_lines, strict=True):
        account = owner.account if owner.name else codes.get(owner.code or "", owner.account)
        if account not in numbers:
            numbers[account] = len(owners)
            owners.append(owner)
            sections.append(Section(account, line.number))
        section, kind = sections[numbers[account]], _say_kind(line)
        if before := getattr(section, kind):
            raise BalanceTwice(kind, owner.account, before.number, line.number)
        setattr(section, kind, line)


def _say_kind(line: Line) -> str:
    if any(map(says_opening, line.texts)):
        return "opening"
    return "closing" if any(map(says_closing, line.texts)) else "net"


def _place_totals(loose: Sequence[Line], owners: Sequence[Owner]) -> tuple[Total, ...]:
    """Totals of accounts that have no heading; that of an account without entries is of nothing."""
    numbers = {normalise(text): number for number, owner in enumerate(owners) for text in owner if text}
    named = ((line, [numbers[name] for name in totalled(line.label) if name in numbers]) for line in loose)
    return tuple(Total(line, tuple(places[:1])) for line, places in named)


def stand_amounts(book: Book, values: Rows, settings: Settings | None) -> tuple[Rows, sides.Sides]:
    """Debits and credits from one amount on the account's own side. Raises SideUnknown."""
    found = sides.find_sides(book.owners, settings)
    found = sides.balance_transactions(found, book.of_entry, values)
    found = sides.meet_types(found, book.of_entry, values)
    held = set(book.of_entry.unique().to_pylist())
    if unknown := [
        (owner.account, section.line)
        for number, (owner, section) in enumerate(zip(book.owners, book.sections, strict=True))
        if number in held and not found[number]
    ]:
        raise sides.SideUnknown(unknown)
    credits_grow = pc.equal(pa.array(found, pa.int8()).take(book.of_entry), -1)
    amounts = pc.fill_null(values["amount"], sides.NOTHING)
    return split_sides(pc.if_else(credits_grow, pc.negate(amounts), amounts), None), found


def follow_amounts(
    book: Book, values: Rows, settings: Settings | None, *, own_side: bool, marked: bool
) -> tuple[Rows, sides.Sides]:
    """Debits and credits as stated, a negative one on the other side; and on which side each balance stands.

    The balances themselves tell by how they run, or are `marked` with Cr; else, if they stand on the account's own
    side, its role does.
    """
    rows = split_sides(values["debit"], values["credit"])
    nets = pc.subtract(rows["debit"], rows["credit"]).cast(MONEY)
    openings = {n: amount for n, section in enumerate(book.sections) if (amount := _own_side(section.opening))}
    found: sides.Sides = [1 if marked else None] * len(book.owners)
    if openings and not marked:
        found = sides.follow_balances(found, book.of_entry, nets, values["balance"], openings)
    known = sides.find_sides(book.owners, settings) if own_side else [None] * len(found)
    return rows, [told or given for told, given in zip(found, known, strict=True)]


def _own_side(line: Line | None) -> Decimal | None:
    """What only the balance column states."""
    amounts = line.amounts if line else {}
    plain = amounts.get("debit") is None and amounts.get("credit") is None
    return amounts.get("balance") if plain else None


def split_sides(debits: pa.Array, credit: pa.Array | None) -> Rows:
    """Debit and credit, neither negative."""
    debits = pc.fill_null(debits, sides.NOTHING)
    credit = pc.fill_null(credit, sides.NOTHING) if credit is not None else pc.subtract(debits, debits).cast(MONEY)
    return {
        "debit": pc.add(_positive(debits), _positive(pc.negate(credit))).cast(MONEY),
        "credit": pc.add(_positive(credit), _positive(pc.negate(debits))).cast(MONEY),
    }


def _positive(amounts: pa.Array) -> pa.Array:
    return pc.if_else(pc.greater(amounts, sides.NOTHING), amounts, sides.NOTHING)


def move_accounts(book: Book, sums: Sums) -> list[Decimal]:
    """What the entries of each account come to, debit positive."""
    return [
        sums[number]["debit"] - sums[number]["credit"] if number in sums else ZERO for number in range(len(book.owners))
    ]


def list_balances(book: Book, sums: Sums, balances: Sequence[Balances]) -> pa.Table:
    """A row for each account; none for a heading that only holds others."""
    rows = []
    for number, (owner, section, stated) in enumerate(zip(book.owners, book.sections, balances, strict=True)):
        if section.has_children and number not in sums and not (section.opening or section.closing):
            continue
        moved = {
            name: sums[number][side] if number in sums else ZERO
            for name, side in zip(("debits", "credits"), _SIDES, strict=True)
        }
        row = {"account": owner.account, "account_code": owner.code, "account_name": owner.name, **moved}
        rows.append({**row, "opening": stated.opening, "closing": stated.closing, "_line": section.line})
    kinds = {**LEDGER_BALANCES.columns, "_line": pa.int32()}
    columns = {name: pa.array([_exact(row[name]) for row in rows], kind) for name, kind in kinds.items()}
    return pa.table(columns)


def check_openings(book: Book, found: sides.Sides) -> Check | None:
    """Names the accounts whose opening balance may be a debit or a credit: they have no entries that tell.

    So is one that stands in a column that we do not know.
    """
    lost = [
        owner.account
        for owner, section, side in zip(book.owners, book.sections, found, strict=True)
        if section.opening and net(section.opening, side) is None
    ]
    if not lost:
        return None
    listed = ", ".join(lost[:5]) + (f" and {len(lost) - 5} more" if len(lost) > 5 else "")
    return Check(
        "Opening balances", "not proven", f"neither debit nor credit is told, so they land without one: {listed}"
    )


def _exact(value: object) -> object:
    return value.quantize(Decimal("0.0001")) if isinstance(value, Decimal) else value
