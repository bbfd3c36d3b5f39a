"""The only account of a list, from the lines above its headers, and as the heading that its entries lack."""

import re
from collections.abc import Iterator, Sequence

import pyarrow.compute as pc

from close.store.datasets import LEDGER_ENTRIES
from close.store.settings import Settings
from loaders.cells.date_ranges import read_date_range
from loaders.files.sheets import Sheet, SheetBuilder, build_columns
from loaders.layouts.description import Export
from loaders.layouts.grids import list_grids
from loaders.layouts.printed.page_rows import without_continued
from loaders.layouts.recognition import normalise
from loaders.ledger.layouts.outline.lines import UnknownRow
from loaders.ledger.layouts.row_labels import is_sum, says_closing, says_footer, says_net, says_opening, says_total

_PART = r"(?P<part>code|no\.?|number|id|name|description|title|#)"
_LABEL = (
    rf"(?:for\s+)?(?:(?:gl|g/l|general ledger|ledger|nominal)\s+)?(?:account|a/c|acct)(?:\s*{_PART})?"
    rf"|(?:ledger|nominal)\s+{_PART.replace('part', 'other')}|ledger(?=\s*:)"
)
_LABELLED = re.compile(rf"^\W*(?:{_LABEL})\s*(?:[:=]|\s[-–—]\s)\s*(?P<value>\S.*)$", re.IGNORECASE)
_CODED = re.compile(rf"^\W*(?:{_LABEL})\s+(?P<value>\d\S*.*)$", re.IGNORECASE)
_ALONE = re.compile(rf"^\W*(?:{_LABEL})\s*[:=]?$", re.IGNORECASE)
_SEVERAL = re.compile(
    r"^\W*(all|any|multiple|several|selected|various|none|blank|every)\b|^\d+ accounts\b|\bselected\b"
    r"|^\d[\w.-]*(\s*(,|;|&|\band\b|\bto\b|\.\.)\s*\d[\w.-]*)+$|^(\d{3,})\s*[-–]\s*\d{3,}$",
    re.IGNORECASE,
)
_FEW = 4
_CODES = ("code", "no", "number", "id", "#")


def lacks_account(export: Export) -> bool:
    """Return True for entries without a column for their accounts and without a heading above the first one."""
    columns = {name: column for name, column in export.loader.columns.items() if name in {"name", "code"}}
    is_stated = any(column.constant or name in export.positions for name, column in columns.items())
    if export.loader.dataset is not LEDGER_ENTRIES or is_stated:
        return False
    return not (is_quiet(export) or has_heading(export))


def is_quiet(export: Export) -> bool:
    """Return True if there are no rows under the headers, or only a note such as "No transactions"."""
    rows = range(export.header + 1, export.sheet.rows)
    return len(rows) < _FEW and all(says_footer(" ".join(filter(None, export.sheet.row(row)))) for row in rows)


def has_heading(export: Export) -> bool:
    """Return True if the first row under the headers is a heading."""
    first = [cell for cell in export.sheet.row(export.header + 1) if cell]
    return len(first) == 1 and not says_opening(first[0])


def find_own_account(export: Export) -> str | None:
    """Return the only account among the rows of a ledger: its heading, or what every row has in the account column."""
    if export.loader.dataset is not LEDGER_ENTRIES or export.header + 1 >= export.sheet.rows:
        return None
    if headings := [text for text, _ in _list_headings(export)]:
        return headings[0] if len(headings) == 1 and has_heading(export) else None
    stated = set[str]()
    for grid in list_grids(export):
        parts = [grid.cells[part] for part in ("name", "code") if part in grid.cells]
        stated |= set(pc.coalesce(*parts).unique().drop_null().to_pylist()) if parts else set()
    accounts = [text for text in stated if not (says_total(text) or is_sum(text))]
    return accounts[0] if len(accounts) == 1 else None


def find_account(export: Export, settings: Settings | None = None) -> str | None:
    """Return the only account that the lines above the headers state, or None.

    A line states it after a word such as "Account:", or is exactly an account in the settings.
    """
    rows = [tuple(dict.fromkeys(filter(None, export.sheet.row(index)))) for index in range(export.header)]
    pairs = [pair for row in rows for pair in _read_pairs(row)]
    codes = dict.fromkeys(value for is_code, value in pairs if is_code)
    names = dict.fromkeys(value for is_code, value in pairs if not is_code)
    stated = [*codes, *names]
    if len(codes) > 1 or len(names) > 1 or any(map(_states_several, stated)):
        return None
    return " - ".join(stated) or _find_in_settings(rows, settings)


def states_account(cells: Sequence[str]) -> bool:
    """Return True if a line above the headers states an account."""
    return any(_read_pairs(cells))


def head_account(export: Export, account: str) -> Sheet:
    """Return the sheet with the account as a heading above the first entry.

    Raises UnknownRow for other headings and notes, whose entries may be of other accounts.
    """
    _check_headings(export)
    sheet, builder = export.sheet, SheetBuilder()
    columns, lines, widths = build_columns([(sheet.line(export.header), (account, *[""] * (sheet.width - 1)))])
    for part in sheet.parts():
        above = max(export.header + 1 - part.first, 0)
        builder.add([c.slice(0, above) for c in part.columns], part.lines.slice(0, above), part.widths.slice(0, above))
        if part.first <= export.header + 1 <= part.first + len(part.lines):
            builder.add(columns, lines, widths)
        builder.add([c.slice(above) for c in part.columns], part.lines.slice(above), part.widths.slice(above))
    return builder.build(sheet.reading, sheet.whole, sheet.name, sheet.lost)


def _read_pairs(cells: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """Return the codes and names of accounts in a row, each with whether it is a code."""
    for cell, following in zip(cells, [*cells[1:], ""], strict=True):
        if match := _ALONE.match(cell):
            value = following
        elif match := _LABELLED.match(cell) or _CODED.match(cell):
            value = match["value"].strip()
        else:
            continue
        part = (match["part"] or match["other"] or "").lower().rstrip(".")
        if value and not read_date_range(value, None):
            yield part in _CODES, value


def _states_several(text: str) -> bool:
    return bool(_SEVERAL.search(text))


def _find_in_settings(rows: Sequence[Sequence[str]], settings: Settings | None) -> str | None:
    """Return the line that is an account in the settings, if there is exactly one."""
    known = {
        normalise(text)
        for _, code, name in (settings.accounts if settings else ())
        for text in (name, code + name if code and name else "")
    }
    found = dict.fromkeys(row[0] for row in rows if len(row) == 1 and normalise(row[0]) in known - {""})
    return next(iter(found)) if len(found) == 1 else None


def _check_headings(export: Export) -> None:
    for text, line in _list_headings(export):
        raise UnknownRow(line, text, export.headers["entry_date"])


def _list_headings(export: Export) -> Iterator[tuple[str, int]]:
    """Return the text and line of each row with one cell that is not a balance, total or footer."""
    for grid in list_grids(export):
        single = grid.filter(pc.equal(grid.filled, 1))
        texts = pc.coalesce(*single.columns).to_pylist() if len(single) else []
        yield from (pair for pair in zip(texts, single.lines.to_pylist(), strict=True) if not _is_known(pair[0]))


def _is_known(text: str) -> bool:
    known = (says_opening, says_closing, says_net, says_total, says_footer, is_sum)
    return any(says(text) for says in known) or without_continued(text) != text
