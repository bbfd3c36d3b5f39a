"""Checks of a finished outline, which show that the file was not cut off. Each raises CutOff."""

from collections.abc import Iterator, Sequence

import pyarrow as pa

from close.spools import BATCH_ROWS
from loaders.layouts.totals import CutOff
from loaders.ledger.layouts.outline.lines import Line
from loaders.ledger.layouts.outline.sections import NOWHERE, Outline


def check_totals(outline: Outline, is_entry: pa.BooleanArray, *, journals: bool, totals: bool) -> None:
    """Check that no section lacks the total that others have, or that every section has, if `totals` is true."""
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
    """Check that the last of the file's rows is not a heading."""
    last = lines[-1] if lines else None
    if outline.sections and last and last.row == rows - 1 and last.number == outline.sections[-1].line:
        why = "is a heading without rows (if it is a note, delete it)"
        raise CutOff(f'line {last.number}, its last, "{last.label}", {why}')


def _list_sections(outline: Outline, is_entry: pa.BooleanArray) -> Iterator[int]:
    """Return the sections with entries, some of them several times."""
    for first in range(0, len(is_entry), BATCH_ROWS):
        yield from outline.list_sections(first, is_entry.slice(first, BATCH_ROWS)).unique().to_pylist()
