"""The builder of an outline, line by line: each entry's account or journal, and its stated balances and totals."""

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from loaders.cells.date_ranges import read_date_range
from loaders.cells.days import ORDERS, parse_day
from loaders.layouts.description import Export
from loaders.layouts.printed.page_rows import without_continued
from loaders.layouts.recognition import normalise
from loaders.ledger.layouts.outline.endings import check_balances, check_last_line, check_totals
from loaders.ledger.layouts.outline.lines import DesktopAmounts, Line, explain
from loaders.ledger.layouts.outline.open_sections import OpenSections
from loaders.ledger.layouts.outline.rows import SortedRows
from loaders.ledger.layouts.outline.sections import NOWHERE, Outline, Total, TotalsAhead
from loaders.ledger.layouts.row_labels import (
    is_bare,
    is_grand,
    is_sum,
    says_closing,
    says_footer,
    says_net,
    says_opening,
    says_page_total,
    says_total,
)


def build_outline(export: Export, rows: SortedRows, lines: Sequence[Line], *, journals: bool, totals: bool) -> Outline:
    """Sort the lines into sections. Raises UnknownRow, CountedDay, DesktopAmounts, CutOff.

    `totals` is true if each section has a total.
    """
    builder = _OutlineBuilder(export, rows, lines, journals=journals)
    for line in lines:
        builder.take(line)
    outline = builder.end()
    check_balances(outline, rows.is_entry)
    check_totals(outline, rows.is_entry, journals=journals, totals=totals)
    check_last_line(outline, lines, len(rows.is_entry))
    return outline


class _OutlineBuilder:
    """The outline so far.

    `steps` are the rows at which the current section may change, each with the section from that row on. `bare` and
    `nameless` count the totals that name no account, with a label and without one. `periods` are the lines above the
    headers that state days, which a page may repeat, but which are no accounts.
    """

    def __init__(self, export: Export, rows: SortedRows, lines: Sequence[Line], *, journals: bool) -> None:
        self.export, self.is_entry, self.journals = export, rows.is_entry, journals
        self.outline, self.totals_ahead = Outline(), TotalsAhead(lines)
        self.open = OpenSections(self.outline, self.totals_ahead)
        self.steps: list[tuple[int, int]] = [(0, NOWHERE)]
        self.bare = sum(map(_is_bare, lines))
        self.periods = {text for text in export.preamble if read_date_range(text, "day-first")}
        self.nameless = sum(not line.label and line.has_amounts for line in lines)
        self.last_counted = max([rows.last_entry, *(line.row for line in lines if line.has_amounts)])

    def take(self, line: Line) -> None:
        """Process the next line, using the first meaning that fits."""
        label = line.label
        if self._continues(line) or self._totals_page(line):
            return
        if self._heads_a_total(line):
            self.open.enter(label, line)
        elif (line.filled == 1 and says_footer(label)) or self._is_note(line):
            self.outline.footers.append(label)
        elif any(map(says_opening, line.texts)):
            self._take_balance(line, "opening")
        elif any(map(says_closing, line.texts)):
            self._take_balance(line, "closing")
        elif says_net(label):
            self._take_balance(line, "net")
        elif self._opens_desktop(line):
            self.open.enter(label, line)
            self.outline.sections[self.open.current].opening = line
        elif not (self._take_total(line) or self._take_heading(line)):
            raise self._explain(line)
        self.steps.append((line.row, self.open.current))

    def end(self) -> Outline:
        """Return the outline, with the section of each row."""
        ends = [row for row, _ in self.steps[1:]] + [len(self.is_entry)]
        runs = [(end, number) for (row, number), end in zip(self.steps, ends, strict=True) if end > row]
        run_ends, numbers = (pa.array([run[part] for run in runs], pa.int32()) for part in (0, 1))
        self.outline.section_of_row = pa.RunEndEncodedArray.from_arrays(run_ends, numbers)
        return self.outline

    def _take_balance(self, line: Line, kind: str) -> None:
        """Assign a balance to the open account, or the one just closed, or in a flat file the one in its columns.

        An opening balance may be in the amount column. The running balance after it then proves it.
        """
        if kind == "opening" and line.amounts.get("balance") is None and line.amounts.get("amount") is not None:
            line = replace(line, amounts={**line.amounts, "balance": line.amounts["amount"], "amount": None})
        if kind == "opening" and not line.account and len(line.texts) > 1 and _names_account(line):
            self.open.enter(" ".join(text for text in line.texts if not says_opening(text)), line)
        section_number = self.open.of_balance
        if line.account and section_number is None:
            self.outline.balances.append(line)
            return
        if section_number is None or getattr(self.outline.sections[section_number], kind):
            raise self._explain(line)
        setattr(self.outline.sections[section_number], kind, line)

    def _take_total(self, line: Line) -> bool:
        label = line.label
        if _is_bare(line) or (line.has_amounts and not label):
            return self._take_bare_total(line)
        if not says_total(label):
            return False
        section_number = self.open.find_totalled(label)
        if section_number is None:
            return self._take_loose_total(line)
        self.open.close(section_number, line)
        return True

    def _take_bare_total(self, line: Line) -> bool:
        """Assign a total without a name: to the open section, to loose lines, or, if it is the only one, to all."""
        alike = self.bare if line.label else self.nameless
        only = alike == 1 and len(self.outline.sections) > 1
        if self.open and not (only or is_grand(line.label)):
            self.open.close(self.open.current, line)
            return True
        since = self._entry_since(line.row)
        if since is not None and self.journals and self.bare + self.nameless > 1:
            self.open.begin("", line)
            self.steps.append((since, self.open.current))
            self.open.close(self.open.current, line)
            return True
        self.open.leave_all()
        self.outline.totals.append(Total(line, None))
        self.outline.ended = bool(line.label) and (line.has_amounts or self.export.sheet.whole)
        return True

    def _take_loose_total(self, line: Line) -> bool:
        """Assign the total of an account without a heading.

        A line without amounts may be the heading of "Total Tools" instead.
        """
        if line.has_amounts and not self.open and not self.outline.sections:
            self.outline.loose.append(line)
            return True
        return False

    def _is_note(self, line: Line) -> bool:
        """Return True for a line below the total of the whole file, if no entry or amount follows it."""
        return line.row > self.last_counted and any(total.sections is None for total in self.outline.totals)

    def _take_heading(self, line: Line) -> bool:
        coded = line.filled == len(line.texts) == 2 and line.label[:1].isdigit() and line.label[-1:].isdigit()
        if not (line.filled == 1 or coded) or not line.label or line.label in self.periods:
            return False
        self.open.enter(" ".join(line.texts), line)
        return True

    def _continues(self, line: Line) -> bool:
        """Return True for a heading such as "Stock (continued)" in the account Stock, printed on its next page.

        Raises UnknownRow if that account is no longer open.
        """
        name = without_continued(line.label)
        if line.filled != 1 or name == line.label:
            return False
        numbers = [n for n, section in enumerate(self.outline.sections) if normalise(section.name) == normalise(name)]
        if numbers and self.open.current != numbers[-1]:
            raise self._explain(line)
        return bool(numbers)

    def _totals_page(self, line: Line) -> bool:
        """Return True for the total of a printed page, which may be within an account.

        It says so, or it has no name and ends a page within an account whose own total follows.
        """
        is_named = says_page_total(line.label) and self.open.find_totalled(line.label) is None
        is_page = is_named or (_is_bare(line) and self.open.has_total_after(line.row) and self._ends_page(line))
        if line.has_amounts and is_page:
            self.outline.page_totals.append(line)
            return True
        return False

    def _ends_page(self, line: Line) -> bool:
        """Return True if repeated headers, which are no longer in the sheet, come directly after a line."""
        after = self.export.header + 1 + line.row + 1
        below = self.export.sheet.line(after) if after < self.export.sheet.rows else line.number
        return any(line.number < page < below for page in self.export.pages)

    def _heads_a_total(self, line: Line) -> bool:
        """Return True for a line with one text that has a total further down, which makes it an account heading."""
        single = line.filled == 1 and bool(line.texts)
        return single and self.totals_ahead.has(normalise(line.label), line.label, line.row)

    def _opens_desktop(self, line: Line) -> bool:
        """Detect the opening balance that QuickBooks Desktop prints next to a heading. Raises DesktopAmounts."""
        stated = [name for name, amount in line.amounts.items() if amount is not None]
        if (
            self.journals
            or stated != ["balance"]
            or len(line.texts) != 1
            or normalise(line.label) not in self.totals_ahead
        ):
            return False
        if "amount" in line.amounts:
            raise DesktopAmounts(line.number, line.label)
        return not says_total(line.label)

    def _entry_since(self, until: int) -> int | None:
        """Return the first entry between the previous line and this one."""
        since = self.steps[-1][0] if len(self.steps) > 1 else -1
        index = pc.index(self.is_entry.slice(since + 1, until - since - 1), value=True).as_py()
        return since + 1 + index if index >= 0 else None

    def _explain(self, line: Line) -> Refused:
        return explain(line, self.export.headers["entry_date"])


def _is_bare(line: Line) -> bool:
    return is_bare(line.label) or (line.has_amounts and is_sum(line.label))


def _names_account(line: Line) -> bool:
    """Return True if an opening balance is on the line that is its account's heading."""
    return not says_opening(line.label) and not any(parse_day(line.label, order) for order in ORDERS)
