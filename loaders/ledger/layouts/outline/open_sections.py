"""The sections that are open at a line of the file, and how headings and totals open and close them."""

from loaders.ledger.layouts.outline.lines import Line
from loaders.ledger.layouts.outline.sections import NOWHERE, Outline, Section, Total, TotalsAhead
from loaders.ledger.layouts.row_labels import counts_children, list_totalled


class OpenSections:
    """The numbers of the open sections of an outline, each inside the one before it.

    Sections are added to the outline when they open, and totals when they close a section.
    """

    def __init__(self, outline: Outline, totals_ahead: TotalsAhead) -> None:
        self._outline, self._totals_ahead = outline, totals_ahead
        self._open: list[int] = []
        self._last: int | None = None

    def __bool__(self) -> bool:
        return bool(self._open)

    @property
    def current(self) -> int:
        """The innermost open section, or NOWHERE."""
        return self._open[-1] if self._open else NOWHERE

    @property
    def of_balance(self) -> int | None:
        """The section to which a balance belongs: the current one or, if none is open, the one that was closed last."""
        return self._open[-1] if self._open else self._last

    def has_total_after(self, row: int) -> bool:
        """Return True if the innermost open section has a total below a row."""
        return bool(self._open) and self._has_total_after(self._open[-1], row)

    def enter(self, name: str, line: Line) -> None:
        """Open an account, inside the one above if that one has a total further down. Otherwise close the one above."""
        while self._open and not self._has_total_after(self._open[-1], line.row):
            self._last = self._open.pop()
        self.begin(name, line)

    def begin(self, name: str, line: Line) -> None:
        """Open a section inside the current one."""
        parent = self._open[-1] if self._open else None
        if parent is not None:
            self._outline.sections[parent].begin_child()
        self._outline.sections.append(Section(name, line.number, parent))
        self._open.append(len(self._outline.sections) - 1)

    def find_totalled(self, label: str) -> int | None:
        """Return the innermost open section that the label of a total names."""
        names = list_totalled(label)
        headings = {n: self._totals_ahead.match(self._outline.sections[n].name) for n in self._open}
        return next((n for n in reversed(self._open) if headings[n] in names), None)

    def close(self, section_number: int, line: Line) -> None:
        """Close a section with its total, unless a total that includes the accounts inside it is still to come.

        A total includes those accounts if its label says so, or if it is the last one of its account.
        """
        whole = counts_children(line.label) or not self._has_total_after(section_number, line.row)
        inside = self._family(section_number) if whole else (section_number,)
        self._outline.totals.append(Total(line, inside))
        self._outline.sections[section_number].has_total = True
        if whole:
            del self._open[self._open.index(section_number) :]
            self._last = section_number

    def leave_all(self) -> None:
        """Close every section, because the total of the whole file follows."""
        self._open.clear()

    def _family(self, section_number: int) -> tuple[int, ...]:
        """Return a section and all sections inside it."""
        family = {section_number}
        for number in range(section_number + 1, len(self._outline.sections)):
            if self._outline.sections[number].parent in family:
                family.add(number)
        return tuple(sorted(family))

    def _has_total_after(self, section_number: int, row: int) -> bool:
        heading = self._outline.sections[section_number].name
        return self._totals_ahead.has(self._totals_ahead.match(heading), heading, row)
