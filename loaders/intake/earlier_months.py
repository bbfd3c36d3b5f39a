"""Comparison of a file with that of the month before, once it has landed, for the card.

The rows of a valuation state no day, and no list of Omni states its organisation or its filters. A file that repeats
the month before, or has nothing in common with it, is probably another month's or another company's. A month without a
branch that had many rows is probably filtered.
"""

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from close.months import month
from close.store.datasets import DATASETS, PAYMENTS, PURCHASE_DOCUMENTS, SALES_DOCUMENTS, STOCK_VALUATION
from close.store.warehouse import Landing, Warehouse
from loaders.layouts.description import Check

_FEWEST, _MANY, _SHOWN = 5, 20, 3
# The columns of the parts of a company, one of which a filter may leave out, and the exports for which that matters.
_PARTS = ("branch", "source", "category")
_WITH_PARTS = (STOCK_VALUATION.name, SALES_DOCUMENTS.name, PURCHASE_DOCUMENTS.name, PAYMENTS.name)
# The column of what a company has again in the next month, and the noun for it. Its customers may all be new.
_LASTING = {STOCK_VALUATION.name: ("product_code", "product"), PURCHASE_DOCUMENTS.name: ("supplier", "supplier")}
_STOCK = ("product_code", "soh", "stock_value")
_REPEATED = Check(
    "Month",
    "not proven",
    "every product has the same stock and value as in the month before. Make sure that it is not the export for that "
    "month",
)


def compare_months(warehouse: Warehouse, landing: Landing) -> tuple[Check, ...]:
    """Return remarks if a file repeats that of the month before, has nothing in common with it, or seems filtered."""
    items = _compare_items(warehouse, landing) or _find_missing(warehouse, landing)
    return tuple(filter(None, (items, *_compare_parts(warehouse, landing))))


def _compare_items(warehouse: Warehouse, landing: Landing) -> Check | None:
    for name, (column, noun) in _LASTING.items():
        columns = list(_STOCK) if name == STOCK_VALUATION.name else [column]
        before = _read_before(warehouse, name, landing.period, columns) if name in landing.tables else None
        if before:
            here = pa.Table.from_batches([batch.select(columns) for batch in landing.tables[name].to_batches()])
            is_repeated = name == STOCK_VALUATION.name and _repeats(here, before)
            return _REPEATED if is_repeated else _find_stranger(here[column], before[column], noun)
    return None


def _find_missing(warehouse: Warehouse, landing: Landing) -> Check | None:
    """Return a remark if a month lacks more than half of the products that were in stock in the month before."""
    name = STOCK_VALUATION.name
    before = _read_before(warehouse, name, landing.period, list(_STOCK)) if name in landing.tables else None
    here = _read_month(warehouse, name, landing.period, list(_STOCK)) if before else None
    if not before or not here:
        return None
    stocked = before.filter(pc.greater(before["soh"], 0))["product_code"].unique()
    missing = pc.invert(pc.is_in(stocked, value_set=here["product_code"].unique())).true_count
    if len(stocked) < _MANY or missing * 2 <= len(stocked):
        return None
    detail = f"it lacks {missing:,} of the {len(stocked):,} products that were in stock in the month before"
    return Check("Whole report", "not proven", f"{detail}. Make sure that it is complete")


def _compare_parts(warehouse: Warehouse, landing: Landing) -> Iterator[Check]:
    """Return a remark for each column that lacks a part of the company which had many rows in the month before.

    A month may consist of a file for each part, so all files of the month count.
    """
    for name in landing.tables:
        columns = [column for column in _PARTS if column in DATASETS[name].columns and name in _WITH_PARTS]
        before = _read_before(warehouse, name, landing.period, columns) if columns else None
        here = _read_month(warehouse, name, landing.period, columns) if before else None
        if not before or not here:
            continue
        for column in columns:
            known, found = before[column].drop_null().value_counts(), here[column].drop_null().unique()
            parts = [one["values"] for one in known.to_pylist() if one["counts"] >= _MANY and one["values"]]
            lacking = sorted({*parts} - {*found.to_pylist()})
            if lacking and pc.any(pc.not_equal(found, "")).as_py():
                yield _remark_parts(column, lacking)


def _remark_parts(column: str, lacking: Sequence[str]) -> Check:
    listed = ", ".join(f'"{part}"' for part in lacking[:_SHOWN])
    more = f" and {len(lacking) - _SHOWN} more" if len(lacking) > _SHOWN else ""
    detail = (
        f"it has no row of the {column} {listed}{more}, which the export for the month before has. Make sure that the "
        "report was not filtered"
    )
    return Check("Whole report", "not proven", detail)


def _find_stranger(here: pa.ChunkedArray, before: pa.ChunkedArray, noun: str) -> Check | None:
    names, known = (pc.drop_null(column.unique()) for column in (here, before))
    if min(len(names), len(known)) < _FEWEST or pc.any(pc.is_in(names, value_set=known)).as_py():
        return None
    detail = (
        f"it has no {noun} in common with the export for the month before. Make sure that it is an export of the same "
        f"company, and that Excel has not changed any {noun}"
    )
    return Check("Organisation", "not proven", detail)


def _repeats(here: pa.Table, before: pa.Table) -> bool:
    if len(here) < _FEWEST or len(here) != len(before):
        return False
    one, other = (rows.sort_by([(name, "ascending") for name in _STOCK]).combine_chunks() for rows in (here, before))
    return bool(one.equals(other))


def _read_before(warehouse: Warehouse, name: str, period: str, columns: list[str]) -> pa.Table | None:
    """Return some columns of the month before, or None if none have landed."""
    return _read_month(warehouse, name, month(period).previous.period, columns)


def _read_month(warehouse: Warehouse, name: str, period: str, columns: list[str]) -> pa.Table | None:
    records = warehouse.head().of(name, period)
    paths = [warehouse.folder / file.path for record in records if (file := record.dataset(name))]
    tables = [pq.read_table(path, columns=columns, partitioning=None) for path in paths]
    return pa.concat_tables(tables) if tables else None
