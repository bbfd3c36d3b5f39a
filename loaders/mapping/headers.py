"""The header row of a mapped file: where it is, and which column is where."""

from collections.abc import Mapping as Places
from collections.abc import Sequence

from close.errors import Refused
from loaders.files.delimited import FixedWidths, has_fixed_widths
from loaders.files.sheets import HEADER_WITHIN, Sheet
from loaders.layouts.recognition import ColumnTwice, normalise
from loaders.mapping.mapping import Mapping


class ColumnGone(Refused):
    """A mapping that refers to a column which the file does not have."""

    def __init__(self, name: str, place: str | int, line: int) -> None:
        what = f"column {place}" if isinstance(place, int) else f'a column "{place}"'
        super().__init__(
            f"The mapping reads {name} from {what}, but line {line} has no such header. Choose its column again."
        )


class OneColumn(Refused):
    """A file whose rows are not separated into columns."""

    def __init__(self) -> None:
        super().__init__(
            "This file has only one column. Export it again with a separator between its columns, such as a semicolon "
            "or a tab."
        )


def check_separated(sheet: Sheet) -> None:
    """Check that a file has columns. Raises OneColumn, FixedWidths."""
    if has_fixed_widths(sheet):
        raise FixedWidths
    if sheet.width == 1:
        raise OneColumn


def read_headers(sheet: Sheet, row: int) -> tuple[str, ...]:
    """Return the headers in a row from left to right, without blank ones at the end."""
    headers = [cell or "" for cell in sheet.row(row)]
    while headers and not headers[-1]:
        headers.pop()
    return tuple(headers)


def find_headers(sheet: Sheet, mapping: Mapping) -> int | None:
    """Return the row with the mapping's headers, or None, as for a mapping of files without headers.

    The order of headers matters only if the mapping gives a place by number.
    """
    if not mapping.has_headers:
        return None
    wanted = _compare(mapping.headers, mapping)
    rows = range(min(sheet.rows, HEADER_WITHIN))
    return next((row for row in rows if _compare(read_headers(sheet, row), mapping) == wanted), None)


def find_positions(sheet: Sheet, row: int, mapping: Mapping) -> Places[str, int]:
    """Return the position of each column from 0. Raises ColumnGone, ColumnTwice."""
    headers = read_headers(sheet, row)
    labels = [normalise(header) for header in headers]
    positions: dict[str, int] = {}
    for name, place in mapping.columns.items():
        if isinstance(place, int):
            found = [place - 1] if 0 < place <= sheet.width else []
        else:
            found = [position for position, label in enumerate(labels) if label == normalise(place)]
        if not found:
            raise ColumnGone(name, place, sheet.line(row))
        if len(found) > 1:
            raise ColumnTwice(sheet.line(row), [headers[position] for position in found])
        positions[name] = found[0]
    return positions


def make_place(headers: Sequence[str], position: int) -> str | int:
    """Return how a mapping refers to a column: by its header, or by number if that is blank or not unique."""
    labels = [normalise(header) for header in headers]
    label = labels[position] if position < len(labels) else ""
    return headers[position] if label and labels.count(label) == 1 else position + 1


def _compare(headers: Sequence[str], mapping: Mapping) -> list[str]:
    labels = [normalise(header) for header in headers]
    is_ordered = any(isinstance(place, int) for place in mapping.columns.values())
    return labels if is_ordered else sorted(filter(None, labels))
