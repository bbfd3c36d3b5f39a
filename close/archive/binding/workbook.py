"""The workbook of a binder: the answers of the newest signature, with the titles of the month pack and their sums."""

from collections.abc import Sequence

import pyarrow as pa

from close.archive.binding.month import BoundMonth, name_result
from close.archive.export import BookSheet, write_book
from close.archive.pack.lists import LISTS, say_cell
from close.rules.answers import say_caution
from close.rules.queries import in_force
from close.rules.reasons import add_words
from close.signing.pins import PinnedAnswer
from close.store.datasets import UNREADABLE_ROWS
from close.store.seals import MONTH

PACKED = {packed.report: packed for packed in LISTS}


def write_workbook(bound: BoundMonth) -> bytes:
    """Return a workbook of the answers in the month's newest signature, or in the newest of a step or report.

    One that was withdrawn counts only if there is no other.
    """
    standing = [s.event for each in bound.standings.values() for s in each.signatures] or bound.signed
    newest = max(standing, key=lambda event: (event.subject == MONTH, event.number))
    signed = [PinnedAnswer.from_record(record) for record in newest.pins]
    sheets = {_name_sheet(pin, bound.period): _make_sheet(bound, pin) for pin in signed}
    return write_book(sheets, say_caution(_list_incomplete(bound, signed, newest.manifest)))


def _name_sheet(pin: PinnedAnswer, period: str) -> str:
    packed = PACKED.get(pin.report)
    title = packed.title if packed else in_force(pin.report, period).title
    return f"{title} {pin.only}".strip()


def _make_sheet(bound: BoundMonth, pin: PinnedAnswer) -> BookSheet:
    report, packed = in_force(pin.report, bound.period), PACKED.get(pin.report)
    labels = {column.name: column.label for column in report.columns}
    table = add_words(bound.answers[name_result(pin)], report.wordings, bound.period)
    return BookSheet(_say_codes(table), labels, packed.sums if packed else ())


def _say_codes(table: pa.Table) -> pa.Table:
    """Return the table with words for the codes in its cells."""
    said = {
        name: pa.array([say_cell(name, value) for value in column.to_pylist()]) if _is_text(column) else column
        for name, column in zip(table.column_names, table.columns, strict=True)
    }
    return pa.table(said)


def _is_text(column: pa.ChunkedArray) -> bool:
    return pa.types.is_string(column.type) and column.null_count < len(column)


def _list_incomplete(bound: BoundMonth, signed: Sequence[PinnedAnswer], manifest: int) -> list[str]:
    """Return the datasets of signed answers whose exports lack rows."""
    used = {landing for pin in signed for landing in pin.landings}
    short = bound.warehouse.manifests.open(manifest).list_short(bound.period)
    unread = [(each.files[0].dataset, each) for each in bound.landings if each.dataset(UNREADABLE_ROWS.name)]
    return sorted({dataset for dataset, record in (*short, *unread) if record.landing in used})
