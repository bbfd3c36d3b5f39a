"""The flat layout: headers, a row for each document, and optional subtotals and a grand total at the end."""

from decimal import Decimal
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import TEXT
from loaders.cells.columns import Column, Locale
from loaders.layouts.column_groups import check_totals, merge_groups, split_groups
from loaders.layouts.description import Check, Contents, Expectations, Export, Loader, Values
from loaders.layouts.grids import Grid, decide_locale, open_grid, read_values
from loaders.layouts.keys import merge_keys
from loaders.layouts.outer_labels import carry_labels
from loaders.layouts.totals import ANY, BARE, GRAND, CutOff, add_up, prove_totals


class StrayRow(Refused):
    """A row that is neither a document nor a total."""

    def __init__(self, line: int, header: str, label: str) -> None:
        super().__init__(
            f'Line {line} ("{label}") is neither a row with {header} and values nor a total. '
            "Remove any additions to the report and export it again."
        )


def read_table(export: Export, expected: Expectations) -> Contents:
    """Read the rows of the loader's dataset and prove their totals. Raises Refused with the error in the file."""
    grid = open_grid(export)
    called = _find_total_words(export, grid)
    totals = called.is_valid()
    documents = _find_data(export, grid, totals)
    grid = merge_groups(export, grid, documents)
    locale, words = decide_locale(export, grid, expected.settings)
    check_totals(export, grid, documents, locale)
    amounts = read_values(grid.filter(documents), _find_summed(export), locale)
    labelled, labels = carry_labels(export, grid, documents, totals, amounts, locale)
    data = labelled.filter(documents)
    values = read_values(data, export.loader.columns, locale)
    totals_proven = _prove(export, grid.filter(totals), called.drop_null(), values, locale)
    for part in split_groups(export, grid):
        summed = read_values(part.filter(documents), _find_summed(export), locale)
        if _prove(export, part.filter(totals), called.drop_null(), summed, locale):
            totals_proven = {name: add_up(values[name]) for name in summed}
    whole = _check_whole(export, grid, bool(totals_proven), expected)
    settled, days = _find_settled(export.loader, values)
    rows = export.loader.derive(values, expected.settings)
    rows, lines, merged = merge_keys(export.loader, rows, data.lines, data.headers[export.loader.key])
    return Contents(
        tables={export.loader.dataset.name: build_table(export.loader, rows, lines)},
        totals=totals_proven,
        checks=(whole, *labels, *merged),
        absent=find_absent(export),
        reading={**words, "total_row": "yes" if totals_proven else "no"},
        period_days=join_days(settled, export.loader.period_columns),
        other_days=join_days(values, days),
    )


def build_table(loader: Loader, rows: Values, lines: pa.Array) -> pa.Table:
    """Return the dataset's declared columns and the lines. Columns that were not read are null."""
    kinds = loader.dataset.columns
    columns = {name: rows.get(name, pa.nulls(len(lines), kind)) for name, kind in kinds.items()}
    return pa.table({**columns, "_line": lines})


def find_absent(export: Export) -> tuple[str, ...]:
    """Return the columns that the loader knows but this file lacks."""
    return tuple(name for name in export.loader.columns if name not in export.positions)


def join_days(values: Values, names: tuple[str, ...]) -> pa.Array:
    """Return all the days in some columns."""
    return pa.concat_arrays([values[name] for name in names]).drop_null() if names else pa.nulls(0, pa.date32())


def _find_settled(loader: Loader, values: Values) -> tuple[Values, tuple[str, ...]]:
    """Return the rows whose days may show a different month, and the columns whose days only show coverage.

    Days in those columns show only that the period was covered. In a list of open documents, a row that lacks one of
    its days is open, whichever month it belongs to.
    """
    if not loader.lists_open:
        return values, loader.other_day_columns
    settled = reduce(pc.and_, (values[name].is_valid() for name in loader.period_columns))
    days = {name: values[name].filter(settled) for name in loader.period_columns}
    return days, (*loader.other_day_columns, *loader.period_columns)


def _find_total_words(export: Export, grid: Grid) -> pa.Array:
    """Return the text that makes a row a total, if it is the row's only text.

    In the key column only the bare word counts.

    A product may be called TOTAL-KIT. A group's label may come before its total.
    """
    loader, positions = export.loader, export.positions
    before_key = {name for name in loader.outer_labels if positions.get(name, 10_000) < positions[loader.key]}
    worded = [c for n, c in grid.cells.items() if not (loader.columns[n].numeric or n in before_key)]
    alone = pc.less_equal(reduce(pc.add, (cells.is_valid().cast(pa.int32()) for cells in worded)), 1)
    rows = grid.filter(alone)
    word = pc.coalesce(*(pc.if_else(pc.match_substring_regex(text, ANY), text, None) for text in rows.texts))
    called = pc.or_(rows.cells[loader.key].is_null(), pc.match_substring_regex(word, f"{GRAND}|{BARE}"))
    return pc.replace_with_mask(pa.nulls(len(grid), TEXT), alone, pc.if_else(called, word, None))


def _find_data(export: Export, grid: Grid, totals: pa.Array) -> pa.Array:
    """Return the rows with a key and more. Any other row with a single cell is a heading or a footnote.

    The rest are refused.
    """
    keyed, single = grid.cells[export.loader.key].is_valid(), pc.equal(grid.filled, 1)
    data = reduce(pc.and_, (keyed, pc.invert(totals), pc.invert(single)))
    stray = pc.invert(reduce(pc.or_, (data, totals, pc.and_(single, pc.invert(keyed)))))
    row = pc.index(stray, value=True).as_py()
    if row >= 0:
        raise StrayRow(grid.lines[row].as_py(), grid.headers[export.loader.key], grid.label[row].as_py())
    return data


def _prove(export: Export, totals: Grid, words: pa.Array, values: Values, locale: Locale) -> dict[str, Decimal]:
    """Return the grand totals once they match the rows. Subtotals are not counted, because their rows are."""
    summed = _find_summed(export)
    grand = pc.match_substring_regex(words, GRAND)
    if not pc.any(grand).as_py() and len(totals):
        last = pc.equal(totals.lines, export.sheet.lines[-1])
        grand = pc.and_(last, pc.match_substring_regex(words, BARE))
    totals = totals.filter(grand)
    stated = read_values(totals, summed, locale)
    sums: dict[str, Decimal] = {}
    for row, line in enumerate(totals.lines.to_pylist()):
        amounts = {name: column[row].as_py() for name, column in stated.items() if column[row].is_valid}
        sums |= prove_totals(values, amounts, totals.headers, line)
    return sums


def _find_summed(export: Export) -> dict[str, Column]:
    """Return the columns in this file that its totals add up."""
    return {
        name: column for name, column in export.loader.columns.items() if column.summed and name in export.positions
    }


def _check_whole(export: Export, grid: Grid, has_grand_total: bool, expected: Expectations) -> Check:
    """Raise CutOff unless the file is complete. Only a grand total or the end of a JSON list proves that."""
    if has_grand_total:
        return Check("Complete", "passed", "the rows add up to the grand total in the file")
    if export.sheet.reading["format"] == "json":
        return Check("Complete", "passed", "the list is closed")
    if not export.sheet.whole:
        raise CutOff(f"line {export.sheet.lines[-1].as_py()}, its last, has no line end and there is no grand total")
    if len(grid) and grid.filled[-1].as_py() == 1 and not grid.cells[export.loader.key][-1].is_valid:
        raise CutOff(f"line {grid.lines[-1].as_py()}, its last, is a heading without rows")
    if expected.had_total(export.loader.dataset.name):
        raise CutOff("it has no grand total, and the export before it had one")
    return Check("Complete", "not proven", "the file has no grand total to prove that no row is missing")
