"""Proofs of a ledger file against its own entries: account totals, balances, and debits against credits."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from loaders.layouts.description import Check, Values
from loaders.layouts.totals import CutOff, TotalsDiffer, cents
from loaders.ledger.layouts.outline import Outline, Section, Total
from loaders.ledger.layouts.row_labels import says_closing
from loaders.ledger.layouts.rows import Line

ZERO = Decimal(0)
_FEW = 2
_SHORTENED = re.compile(r"^\d([.,]\d+)?E\+\d+$")
Sums = Mapping[int, Mapping[str, Decimal]]


class Unbalanced(Refused):
    """A journal, or a report of all journals, whose debits and credits differ."""

    def __init__(self, what: str, debits: Decimal, credit: Decimal) -> None:
        super().__init__(
            f"{what}: debits are {debits:,.2f} and credits {credit:,.2f} (difference {debits - credit:,.2f}). A line "
            "is missing or was edited. Export the report again."
        )


class NegativeCredits(Refused):
    """A file in which every credit is negative, so that they may be credits or debits."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"Every amount under Credit is negative ({count:,} of them). A negative credit is a debit, but these seem "
            "to be credits with a minus sign. Remove the signs, or export the report with plain debits and credits."
        )


@dataclass(frozen=True)
class Balances:
    """The opening and closing balance of an account, debit positive, or None if the file does not state it."""

    opening: Decimal | None
    closing: Decimal | None


def add_by_section(section_of: pa.Array, amounts: Values) -> dict[int, dict[str, Decimal]]:
    """Return the sums of the entries as stated in the file, by section and column."""
    table = pa.table({"section_of": section_of, **amounts})
    summed = table.group_by("section_of").aggregate([(name, "sum") for name in amounts])
    return {row["section_of"]: {name: row[f"{name}_sum"] or ZERO for name in amounts} for row in summed.to_pylist()}


def find_ends(section_of: pa.Array, kept: pa.Array) -> dict[int, tuple[int, int]]:
    """Return the first and last of the kept rows for each section."""
    table = pa.table({"section_of": section_of, "row": pa.array(range(len(section_of)), pa.int64())}).filter(kept)
    ends = table.group_by("section_of").aggregate([("row", "min"), ("row", "max")])
    return {row["section_of"]: (row["row_min"], row["row_max"]) for row in ends.to_pylist()}


def prove_totals(totals: Sequence[Total], sums: Sums, headers: Mapping[str, str], *, computed: bool) -> Check:
    """Prove that every stated total equals the sum of its entries. Raises TotalsDiffer with every difference.

    `computed` is true for workbooks, where totals that are all zero are formulas that were never evaluated.
    """
    rows = [(total, *_compare(total, sums, name)) for total in totals for name in headers if _states(total, name)]
    wrong = [
        (total.line.number, f"{total.line.label or 'total'}, {headers[name]}", stated, summed)
        for total, name, stated, summed in rows
        if cents(stated) != cents(summed)
    ]
    if wrong and not (computed and not any(stated for _, _, stated, _ in rows)):
        raise TotalsDiffer(wrong)
    count = 0 if wrong else len({total.line.row for total, *_ in rows})
    if not count:
        return Check("Totals", "not proven", "the file does not state totals to compare with its entries")
    return Check("Totals", "passed", f"the entries add up to {count:,} stated totals, each column to the cent")


def _states(total: Total, name: str) -> bool:
    return total.line.amounts.get(name) is not None and (total.sections is not None or name != "amount")


def _compare(total: Total, sums: Sums, name: str) -> tuple[str, Decimal, Decimal]:
    numbers = sums if total.sections is None else [number for number in total.sections if number in sums]
    return (
        name,
        total.line.amounts[name] or ZERO,
        sum((sums[number][name] for number in numbers), ZERO),
    )


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

    Raises TotalsDiffer with all of them.

    If an account states no opening balance, it is derived from the running balances, unless the closing balance
    contradicts them.
    """
    balances, wrong, count = [], [], 0
    for section, side, move, start in zip(sections, sides, moves, implied, strict=True):
        opening, closing, moved = (net(line, side) for line in (section.opening, section.closing, section.net))
        if opening is None and start is not None and (closing is None or cents(closing) == cents(start + move)):
            opening = start
        computed = None if opening is None else opening + move
        if section.net and section.net.has_amounts and moved is not None and abs(cents(moved)) != abs(cents(move)):
            wrong.append((section.net.number, f"{section.net.label} of {section.name}", moved, move))
        if section.closing and closing is not None and computed is not None:
            count += 1
            if cents(computed) != cents(closing):
                wrong.append(
                    (section.closing.number, f"{_closing_words(section.closing)} of {section.name}", closing, computed)
                )
        balances.append(Balances(opening, computed if closing is None else closing))
    if wrong:
        raise TotalsDiffer(wrong)
    if count:
        return balances, Check("Balances", "passed", f"opening + debits - credits = closing for {count:,} accounts")
    return balances, Check("Balances", "not proven", "no account states both an opening and a closing balance")


def _closing_words(line: Line) -> str:
    """Return the texts of a closing balance. In a table, a day may come before them."""
    return next(filter(says_closing, line.texts), line.label)


def prove_journals(outline: Outline, section_of: pa.Array, values: Values) -> Check:
    """Prove that each journal, identified by its heading or number, balances. Raises Unbalanced."""
    names = [f'Journal "{section.name}" (line {section.line})' for section in outline.sections]
    if not names:
        coded = pc.fill_null(values["journal_id"], "").dictionary_encode()
        section_of, names = coded.indices, [f"Journal {number}".strip() for number in coded.dictionary.to_pylist()]
    for number, summed in add_by_section(section_of, {side: values[side] for side in ("debit", "credit")}).items():
        if cents(summed["debit"]) != cents(summed["credit"]):
            raise Unbalanced(names[number], summed["debit"], summed["credit"])
    return Check("Debits = credits", "passed", "every journal balances")


def check_signs(stated: Values) -> None:
    """Refuse a file that may show ordinary credits as negatives. Raises NegativeCredits.

    Reversed credits are also negative, but not all the credits in a file can be reversals.
    """
    if "credit" not in stated:
        return
    debits, credit = (pc.sum(stated[side]).as_py() or ZERO for side in ("debit", "credit"))
    credits_stated = [amount for amount in stated["credit"].to_pylist() if amount]
    all_negative = bool(credits_stated) and all(amount < 0 for amount in credits_stated)
    if all_negative and (len(credits_stated) > _FEW or debits + credit == 0):
        raise NegativeCredits(len(credits_stated))


def find_shortened(rows: Values) -> Check | None:
    """Find long numbers that Excel shortened to 1.23457E+12, because documents cannot be found by them."""
    texts = [rows[name] for name in ("reference", "number", "code") if name in rows]
    short = [text for column in texts for text in pc.unique(column).to_pylist() if text and _SHORTENED.match(text)]
    if not short:
        return None
    return Check(
        "References",
        "not proven",
        f"Excel shortened {', '.join(short[:3])}: upload the export without opening it in Excel",
    )


def compare_sides(debits: Decimal, credit: Decimal) -> Check:
    """Compare both sides of a ledger. They agree only if the report covers all accounts."""
    if cents(debits) == cents(credit) and debits:
        return Check("Debits = credits", "passed", f"{debits:,.2f} on either side: no account is missing")
    return Check(
        "Debits = credits",
        "not proven",
        "the report does not cover all accounts, so the two sides do not have to agree",
    )


def find_rounding(stated: Values) -> Check | None:
    """Warn if no amount has cents: Xero can round to whole amounts, and totals then do not agree to the cent."""
    amounts = [amount for column in stated.values() for amount in pc.unique(column).to_pylist() if amount]
    if len(amounts) < 20 or any(amount % 1 for amount in amounts):
        return None
    return Check("Cents", "not proven", "no amount has cents: show decimals in the report and export it again")


def prove_end(outline: Outline, whole: bool, last: int, had_total: bool) -> Check:
    """Prove that the file is complete: it ends in a grand total or footer, as the previous file did. Raises CutOff.

    Reports with net movements have no grand total, even if earlier exports had one.
    """
    if not outline.sections and not len(outline.section_of_row):
        raise CutOff("there are no rows under its headers")
    if outline.ended or outline.footers:
        return Check("Complete", "passed", "the file is complete")
    if not whole:
        raise CutOff(f"line {last}, its last, has no line end")
    if had_total and not any(section.net for section in outline.sections):
        raise CutOff("it has no grand total, and the export before it had one")
    return Check("Complete", "not proven", "no grand total or footer shows that no account is missing at its end")


def prove_running(section_of: pa.Array, rows: Values, sections: Sequence[Section], lines: pa.Array) -> Check:
    """Prove amounts on the account's own side by its last balance. A blank balance may be zero. Raises TotalsDiffer."""
    ends, wrong = find_ends(section_of, rows["balance"].is_valid()), []
    openings = {number: _opening(sections[number]) for number in ends}
    moved = _move_between(
        section_of, rows["amount"], {n: (f if openings[n] is None else -1, e) for n, (f, e) in ends.items()}
    )
    for number, (first, last) in ends.items():
        opening, stated = openings[number], rows["balance"][last].as_py()
        computed = moved.get(number, ZERO) + (rows["balance"][first].as_py() if opening is None else opening)
        if cents(computed) != cents(stated):
            wrong.append((lines[last].as_py(), f"balance of {sections[number].name}", stated, computed))
    if wrong:
        raise TotalsDiffer(wrong)
    return Check("Balances", "passed", f"opening + amounts = last balance for {len(ends):,} accounts")


def _opening(section: Section) -> Decimal | None:
    return section.opening.amounts["balance"] if section.opening else None


def _move_between(section_of: pa.Array, amounts: pa.Array, ends: Mapping[int, tuple[int, int]]) -> dict[int, Decimal]:
    """Return the sum of each section's amounts after one row, up to another."""
    after, until = (
        pa.array([ends.get(n.as_py(), (0, -1))[end] for n in pc.unique(section_of)], pa.int64()) for end in (0, 1)
    )
    numbers = pc.index_in(section_of, pc.unique(section_of))
    row = pa.array(range(len(section_of)), pa.int64())
    between = pc.and_(pc.greater(row, after.take(numbers)), pc.less_equal(row, until.take(numbers)))
    summed = add_by_section(section_of.filter(between), {"amount": amounts.filter(between)})
    return {number: sums["amount"] for number, sums in summed.items()}
