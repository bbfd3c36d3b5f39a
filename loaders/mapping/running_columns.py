"""The running balance of a file, found by its values: each is the balance before, changed by the amount of its row."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations, pairwise

import pyarrow as pa

from loaders.cells.amounts import parse_amounts
from loaders.mapping.file_columns import FileColumn

_FEWEST, _MOST, _WIDEST = 3, 2 / 3, 6
_ZERO = Decimal(0)


def find_balance(columns: Sequence[FileColumn]) -> tuple[tuple[FileColumn, ...], FileColumn] | None:
    """Return the column of amounts, or those of debits and credits, and the running balance that follows from them.

    The balance may start again with each account and be positive on either side, and the newest row may come first. Of
    more than six columns, none is compared.
    """
    if len(columns) > _WIDEST:
        return None
    values = {column.position: _read(column) for column in columns}
    for balance in columns:
        others = [column for column in columns if column is not balance]
        for moves in (*((one,) for one in others), *combinations(others, 2)):
            if _follows(values[balance.position], [values[column.position] for column in moves]):
                return moves, balance
    return None


def _read(column: FileColumn) -> list[Decimal | None]:
    cells = pa.array(column.cells, pa.string())
    return min((parse_amounts(cells, mark) for mark in (".", ",")), key=lambda read: read.null_count).to_pylist()


def _follows(balances: Sequence[Decimal | None], moves: Sequence[Sequence[Decimal | None]]) -> bool:
    """Return True if most balances change by the amounts, in the order of the rows or in the opposite one."""
    nets = [(row[0] or _ZERO) - (row[-1] or _ZERO if row[1:] else _ZERO) for row in zip(*moves, strict=True)]
    orders = ((balances, nets), (balances[::-1], nets[::-1]))
    return any(_count(*order, sign) >= max(_FEWEST, _MOST * (len(nets) - 1)) for order in orders for sign in (1, -1))


def _count(balances: Sequence[Decimal | None], nets: Sequence[Decimal], sign: int) -> int:
    """Count the rows whose amount is the difference between their balance and the one before."""
    rows = zip(pairwise(balances), nets[1:], strict=True)
    known = ((one, other, net) for (one, other), net in rows if one is not None and other is not None)
    return sum(bool(net) and other - one == sign * net for one, other, net in known)
