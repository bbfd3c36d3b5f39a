"""The month pack as a workbook: a sheet with links, the summary, the bridge and every list."""

import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from close.archive.export import CREATED
from close.archive.pack import bridge_sheet, summary_sheet
from close.archive.pack.doubts import list_doubts
from close.archive.pack.list_sheet import WrittenList, write_list
from close.archive.pack.lists import LISTS
from close.archive.pack.month import CANNOT_TELL, PackedMonth
from close.archive.pack.sheet import CONTENTS, STYLES, Sheet, add_sheet, count_lines

WIDTHS = (32, 14, 18, 84)
# Text is text, whatever it begins with, and rows that are written do not stay in memory.
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True, "in_memory": True}


def xlsx(month: PackedMonth) -> bytes:
    """Return the workbook. Its formulas carry the values that they have. The same data always gives the same bytes.

    Raises BadPeriod.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, SAFE)
    book.set_properties({"title": f"Month pack, {month.facts['month']}", "created": CREATED})
    formats = {name: book.add_format(style) for name, style in STYLES.items()}
    titles = (CONTENTS, summary_sheet.TITLE, bridge_sheet.TITLE, *(packed.title for packed in LISTS))
    sheets = {title: add_sheet(book, title, formats) for title in titles}
    _write_sheets(sheets, month)
    book.close()
    return target.getvalue()


def _write_sheets(sheets: Mapping[str, Sheet], month: PackedMonth) -> None:
    """Write the lists first, because the other sheets refer to their cells."""
    lists = {packed.report: write_list(sheets[packed.title], month, packed) for packed in LISTS}
    balances = summary_sheet.find_balances(month)
    bridge = bridge_sheet.write_bridge(sheets[bridge_sheet.TITLE], month, balances, lists["findings"])
    doubts = list_doubts(month, {packed.report: packed.title for packed in LISTS})
    summary_sheet.write_summary(sheets[summary_sheet.TITLE], month, bridge, lists["checklist"], doubts)
    _write_contents(sheets[CONTENTS], month, list(lists.values()))


def _write_contents(sheet: Sheet, month: PackedMonth, lists: Sequence[WrittenList]) -> None:
    """Write a line for each sheet, with a link, its rows and its totals."""
    facts = month.facts
    sheet.head(f"Month pack, {facts['month']}", f"{facts['organisation']}, {facts['drawn_from']}, {facts['sealed']}")
    head = sheet.line
    for column, label in enumerate(("Sheet", "Rows", "Total", "What it shows")):
        sheet.put(column, label, "number head" if label in ("Rows", "Total") else "head")
    sheet.line += 1
    for title, about in ((summary_sheet.TITLE, summary_sheet.ABOUT), (bridge_sheet.TITLE, bridge_sheet.ABOUT)):
        sheet.link(0, title, title)
        sheet.put(3, about, "long")
        sheet.line += 1
    for written in lists:
        _write_entry(sheet, month, written)
    sheet.set_up(facts, WIDTHS, head)


def _write_entry(sheet: Sheet, month: PackedMonth, written: WrittenList) -> None:
    """Write a list with its rows and what it shows, and a line for each total."""
    packed = written.packed
    sheet.link(0, packed.title, packed.title)
    sheet.put(1, CANNOT_TELL if written.is_unknown else written.count, "unknown" if written.is_unknown else "count")
    sheet.put(3, packed.about, "long")
    sheet.set_height(count_lines(packed.about, WIDTHS[3]))
    sheet.line += 1
    labels = {column.name: column.label for column in month.answer(packed.report).report.columns}
    for name, total in written.totals.items():
        sheet.put(0, f"    {labels[name]}", "faint")
        if total is None:
            sheet.put(2, CANNOT_TELL, "unknown")
        elif written.count:
            sheet.formula(2, f"={written.total(name)}", total)
        else:
            sheet.put(2, total)
        sheet.line += 1
