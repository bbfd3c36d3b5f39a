"""Comparison of a file with that of the month before, once it has landed, for the card.

The rows of a valuation state no day, and no list of Omni states its organisation. A file that repeats the month before,
or has nothing in common with it, is probably another month's or another company's.
"""

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from close.months import month
from close.store.datasets import PURCHASE_DOCUMENTS, STOCK_VALUATION
from close.store.warehouse import Landing, Warehouse
from loaders.layouts.description import Check

_FEWEST = 5
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
    """Return a remark if a file repeats that of the month before, or has no product or supplier in common with it."""
    for name, (column, noun) in _LASTING.items():
        columns = list(_STOCK) if name == STOCK_VALUATION.name else [column]
        before = _read_before(warehouse, name, landing.period, columns) if name in landing.tables else None
        if before:
            here = pa.Table.from_batches([batch.select(columns) for batch in landing.tables[name].to_batches()])
            is_repeated = name == STOCK_VALUATION.name and _repeats(here, before)
            check = _REPEATED if is_repeated else _find_stranger(here[column], before[column], noun)
            return (check,) if check else ()
    return ()


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
    records = warehouse.head().of(name, month(period).previous.period)
    paths = [warehouse.folder / file.path for record in records if (file := record.dataset(name))]
    tables = [pq.read_table(path, columns=columns, partitioning=None) for path in paths]
    return pa.concat_tables(tables) if tables else None
