"""The builder of an outline, line by line: each entry's account or journal, and its stated balances and totals."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from loaders.cells.days import ORDERS, parse_day
from loaders.layouts.description import Export
from loaders.layouts.recognition import normalise
from loaders.layouts.totals import CutOff
from loaders.ledger.layouts.outline import NOWHERE, Outline, Section, Total, TotalsAhead
from loaders.ledger.layouts.row_labels import (
    counts_children,
    is_bare,
    is_grand,
    is_sum,
    list_totalled,
    says_closing,
    says_footer,
    says_net,
    says_opening,
    says_total,
)
from loaders.ledger.layouts.rows import DesktopAmounts, Line, SortedRows, explain


def build_outline(export: Export, rows: SortedRows, lines: Sequence[Line], *, journals: bool, totals: bool) -> Outline:
    """Sort the lines into sections. Raises UnknownRow, CountedDay, CutOff.

    `totals` is true if each section has a total.
    """
    builder = _OutlineBuilder(export, rows, lines, journals=journals, totals=totals)
    for line in lines:
        builder.take(line)
    return builder.end()


class _OutlineBuilder:
    """The outline so far: the open sections, and the last closed one, whose closing balance may follow its total."""

    def __init__(
        self, export: Export, rows: SortedRows, lines: Sequence[Line], *, journals: bool, totals: bool
    ) -> None:
        self.export, self.rows, self.lines = export, len(rows.grid), lines
        self.journals, self.totals = journals, totals
        self.is_entry, self.entries = rows.is_entry, pc.indices_nonzero(rows.is_entry).to_pylist()
        self.outline = Outline()
        self.open: list[int] = []
        self.last: int | None = None
        self.steps: list[tuple[int, int]] = [(0, NOWHERE)]
        self.totals_ahead = TotalsAhead(lines)
        self.bare = sum(map(_is_bare, lines))
        self.last_counted = max([*self.entries[-1:], *(line.row for line in lines if line.has_amounts)], default=-1)
        self.nameless = sum(not line.label and line.has_amounts for line in lines)

    def take(self, line: Line) -> None:
        """Process the next line, using the first meaning that fits."""
        label = line.label
        if self._heads_a_total(line):
            self._enter(label, line)
        elif (line.filled == 1 and says_footer(label)) or self._is_note(line):
            self.outline.footers.append(label)
        elif any(map(says_opening, line.texts)):
            self._take_balance(line, "opening")
        elif any(map(says_closing, line.texts)):
            self._take_balance(line, "closing")
        elif says_net(label):
            self._take_balance(line, "net")
        elif self._opens_desktop(line):
            self._enter(label, line)
            self.outline.sections[self.open[-1]].opening = line
        elif not (self._take_total(line) or self._take_heading(line)):
            raise self._explain(line)
        self.steps.append((line.row, self.open[-1] if self.open else NOWHERE))

    def end(self) -> Outline:
        """Return the outline. Raises CutOff if an account with entries lacks a total that other accounts have."""
        lengths = [b - a for (a, _), (b, _) in zip(self.steps, [*self.steps[1:], (self.rows, 0)], strict=True)]
        runs = [
            pa.repeat(pa.scalar(section_number, pa.int32()), n)
            for (_, section_number), n in zip(self.steps, lengths, strict=True)
        ]
        self.outline.section_of_row = pa.concat_arrays(runs)
        self._check_end()
        return self.outline

    def _take_balance(self, line: Line, kind: str) -> None:
        """Assign a balance to the open account, or the one just closed, or in a flat file the one in its columns.

        An opening balance may be in the amount column. The running balance after it then proves it.
        """
        if kind == "opening" and line.amounts.get("balance") is None and line.amounts.get("amount") is not None:
            line = replace(line, amounts={**line.amounts, "balance": line.amounts["amount"], "amount": None})
        if kind == "opening" and not line.account and len(line.texts) > 1 and _names_account(line):
            self._enter(" ".join(text for text in line.texts if not says_opening(text)), line)
        section_number = self.open[-1] if self.open else self.last
        if line.account and section_number is None:
            self.outline.balances.append(line)
            return
        if section_number is None or getattr(self.outline.sections[section_number], kind):
            raise self._explain(line)
        setattr(self.outline.sections[section_number], kind, line)

    def _take_total(self, line: Line) -> bool:
        label = line.label
        if _is_bare(line) or not (label or not line.has_amounts):
            return self._take_bare_total(line)
        if not says_total(label):
            return False
        names = list_totalled(label)
        headings = {n: self.totals_ahead.match(self.outline.sections[n].name) for n in self.open}
        section_number = next((n for n in reversed(self.open) if headings[n] in names), None)
        if section_number is None:
            return self._take_loose_total(line)
        self._close(section_number, line)
        return True

    def _take_bare_total(self, line: Line) -> bool:
        """Assign a total without a name: to the open section, to loose lines, or, if it is the only one, to all."""
        alike = self.bare if line.label else self.nameless
        only = alike == 1 and len(self.outline.sections) > 1
        if self.open and not (only or is_grand(line.label)):
            self._close(self.open[-1], line)
            return True
        since = self._entry_since(line.row)
        if since is not None and self.journals and self.bare + self.nameless > 1:
            self.steps.append((since, self._begin("", line)))
            self._close(self.open[-1], line)
            return True
        self.open.clear()
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
        if not (line.filled == 1 or coded) or not line.label:
            return False
        self._enter(" ".join(line.texts), line)
        return True

    def _enter(self, name: str, line: Line) -> None:
        """Open an account, inside the one above if that one has a total further down. Otherwise close the one above."""
        while self.open and not self._has_total_after(self.open[-1], line.row):
            self.last = self.open.pop()
        self._begin(name, line)

    def _begin(self, name: str, line: Line) -> int:
        parent = self.open[-1] if self.open else None
        if parent is not None:
            self.outline.sections[parent].begin_child()
        self.outline.sections.append(Section(name, line.number, parent))
        self.open.append(len(self.outline.sections) - 1)
        return self.open[-1]

    def _close(self, section_number: int, line: Line) -> None:
        """Close a section.

        Its total includes the accounts inside it if the label says so, or if it is the account's only total.
        """
        section = self.outline.sections[section_number]
        whole = counts_children(line.label) or not self._has_total_after(section_number, line.row)
        inside = self._family(section_number) if whole else (section_number,)
        self.outline.totals.append(Total(line, inside))
        section.has_total = True
        if whole:
            del self.open[self.open.index(section_number) :]
            self.last = section_number

    def _family(self, section_number: int) -> tuple[int, ...]:
        family = {section_number}
        for number in range(section_number + 1, len(self.outline.sections)):
            if self.outline.sections[number].parent in family:
                family.add(number)
        return tuple(sorted(family))

    def _has_total_after(self, section_number: int, row: int) -> bool:
        heading = self.outline.sections[section_number].name
        return self.totals_ahead.has(self.totals_ahead.match(heading), heading, row)

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
        index = bisect_right(self.entries, since)
        return self.entries[index] if index < len(self.entries) and self.entries[index] < until else None

    def _explain(self, line: Line) -> Refused:
        return explain(line, self.export.headers["entry_date"])

    def _check_end(self) -> None:
        sections = self.outline.sections
        sections_with_entries = set(self.outline.section_of_row.filter(self.is_entry).unique().to_pylist())
        if self.totals or any(section.has_total for section in sections):
            for section_number, section in enumerate(sections):
                if (section_number in sections_with_entries or section.opening) and not (
                    section.has_total or section.closing
                ):
                    raise CutOff(f'"{section.name}" (line {section.line}) has no total')
        if self.journals and NOWHERE in sections_with_entries and any(section.has_total for section in sections):
            raise CutOff("the entries of a journal have no total, but those of others do")
        last = self.lines[-1] if self.lines else None
        if sections and last and last.row == self.rows - 1 and last.number == sections[-1].line:
            why = "is a heading without rows (if it is a note, delete it)"
            raise CutOff(f'line {last.number}, its last, "{last.label}", {why}')


def _is_bare(line: Line) -> bool:
    return is_bare(line.label) or (line.has_amounts and is_sum(line.label))


def _names_account(line: Line) -> bool:
    """Return True if an opening balance is on the line that is its account's heading."""
    return not says_opening(line.label) and not any(parse_day(line.label, order) for order in ORDERS)
