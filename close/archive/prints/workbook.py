"""The checklist as a workbook: one sheet with the steps and one with the exceptions."""

import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from close.archive.export import CREATED, neutralise
from close.archive.prints.checklist import NEW, facts
from close.signing.answers import answer
from close.store.warehouse import Warehouse
from close.texts import say_count

Row = dict[str, Any]


def _signed(who: str | None, at: str | None) -> str:
    return f"{who}, {at} UTC" if who else ""


def _trouble(step: Row) -> str:
    evidence = {"Not uploaded": step["missing"], "Export date unknown": step["undated"]}
    lines = [f"{what}: {', '.join(names)}" for what, names in evidence.items() if names]
    return "\n".join([*lines, *([f"Too old as evidence: {step['stale']}"] if step["stale"] else [])])


LINES = {  # heading: (width, function that returns the cell of a step)
    "Step": (7, lambda step: step["step"]),
    "Title": (40, lambda step: step["title"]),
    "State": (16, lambda step: step["word"]),
    "Found": (9, lambda step: step["count"]),
    "Last month": (11, lambda step: step["before"]),
    "Due": (12, lambda step: step["due"]),
    "Attested or waived by": (24, lambda step: _signed(step["attested_by"], step["attested_at"])),
    "Note": (40, lambda step: step["note"]),
    "Prepared by": (24, lambda step: _signed(step["prepared_by"], step["prepared_at"])),
    "Reviewed by": (24, lambda step: _signed(step["reviewed_by"], step["reviewed_at"])),
    "Exports that prove it": (36, lambda step: ", ".join(step["evidence"])),
    "Problems with exports": (40, _trouble),
    "Files attached": (30, lambda step: "\n".join(f"{file['name']} ({file['who']})" for file in step["files"])),
    "Comments": (40, lambda step: "\n".join(f"{comment['who']}: {comment['text']}" for comment in step["comments"])),
}
WORDS = {
    "Why": (60, lambda step: step["why"]),
    "Where to click": (60, lambda step: step["where"]),
    "A pass looks like": (60, lambda step: step["passes"]),
    "Help article": (60, lambda step: step["help"]),
}
COLOURS = {
    "proven": "#1d7a46",
    "signed": "#1d7a46",
    "prepared": "#2a5fb0",
    "attested": "#2a5fb0",
    "waived": "#6d4bb3",
    "exceptions": "#b3261e",
    "suspended": "#b25c00",
    "cannot_tell": "#b25c00",
    "not_applicable": "#5d6b7a",
}


def xlsx(warehouse: Warehouse, period: str, audience: str = NEW) -> bytes:
    """Return the checklist of a month as a workbook. The same data always produces the same bytes.

    For the audience `new`, it has extra columns that explain each step. Raises BadPeriod.
    """
    shown, target = facts(warehouse, period, audience, blank=False), io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"Month-end checklist, {shown['month']}", "created": CREATED})
    _draw_steps(book, shown, {**LINES, **WORDS} if audience == NEW else LINES)
    _draw_documents(book, warehouse, period)
    book.close()
    return target.getvalue()


def _draw_steps(book: xlsxwriter.Workbook, shown: Row, columns: Row) -> None:
    sheet, head = book.add_worksheet("Checklist"), book.add_format({"bold": True, "bottom": 1})
    styles = {state: _badge(book, colour) for state, colour in COLOURS.items()}
    styles["plain"] = book.add_format({"valign": "top", "text_wrap": True})
    styles["group"] = book.add_format({"bold": True, "font_size": 13})
    sheet.write_string(0, 0, f"Month-end checklist, {shown['month']}", book.add_format({"bold": True, "font_size": 16}))
    sheet.write_string(1, 0, neutralise(shown["organisation"]))
    steps = f"{shown['done']} of {say_count(shown['applicable'], 'step')} done: {shown['done_words']}"
    done = f"{steps}. {shown['sealed'].capitalize()}"
    sheet.write_string(2, 0, f"{done}. {shown['company']}. From {shown['drawn_from']}.")
    sheet.write_string(3, 0, shown["caution"], book.add_format({"bold": True}))
    for index, (heading, (width, _)) in enumerate(columns.items()):
        sheet.set_column(index, index, width)
        sheet.write_string(4, index, heading, head)
    lines = [line for group in shown["groups"] for line in (group, *group["steps"])]
    for line, row in enumerate(lines, 5):
        _draw_line(sheet, line, row, columns, styles)
    sheet.freeze_panes(5, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _draw_line(sheet: Worksheet, line: int, row: Row, columns: Row, styles: Mapping[str, Format]) -> None:
    """Draw the name of a group, or a step."""
    if "steps" in row:
        sheet.write_string(line, 0, row["name"], styles["group"])
        return
    for index, (heading, (_, say)) in enumerate(columns.items()):
        _write(sheet, (line, index), say(row), styles[row["state"] if heading == "State" else "plain"])


def _draw_documents(book: xlsxwriter.Workbook, warehouse: Warehouse, period: str) -> None:
    """Draw every exception, with filters."""
    found, sheet = answer(warehouse, "step_exceptions", period), book.add_worksheet("Documents")
    columns = [column for column in found.report.columns if not (column.is_lineage or column.is_code)]
    head, plain = book.add_format({"bold": True, "bottom": 1}), book.add_format({})
    kinds = {Decimal: book.add_format({"num_format": "#,##0.00"}), date: book.add_format({"num_format": "yyyy-mm-dd"})}
    for index, column in enumerate(columns):
        sheet.set_column(index, index, 40 if column.name in ("reasons", "fix", "contact") else 14)
        sheet.write_string(0, index, column.label, head)
    for line, row in enumerate(found.table.to_pylist(), 1):
        for index, column in enumerate(columns):
            _write(sheet, (line, index), row[column.name], kinds.get(type(row[column.name]), plain))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(found.table.num_rows, 1), len(columns) - 1)


def _write(sheet: Worksheet, cell: tuple[int, int], value: object, style: Format) -> None:
    if isinstance(value, int | Decimal):
        sheet.write_number(*cell, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(*cell, value, style)
    elif value:
        sheet.write_string(*cell, neutralise(str(value)), style)


def _badge(book: xlsxwriter.Workbook, colour: str) -> Format:
    return book.add_format({"bold": True, "font_color": "white", "bg_color": colour, "valign": "top"})
