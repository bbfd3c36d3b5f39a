"""The flat layout: headers, a row for each document, and optional subtotals and a grand total at the end.

A file is read in three passes: to find its documents and the formats of its cells, to convert the cells and prove the
totals, and to derive the rows that land.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.spools import MappedRows, Rows, Spool
from close.store.datasets import UNREADABLE_ROWS
from close.store.settings import Settings
from close.texts import agree
from loaders.cells.columns import Column, Locale
from loaders.layouts.column_groups import check_totals, merge_groups, split_groups
from loaders.layouts.description import Check, Contents, Expectations, Export, Loader, Values, Weights
from loaders.layouts.doubts.doubtful_rows import DoubtfulRows
from loaders.layouts.doubts.left_out_groups import name_groups
from loaders.layouts.faults import LEFT_OUT, Faults, Problems, say_lines, split_unreadable
from loaders.layouts.grids import Grid, SecondHeader, read_values, try_values
from loaders.layouts.keys import merge_keys
from loaders.layouts.outer_labels import MissingLabel, carry_labels, check_missing
from loaders.layouts.outlines import list_subtotals
from loaders.layouts.printed.pages import join_pages
from loaders.layouts.table_rows import TableRows, find_rows
from loaders.layouts.totals import BARE, GRAND, CutOff, NoLineEnd, TotalsDiffer, add_sums, prove_totals

_LINE, _SHOWN = "_line", 10


def read_table(export: Export, expected: Expectations) -> Contents:
    """Read the rows of the loader's dataset and prove their totals. Raises Refused with the error in the file."""
    export = join_pages(export)
    rows, loader = find_rows(export), export.loader
    locale, words = rows.notation.decide(expected.settings)
    with name_groups(export, rows, locale):
        read = _read_documents(export, rows, locale, expected)
        totals = _prove_pages(export, rows, read, locale)
    whole = _check_whole(export, rows, bool(totals), expected)
    derived = MappedRows(read.rows, lambda batch: _derive(loader, batch, expected.settings, read.weights))
    tables, left_out = _leave_out(loader, read, derived)
    merged, checks = merge_keys(loader, tables[loader.dataset.name], export.headers[loader.key])
    return Contents(
        tables={**tables, loader.dataset.name: merged},
        totals={} if left_out else totals,
        checks=(whole, *read.labels, *read.remarks, *loader.remark(read.weights), *checks, *left_out),
        absent=find_absent(export),
        reading={**words, "total_row": "yes" if totals else "no"},
        period_days=read.period_days,
        other_days=read.other_days,
    )


def build_table(loader: Loader, rows: Values, lines: pa.Array) -> pa.Table:
    """Return the dataset's declared columns and the lines. Columns that were not read are null."""
    kinds = loader.dataset.columns
    columns = {name: rows.get(name, pa.nulls(len(lines), kind)) for name, kind in kinds.items()}
    return pa.table({**columns, _LINE: lines})


def find_absent(export: Export) -> tuple[str, ...]:
    """Return the columns that the loader knows but this file lacks, except those with a constant."""
    loader = export.loader
    known = (name for name, column in loader.columns.items() if not (column.constant or name in loader.seldom))
    return tuple(name for name in known if name not in export.positions)


def count_days(values: Values, names: Iterable[str]) -> Counter[date]:
    """Count the rows of each day in some columns."""
    days: Counter[date] = Counter()
    for name in names:
        for entry in pc.value_counts(values[name].drop_null()).to_pylist():
            days[entry["values"]] += entry["counts"]
    return days


def _derive(loader: Loader, batch: pa.RecordBatch, settings: Settings | None, weights: Weights) -> pa.RecordBatch:
    values = {name: batch.column(name) for name in loader.columns}
    table = build_table(loader, loader.derive(values, settings, weights), batch.column(_LINE))
    return pa.RecordBatch.from_arrays([column.combine_chunks() for column in table.columns], table.column_names)


@dataclass
class _Documents:
    """The documents of a table as values, with their lines, and the totals of their amounts.

    `group_sums` are the totals of each group of columns. `weights` are the votes of `Loader.weigh`. Days in
    `period_days` decide the month, and `other_days` show only that it was covered. The rows of `unreadable` cells are
    included, but not the sums of their columns.
    """

    rows: Spool = field(default_factory=Spool)
    unreadable: Problems = field(default_factory=Problems)
    sums: dict[str, Decimal] = field(default_factory=dict)
    group_sums: list[dict[str, Decimal]] = field(default_factory=list)
    weights: Weights = field(default_factory=Counter)
    labels: tuple[Check, ...] = ()
    remarks: tuple[Check, ...] = ()
    period_days: Counter[date] = field(default_factory=Counter)
    other_days: Counter[date] = field(default_factory=Counter)

    def check(self, export: Export, expected: Expectations) -> None:
        """Raise BadCells if any cell is unreadable, unless few are and somebody agreed to leave out their rows."""
        may_lack = export.loader.dataset.may_lack_rows and not export.groups
        rows = self.rows.num_rows if may_lack else 0
        if not (expected.leaves_out and self.unreadable.are_few(rows)):
            self.unreadable.check(rows)
        headers = {cell.header for cell in self.unreadable.cells}
        for name, header in export.headers.items():
            if header in headers:
                self.sums.pop(name, None)

    def add(self, export: Export, values: Values, lines: pa.Array, settings: Settings | None) -> None:
        """Add a part."""
        loader = export.loader
        add_sums(self.sums, values, _find_summed(export))
        self.weights.update(loader.weigh(values, settings))
        settled, days = find_settled(loader, values)
        self.period_days.update(count_days(settled, loader.period_columns))
        self.other_days.update(count_days(values, days))
        self.rows.add(pa.RecordBatch.from_arrays([*values.values(), lines], [*values, _LINE]))


def _read_documents(export: Export, rows: TableRows, locale: Locale, expected: Expectations) -> _Documents:
    """Convert the cells of the documents. Raises TotalsDiffer, BadCells and the errors of doubts and labels."""
    loader, summed = export.loader, _find_summed(export)
    others = {name: column for name, column in loader.columns.items() if name not in summed}
    missing, read = Faults(MissingLabel), _Documents()
    doubts = DoubtfulRows(export, rows.totals, rows.words, locale)
    for grid, documents, is_total in rows.parts(export):
        merged = merge_groups(export, grid, documents)
        check_totals(export, merged, documents, locale)
        amounts = try_values(merged.filter(documents), summed, locale, read.unreadable)
        doubts.look(merged, documents, amounts)
        if rows.is_outline:
            try:
                merged, read.labels = carry_labels(export, merged, documents, is_total, amounts, locale)
            except Refused:
                read.unreadable.check()  # the subtotals need every amount
                raise
        else:
            with missing.collect():
                check_missing(export, merged, documents, locale)
        data = merged.filter(documents)
        values = {**amounts, **try_values(data, others, locale, read.unreadable)}
        doubts.compare(values, data.lines)
        read.add(export, {name: values[name] for name in loader.columns}, data.lines, expected.settings)
        for part in split_groups(export, grid):
            read.group_sums.append({})
            add_sums(read.group_sums[-1], read_values(part.filter(documents), summed, locale), summed)
    read.check(export, expected)
    missing.check()
    read.remarks = doubts.check(locale, expected, has_gaps=bool(read.unreadable.lines))
    read.period_days.update(doubts.count_days(locale, read.rows.num_rows))
    return read


def _leave_out(loader: Loader, read: _Documents, rows: Rows) -> tuple[dict[str, Rows], tuple[Check, ...]]:
    """Return the tables to land, with the unreadable rows in one of their own, and a remark for the card."""
    name, lines = loader.dataset.name, read.unreadable.lines
    if not lines:
        return {name: rows}, ()
    kept, listed = split_unreadable(rows, read.unreadable.cells, name, loader.key, loader.period_columns)
    more = f" and {len(lines) - _SHOWN:,} more" if len(lines) > _SHOWN else ""
    where = f"{agree(len(lines), 'line')} {say_lines(lines[:_SHOWN])}{more}"
    detail = f"{len(lines):,} of {rows.num_rows:,} left out, because a cell cannot be read: {where}"
    return {name: kept, UNREADABLE_ROWS.name: listed}, (Check(LEFT_OUT, "not proven", detail),)


def find_settled(loader: Loader, values: Values) -> tuple[Values, tuple[str, ...]]:
    """Return the rows whose days may show a different month, and the columns whose days only show coverage.

    In a list of open documents, a row that lacks one of its days is open, whichever month it belongs to.
    """
    if not loader.lists_open:
        return values, loader.other_day_columns
    settled = reduce(pc.and_, (values[name].is_valid() for name in loader.period_columns))
    days = {name: values[name].filter(settled) for name in loader.period_columns}
    return days, (*loader.other_day_columns, *loader.period_columns)


def _prove_pages(export: Export, rows: TableRows, read: _Documents, locale: Locale) -> dict[str, Decimal]:
    """Return the grand totals. If the headers are repeated, they must be below all of them. Raises SecondHeader."""
    try:
        totals = _prove_all(export, rows, read, locale)
    except TotalsDiffer:
        if export.pages:
            raise SecondHeader(export.pages[0]) from None
        raise
    if export.pages and not (totals and pc.max(rows.totals.lines).as_py() > export.pages[-1]):
        raise SecondHeader(export.pages[0])
    return totals


def _prove_all(export: Export, rows: TableRows, read: _Documents, locale: Locale) -> dict[str, Decimal]:
    """Return the grand totals once they match the rows, or the rows' sums if each month's group has its own."""
    proven = _prove(export, rows.totals, rows.words, read.sums, locale)
    for part, sums in zip(split_groups(export, rows.totals), read.group_sums, strict=True):
        if _prove(export, part, rows.words, sums, locale):
            proven = dict(read.sums)
    return proven


def _prove(
    export: Export, totals: Grid, words: pa.Array, summed: dict[str, Decimal], locale: Locale
) -> dict[str, Decimal]:
    """Return the grand totals once they match the rows. Subtotals are not counted, because their rows are."""
    grand = pc.match_substring_regex(words, GRAND)
    if not pc.any(grand).as_py() and len(totals):
        last = pc.equal(totals.lines, export.sheet.line(-1))
        named = pa.array([bool(group and group.name) for group in list_subtotals(export, totals)])
        grand = reduce(pc.and_, (last, pc.match_substring_regex(words, BARE), pc.invert(named)))
    totals = totals.filter(grand)
    stated = read_values(totals, _find_summed(export), locale)
    sums: dict[str, Decimal] = {}
    for row, line in enumerate(totals.lines.to_pylist()):
        amounts = {n: column[row].as_py() for n, column in stated.items() if n in summed and column[row].is_valid}
        sums |= prove_totals(summed, amounts, totals.headers, line)
    return sums


def _find_summed(export: Export) -> dict[str, Column]:
    """Return the columns in this file that its totals add up."""
    columns = export.loader.columns
    return {name: columns[name] for name in columns if columns[name].summed and name in export.positions}


def _check_whole(export: Export, rows: TableRows, has_grand_total: bool, expected: Expectations) -> Check:
    """Raise CutOff or NoLineEnd unless the file is complete. Only a grand total or the end of a list proves that."""
    if has_grand_total:
        return Check("Complete", "passed", "the rows add up to the grand total in the file")
    if export.sheet.reading["format"] == "json":
        return Check("Complete", "passed", "the list is closed")
    if not export.sheet.whole:
        raise NoLineEnd(export.sheet.line(-1))
    if rows.ends_in_heading:
        raise CutOff(f"line {export.sheet.line(-1)}, its last, is a heading without rows")
    if len(rows.totals) and expected.leaves_out:
        return Check("Complete", "not proven", "the amounts that cannot be read are part of the total")
    if expected.had_total(export.loader.dataset.name):
        raise CutOff("it has no grand total, and the export before it had one")
    return Check("Complete", "not proven", "the file has no grand total to prove that no row is missing")
