"""Recognition of files: the headers decide which loader claims a file, never its name or the order of its columns."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from close.errors import Refused
from loaders.cells.columns import Column
from loaders.files.sheets import Sheet
from loaders.layouts.captions import count_captions, find_groups
from loaders.layouts.description import Export, Loader

_HEADER_WITHIN = 50
_TAKEN = "\0"
_IN_CURRENCY = re.compile(
    r"(?:\s*[(\[]|\s+[-–]?\s*(?:in )?)"
    r"(AED|AUD|BRL|CAD|CHF|CNY|CZK|DKK|EUR|FJD|GBP|HKD|HUF|IDR|INR|JPY|KRW|MXN|MYR|NOK|NZD|PGK|PHP|PLN|SAR|SEK|SGD"
    r"|THB|TRY|TWD|USD|VND|ZAR)[)\]]?$"
)


class Unrecognised(Refused):
    """A file whose headers do not match any loader."""

    def __init__(self, nearest: Loader | None, lacking: Sequence[str]) -> None:
        if nearest is None:
            text = "No row of this file contains the headers of a known report."
        else:
            columns = ", ".join(f'"{header}"' for header in lacking)
            text = (
                f'No known report has these columns. The closest is "{nearest.title}", but this file lacks {columns}. '
                "Add the missing columns to the report and export it again."
            )
        super().__init__(text)


class ClaimedTwice(Refused):
    """A file that two loaders claim."""

    def __init__(self, claims: Iterable[Loader]) -> None:
        titles = " and ".join(f'"{loader.title}" ({loader.name})' for loader in claims)
        super().__init__(f"This file has the columns of {titles}. Remove the added columns and export it again.")


class ColumnTwice(Refused):
    """A file with two columns under the same header, or in two currencies."""

    def __init__(self, line: int, headers: Sequence[str]) -> None:
        first, *others = dict.fromkeys(headers)
        what = f'"{first}" and "{others[0]}" have the same meaning' if others else f'two columns are called "{first}"'
        which = "the one in the books' currency" if others else "one of them"
        super().__init__(f"Line {line}: {what}. Keep {which} and export again.")


class SeveralReports(Refused):
    """A workbook with a report on more than one sheet."""

    def __init__(self, names: Sequence[str]) -> None:
        listed = ", ".join(f'"{name}"' for name in names)
        super().__init__(f"Several sheets in this workbook contain a report ({listed}). Save each as a separate file.")


class LostValues(Refused):
    """A workbook with failed formulas in place of values."""

    def __init__(self, cells: Sequence[str]) -> None:
        super().__init__(
            f"Some cells contain a failed formula (such as #DIV/0! or #N/A): {', '.join(cells)}. "
            "Export the report again and upload it unedited."
        )


def normalise(text: str | None) -> str:
    """Normalise a header or name for comparison: letters and digits only, in lower case."""
    return "".join(filter(str.isalnum, (text or "").casefold()))


def recognise(sheets: Sequence[Sheet], loaders: Sequence[Loader]) -> Export:
    """Return the export that exactly one loader claims on exactly one sheet.

    Raises Unrecognised, SeveralReports, ClaimedTwice, ColumnTwice, LostValues.
    """
    pages = [export for sheet in sheets if (export := _find_page(sheet, loaders))]
    if not pages:
        raise Unrecognised(*_nearest(sheets, loaders))
    if len(pages) > 1:
        raise SeveralReports([export.sheet.name for export in pages])
    return pages[0]


def read_labels(row: Sequence[str | None]) -> list[str]:
    """Normalise the cells of a row as headers. "Debit (AUD)" is read as Debit, unless there is another Debit column."""
    labels = [_normalise_header(label or "") for label in row]
    bare = [_normalise_header(_IN_CURRENCY.sub("", label or "")) for label in row]
    return [label if short in labels else short for label, short in zip(labels, bare, strict=True)]


def find_column(column: Column, labels: Sequence[str]) -> int | None:
    """Return the position of a column among normalised labels, by its own header or else by its aliases in order."""
    return next((labels.index(name) for name in _names(column) if name in labels), None)


@cache
def _names(column: Column) -> tuple[str, ...]:
    return tuple(_normalise_header(name) for name in (column.header, *column.aliases))


def _normalise_header(text: str) -> str:
    """Normalise a header. "Account #" becomes Account No, which differs from Account."""
    return normalise(text.replace("#", " no "))


def _find_page(sheet: Sheet, loaders: Sequence[Loader]) -> Export | None:
    for index in range(min(sheet.rows, _HEADER_WITHIN)):
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
    if sheet.lost:
        raise LostValues(sheet.lost)
    row, columns = sheet.row(index), claims[0].columns
    labels = read_labels(row)
    positions = _position(columns, labels)
    if groups := find_groups(claims[0], sheet, index, labels, positions):
        captions = count_captions(sheet, index, min(groups[0].positions.values()))
        return Export(claims[0], sheet, index, positions, groups, captions)
    for position in positions.values():
        if labels[position] and labels.count(labels[position]) > 1:
            alike = [row[other] or "" for other, label in enumerate(labels) if label == labels[position]]
            raise ColumnTwice(sheet.lines[index].as_py(), alike)
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


def _nearest(sheets: Sequence[Sheet], loaders: Sequence[Loader]) -> tuple[Loader | None, list[str]]:
    """Return the loader with the largest share of its required columns in any one row, if that is at least a third."""
    best: tuple[float, Loader | None, list[str]] = (1 / 3, None, [])
    for sheet in sheets:
        for index in range(min(sheet.rows, _HEADER_WITHIN)):
            labels = read_labels(sheet.row(index))
            for loader in loaders:
                lacking = _lacking(loader, labels)
                needed = sum(not column.optional for column in loader.columns.values())
                if 1 - len(lacking) / needed > best[0]:
                    best = (1 - len(lacking) / needed, loader, lacking)
    return best[1], best[2]
