"""Cross-casts: rows whose amounts do not add up across the columns, although those of nearly all other rows do.

The total of a column does not show them, because an error may be in the total as well.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from close.spools import Rows
from close.texts import agree, say_count
from loaders.layouts.description import Check, Export, Relation

TOLERANCE = Decimal("0.05")  # of rounding, when tax or a total is rounded by line
ROWS, COMPLETE = "Rows", "Complete"
_FEWEST, _ONE_IN, _SHOWN = 3, 10, 3
_LINE = "_line"


@dataclass
class _Cast:
    """A relation between three columns, in one of its two directions, and the rows that fit it or do not."""

    relation: Relation
    sign: int
    fits: int = 0
    misfits: int = 0
    shown: list[dict[str, object]] = field(default_factory=list)

    def look(self, batch: pa.RecordBatch, key: str) -> None:
        """Add rows. Those that lack one of the amounts are not counted."""
        total, main, rest = (batch.column(name) for name in self.relation[:3])
        apart = pc.abs(pc.subtract(total, (pc.add if self.sign > 0 else pc.subtract)(main, rest)))
        fits = pc.less_equal(apart, pa.scalar(TOLERANCE))
        self.fits += fits.true_count
        self.misfits += fits.false_count
        names = [_LINE, key, *self.relation[:3]]
        self.shown += batch.select(names).filter(pc.invert(fits)).slice(0, _SHOWN - len(self.shown)).to_pylist()

    @property
    def holds(self) -> bool:
        """True if nearly all rows fit. A single row that does not is enough to be named if a few others do."""
        is_rare = self.misfits == 1 or self.misfits * _ONE_IN <= self.fits + self.misfits
        return self.fits >= _FEWEST and is_rare

    @property
    def fails(self) -> bool:
        """True if several rows do not fit, and most do not, although they always should."""
        return self.misfits >= _FEWEST and self.misfits > self.fits and not self.relation.is_loose

    def say_failed(self, headers: dict[str, str]) -> str:
        """Return that one of the columns must be something else."""
        total, main, rest = (headers[name] for name in self.relation[:3])
        line, all_rows = self.shown[0][_LINE], say_count(self.fits + self.misfits, "row")
        return (
            f"{total} is not {main} plus {rest} in {self.misfits:,} of {all_rows}, the first in line {line}. Make sure "
            "that each of these columns contains the amounts that its header says, and all in one currency"
        )

    def say(self, key: str, headers: dict[str, str]) -> str:
        """Return the rows that do not fit, with their lines, amounts and differences."""
        rows = "; ".join(self._say_row(row, key, headers) for row in self.shown)
        more = f"; and {self.misfits - len(self.shown):,} more" if self.misfits > len(self.shown) else ""
        others = f"The other {say_count(self.fits, 'row')} {agree(self.fits, 'agrees', 'agree')} to within {TOLERANCE}"
        return f"cannot tell which amount is right: {rows}{more}. {others}"

    def _say_row(self, row: dict[str, object], key: str, headers: dict[str, str]) -> str:
        total, main, rest = (Decimal(str(row[name])) for name in self.relation[:3])
        words = [f"{headers[name]} {row[name]:,.2f}" for name in self.relation[:3]]
        parts = main + self.sign * rest
        return (
            f"line {row[_LINE]} ({row[key]}): {words[1]} {'plus' if self.sign > 0 else 'less'} {words[2]} is "
            f"{parts:,.2f}, but {words[0]} differs by {total - parts:,.2f}"
        )


def check_rows(export: Export, rows: Rows) -> tuple[Check, ...]:
    """Return remarks for the card about the rows that do not add up across the columns of a file."""
    loader = export.loader
    known = {*export.positions} & {*loader.dataset.columns}
    relations = [relation for relation in loader.relations if {*relation[:3]} <= known]
    if not relations or loader.key not in loader.dataset.columns:
        return ()
    casts = [[_Cast(relation, sign) for sign in (1, -1)] for relation in relations]
    for batch in rows.to_batches():
        for cast in (cast for directions in casts for cast in directions):
            cast.look(batch, loader.key)
    found = (min(directions, key=lambda cast: cast.misfits) for directions in casts)
    return tuple(filter(None, (_remark(export, cast, rows) for cast in found)))


def _remark(export: Export, cast: _Cast, rows: Rows) -> Check | None:
    """Return a remark about a relation, if a few of its rows or most of them do not fit."""
    if cast.misfits and cast.holds:
        return Check(ROWS, "not proven", cast.say(export.loader.key, export.headers))
    failed = Check("Columns", "not proven", cast.say_failed(export.headers)) if cast.fails else None
    return _compare_total(export, cast.relation, rows) or failed


def _compare_total(export: Export, relation: Relation, rows: Rows) -> Check | None:
    """Return a remark if a total with tax is the amount without it in most rows that have a tax."""
    same = taxed = 0
    for batch in rows.to_batches() if relation.is_tax else ():
        total, main, tax = (batch.column(name) for name in relation[:3])
        has_tax = pc.greater(pc.abs(tax), pa.scalar(TOLERANCE))
        taxed += has_tax.true_count
        same += pc.and_(has_tax, pc.equal(total, main)).true_count
    if same < _FEWEST or same * 2 <= taxed:
        return None
    total, main, tax = (export.headers[name] for name in relation[:3])
    said = f"{total} and {main} are the same in {same:,} of {say_count(taxed, 'row')} with an amount in {tax}"
    return Check("Columns", "not proven", f"{said}. Make sure that one is with tax and the other without it")


def soften_proof(checks: Sequence[Check], casts: Iterable[Check]) -> Iterator[Check]:
    """Yield the checks of a file. Its grand total proves nothing about amounts of which one must be wrong."""
    has_wrong = bool([*casts])
    for check in checks:
        if has_wrong and check.label == COMPLETE and check.state == "passed":
            yield Check(COMPLETE, "not proven", f"{check.detail}, but not every row adds up across its columns")
        else:
            yield check
