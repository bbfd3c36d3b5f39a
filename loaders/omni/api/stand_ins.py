"""Documents from a list of the API, which stand in for a report until one of the month is uploaded.

A list contains every document that was changed since a day. As many land as a report of the month would show: those
created, moved or dated in it, and earlier ones that are still open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.months import month
from close.spools import read_whole
from close.store.datasets import Dataset
from close.store.manifests import STANDS_IN
from close.store.settings import Settings
from close.texts import say_count
from loaders.layouts.description import Check, Contents, Expectations, Export, Values
from loaders.omni.api import voids
from loaders.omni.api.amounts import TOTAL, split_total
from loaders.omni.api.document_list import DocumentList
from loaders.omni.documents import make_key

_DAYS = ("created_date", "move_date", "acct_date")


class FieldsMissing(Refused):
    """A list that was saved without fields that its documents need."""

    def __init__(self, title: str, lacking: Sequence[str]) -> None:
        fields = ", ".join(f'"{name}"' for name in lacking)
        super().__init__(
            f"{title}: no document of this list states {fields}. Download the list again with all its fields."
        )


@dataclass(frozen=True)
class StandIn:
    """A kind of list, and what it lacks compared with its report.

    `dataset`: that of the documents. `report`: the title of the report. `lacks`: what the API never states, in words
    for the card, and `never`: the columns of it. `amounts`: the total, the tax in it, and the amount without tax.
    """

    dataset: Dataset
    report: str
    lacks: str
    never: tuple[str, ...]
    amounts: tuple[str, str, str]

    def read(self, export: Export, expected: Expectations) -> Contents:
        """Read the documents of the list. Raises FieldsMissing and the errors of `DocumentList.read`."""
        columns = export.loader.columns.items()
        if lacking := [column.header for name, column in columns if not (column.optional or name in export.positions)]:
            raise FieldsMissing(export.loader.title, lacking)
        remark = f'{self.lacks}. "{self.report}" has them, and replaces these documents once you upload it'
        return DocumentList(lacks=remark).read(export, expected)

    def limit(self, contents: Contents, period: str) -> Contents:
        """Return the documents that a report of the month would show, and state what was left out and what is unknown.

        An amount that is unknown for every document is a column that the list lacks.
        """
        rows = read_whole(contents.tables[self.dataset.name])
        later, settled = _find_later(rows, period), _find_settled(rows, period)
        kept = rows.filter(pc.invert(pc.or_(later, settled)))
        unknown = (name for name in self.amounts if kept[name].null_count == len(kept) > 0)
        return replace(
            contents,
            tables={**contents.tables, self.dataset.name: kept},
            checks=(*contents.checks, *_say_left_out(later, settled), *self._say_unknown(kept)),
            reading={**contents.reading, STANDS_IN: "yes"},
            absent=tuple(dict.fromkeys((*self.never, *contents.absent, *unknown))),
        )

    def derive(self, kind: str, words: tuple[str, str], rows: Values, settings: Settings | None) -> Values:
        """Add the type, the key, the proven amounts and whether a document is void. Raises UnclearVoid.

        `words` are those of `voids.check_known`.
        """
        void = voids.find_void_documents(voids.name_marks(rows))
        voids.check_known(rows, void, words, self.report)
        incl, tax, excl = self.amounts
        total, net = split_total({**rows, TOTAL: rows[incl]}, settings)
        return {
            **rows,
            "doc_type": pa.repeat(kind, len(total)),
            "ref_key": make_key(rows["order_ref"]),
            incl: total,
            tax: pc.subtract(total, net),
            excl: net,
            "is_void": void,
            "sign_flipped": pa.repeat(False, len(total)),
        }

    def _say_unknown(self, rows: pa.Table) -> Iterator[Check]:
        total, net = (rows[name].is_null() for name in (self.amounts[0], self.amounts[-1]))
        if count := pc.sum(total).as_py():
            detail = "without a total in the currency of the books"
            yield Check("Currency", "not proven", f"{_say(count, len(rows))} {detail}")
        if count := pc.sum(pc.and_(net, pc.invert(total))).as_py():
            detail = "of which no amounts prove the tax (to within 0.02), so their amounts without tax are unknown"
            yield Check("Tax", "not proven", f"{_say(count, len(rows))} {detail}")


def _say(count: int, rows: int) -> str:
    return f"{count:,} of {say_count(rows, 'document')}"


def _find_later(rows: pa.Table, period: str) -> pa.Array:
    """Return a mask of the documents that were created after the month, and neither moved nor dated by its end."""
    end = pa.scalar(month(period).end, pa.date32())
    by_end = reduce(pc.or_, (pc.fill_null(pc.less_equal(rows[name], end), False) for name in _DAYS))
    return pc.and_(pc.fill_null(pc.greater(rows["created_date"], end), False), pc.invert(by_end))


def _find_settled(rows: pa.Table, period: str) -> pa.Array:
    """Return a mask of the documents of earlier months that were complete before this one."""
    start = pa.scalar(month(period).start, pa.date32())
    before = [pc.fill_null(pc.less(rows[name], start), name == "created_date") for name in _DAYS]
    is_off = pc.fill_null(pc.not_equal(rows["qty_ordered"], rows["qty_moved"]), False)
    waits = pc.is_in(pc.coalesce(rows["status"], "NOT_IMPORTED"), value_set=pa.array(["NOT_IMPORTED", "ERROR"]))
    is_open = pc.and_(pc.or_(is_off, waits), pc.invert(rows["is_void"]))
    return pc.and_(reduce(pc.and_, before), pc.invert(is_open))


def _say_left_out(later: pa.Array, settled: pa.Array) -> Iterator[Check]:
    counts = [pc.sum(mask).as_py() or 0 for mask in (settled, later)]
    words = ("complete before the month", "created after it")
    parts = [f"{count:,} {word}" for count, word in zip(counts, words, strict=True) if count]
    again = ". If an earlier month still shows one as open, upload that month's list again" if counts[0] else ""
    if parts:
        yield Check("Month", "passed", f"left out: {' and '.join(parts)}{again}")
