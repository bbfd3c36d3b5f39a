"""Columns that were sorted without the others, so that their amounts belong to other rows. Their sums are right."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.texts import say_count
from loaders.layouts.description import Export, Relation, Values
from loaders.layouts.totals import add_up

_FEWEST, _ONE_IN = 3, 10
_ROUNDING = Decimal("0.05")


class ShuffledColumn(Refused):
    """Columns that add up as a whole, but not in their rows."""

    def __init__(self, total: str, main: str, rest: str, rows: int, line: int) -> None:
        super().__init__(
            f"In all rows together, {total} is {main} plus {rest}, but not in {say_count(rows, 'row')}, the first of "
            f"them line {line}. One of these columns seems to have been sorted or moved without the others. Export the "
            "report again."
        )


@dataclass
class ShuffledColumns:
    """The rows that do not add up across the columns of each relation, and by how much in all, found part by part.

    A blank adds no amount.
    """

    export: Export
    rows: Counter[Relation] = field(default_factory=Counter)
    misfits: Counter[Relation] = field(default_factory=Counter)
    apart: dict[Relation, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    first: dict[Relation, int] = field(default_factory=dict)

    def look(self, values: Values, lines: pa.Array) -> None:
        """Add the documents of a part, and their lines."""
        for relation in self.export.loader.relations:
            if not {*relation[:3]} <= self.export.positions.keys():
                continue
            total, main, rest = (pc.fill_null(values[name], 0) for name in relation[:3])
            apart = pc.subtract(total, pc.add(main, rest))
            wrong = pc.greater(pc.abs(apart), pa.scalar(_ROUNDING))
            self.rows[relation] += len(lines)
            self.misfits[relation] += wrong.true_count
            self.apart[relation] += add_up(apart.filter(wrong))
            if wrong.true_count:
                self.first.setdefault(relation, lines[pc.index(wrong, value=True).as_py()].as_py())

    def check(self) -> None:
        """Raise ShuffledColumn if several rows do not add up, and not only a few, but all of them together do."""
        headers = self.export.headers
        for relation, count in self.misfits.items():
            is_much = count >= _FEWEST and count * _ONE_IN > self.rows[relation]
            if is_much and abs(self.apart[relation]) <= _ROUNDING:
                total, main, rest = (headers[name] for name in relation[:3])
                raise ShuffledColumn(total, main, rest, count, self.first[relation])
