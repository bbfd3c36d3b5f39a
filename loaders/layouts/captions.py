"""The groups of amount columns in a pivot with Year and Month across the top, found by the captions above them."""

import re
from collections.abc import Mapping, Sequence

from close.errors import Refused
from loaders.files.sheets import Sheet
from loaders.layouts.description import ColumnGroup, Loader
from loaders.layouts.totals import ANY

_CAPTION_ROWS = 3


class IrregularGroups(Refused):
    """A column that occurs in several captioned groups, although the groups do not all have the same columns."""

    def __init__(self, line: int, header: str) -> None:
        super().__init__(
            f'Line {line}: "{header}" is in several groups of columns that do not match. Remove Year and '
            "Month from the report's columns and export it again."
        )


def find_groups(
    loader: Loader, sheet: Sheet, index: int, labels: Sequence[str], positions: Mapping[str, int]
) -> tuple[ColumnGroup, ...]:
    """Return the captioned groups of columns, or an empty list unless a column occurs twice under captions.

    Raises IrregularGroups.
    """
    positions_of = {
        name: [p for p, label in enumerate(labels) if label == labels[at]] for name, at in positions.items()
    }
    twice = {name: occurrences for name, occurrences in positions_of.items() if len(occurrences) > 1}
    rows = count_captions(sheet, index, min(map(min, twice.values()))) if twice else 0
    if not loader.outer_labels or not rows or not all(loader.columns[name].numeric for name in twice):
        return ()
    spans = _find_spans(list(twice.values()), len(labels))
    captions = [_read_caption(sheet, range(index - rows, index), *span) for span in spans]
    totals = [bool(re.search(ANY, caption)) for caption in captions]
    if not spans or all(totals):
        header = sheet.row(index)[next(iter(twice.values()))[0]] or ""
        raise IrregularGroups(sheet.line(index), header)
    parts = ({name: occurrences[number] for name, occurrences in twice.items()} for number in range(len(spans)))
    return tuple(ColumnGroup(*group) for group in zip(captions, totals, parts, strict=True))


def count_captions(sheet: Sheet, index: int, start: int) -> int:
    """Count the caption rows above the headers: those with text above the amounts."""
    rows = 0
    while rows < min(_CAPTION_ROWS, index) and any(sheet.row(index - rows - 1)[start:]):
        rows += 1
    return rows


def _find_spans(positions_of: Sequence[Sequence[int]], end: int) -> list[tuple[int, int]]:
    """Return each group's first and last column, or none if a column does not appear exactly once in every group."""
    if len({len(columns) for columns in positions_of}) > 1:
        return []
    groups = list(zip(*positions_of, strict=True))
    starts = [min(group) for group in groups]
    spans = list(zip(starts, [*starts[1:], end], strict=True))
    return spans if all(max(group) < until for group, (_, until) in zip(groups, spans, strict=True)) else []


def _read_caption(sheet: Sheet, rows: range, start: int, end: int) -> str:
    """Return the captions above a group, from the top.

    Each is printed over the group's first column or over all of them.
    """
    texts = (next(filter(None, sheet.row(row)[start:end]), None) for row in rows)
    return " ".join(dict.fromkeys(filter(None, texts)))
