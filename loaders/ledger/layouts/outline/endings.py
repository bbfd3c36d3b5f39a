"""Checks of a finished outline, which show that the file was not cut off or printed in pages."""

from collections.abc import Iterator, Sequence

import pyarrow as pa

from close.errors import Refused
from close.spools import BATCH_ROWS
from loaders.layouts.totals import CutOff
from loaders.ledger.layouts.outline.lines import Line
from loaders.ledger.layouts.outline.sections import NOWHERE, Outline


class BalanceInside(Refused):
    """An opening or closing balance between the entries of its account, such as one carried to the next page."""

    def __init__(self, line: int, label: str, account: str) -> None:
        super().__init__(
            f'Line {line} ("{label}") is between the entries of "{account}". If it was carried from one page to the '
            "next, remove the row and upload the file again. Otherwise export the report again."
        )


def check_totals(outline: Outline, is_entry: pa.BooleanArray, *, journals: bool, totals: bool) -> None:
    """Check that no section lacks the total that others have, or that each has one, if `totals`. Raises CutOff."""
    sections = outline.sections
    has_totals = any(section.has_total for section in sections)
    with_entries = set(_list_sections(outline, is_entry))
    for number, section in enumerate(sections if totals or has_totals else ()):
        is_used = number in with_entries or section.opening
        if is_used and not (section.has_total or section.closing):
            raise CutOff(f'"{section.name}" (line {section.line}) has no total')
    if journals and NOWHERE in with_entries and has_totals:
        raise CutOff("the entries of a journal have no total, but those of others do")


def check_last_line(outline: Outline, lines: Sequence[Line], rows: int) -> None:
    """Check that the last of the file's rows is not a heading. Raises CutOff."""
    last = lines[-1] if lines else None
    if outline.sections and last and last.row == rows - 1 and last.number == outline.sections[-1].line:
        why = "is a heading without rows (if it is a note, delete it)"
        raise CutOff(f'line {last.number}, its last, "{last.label}", {why}')


def check_balances(outline: Outline, is_entry: pa.BooleanArray) -> None:
    """Check that no opening or closing balance is among the entries of its account. Raises BalanceInside.

    A list with the newest entries first may begin with the closing balance.
    """
    for number, section in enumerate(outline.sections):
        for line in filter(None, (section.opening, section.closing)):
            rows = (_find_entry(is_entry, line.row, step) for step in (-1, 1))
            if all(row is not None and outline.section_of_row[row].as_py() == number for row in rows):
                raise BalanceInside(line.number, line.label, section.name)


def _find_entry(is_entry: pa.BooleanArray, row: int, step: int) -> int | None:
    """Return the entry next to a row, above or below it."""
    row += step
    while 0 <= row < len(is_entry):
        if is_entry[row].as_py():
            return row
        row += step
    return None


def _list_sections(outline: Outline, is_entry: pa.BooleanArray) -> Iterator[int]:
    """Return the sections with entries, some of them several times."""
    for first in range(0, len(is_entry), BATCH_ROWS):
        yield from outline.list_sections(first, is_entry.slice(first, BATCH_ROWS)).unique().to_pylist()
