"""A list of the month pack as a sheet: every row, and a total that adds up its cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
from xlsxwriter.utility import xl_col_to_name

from close.archive.pack.lists import ESTIMATE, LEGEND, PackedList, say_cell
from close.archive.pack.month import CANNOT_TELL, PackedMonth
from close.archive.pack.sheet import NARROW, WIDE, Sheet, count_lines
from close.engine.slices import Rows
from close.rules.answers import Answer
from close.texts import agree, say_count

MOST_ROWS = 1_000_000  # Excel has 1,048,576
STEP = 20_000  # rows put into words at a time
LONG = WIDE - 4  # characters: longer text is wrapped


@dataclass(frozen=True)
class WrittenList:
    """A list as it was written: the lines of its rows, counted from 0, and its totals, which are None if unknown."""

    packed: PackedList
    rows: Rows
    first: int
    count: int
    totals: Mapping[str, Decimal | None]
    is_unknown: bool

    @property
    def last(self) -> int:
        """The line of the last row."""
        return self.first + min(self.count, MOST_ROWS) - 1

    def sum_by(self, amount: str, column: str) -> dict[str, Decimal]:
        """Return the sum of an amount for each value of a column. Blanks count as zero, as they do in a sheet."""
        return {row[column]: row["money"] for row in self.rows.tally([column], amount)}

    def total(self, name: str) -> str:
        """Return the cell of the total of a sum. The list has at least one row."""
        return f"'{self.packed.title}'!${xl_col_to_name(self.packed.columns.index(name))}${self.last + 2}"

    def span(self, column: str) -> str:
        """Return the cells of a column as other sheets address them. The list has at least one row."""
        name = xl_col_to_name(self.packed.columns.index(column))
        return f"'{self.packed.title}'!${name}${self.first + 1}:${name}${self.last + 1}"


def write_list(sheet: Sheet, month: PackedMonth, packed: PackedList) -> WrittenList:
    """Write a list, or that it cannot be told if it has no rows and an export that it needs is missing."""
    answer, missing = month.answer(packed.report), month.lacks(packed.report)
    rows = packed.select(answer)
    count, totals = rows.measure_known(*packed.sums)
    is_unknown = bool(missing) and not count
    cautions = [f"Not uploaded for the month: {', '.join(missing)}. Documents may be missing."] if missing else []
    cautions += filter(None, [answer.caution])
    sheet.head(packed.title, packed.about, cautions, LEGEND if packed.basis else "")
    head = sheet.line
    _write_head(sheet, answer, packed)
    written = WrittenList(packed, rows, sheet.line, count, dict.fromkeys(totals) if is_unknown else totals, is_unknown)
    widths = _write_rows(sheet, answer, rows, packed)
    sheet.page.autofilter(head, 0, max(sheet.line - 1, head), len(_label(answer, packed)) - 1)
    if is_unknown:
        sheet.row(f"{CANNOT_TELL.capitalize()}, because exports are missing.", style="caution")
    elif not count:
        sheet.row("None in what was read." if not answer.is_whole else "None.")
    else:
        _write_total(sheet, written, is_whole=answer.is_whole and not missing)
    sheet.set_up(month.facts, widths, head)
    return written


def _write_head(sheet: Sheet, answer: Answer, packed: PackedList) -> None:
    labels = _label(answer, packed)
    sheet.set_height(max(count_lines(label, NARROW) for label in labels))
    for index, label in enumerate(labels):
        is_number = index < len(packed.columns) and _is_number(answer, packed.columns[index])
        sheet.put(index, label, "number head" if is_number else "head")
    sheet.line += 1


def _label(answer: Answer, packed: PackedList) -> list[str]:
    labels = {column.name: column.label for column in answer.report.columns}
    return [*(labels[name] for name in packed.columns), *([ESTIMATE] if packed.basis else [])]


def _is_number(answer: Answer, name: str) -> bool:
    schema = answer.rows.schema  # without the columns of sentences
    kind = schema.field(name).type if name in schema.names else pa.string()
    return bool(pa.types.is_decimal(kind) or pa.types.is_integer(kind))


def _write_rows(sheet: Sheet, answer: Answer, rows: Rows, packed: PackedList) -> list[int]:
    """Write every row, and return the widths that the columns need."""
    widths = [max(NARROW, *(len(word) + 1 for word in label.split())) for label in _label(answer, packed)]
    for row in _read(rows.page(0, MOST_ROWS), answer):
        mark = [ESTIMATE if packed.is_estimate(row) else None] if packed.basis else []
        cells = [*(say_cell(name, row[name]) for name in packed.columns), *mark]
        sizes = [len(cell) if isinstance(cell, str) else 0 for cell in cells]
        sheet.set_height(max(count_lines(str(cell), WIDE) for cell in cells))
        for index, (cell, size) in enumerate(zip(cells, sizes, strict=True)):
            widths[index] = min(WIDE, max(widths[index], size + 2))
            sheet.put(index, cell, "long" if size > LONG else "")
        sheet.line += 1
    return widths


def _read(table: pa.Table, answer: Answer) -> Iterator[dict[str, Any]]:
    for offset in range(0, table.num_rows, STEP):
        yield from answer.say(table.slice(offset, STEP)).to_pylist()


def _write_total(sheet: Sheet, written: WrittenList, *, is_whole: bool) -> None:
    """Write the total of each sum as a formula over its cells, and how many of them are blank."""
    packed = written.packed
    if not packed.sums:
        return
    sums = {packed.columns.index(name): name for name in packed.sums}
    for column in range(len(packed.columns)):
        if (name := sums.get(column)) is None or (total := written.totals[name]) is None:
            sheet.put(column, ("Total" if is_whole else "Known total") if not column else "", "total")
        else:
            cells = f"{sheet.cell(column, written.first)}:{sheet.cell(column, written.last)}"
            sheet.formula(column, f"=SUM({cells})", total, "total money")
    sheet.line += 1
    _write_estimates(sheet, written)
    for note in _list_notes(written):
        sheet.row(note, style="faint")


def _write_estimates(sheet: Sheet, written: WrittenList) -> None:
    """Write how much of each total is estimated, as a formula over the marks."""
    packed, rows = written.packed, written.packed.select_estimates(written.rows)
    if rows is None or not rows.count():
        return
    mark, amounts = len(packed.columns), rows.measure(*packed.sums)[1]
    sheet.put(0, "Of which estimated", "faint")
    for name, amount in amounts.items():
        column = packed.columns.index(name)
        cells, marks = (f"{sheet.cell(at, written.first)}:{sheet.cell(at, written.last)}" for at in (column, mark))
        sheet.formula(column, f"=SUMIFS({cells},{marks},{sheet.cell(mark, written.first - 1)})", amount)
    sheet.line += 1


def _list_notes(written: WrittenList) -> Sequence[str]:
    blanks = {name: written.rows.among(name, [None]).count() for name in written.packed.sums}
    notes = [
        f"Not in the total: {say_count(count, 'row')} whose amount is unknown." for count in blanks.values() if count
    ]
    if written.count > MOST_ROWS:
        left = written.count - MOST_ROWS
        command = f"tieout report {written.packed.report} --format csv"
        beyond = f"{say_count(left, 'row')} that {agree(left, 'does', 'do')} not fit"
        notes.append(f"The sheet and its totals lack {beyond}. For all of them: {command}")
    return notes
