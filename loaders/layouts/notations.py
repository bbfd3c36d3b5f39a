"""The formats in which a file writes days and amounts, decided from the cells of all its parts."""

from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.store.settings import Settings
from loaders.cells.amounts import AmbiguousDecimals, MixedDecimals, proves_mark, seems_grouped
from loaders.cells.columns import Day, Locale, Money
from loaders.cells.converted_days import check_converted
from loaders.cells.currencies import check_headers
from loaders.cells.currency_marks import check_marks, find_marks
from loaders.cells.days import DayCell, decide_order
from loaders.cells.moments import decide_zone, describe_zones
from loaders.layouts.description import Export
from loaders.layouts.grids import Grid, drop_blanks

_MARKS = (".", ",")
_NEUTRAL = ("tab", "bar")


class Notation:
    """The evidence so far: each distinct day text, and the first amount that only one decimal mark explains."""

    def __init__(self, export: Export) -> None:
        self._export = export
        columns = {name: column for name, column in export.loader.columns.items() if name in export.positions}
        self._days: dict[str, dict[str, DayCell]] = {n: {} for n, column in columns.items() if type(column) is Day}
        self._amounts = [name for name, column in columns.items() if column.numeric]
        self._proofs: dict[str, tuple[int, str]] = {}
        self._doubts: dict[str, tuple[int, str, str]] = {}
        self._money = [name for name, column in columns.items() if isinstance(column, Money)]
        self._marks: dict[str, dict[str, tuple[int, str]]] = {name: {} for name in self._money}

    def look(self, grid: Grid) -> None:
        """Add the evidence of a part."""
        for name in self._days:
            self._count_days(grid, name)
        for mark in _MARKS:
            # The first column with a proof decides, so later columns no longer matter.
            end = self._proofs.get(mark, (len(self._amounts), ""))[0]
            for place, name in enumerate(self._amounts[:end]):
                if proof := _find_proof(grid, name, mark):
                    self._proofs[mark] = (place, proof)
                    break
        for mark in () if self._proofs else _MARKS:
            self._doubt(grid, mark)
        entries = self._find_entries(grid)
        for name, found in self._marks.items():
            self._marks[name] = find_marks(grid.cells[name].filter(entries), grid.lines.filter(entries)) | found

    def decide(self, settings: Settings | None) -> tuple[Locale, dict[str, str]]:
        """Decide the formats, with the evidence in words.

        Raises OtherCurrency, MixedCurrencies, ForeignAmounts, ConvertedDays, AmbiguousDates, AmbiguousDecimals,
        MixedDecimals, ZoneUnknown, NoOffset.
        """
        self._check_currencies(settings)
        kind = self._export.sheet.reading["format"]
        zones = self._decide_zones(settings, kind == "json")
        words = describe_zones(zones)
        if kind == "json":
            read = {"date_order": "year-first", "date_evidence": words or "plain days", "decimal_mark": "point"}
            return Locale("year-first", ".", zones=zones), read
        cells = sorted((c for found in self._days.values() for c in found.values()), key=lambda cell: cell.line)
        for found in self._days.values():
            check_converted(found.values(), kind == "xlsx")
        order = decide_order(cells, settings.date_order if settings else None, kind == "xlsx")
        mark, mark_words = self._decide_mark()
        evidence = "; ".join(filter(None, (order.evidence, words)))
        read = {"date_order": order.order, "date_evidence": evidence, "decimal_mark": mark_words}
        return Locale(order.order, mark, kind == "xlsx", zones), read

    def _check_currencies(self, settings: Settings | None) -> None:
        export, headers = self._export, self._export.headers
        line = export.sheet.line(export.header)
        books = settings.currency if settings else ""
        check_headers(line, [headers[name] for name in self._money], books)
        for name, found in self._marks.items():
            check_marks(headers[name], found, books)

    def _decide_zones(self, settings: Settings | None, is_json: bool) -> dict[str, str]:
        """Return the time zone of each column of moments. Raises ZoneUnknown, NoOffset."""
        zone = settings.time_zone if settings and "time_zone" in settings.stated else None
        columns = self._export.loader.columns
        decided = {
            columns[name].header: decide_zone(found.values(), zone, is_json) for name, found in self._days.items()
        }
        return {header: chosen for header, chosen in decided.items() if chosen}

    def _find_entries(self, grid: Grid) -> pa.Array:
        """Return True for the rows with a day, or for all rows if none has one.

        QuickBooks prints the sign of its own region on totals, so only entries say in which currency they are.
        """
        dated = [grid.cells[name].is_valid() for name in self._days]
        entries = reduce(pc.or_, dated) if dated else pa.array([False] * len(grid.lines), pa.bool_())
        return entries if pc.any(entries).as_py() else pa.array([True] * len(grid.lines), pa.bool_())

    def _doubt(self, grid: Grid, mark: str) -> None:
        """Keep the first cell that this mark reads as a number with three decimals."""
        for name in self._amounts if mark not in self._doubts else ():
            row = pc.index(seems_grouped(grid.cells[name], mark), value=True).as_py()
            if row >= 0:
                self._doubts[mark] = (grid.lines[row].as_py(), grid.headers[name], grid.cells[name][row].as_py())
                return

    def _count_days(self, grid: Grid, name: str) -> None:
        cells = drop_blanks(grid.cells[name])
        table = pa.table({"text": cells, "line": grid.lines}).filter(pc.field("text").is_valid())
        counted = table.group_by("text", use_threads=False).aggregate([("line", "count_distinct"), ("line", "min")])
        found = self._days[name]
        for text, count, line in zip(
            *(counted[key].to_pylist() for key in ("text", "line_count_distinct", "line_min")), strict=True
        ):
            before = found.get(text)
            cell = DayCell(text, count, line, grid.headers[name])
            found[text] = DayCell(text, before.count + count, before.line, before.column) if before else cell

    def _decide_mark(self) -> tuple[str, str]:
        point, comma = (self._proofs.get(mark, (0, ""))[1] for mark in _MARKS)
        if point and comma:
            raise MixedDecimals(point, comma)
        if point or comma:
            return (".", f"point ({point})") if point else (",", f"comma ({comma})")
        if stated := self._export.loader.decimal_mark:
            return (stated, "point (as stated)") if stated == "." else (stated, "comma (as stated)")
        delimiter = self._export.sheet.reading.get("delimiter")
        semicolons = delimiter == "semicolon"
        mark = "," if semicolons else "."
        # Programs in every language separate by tabs or bars, so that these show nothing about commas.
        for doubtful in _MARKS if delimiter in _NEUTRAL else (mark,):
            if doubtful in self._doubts:
                raise AmbiguousDecimals(*self._doubts[doubtful])
        return (",", "comma (as the file is separated by semicolons)") if semicolons else (".", "point")


def decide_locale(export: Export, grid: Grid, settings: Settings | None) -> tuple[Locale, dict[str, str]]:
    """Decide the formats of a file from all its rows. Raises the errors of `Notation.decide`."""
    notation = Notation(export)
    notation.look(grid)
    return notation.decide(settings)


def _find_proof(grid: Grid, name: str, mark: str) -> str:
    """Return the first cell that only this decimal mark explains, and its line, or a blank if there is none."""
    row = pc.index(proves_mark(grid.cells[name], mark), value=True).as_py()
    return f'line {grid.lines[row].as_py()} "{grid.cells[name][row].as_py()}"' if row >= 0 else ""
