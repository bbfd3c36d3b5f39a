"""The sectioned layout: an opening balance, headed sections of entries with totals, and a closing balance.

The section may also be repeated on every row. Everything that the file states is proven: the total of each section, the
running balance, and opening + debits - credits = closing.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import Dataset
from loaders.cells.columns import Locale
from loaders.layouts.description import Check, Contents, Expectations, Export, Values
from loaders.layouts.doubts.remarks import seems_remark
from loaders.layouts.grids import Grid, open_grid, read_values
from loaders.layouts.notations import decide_locale
from loaders.layouts.printed.pages import join_pages
from loaders.layouts.recognition import normalise
from loaders.layouts.table_rows import StrayRow
from loaders.layouts.tables import build_table, count_days, find_absent
from loaders.layouts.totals import ANY, CutOff, TotalsDiffer, add_up, cents

_OPENING, _CLOSING = (rf"(?i)^{word} (stock )?balance\b|^{word}( stock)?$" for word in ("opening", "closing"))
_TOTAL_WORDS = re.compile(r"\b(grand|overall|report|sub)?[ -]?totals?\b( for\b)?", re.IGNORECASE)


class BrokenBalance(Refused):
    """A running balance that does not equal the previous one plus the entry."""

    def __init__(self, line: int, stated: Decimal, summed: Decimal) -> None:
        super().__init__(
            f"Line {line}: the file states a balance of {stated:,.2f}, but the entries add up to {summed:,.2f} "
            f"(difference {summed - stated:,.2f}). A line is missing, or was edited or moved. Export the file again."
        )


@dataclass(frozen=True)
class Balance:
    """An opening or closing balance, its day if the file gives one, and its line."""

    day: date | None
    amount: Decimal
    line: int


@dataclass(frozen=True)
class _Kinds:
    """The kind of each row."""

    opening: pa.Array
    closing: pa.Array
    total: pa.Array
    heading: pa.Array
    entry: pa.Array


@dataclass(frozen=True)
class Sections:
    """Entries in sections.

    `names`: section as landed -> pattern of its label. `balances`: the dataset for the balances.

    The loader has the columns `section`, `entry_date`, `debit`, `credit` and `balance`. A label that does not match any
    pattern lands as `other`.
    """

    names: Mapping[str, str]
    balances: Dataset

    def read(self, export: Export, expected: Expectations) -> Contents:
        """Read entries and balances, and prove them. Raises Refused with the error in the file."""
        export = join_pages(export)
        grid = open_grid(export)
        locale, words = decide_locale(export, grid, expected.settings)
        kinds = _sort_rows(grid)
        opening, closing = (self._balance(grid.filter(k), locale, export) for k in (kinds.opening, kinds.closing))
        entries = grid.filter(kinds.entry)
        values = read_values(entries, export.loader.columns, locale)
        values["section_label"] = _find_sections(grid, kinds, export)
        self._check_remarks(grid, kinds, values["section_label"].unique().to_pylist())
        values["section"] = self._name(values["section_label"])
        self._prove(export, grid.filter(kinds.total), values, locale)
        totals = _prove_balances(opening, closing, values, entries.lines.to_pylist())
        tables = {
            export.loader.dataset.name: build_table(
                export.loader, export.loader.derive(values, expected.settings, Counter()), entries.lines
            ),
            self.balances.name: self._balance_row(opening, closing),
        }
        check = Check(
            "Complete", "passed", "the opening balance and the entries add up to the closing balance in the file"
        )
        days = count_days(values, export.loader.period_columns)
        return Contents(tables, totals, (check,), find_absent(export), {**words, "total_row": "yes"}, days, Counter())

    def _balance(self, rows: Grid, locale: Locale, export: Export) -> Balance:
        """Return the single opening or closing balance, from the balance column, or else as a debit or credit."""
        values = read_values(rows, export.loader.columns, locale)
        stated = pc.coalesce(values["balance"], _net(values)) if _has_amount(values) else pa.array([])
        if len(stated) != 1 or not stated[0].is_valid:
            raise CutOff("it does not state one opening and one closing balance")
        return Balance(values["entry_date"][0].as_py(), stated[0].as_py(), rows.lines[0].as_py())

    def _name(self, labels: pa.Array) -> pa.Array:
        coded = labels.dictionary_encode()
        names = [
            next((name for name, pattern in self.names.items() if re.search(pattern, label, re.IGNORECASE)), "other")
            for label in coded.dictionary.to_pylist()
        ]
        return pa.array(names, pa.string()).take(coded.indices)

    def _check_remarks(self, grid: Grid, kinds: _Kinds, used: Collection[str]) -> None:
        """Check that no heading with entries is a remark, which no total names. Raises StrayRow."""
        totals = {normalise(_TOTAL_WORDS.sub("", label)) for label in grid.label.filter(kinds.total).to_pylist()}
        headings = grid.filter(kinds.heading)
        for label, line in zip(headings.label.to_pylist(), headings.lines.to_pylist(), strict=True):
            if label in used and seems_remark(label) and normalise(label) not in totals:
                raise StrayRow(line, grid.headers["section"], label)

    def _prove(self, export: Export, totals: Grid, values: Values, locale: Locale) -> None:
        """Prove the totals, stated net on one side or gross on both.

        A total without a section's name covers all entries.
        """
        columns = {name: export.loader.columns[name] for name in ("debit", "credit")}
        stated = read_values(totals, columns, locale)
        sections = [normalise(label) for label in values["section_label"].to_pylist()]
        wrong = []
        for row, (label, line) in enumerate(zip(totals.label.to_pylist(), totals.lines.to_pylist(), strict=True)):
            name = normalise(_TOTAL_WORDS.sub("", label))
            mask = pa.array([name in {"", section} for section in sections], pa.bool_())
            sums = {side: add_up(values[side].filter(mask)) for side in columns}
            wrong += _differences(line, label, {side: stated[side][row].as_py() for side in columns}, sums)
        if wrong:
            raise TotalsDiffer(wrong)

    def _balance_row(self, opening: Balance, closing: Balance) -> pa.Table:
        row = {
            "opening_date": opening.day,
            "opening": opening.amount,
            "closing_date": closing.day,
            "closing": closing.amount,
            "_line": closing.line,
        }
        return pa.Table.from_pylist([row], pa.schema([*self.balances.columns.items(), ("_line", pa.int32())]))


def _sort_rows(grid: Grid) -> _Kinds:
    """Sort the rows by their first text. Raises StrayRow for an entry without an amount."""
    opening, closing, total = (_says(grid, pattern) for pattern in (_OPENING, _CLOSING, ANY))
    labelled = reduce(pc.or_, (opening, closing, total))
    heading = pc.and_(pc.equal(grid.filled, 1), pc.invert(labelled))
    entry = pc.invert(pc.or_(labelled, heading))
    amounts = pc.or_(grid.cells["debit"].is_valid(), grid.cells["credit"].is_valid())
    row = pc.index(pc.and_(entry, pc.invert(amounts)), value=True).as_py()
    if row >= 0:
        raise StrayRow(grid.lines[row].as_py(), "debit or credit", grid.label[row].as_py())
    return _Kinds(opening, closing, pc.and_(total, pc.invert(pc.or_(opening, closing))), heading, entry)


def _says(grid: Grid, pattern: str) -> pa.Array:
    return pc.match_substring_regex(grid.label, pattern)


def _find_sections(grid: Grid, kinds: _Kinds, export: Export) -> pa.Array:
    """Return the section of each entry, from its row or else from the heading above it. A total ends its section."""
    above = pc.if_else(kinds.heading, grid.label, pc.if_else(kinds.total, "", pa.scalar(None, pa.string())))
    labels = pc.coalesce(grid.cells["section"], pc.fill_null_forward(above), "").filter(kinds.entry)
    row = pc.index(labels, value="").as_py()
    if row >= 0:
        entries = grid.filter(kinds.entry)
        raise StrayRow(entries.lines[row].as_py(), export.headers["section"], entries.label[row].as_py())
    return labels


def _prove_balances(opening: Balance, closing: Balance, values: Values, lines: list[int]) -> dict[str, Decimal]:
    """Prove that the opening balance and the entries add up to the closing balance.

    Raises BrokenBalance, TotalsDiffer.
    """
    running = opening.amount
    moves = zip(lines, _net(values).to_pylist(), values["balance"].to_pylist(), strict=True)
    for line, move, stated in moves:
        running += move
        if stated is not None and cents(stated) != cents(running):
            raise BrokenBalance(line, stated, running)
    if cents(running) != cents(closing.amount):
        raise TotalsDiffer([(closing.line, "Closing balance", closing.amount, running)])
    sums = {side: add_up(values[side]) for side in ("debit", "credit")}
    return {"opening": opening.amount, **sums, "closing": closing.amount}


def _net(values: Values) -> pa.Array:
    zero = pa.scalar(Decimal(0), values["debit"].type)
    debit, credit = (pc.fill_null(values[side], zero) for side in ("debit", "credit"))
    return pc.subtract(debit, credit).cast(pa.decimal128(18, 4))


def _has_amount(values: Values) -> bool:
    return any(values[name].null_count < len(values[name]) for name in ("balance", "debit", "credit"))


def _differences(
    line: int, label: str, stated: Mapping[str, Decimal | None], sums: Mapping[str, Decimal]
) -> list[tuple[int, str, Decimal, Decimal]]:
    debit, credit = stated["debit"], stated["credit"]
    if debit is None and credit is None:
        return []
    if debit and credit:
        sides = [(label + " (debit)", debit, sums["debit"]), (label + " (credit)", credit, sums["credit"])]
    else:
        sides = [(label, (debit or 0) - (credit or Decimal(0)), sums["debit"] - sums["credit"])]
    return [(line, name, total, summed) for name, total, summed in sides if cents(total) != cents(summed)]
