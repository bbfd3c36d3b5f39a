"""The part of a file that is of one month. Each month of a file that covers several lands as if exported alone."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from close.spools import Rows, Spool
from close.store.datasets import UNREADABLE_ROWS
from loaders.cells.date_ranges import DateRange
from loaders.intake.periods import Evidence, check_month, check_one_month, limit_to_month
from loaders.layouts.description import Check, Contents, Export, Loader
from loaders.layouts.faults import DAY, LEFT_OUT
from loaders.layouts.tables import read_table
from loaders.ledger.layouts.report_scope import find_part

_LINE, _DAY = "_line", "Day"


def limit_contents(
    export: Export, contents: Contents, evidence: Evidence, order: str | None, part: str | None
) -> tuple[Contents, tuple[Check, ...]]:
    """Return the contents that are of the month, and remarks about other days. Raises SeveralMonths, WrongMonth.

    `order` is the day/month order of numeric dates, and `part` the only month to read of a file that covers several.
    """
    loader, period, strays = export.loader, evidence.period, tuple[Check, ...]()
    if part:
        contents = _take_month(loader, contents, part)
    elif loader.one_month:
        strays = check_one_month(period, export.preamble, order, *_count_dated(loader, contents))
    month = check_month(period, contents.period_days, contents.other_days, loader.lists_open)
    if not loader.period_columns:
        ends = (find_part(DateRange(None, day)) for day in contents.period_days)
        strays = (*strays, *filter(None, ends))
    if loader.for_month:
        contents = loader.for_month(contents, period)
    return contents, (*strays, *month, *_find_undated(loader, contents, evidence))


def _find_undated(loader: Loader, contents: Contents, evidence: Evidence) -> Iterator[Check]:
    """Return a remark if no day shows that the file is of the month, and only the choice of a person says so.

    A ledger's layout remarks on that itself, and so does a list of current stock.
    """
    has_days = contents.period_days or contents.other_days or any(check.label == _DAY for check in contents.checks)
    if evidence.is_chosen and not has_days and not loader.dataset.name.startswith("ledger_"):
        detail = (
            f"neither the file nor its name says for which day it is. Make sure that it is this company's report for "
            f"the end of {evidence.period}, and put the month into its name"
        )
        yield Check(_DAY, "not proven", detail)


def limit_tables(
    tables: Mapping[str, Rows], loader: Loader, period: str
) -> tuple[Mapping[str, Rows], tuple[Check, ...]]:
    """Return only the rows of the month if the file may list several months. Raises WrongMonth."""
    if not loader.month_column:
        return tables, ()
    rows, checks = limit_to_month(period, tables[loader.dataset.name], loader.month_column)
    return {**tables, loader.dataset.name: rows}, checks


def _count_dated(loader: Loader, contents: Contents) -> tuple[Counter[date], int]:
    """Return the days that show the month, and the number of rows without one, which no month can claim.

    In a report that is not a flat table, no row can be claimed, because its balances are for the whole file.
    """
    rows = contents.tables[loader.dataset.name].num_rows
    if left_out := contents.tables.get(UNREADABLE_ROWS.name):
        dated = left_out.filter(left_out[DAY].is_valid())
        rows += len(dated[_LINE].unique())
    is_flat = loader.layout is read_table and len(loader.period_columns) == 1
    return contents.period_days, rows - contents.period_days.total() if is_flat else rows


def _take_month(loader: Loader, contents: Contents, period: str) -> Contents:
    """Return the rows of one month. The file's totals are proven for all months together, so none is kept.

    A row that is left out counts as one of every month if its day cannot be read.
    """
    name, (column,) = loader.dataset.name, loader.period_columns
    checks = (*contents.checks, Check("Month", "passed", f"the rows dated in {period}, of a file for several months"))
    days = Counter({day: rows for day, rows in contents.period_days.items() if f"{day:%Y-%m}" == period})
    tables = {**contents.tables, name: _filter(contents.tables[name], column, period)}
    if left_out := tables.pop(UNREADABLE_ROWS.name, None):
        is_other = pc.not_equal(pc.strftime(left_out[DAY], format="%Y-%m"), period)
        here = left_out.filter(pc.invert(pc.fill_null(is_other, False)))
        tables |= {UNREADABLE_ROWS.name: here} if len(here) else {}
        checks = tuple(check for check in checks if len(here) or check.label != LEFT_OUT)
    return replace(contents, tables=tables, totals={}, checks=checks, period_days=days, other_days=Counter())


def _filter(rows: Rows, column: str, period: str) -> Rows:
    """Return the rows with a day in a month, in the same order."""

    def keep() -> Iterator[pa.RecordBatch]:
        for batch in rows.to_batches():
            yield batch.filter(pc.equal(pc.strftime(batch.column(column), format="%Y-%m"), period))

    if isinstance(rows, pa.Table):
        return pa.Table.from_batches(keep(), rows.schema)
    return Spool(keep())
