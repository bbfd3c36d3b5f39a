"""Recognition of files: the headers decide which loader claims a file, never its name or the order of its columns."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from close.errors import Refused
from loaders.cells.columns import Column
from loaders.cells.currencies import IN_CURRENCY
from loaders.files.delimited import FixedWidths, has_fixed_widths
from loaders.files.sheets import HEADER_WITHIN, Sheet, check_formulas
from loaders.layouts.captions import count_captions, find_groups
from loaders.layouts.description import Export, Loader
from loaders.layouts.totals import STATED

_NEAR = 0.49
_TAKEN = "\0"
# What a pivot table puts before the header of a column that it adds up.
_SUM_OF = re.compile(r"^(sum of|summe von|somme de|suma de|soma de|somma di|som van)\s+", re.IGNORECASE)


class Unrecognised(Refused):
    """A file whose headers do not match any loader. `line` is that of the headers closest to those of a loader."""

    def __init__(self, nearest: Loader | None, lacking: Sequence[str], line: int = 0) -> None:
        where = f"Line {line} is" if line else "It is"
        columns = ", ".join(f'"{header}"' for header in lacking)
        super().__init__(
            f'No known report has the columns of this file. {where} closest to "{nearest.title}", but lacks {columns}. '
            "Add the missing columns to the report and export it again, or map its columns."
            if nearest
            else "No row of this file contains the headers of a known report. Map its columns to have it read."
        )


class WrappedHeaders(Refused):
    """A file whose headers are spread over two rows."""

    def __init__(self, first: int, second: int) -> None:
        super().__init__(
            f"The headers of this file are spread over lines {first} and {second}. Write each header in one cell, so "
            "that all of them are in one line, and upload the file again."
        )


class ClaimedTwice(Refused):
    """A file that two loaders claim."""

    def __init__(self, claims: Iterable[Loader]) -> None:
        titles = " and ".join(f'"{loader.title}" ({loader.name})' for loader in claims)
        super().__init__(f"This file has the columns of {titles}. Remove the added columns and export it again.")


class ColumnTwice(Refused):
    """A file with two columns under the same header, in two spellings of it, or in two currencies.

    A saved list has no line of headers, so its `line` is 0.
    """

    def __init__(self, line: int, headers: Sequence[str]) -> None:
        first, *others = dict.fromkeys(headers)
        where, noun = (f"Line {line}", "column") if line else ("The fields of the list", "field")
        what, which = f'two {noun}s are called "{first}"', "one of them"
        if others and len({_normalise_header(header) for header in headers}) == 1:
            what = f'"{first}" and "{others[0]}" are two spellings of one {noun}'
        elif others:
            what, which = f'"{first}" and "{others[0]}" have the same meaning', "the one in the books' currency"
        super().__init__(f"{where}: {what}. Keep {which} and export again.")


class SeveralReports(Refused):
    """A workbook with several reports, where only one can be read."""

    def __init__(self, names: Sequence[str]) -> None:
        listed = ", ".join(f'"{name}"' for name in names)
        super().__init__(f"Several sheets in this workbook contain a report ({listed}). Save each as a separate file.")


class HiddenReport(Refused):
    """A workbook with reports on hidden sheets only."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f'The only report in this workbook is on the hidden sheet "{name}". '
            "Unhide the sheet if it is the right one, save the workbook and upload it again."
        )


def normalise(text: str | None) -> str:
    """Normalise a header or name for comparison: letters and digits only, in lower case, with composed accents."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text or "").casefold()))


def recognise(sheets: Sequence[Sheet], loaders: Sequence[Loader]) -> list[Export]:
    """Return the exports that exactly one loader claims, and their companions. Hidden sheets are not read.

    Raises Unrecognised, WrappedHeaders, FixedWidths, HiddenReport, ClaimedTwice, ColumnTwice, LostValues, Uncalculated.
    """
    shown = [sheet for sheet in sheets if not sheet.is_hidden]
    exports = [each for sheet in shown if (export := _find_page(sheet, loaders)) for each in _list_companions(export)]
    if not exports:
        hidden = next((sheet for sheet in sheets if sheet.is_hidden and _find_page(sheet, loaders)), None)
        if any(map(has_fixed_widths, shown)):
            raise FixedWidths
        for sheet in shown:
            _check_wrapped(sheet, loaders)
        raise HiddenReport(hidden.name) if hidden else Unrecognised(*_nearest(shown, loaders))
    return exports


def _check_wrapped(sheet: Sheet, loaders: Sequence[Loader]) -> None:
    """Raise WrappedHeaders if two rows together have the headers of a report."""
    for index in range(1, min(sheet.rows, HEADER_WITHIN)):
        pairs = zip(sheet.row(index - 1), sheet.row(index), strict=False)
        labels = read_labels([" ".join(filter(None, pair)) for pair in pairs])
        if any(not _lacking(loader, labels) and _is_titled(loader, sheet, index) for loader in loaders):
            raise WrappedHeaders(sheet.line(index - 1), sheet.line(index))


def read_labels(row: Sequence[str | None]) -> list[str]:
    """Normalise the cells of a row as headers.

    "Debit (AUD)" and "Sum of Debit" are read as Debit, unless there is another Debit column.
    """
    labels = [_normalise_header(label or "") for label in row]
    bare = [_normalise_header(_SUM_OF.sub("", IN_CURRENCY.sub("", label or ""))) for label in row]
    return [label if short in labels else short for label, short in zip(labels, bare, strict=True)]


def find_column(column: Column, labels: Sequence[str]) -> int | None:
    """Return the position of a column among normalised labels, by its preferred headers, its own, or its aliases."""
    return next((labels.index(name) for name in list_names(column) if name in labels), None)


@cache
def list_names(column: Column) -> tuple[str, ...]:
    """Return the normalised headers that a column may have, the best first."""
    return tuple(_normalise_header(name) for name in (*column.preferred, column.header, *column.aliases))


def _normalise_header(text: str) -> str:
    """Normalise a header. "Account #" becomes Account No, which differs from Account."""
    return normalise(text.replace("#", " no "))


def _list_companions(export: Export) -> Iterator[Export]:
    """Return an export, and the one that another loader reads from the same rows, if there is one."""
    yield export
    if other := export.loader.companion:
        labels = read_labels(export.sheet.row(export.header))
        yield replace(export, loader=other, positions=_position(other.columns, labels))


def _find_page(sheet: Sheet, loaders: Sequence[Loader]) -> Export | None:
    for index in range(min(sheet.rows, HEADER_WITHIN)):
        if claims := _claims(sheet, index, loaders):
            return _page(claims, sheet, index)
    return None


def _claims(sheet: Sheet, index: int, loaders: Sequence[Loader]) -> list[Loader]:
    labels = read_labels(sheet.row(index))
    claims = [loader for loader in loaders if not _lacking(loader, labels) and _is_titled(loader, sheet, index)]
    names = {loader.name for loader in claims}
    firm = [loader for loader in claims if not names & set(loader.yields_to)]
    firm = [loader for loader in firm if not loader.is_general] or firm
    needed = {loader.name: _find_needed(loader, labels) for loader in firm}
    return [loader for loader in firm if not any(needed[loader.name] < other for other in needed.values())]


def _find_needed(loader: Loader, labels: Sequence[str]) -> set[int | None]:
    """Return the positions of the columns that a loader needs.

    A loader that needs all of another loader's columns and more takes precedence, because it knows the report better.
    """
    return {find_column(column, labels) for column in loader.columns.values() if not column.optional}


def _is_titled(loader: Loader, sheet: Sheet, index: int) -> bool:
    title = normalise(loader.report_title)
    return not title or any(
        normalise(cell).startswith(title) for above in range(index) for cell in sheet.row(above) if cell
    )


def _page(claims: list[Loader], sheet: Sheet, index: int) -> Export:
    if len(claims) > 1:
        raise ClaimedTwice(claims)
    check_formulas(sheet, index, STATED)
    row, columns = sheet.row(index), claims[0].columns
    labels = read_labels(row)
    positions = _position(columns, labels)
    if groups := find_groups(claims[0], sheet, index, labels, positions):
        captions = count_captions(sheet, index, min(groups[0].positions.values()))
        return Export(claims[0], sheet, index, positions, groups, captions)
    for position in positions.values():
        if labels[position] and labels.count(labels[position]) > 1:
            alike = [row[other] or "" for other, label in enumerate(labels) if label == labels[position]]
            raise ColumnTwice(sheet.line(index), alike)
    return Export(claims[0], sheet, index, positions)


def _position(columns: Mapping[str, Column], labels: Sequence[str]) -> dict[str, int]:
    """Return the position of each column.

    A header that matches two columns goes to the first, and the other needs its own.
    """
    positions: dict[str, int] = {}
    for name, column in columns.items():
        free = [_TAKEN if position in positions.values() else label for position, label in enumerate(labels)]
        if (position := find_column(column, free)) is not None:
            positions[name] = position
    return positions


def _lacking(loader: Loader, labels: Sequence[str]) -> list[str]:
    needed = (column for column in loader.columns.values() if not column.optional)
    return [column.header for column in needed if find_column(column, labels) is None]


def _nearest(sheets: Sequence[Sheet], loaders: Sequence[Loader]) -> tuple[Loader | None, list[str], int]:
    """Return the loader with the largest share of its required columns in one row, what that lacks, and its line.

    Fewer than two of the columns, or less than half of them, are near to nothing: every list has a date or a name.
    """
    best: tuple[float, Loader | None, list[str], int] = (0, None, [], 0)
    for sheet in sheets:
        for index in range(min(sheet.rows, HEADER_WITHIN)):
            labels = read_labels(sheet.row(index))
            for loader in loaders:
                lacking = _lacking(loader, labels)
                needed = sum(not column.optional for column in loader.columns.values())
                found = needed - len(lacking)
                if found > 1 and found / needed > max(best[0], _NEAR):
                    best = (found / needed, loader, lacking, sheet.line(index))
    return best[1:]
