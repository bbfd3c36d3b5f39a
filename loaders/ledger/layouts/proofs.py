"""Proofs of a ledger file against its own entries: account totals, balances, and debits against credits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from close.errors import Refused
from close.texts import say_count
from loaders.layouts.description import Check
from loaders.layouts.totals import CutOff, TotalsDiffer, cents
from loaders.ledger.layouts.outline.lines import Line
from loaders.ledger.layouts.outline.sections import Outline, Section, Total
from loaders.ledger.layouts.row_labels import says_closing

ZERO = Decimal(0)
_FEWEST = 3  # clearing accounts may balance, but seldom three and nothing else
NOTHING: Mapping[str, Decimal] = MappingProxyType({})
Sums = Mapping[int, Mapping[str, Decimal]]
# A total, the name of its column, the amount that it states, and the sum of what it covers.
_Stated = tuple[Total, str, Decimal, Decimal]


class Unbalanced(Refused):
    """A journal, or a report of all journals, whose debits and credits differ."""

    def __init__(self, what: str, debits: Decimal, credit: Decimal) -> None:
        super().__init__(
            f"{what}: debits are {debits:,.2f} and credits {credit:,.2f} (difference {debits - credit:,.2f}). A line "
            "is missing or was edited. Export the report again."
        )


class GroupsBalance(Refused):
    """A report grouped by something other than accounts, such as customers or documents."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(
            f'In every group of this report, such as "{name}" (line {line}), debits equal credits. That is so for the '
            "entries of a customer, a supplier or a document, but not for those of an account. Export the report "
            "grouped by account only, or with an Account column that is filled on every row."
        )


@dataclass(frozen=True)
class Balances:
    """The opening and closing balance of an account, debit positive, or None if the file does not state it."""

    opening: Decimal | None
    closing: Decimal | None


def prove_totals(
    totals: Sequence[Total],
    sums: Sums,
    sections: Sequence[Section],
    headers: Mapping[str, str],
    *,
    computed: bool,
    alone: bool,
    plain: Mapping[str, Decimal] = NOTHING,
) -> Check:
    """Prove that every stated total equals the sum of its entries, or all of them the sum with opening balances.

    `computed` is true for workbooks, where totals that are all zero are formulas that were never evaluated. `alone` is
    true if all entries are of one account, so that a total of the whole file adds up amounts of one side. `plain` are
    the sums of all entries without regard to their side, which is how a file with a column of sides may add them up.
    Raises TotalsDiffer with every difference.
    """
    stated = [(total, name) for total in totals for name in headers if _states(total, name, alone=alone)]
    rows = [(total, *_compare(total, sums, name, plain)) for total, name in stated]
    from_opening = [
        (total, name, stated, summed + _open(total, sections, name)) for total, name, stated, summed in rows
    ]
    wrong, still_wrong = _find_wrong(rows), _find_wrong(from_opening)
    if wrong and still_wrong and not (computed and not any(stated for _, _, stated, _ in rows)):
        raise TotalsDiffer(
            [(t.line.number, f"{t.line.label or 'total'}, {headers[n]}", stated, sum_) for t, n, stated, sum_ in wrong]
        )
    count = 0 if wrong and still_wrong else len({total.line.row for total, *_ in rows})
    if not count:
        return Check("Totals", "not proven", "the file does not state totals to compare with its entries")
    summed = "opening balances and entries" if wrong else "entries"
    return Check(
        "Totals", "passed", f"the {summed} add up to {say_count(count, 'stated total')}, each column to the cent"
    )


def _find_wrong(rows: Sequence[_Stated]) -> list[_Stated]:
    return [row for row in rows if cents(row[2]) != cents(row[3])]


def _states(total: Total, name: str, *, alone: bool) -> bool:
    return total.line.amounts.get(name) is not None and (total.sections is not None or name != "amount" or alone)


def _compare(total: Total, sums: Sums, name: str, plain: Mapping[str, Decimal]) -> tuple[str, Decimal, Decimal]:
    numbers = sums if total.sections is None else [number for number in total.sections if number in sums]
    amount, summed = total.line.amounts[name] or ZERO, sum((sums[number][name] for number in numbers), ZERO)
    is_plain = total.sections is None and name in plain and cents(amount) == cents(plain[name])
    return name, amount, plain[name] if is_plain else summed


def _open(total: Total, sections: Sequence[Section], name: str) -> Decimal:
    """Return the opening balances of the sections that a total covers, in one of its columns.

    An opening balance next to signed amounts is on the same side as they are.
    """
    covered = range(len(sections)) if total.sections is None else total.sections
    column = "balance" if name == "amount" else name
    openings = (line.amounts.get(column) for number in covered if (line := sections[number].opening))
    return sum(filter(None, openings), ZERO)


def net(line: Line | None, side: int | None) -> Decimal | None:
    """Return the amount of a balance line, debit positive: from debit and credit, or from the account's own side."""
    if line is None:
        return None
    debit, credit, balance = (line.amounts.get(name) for name in ("debit", "credit", "balance"))
    if debit is not None or credit is not None:
        return (debit or ZERO) - (credit or ZERO)
    if balance is None:
        return None if line.has_amounts or line.has_others else ZERO
    return balance * side if side else ZERO if not balance else None


def prove_balances(
    sections: Sequence[Section],
    sides: Sequence[int | None],
    moves: Sequence[Decimal],
    implied: Sequence[Decimal | None],
) -> tuple[list[Balances], Check]:
    """Prove opening + debits - credits = closing for each account that states both.

    `implied` are the opening balances that the running balances imply. Raises TotalsDiffer with every difference.
    """
    balances, wrong, count = [], [], 0
    for section, side, move, start in zip(sections, sides, moves, implied, strict=True):
        opening, closing, moved = (net(line, side) for line in (section.opening, section.closing, section.net))
        opening = _confirm_opening(start, closing, move) if opening is None else opening
        computed = None if opening is None else opening + move
        if section.net and section.net.has_amounts and moved is not None and abs(cents(moved)) != abs(cents(move)):
            wrong.append((section.net.number, f"{section.net.label} of {section.name}", moved, move))
        if section.closing and closing is not None and computed is not None:
            count += 1
            if cents(computed) != cents(closing):
                label = f"{_find_closing(section.closing)} of {section.name}"
                wrong.append((section.closing.number, label, closing, computed))
        balances.append(Balances(opening, computed if closing is None else closing))
    if wrong:
        raise TotalsDiffer(wrong)
    return balances, _check_balances(count)


def _check_balances(count: int) -> Check:
    if count:
        return Check("Balances", "passed", f"opening + debits - credits = closing for {say_count(count, 'account')}")
    return Check("Balances", "not proven", "no account states both an opening and a closing balance")


def _confirm_opening(implied: Decimal | None, closing: Decimal | None, move: Decimal) -> Decimal | None:
    """Return an implied opening balance, unless the closing balance contradicts it."""
    fits = implied is not None and (closing is None or cents(closing) == cents(implied + move))
    return implied if fits else None


def _find_closing(line: Line) -> str:
    """Return the label of a closing balance. In a table, a day may come before it."""
    return next(filter(says_closing, line.texts), line.label)


def prove_journals(
    sections: Sequence[Section], by_section: Sums, by_number: Mapping[str, Mapping[str, Decimal]]
) -> Check:
    """Prove that each journal, identified by its heading or else by its number, balances. Raises Unbalanced."""
    named = (
        [
            (f'Journal "{sections[number].name}" (line {sections[number].line})', sums)
            for number, sums in by_section.items()
        ]
        if sections
        else [(f"Journal {number}".strip(), sums) for number, sums in by_number.items()]
    )
    for name, summed in named:
        if cents(summed["debit"]) != cents(summed["credit"]):
            raise Unbalanced(name, summed["debit"], summed["credit"])
    return Check("Debits = credits", "passed", "every journal balances")


def check_groups(sections: Sequence[Section], sums: Sums) -> None:
    """Check that headings are those of accounts, most of which have entries on one side. Raises GroupsBalance."""
    moved = [number for number, amounts in sums.items() if any(amounts.values())]
    are_even = all(cents(sums[number]["debit"]) == cents(sums[number]["credit"]) for number in moved)
    if len(moved) >= _FEWEST and are_even and not any(one.opening or one.closing for one in sections):
        raise GroupsBalance(sections[moved[0]].name, sections[moved[0]].line)


def compare_sides(sums: Sums) -> Check:
    """Compare both sides of a ledger. They agree only if the report covers all accounts.

    Accounts of which each has equal debits and credits, such as a single clearing account, agree without the others.
    """
    debits, credit = (sum((amounts[side] for amounts in sums.values()), ZERO) for side in ("debit", "credit"))
    moved = [amounts for amounts in sums.values() if cents(amounts["debit"]) != cents(amounts["credit"])]
    if cents(debits) == cents(credit) and moved:
        return Check("Debits = credits", "passed", f"{debits:,.2f} on either side: no account is missing")
    if cents(debits) == cents(credit) and debits:
        detail = "each account has equal debits and credits, which does not show that no account is missing"
        return Check("Debits = credits", "not proven", detail)
    return Check(
        "Debits = credits",
        "not proven",
        "the report does not cover all accounts, so the two sides do not have to agree",
    )


def prove_end(outline: Outline, whole: bool, last: int, had_total: bool, *, is_proven: bool) -> Check:
    """Prove that the file is complete: it ends in a grand total or footer, as the previous file did. Raises CutOff.

    `is_proven` is true if totals or balances prove the entries, or if there are none. A footer alone shows only that
    the end is there. Reports with net movements have no grand total, even if earlier exports had one.
    """
    if not outline.sections and not len(outline.section_of_row):
        raise CutOff("there are no rows under its headers")
    if outline.ended or outline.footers:
        if is_proven:
            return Check("Complete", "passed", "the file is complete")
        return Check("Complete", "not proven", "its end is there, but no total or balance shows that no row is missing")
    if not whole:
        raise CutOff(f"line {last}, its last, has no line end")
    if had_total and not any(section.net for section in outline.sections):
        raise CutOff("it has no grand total, and the export before it had one")
    return Check("Complete", "not proven", "no grand total or footer shows that no account is missing at its end")
