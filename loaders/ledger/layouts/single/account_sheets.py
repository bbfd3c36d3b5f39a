"""A workbook with one ledger account on each sheet, joined to one ledger.

The lines of the joined sheet are numbered from the first sheet to the last, and messages are given those of each sheet.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.texts import say_count
from loaders.cells.date_ranges import MONTH_NAME
from loaders.files.sheets import Sheet, SheetBuilder
from loaders.layouts.description import Check, Export, JoinedSheets
from loaders.layouts.printed.page_rows import read_top
from loaders.layouts.recognition import normalise
from loaders.ledger.layouts.outline.lines import UnknownRow
from loaders.ledger.layouts.single.stated_account import (
    find_account,
    find_own_account,
    has_heading,
    head_account,
    is_quiet,
    lacks_account,
    states_account,
)

_GENERIC = re.compile(
    r"^\W*((work)?sheet|table|tabelle|feuil|hoja|foglio|blad|page|week|list|export|report|data|part|q|ledger|gl|transactions|"
    r"account transactions|general ledger( detail)?|entries|journal|detail|summary)?[\W_]*\d{0,2}[\W_]*$",
    re.IGNORECASE,
)
_MONTH = re.compile(
    rf"^\W*({MONTH_NAME}\W*(20)?\d{{0,2}}|20\d\d[-./ ](0[1-9]|1[0-2])|(0[1-9]|1[0-2])[-./ ]20\d\d)\W*$",
    re.IGNORECASE,
)
# How Excel names the copy of a sheet.
_COPY = re.compile(r"\s*\(\d{1,2}\)$")
Parts = Sequence[tuple[Export, str]]
_LINES = re.compile(r"\b[Ll]ines? (\d+)(?: and (\d+))?")


class UnnamedSheet(Refused):
    """A workbook with entries on several sheets, one of which does not state its account."""

    def __init__(self, sheet: str) -> None:
        super().__init__(
            f'The entries on sheet "{sheet}" do not state their account. Rename each sheet to the name or code of its '
            'account, or add a line such as "Account: 630 Inventory" above its headers.'
        )


class SheetsDiffer(Refused):
    """A workbook with an account on each sheet, whose sheets have different columns, months or organisations."""

    def __init__(self, sheet: str, text: str, first: str) -> None:
        order = f'has its columns in another order than sheet "{first}"'
        what = f'has "{text}", and sheet "{first}" does not' if text else order
        super().__init__(
            f'Sheet "{sheet}" {what}. The sheets of a ledger need the same columns and lines above them. '
            "Export the accounts again in one report."
        )


def join_account_sheets(exports: Sequence[Export], sheets: Sequence[Sheet]) -> list[Export]:
    """Return the exports, with those of single accounts joined to one.

    Sheets whose rows state their account stay separate if they differ, because they may be of several months. Raises
    UnnamedSheet, SheetsDiffer, UnknownRow.
    """
    if len(exports) < 2:
        return list(exports)
    unnamed = [(export, _name_account(export)) for export in _list_unnamed(exports)]
    if parts := _list_distinct(unnamed):
        _check_all_alike(parts)
        return _join(parts, exports, sheets)
    own = [(export, find_own_account(export) or "") for export in exports if not is_quiet(export)]
    parts = _list_distinct([pair for pair in own if pair[1] and not _MONTH.match(pair[0].sheet.name)])
    with suppress(SheetsDiffer):
        _check_all_alike(parts)
        return _join(parts, exports, sheets) if parts else list(exports)
    return list(exports)


def _list_unnamed(exports: Sequence[Export]) -> list[Export]:
    """Return the exports whose rows do not state their account, if there are several."""
    unnamed = [export for export in exports if lacks_account(export)]
    return unnamed if len(unnamed) > 1 else []


def _list_distinct(parts: Parts) -> Parts:
    """Return the exports and their accounts, if there are several and each has another account."""
    accounts = {normalise(_COPY.sub("", account)) for _, account in parts}
    return parts if len(parts) == len(accounts) > 1 else []


@contextmanager
def place_lines(export: Export) -> Iterator[None]:
    """Give the lines in an error of joined sheets as those of each sheet."""
    try:
        yield
    except Refused as error:
        if joined := export.joined:
            error.args = (_LINES.sub(lambda match: _place(joined, match), str(error)),)
        raise


def find_place(joined: JoinedSheets, line: int) -> tuple[str, int]:
    """Return the sheet of a line of joined sheets, and its line there."""
    name, before = next((name, before) for name, before in reversed(joined.starts) if before < line)
    return name, line - before


def describe_sheets(export: Export) -> tuple[Check, ...]:
    """Return a remark for the card about the sheets that were joined."""
    if not export.joined:
        return ()
    if unread := export.joined.unread:
        listed = ", ".join(f'"{name}"' for name in unread)
        return (Check("Sheets", "not proven", f"no entries were found on {listed}, so these sheets were not read"),)
    return (Check("Sheets", "passed", f"{say_count(len(export.joined.starts), 'sheet')}, one for each account"),)


def _place(joined: JoinedSheets, match: re.Match[str]) -> str:
    places = [find_place(joined, int(number)) for number in match.groups() if number]
    text = " and ".join(f'sheet "{name}", line {line}' for name, line in places)
    return text[0].upper() + text[1:] if match[0][0] == "L" else text


def _name_account(export: Export) -> str:
    """Return the account that a sheet states above its headers or, unless it is a general word, by its name."""
    name = export.sheet.name
    if account := find_account(export):
        return account
    if _GENERIC.match(name) or _MONTH.match(name):
        raise UnnamedSheet(name)
    return name


def _check_all_alike(parts: Parts) -> None:
    for export, account in parts:
        _check_alike(export, account, *parts[0])


def _check_alike(export: Export, account: str, first: Export, of_first: str) -> None:
    """Check that two sheets have the same headers, and the same lines above them apart from the names of accounts."""
    sheet, other = export.sheet.name, first.sheet.name
    headers, others = (tuple(filter(None, one.sheet.row(one.header))) for one in (export, first))
    _compare(sheet, {cell: cell for cell in headers}, other, {cell: cell for cell in others})
    _compare(sheet, _list_lines(export, account), other, _list_lines(first, of_first))
    if headers != others or export.positions != first.positions or export.loader.name != first.loader.name:
        raise SheetsDiffer(sheet, "", other)


def _compare(sheet: str, own: Mapping[str, str], other: str, others: Mapping[str, str]) -> None:
    """Compare texts, or else their keys. Raises SheetsDiffer with the first one that only one of two sheets has."""
    for name, texts, second, known in ((sheet, own, other, others), (other, others, sheet, own)):
        added = next((t for t, key in texts.items() if t not in known and key not in known.values()), None)
        if added:
            raise SheetsDiffer(name, added, second)


def _list_lines(export: Export, account: str) -> dict[str, str]:
    """Return the lines above the headers, each with a key that leaves out the names of the account."""
    names = sorted({normalise(name) for name in (account, export.sheet.name, *account.split(" - "))}, key=len)
    rows = [row for row in read_top(export) if not (row.is_number or states_account(row.cells))]
    keys = {row.text: normalise(row.text) for row in rows}
    for name in filter(None, reversed(names)):
        keys = {text: key.replace(name, "") for text, key in keys.items()}
    return keys


def _join(parts: Parts, exports: Sequence[Export], sheets: Sequence[Sheet]) -> list[Export]:
    """Return the exports, with some of them joined to one that has a heading for each account."""
    builder, starts, before = SheetBuilder(), list[tuple[str, int]](), 0
    for number, (export, account) in enumerate(parts):
        starts.append((export.sheet.name, before))
        headed = _head_sheet(export, account)
        for part in headed.parts(0 if number == 0 else export.header + 1):
            builder.add(part.columns, _shift(part.lines, before), part.widths)
        before += headed.line(-1)
    first, names = parts[0][0], {name for name, _ in starts}
    others = [e for e in exports if e.sheet.name not in names and not (e.loader is first.loader and is_quiet(e))]
    read = names | {export.sheet.name for export in others}
    joined = JoinedSheets(tuple(starts), tuple(sheet.name for sheet in sheets if sheet.name not in read))
    whole = all(export.sheet.whole for export, _ in parts)
    sheet = builder.build({**first.sheet.reading, "sheet": ""}, whole)
    return [replace(first, sheet=sheet, joined=joined), *others]


def _head_sheet(export: Export, account: str) -> Sheet:
    try:
        return export.sheet if has_heading(export) else head_account(export, account)
    except UnknownRow as error:
        error.args = (f'Sheet "{export.sheet.name}": {error}',)
        raise


def _shift(lines: pa.Array, before: int) -> pa.Array:
    return pc.add(lines, pa.scalar(before, lines.type))
